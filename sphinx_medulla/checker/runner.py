"""Runs rules over a dataset and separates the waived findings from the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..dataset.garbage import uncollected
from ..dataset.loading import Loaded
from ..dataset.problem import Severity
from .context import RuleContext
from .finding import Finding, Waived
from .meta_rule import MetaRule, RunResult
from .rule import DatasetRule, Rule
from .rules import RULES
from .waivers import covering


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that was found, in the order of the file: what counts, and what is waived."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]


@uncollected()
def check(
    loaded: Loaded,
    rules: Iterable[Rule] = RULES,
    *,
    waive: bool = True,
    severities: Mapping[str, Severity] | None = None,
    today: date | None = None,
) -> Outcome:
    """Run rules over a dataset; without ``waive``, waived findings count.

    Meta rules run last and see what the others found. ``severities`` replace those of rules, by
    code. Without ``today``, no waiver expires, and no date is in the future.
    """
    context = RuleContext(loaded, severities or {}, today)
    found: list[Finding] = []
    waived: list[Waived] = []
    ran = tuple(rules)
    for rule in ran:
        for violation in rule.check(context) if isinstance(rule, DatasetRule) else ():
            finding = rule.finding(context, violation)
            waiver = covering(context, finding, rule) if waive else None
            if waiver is None:
                found.append(finding)
            else:
                waived.append(Waived(finding, waiver))
    run = RunResult(
        known={rule.code: rule for rule in (*RULES, *ran)},
        ran=frozenset(rule.code for rule in ran),
        found=tuple(sorted(found, key=_order)),
        waived=tuple(sorted(waived, key=lambda each: _order(each.finding))),
        waive=waive,
        today=today,
    )
    for rule in ran:
        if isinstance(rule, MetaRule):
            found += (rule.finding(context, each) for each in rule.check(context, run))
    return Outcome(tuple(sorted(found, key=_order)), run.waived)


def _order(finding: Finding) -> tuple[object, ...]:
    """A key that sorts findings in the order of the file."""
    at = finding.problem.location  # not compared itself, which takes far longer
    place = (at.path, at.line, at.column, at.end_line, at.end_column)
    return (*place, finding.problem.code, finding.fingerprint)
