"""Selecting rules by code, by the beginning of a code, or by name; and giving them severities."""

from __future__ import annotations

from collections.abc import Iterable

from ..dataset.codes import Code, listed
from ..dataset.names import did_you_mean, find
from ..dataset.problem import Severity
from .rule import Rule

LOADING_CODES = {code.code: code.label for code in Code}
"""The codes of files that do not load, with their names. These findings always count."""


class UnknownRuleError(ValueError):
    """A word that means no rule; the message consists of whole sentences."""


def matching_codes(word: str, rules: Iterable[Rule]) -> set[str]:
    """The codes of the rules that a word means.

    Empty if it means only codes of files that do not load. Raises `UnknownRuleError` if it means
    nothing.
    """
    known = {rule.code: rule.name for rule in rules}
    name = find(word, dict.fromkeys((*known.values(), *LOADING_CODES.values()))) or word
    codes = {code for code, label in known.items() if _matches(name, code, label)}
    if codes or any(_matches(name, code, label) for code, label in LOADING_CODES.items()):
        return codes
    names = [*known, *known.values()]
    raise UnknownRuleError(
        f"There is no rule {word!r}. {did_you_mean(word, names)}"
        "Write a code such as MED301, its beginning such as MED3, or a name such as "
        "same-port-twice; `medulla-flows list rules` lists them."
    )


def _matches(word: str, code: str, name: str) -> bool:
    upper = word.upper()
    return word == name or (upper.startswith("MED") and code.startswith(upper))


def selected_rules(
    rules: Iterable[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """The selected rules, or all if none is selected, without the ignored ones.

    Raises `UnknownRuleError` for a word that means no rule, and for an ignored code of a file that
    does not load, since these findings always count.
    """
    every = tuple(rules)
    wanted = [matching_codes(word, every) for word in select]
    unwanted = set()
    for word in ignore:
        codes = matching_codes(word, every)
        if not codes:
            raise UnknownRuleError(
                f"{word!r} cannot be ignored: a dataset that does not load cannot be checked."
            )
        unwanted |= codes
    kept = set().union(*wanted) if wanted else {rule.code for rule in every}
    return tuple(rule for rule in every if rule.code in kept - unwanted)


def parse_severities(words: Iterable[str], rules: Iterable[Rule]) -> dict[str, Severity]:
    """The severities that words such as ``MED4=info`` give to rules, by code; the last one applies.

    Raises `UnknownRuleError` for any other word.
    """
    every = tuple(rules)
    levels = {level.label: level for level in Severity}
    found: dict[str, Severity] = {}
    for word in words:
        rule, equals, label = word.partition("=")
        level = find(label, dict.fromkeys(levels))
        if not equals or level is None:
            raise UnknownRuleError(
                f"{word!r} gives no severity. Write a rule, = and {listed(levels, 'or')}, "
                "such as MED301=info."
            )
        codes = matching_codes(rule, every)
        if not codes:
            raise UnknownRuleError(
                f"The severity of {rule!r} cannot be changed: a dataset that does not load is an "
                "error."
            )
        found.update(dict.fromkeys(codes, levels[level]))
    return found
