"""Rules that check waivers and errata, after all other rules ran."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..dataset.model import Waiver
from ..grouping import grouped
from .finding import Finding, Waived
from .rule import Rule, RuleContext, Violations

Target = tuple[str, str, str]
"""A rule's code, and the kind and the id of the entry that it reports."""


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """The findings of all rules but meta rules, in the order of the file.

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
        return grouped((id(each.waiver), each.finding) for each in self.waived)

    def covered_by(self, waiver: Waiver) -> list[Finding]:
        """The findings that a waiver covers."""
        return self._covered.get(id(waiver), [])

    @cached_property
    def uncovered(self) -> dict[Target, Finding]:
        """The first finding that no waiver covers, by rule and entry."""
        return {
            (finding.problem.code, finding.subject.kind, finding.subject.id): finding
            for finding in reversed(self.found)
        }


class MetaRule(Rule, ABC):
    """A rule about waivers and errata: it runs after the others, and cannot be waived."""

    waivable = False

    @abstractmethod
    def check(self, context: RuleContext, run: RunResult) -> Violations:
        """Check a dataset, given what the other rules found in it."""
