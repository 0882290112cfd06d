"""What tests of the checker need: rules by code, and what stands where a finding is."""

from __future__ import annotations

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.rule import Rule
from sphinx_medulla.checker.rules import RULES


def rules_of(*codes: str) -> list[Rule]:
    """The rules with some codes, each of which there is."""
    rules = [rule for rule in RULES if rule.code in codes]
    assert len(rules) == len(codes)
    return rules


def text_at(text: str, found: Finding) -> str:
    """What stands in a dataset at the place of a finding, which is within one line."""
    place = found.problem.location
    assert place.line == place.end_line
    return text.splitlines()[place.line - 1][place.column - 1 : place.end_column - 1]
