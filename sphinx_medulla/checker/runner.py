"""Rules at work: what they find, and what of it is waived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..dataset.garbage import uncollected
from ..dataset.loading import Loaded
from ..dataset.model import Waiver
from ..dataset.ports import Port
from .context import RuleContext
from .finding import Finding, Waived
from .rule import LateRule, Rule
from .rules import RULES
from .run_result import Judged


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that was found, in file order: what counts, and what is waived."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]


@uncollected()
def check(
    loaded: Loaded,
    rules: Iterable[Rule] = RULES,
    *,
    waive: bool = True,
    today: date | None = None,
) -> Outcome:
    """Run rules over a dataset; without ``waive``, everything that they find counts.

    Rules about waivers and errata come last, with what the others said. Without ``today``, no
    waiver expires.
    """
    case = RuleContext(loaded)
    found: list[Finding] = []
    waived: list[Waived] = []
    ran = tuple(rules)
    for rule in ran:
        for finding in rule.check(case):
            waiver = covering(case, finding, rule) if waive else None
            if waiver is None:
                found.append(finding)
            else:
                waived.append(Waived(finding, waiver))
    judged = Judged(
        known={rule.code: rule for rule in (*RULES, *ran)},
        ran=frozenset(rule.code for rule in ran),
        found=tuple(found),
        waived=tuple(waived),
        waive=waive,
        today=today,
    )
    for rule in ran:
        if isinstance(rule, LateRule):
            found += rule.judge(case, judged)
    return Outcome(
        tuple(sorted(found, key=_place)),
        tuple(sorted(waived, key=lambda each: _place(each.finding))),
    )


def covering(case: RuleContext, finding: Finding, rule: Rule) -> Waiver | None:
    """The waiver that covers a finding: on its entry, of its rule, and no narrower than it."""
    about = finding.subject
    for waiver in waivers_on(case, about.kind, about.id):
        if (
            waiver.rule == rule.code
            and (not rule.about_ports or _covered(about.ports, waiver.ports))
            and (not waiver.modes or _within(about.modes, waiver.modes))
            and waiver.from_ in ("", about.from_)
            and waiver.to in ("", about.to)
        ):
            return waiver
    return None


def waivers_on(case: RuleContext, kind: str, entry: str) -> tuple[Waiver, ...]:
    """The waivers that stand on an entry."""
    dataset = case.dataset
    if kind == "flow":
        return case.queries.flows[entry].ignore
    if kind == "service":
        return dataset.services[entry].ignore
    if kind == "role":
        return dataset.roles[entry].ignore
    if kind == "mode":
        return dataset.modes[entry].ignore
    return ()


def _within(modes: tuple[str, ...], waived: tuple[str, ...]) -> bool:
    """Whether a finding is about some of a waiver's modes; one about no modes is about all."""
    return bool(modes) and set(modes) <= set(waived)


def _covered(ports: tuple[Port, ...], waived: tuple[Port, ...]) -> bool:
    return all(any(wide.covers(port) for wide in waived) for port in ports)


def _place(finding: Finding) -> tuple[object, ...]:
    at = finding.problem.location
    place = (at.path, at.line, at.column, at.end_line, at.end_column)
    return (*place, finding.problem.code, finding.fingerprint)
