"""A rule's page: what it finds, why, how to fix it, how to waive it; for a terminal and a site."""

from __future__ import annotations

import inspect
import re
from textwrap import indent

from ..dataset.codes import Code
from ..dataset.problem import Severity
from .meta_rule import MetaRule
from .rule import Rule

_BLANK = re.compile(r"\{\w+\}\.?")  # a sentence that consists of a placeholder


def what(rule: Rule) -> str:
    """What a rule finds, in one sentence: the beginning of its docstring."""
    return inspect.cleandoc(type(rule).__doc__ or "").split("\n\n")[0].replace("\n", " ")


def waiver(rule: Rule) -> str:
    """A waiver of a rule as YAML, as written on an entry; nothing if the rule cannot be waived."""
    if not rule.waivable:
        return ""
    lines = [f"- rule: {rule.code}"]
    if rule.about_ports:
        lines.append("  ports: [22/tcp]")
    if rule.about_ends:
        lines.append("  from: a-role")
    lines += ["  reason: Why it is by design.", "  source: where-this-is-said"]
    return "\n".join(["ignore:", *(f"  {line}" for line in lines), ""])


def how_to_waive(rule: Rule) -> str:
    """The sentences that introduce `waiver`."""
    if rule.accepted_by:
        return rule.accepted_by
    if isinstance(rule, MetaRule):
        return "It cannot be waived: it is about waivers and errata, which can be corrected."
    if not rule.waivable:
        return (
            "It cannot be waived: it is about something that can have no waivers. "
            f"`--ignore {rule.code}` turns it off."
        )
    words = (
        "If it is by design, write this on the flow, the service, the role or the mode that the "
        "finding is about, with the source that says so. If no source says so, write `question:` "
        "instead of `reason:`; readers then see an open question."
    )
    if rule.about_ports:
        words += " It must name the ports that it is about, so that it hides no later finding."
    if rule.about_ends:
        words += (
            " It must name the role that the finding is about, under `from` or `to`, or both ends "
            "of a connection."
        )
    return words


def text_page(rule: Rule) -> str:
    """The page for a terminal."""
    sections = {
        "Why": rule.why,
        "How to fix it": rule.fix,
        **{f"With {name} beside it": text for name, text in rule.beside.items()},
        **({"Bad": rule.bad, "Good": rule.good} if rule.bad else {}),
        "How to waive it": how_to_waive(rule),
    }
    parts = [
        f"{rule.code} {rule.name} ({rule.severity.label})",
        what(rule),
        *(f"{title}\n{indent(text.rstrip(), '  ')}" for title, text in sections.items()),
        indent(waiver(rule).rstrip(), "  "),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def markdown_page(rule: Rule, heading: str = "##") -> str:
    """The same in Markdown, without the title; each heading begins with ``heading``."""
    parts = [
        what(rule),
        f"Severity: {rule.severity.label}.",
        f"{heading} Why",
        rule.why,
        f"{heading} How to fix it",
        rule.fix,
        *(
            f"With `{name}` beside the dataset:\n\n{_fenced(text, 'po')}"
            for name, text in rule.beside.items()
        ),
        *([f"{heading} Bad", _fenced(rule.bad)] if rule.bad else []),
        *([f"{heading} Good", _fenced(rule.good)] if rule.good else []),
        f"{heading} How to waive it",
        how_to_waive(rule),
        _fenced(waiver(rule)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def loading_page(code: Code) -> str:
    """The page for a terminal about a code of files that do not load."""
    told = [part for part in (code.message, code.hint) if not _BLANK.fullmatch(part)]
    words = " ".join(told).replace("{", "<").replace("}", ">")
    words = words or "What is wrong and how to fix it depends on the place; the finding says it."
    return (
        f"{code.code} {code.label} ({Severity.ERROR.label})\n\n{words}\n\n"
        "A dataset with this problem does not load, so that it can be neither ignored nor waived.\n"
    )


def _fenced(text: str, language: str = "yaml") -> str:
    return f"```{language}\n{text.rstrip()}\n```" if text else ""
