"""What tests of the checker need: rules by code, what they find, and the text at a finding."""

from __future__ import annotations

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.rule import Rule
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text


def rules_of(*codes: str) -> list[Rule]:
    """The rules with some codes, all of which must exist."""
    rules = [rule for rule in RULES if rule.code in codes]
    assert len(rules) == len(codes)
    return rules


def found_by(code: str, text: str) -> list[Finding]:
    """What one rule finds in a dataset."""
    return list(check(load_text(text, "d.yaml"), rules_of(code)).findings)


def text_at(text: str, found: Finding) -> str:
    """The text of a dataset at the place of a finding, which is within one line."""
    place = found.problem.location
    assert place.line == place.end_line
    return text.splitlines()[place.line - 1][place.column - 1 : place.end_column - 1]


def related_lines(text: str, found: Finding) -> list[str]:
    """The lines of the other places of a finding, without the spaces around them."""
    lines = text.splitlines()
    return [lines[other.location.line - 1].strip() for other in found.problem.related]
