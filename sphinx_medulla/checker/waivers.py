"""Which waiver covers a finding."""

from __future__ import annotations

from ..dataset.model import Waiver
from ..dataset.ports import Port
from .analysis.remarked_entries import remarked_entries
from .context import RuleContext
from .finding import Finding
from .rule import Rule


def covering(context: RuleContext, finding: Finding, rule: Rule) -> Waiver | None:
    """The waiver that covers a finding: on its entry, of its rule, and no narrower than it."""
    about = finding.subject
    remarked = remarked_entries(context).get((about.kind, about.id))
    for waiver in remarked.entry.ignore if remarked else ():
        if (
            waiver.rule == rule.code
            and (not rule.about_ports or _covered(about.ports, waiver.ports))
            and (not waiver.modes or _within(about.modes, waiver.modes))
            and waiver.from_ in ("", about.from_)
            and waiver.to in ("", about.to)
        ):
            return waiver
    return None


def _within(modes: tuple[str, ...], waived: tuple[str, ...]) -> bool:
    """Whether all modes of a finding are waived; a finding without modes is about all of them."""
    return bool(modes) and set(modes) <= set(waived)


def _covered(ports: tuple[Port, ...], waived: tuple[Port, ...]) -> bool:
    """Whether each port of a finding is one that the waiver names, or part of one."""
    return all(any(wide.covers(port) for wide in waived) for port in ports)
