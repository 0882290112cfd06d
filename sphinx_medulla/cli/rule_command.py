"""`medulla-flows rule`: everything about one rule."""

from __future__ import annotations

import argparse

from ..checker.rule_pages import loading_page, text_page
from ..checker.rules import RULES
from ..dataset.codes import Code
from ..dataset.names import did_you_mean, find
from ..published.comparison_rules import COMPARISON_RULES
from .exit_codes import OK, UsageError
from .output import print_text

RENDERING = "MED7"
"""The beginning of the codes that only a Sphinx build reports."""

ALL_RULES = (*RULES, *COMPARISON_RULES)
"""The rules of the checker, and those of `medulla-flows compare`."""

EPILOG = "examples:\n  medulla-flows rule MED301\n  medulla-flows rule same-port-twice\n"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("rule", metavar="RULE", help="the code or the name of a rule")


def run(options: argparse.Namespace) -> int:
    """Print the page of a rule, or of a problem of loading, given its code or its name.

    Raises `UsageError` if there is no such code or name.
    """
    word: str = options.rule
    rules = {name: rule for rule in ALL_RULES for name in (rule.code, rule.name)}
    codes = {name: code for code in Code for name in (code.code, code.label)}
    name = find(word, dict.fromkeys([*rules, *codes]))
    if name:
        print_text(text_page(rules[name]) if name in rules else loading_page(codes[name]))
        return OK
    if word.upper().startswith(RENDERING):
        raise UsageError(
            f"{word!r} is not a rule: {RENDERING} and two digits are warnings of a Sphinx build. "
            'The page "Warnings" of the manual explains them.'
        )
    raise UsageError(
        f"There is no rule {word!r}. {did_you_mean(word, [*rules, *codes])}"
        "`medulla-flows list rules` lists them."
    )
