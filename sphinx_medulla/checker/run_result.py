"""What the other rules said, for the rules that look at waivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .finding import Finding, Waived
from .rule import Rule

Target = tuple[str, str, str]
"""A rule's code, and the kind and the id of the entry that it speaks of."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The outcome of all rules but those that look at waivers and errata.

    ``known`` is every rule that there is, by code; ``ran`` the codes of those that ran. ``waive``
    is False where waivers were not heeded, so that none can be called unused. Without ``today``,
    no waiver expires.
    """

    known: Mapping[str, Rule]
    ran: frozenset[str]
    found: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    waive: bool
    today: date | None

    @cached_property
    def covered(self) -> dict[int, list[Finding]]:
        """What each waiver covers, by the identity of the waiver: two may be equal."""
        covered: dict[int, list[Finding]] = {}
        for each in self.waived:
            covered.setdefault(id(each.waiver), []).append(each.finding)
        return covered

    @cached_property
    def left(self) -> dict[Target, Finding]:
        """The first finding that no waiver covers, for each rule and entry."""
        left: dict[Target, Finding] = {}
        for finding in self.found:
            about = finding.subject
            left.setdefault((finding.problem.code, about.kind, about.id), finding)
        return left
