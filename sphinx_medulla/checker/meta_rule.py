"""Rules that check waivers and errata, after all other rules ran."""

from __future__ import annotations

from abc import ABC, abstractmethod

from .rule import Place, Rule, RuleContext, Severity, Violation, Violations
from .run_result import RunResult

__all__ = [
    "MetaRule",
    "Place",
    "Rule",
    "RuleContext",
    "RunResult",
    "Severity",
    "Violation",
    "Violations",
]


class MetaRule(Rule, ABC):
    """A rule about waivers and errata: it runs after the others, and cannot be waived."""

    waivable = False

    @abstractmethod
    def check(self, context: RuleContext, run: RunResult) -> Violations:
        """Check a dataset, given what the other rules found in it."""
