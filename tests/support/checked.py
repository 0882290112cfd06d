"""One rule at work on a dataset that a test spells out."""

from __future__ import annotations

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text


def found_by(code: str, text: str) -> list[Finding]:
    """What one rule finds in a dataset."""
    rules = [rule for rule in RULES if rule.code == code]
    assert rules
    return list(check(load_text(text, "d.yaml"), rules).findings)


def text_at(text: str, found: Finding) -> str:
    """What stands at the place of a finding."""
    place = found.problem.location
    assert place.line == place.end_line
    return text.splitlines()[place.line - 1][place.column - 1 : place.end_column - 1]


def related_lines(text: str, found: Finding) -> list[str]:
    """The lines of the other places of a finding, each without the spaces around it."""
    lines = text.splitlines()
    return [lines[other.location.line - 1].strip() for other in found.problem.related]
