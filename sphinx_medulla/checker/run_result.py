"""What the rules about the dataset found, for the rules about waivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..dataset.model import Waiver
from .finding import Finding, Waived
from .rule import Rule

Target = tuple[str, str, str]
"""A rule's code, and the kind and the id of the entry that it reports."""


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """The findings of all rules but meta rules.

    ``known`` has every existing rule by code; ``ran`` the codes of those that ran. ``waive`` is
    False where waivers were disregarded, so that none can be called unused. Without ``today``, no
    waiver expires.
    """

    known: Mapping[str, Rule]
    ran: frozenset[str]
    found: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    waive: bool
    today: date | None

    @cached_property
    def _covered(self) -> dict[int, list[Finding]]:
        """What each waiver covers, by the identity of the waiver: two may be equal."""
        covered: dict[int, list[Finding]] = {}
        for each in self.waived:
            covered.setdefault(id(each.waiver), []).append(each.finding)
        return covered

    def covered_by(self, waiver: Waiver) -> list[Finding]:
        """The findings that a waiver covers."""
        return self._covered.get(id(waiver), [])

    @cached_property
    def uncovered(self) -> dict[Target, Finding]:
        """The first finding that no waiver covers, by rule and entry."""
        uncovered: dict[Target, Finding] = {}
        for finding in self.found:
            about = finding.subject
            uncovered.setdefault((finding.problem.code, about.kind, about.id), finding)
        return uncovered
