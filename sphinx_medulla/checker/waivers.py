"""Which waiver covers a finding."""

from __future__ import annotations

from collections.abc import Mapping

from ..dataset.model import Flow, Mode, Role, Service, Waiver
from ..dataset.ports import Port
from .context import RuleContext
from .finding import Finding
from .rule import Rule

Entry = Flow | Service | Role | Mode


def covering(context: RuleContext, finding: Finding, rule: Rule) -> Waiver | None:
    """The waiver that covers a finding: on its entry, of its rule, and no narrower than it."""
    about = finding.subject
    for waiver in waivers_on(context, about.kind, about.id):
        if (
            waiver.rule == rule.code
            and (not rule.about_ports or _covered(about.ports, waiver.ports))
            and (not waiver.modes or _within(about.modes, waiver.modes))
            and waiver.from_ in ("", about.from_)
            and waiver.to in ("", about.to)
        ):
            return waiver
    return None


def waivers_on(context: RuleContext, kind: str, entry: str) -> tuple[Waiver, ...]:
    """The waivers of an entry, by its kind and id; none where its kind can have none."""
    dataset = context.dataset
    tables: dict[str, Mapping[str, Entry]] = {
        "flow": context.queries.flows,
        "service": dataset.services,
        "role": dataset.roles,
        "mode": dataset.modes,
    }
    return tables[kind][entry].ignore if kind in tables else ()


def _within(modes: tuple[str, ...], waived: tuple[str, ...]) -> bool:
    """Whether all modes of a finding are waived; a finding without modes is about all of them."""
    return bool(modes) and set(modes) <= set(waived)


def _covered(ports: tuple[Port, ...], waived: tuple[Port, ...]) -> bool:
    return all(any(wide.covers(port) for wide in waived) for port in ports)
