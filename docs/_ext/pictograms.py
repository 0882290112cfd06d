"""A small picture of a mode: its machines in a row, and the borders between their zones.

The machine with the most connections is a filled box, one of a kind (which another replaces in
another mode) an outlined box, and any other a screen. It says nothing that the text beside it does
not say, so screen readers pass over it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flow_facts import Facts

    from sphinx_medulla.dataset.model import Mode, Role

STEP = 44
"""From the middle of a machine to that of the next one."""

HEIGHT = 40
MIDDLE = HEIGHT // 2


def pictogram(mode: Mode, facts: Facts, *, boxes: bool = False) -> str:
    """The picture of a mode as SVG that takes the colour of the text around it.

    With ``boxes`` it is small, for the head of a column: without the machines that are screens.
    """
    machines = _machines(mode, facts)
    centre = max(machines, key=lambda role: len(facts.rows(mode.id, role=role.id)), default=None)
    if boxes:
        machines = [role for role in machines if role is centre or role.kind]
    places = [(STEP // 2 + number * STEP, role) for number, role in enumerate(machines)]
    parts = []
    for (left, one), (right, other) in pairwise(places):
        parts.append(f'<path d="M{left + 12} {MIDDLE}H{right - 13}"/>')
        if one.zone != other.zone:
            between = (left + right) // 2
            parts.append(f'<path class="border" d="M{between} 2V{HEIGHT - 2}"/>')
    parts += [_machine(at, role, centre) for at, role in places]
    width = STEP * len(machines)
    return (
        f'<svg class="pictogram" aria-hidden="true" width="{width}" height="{HEIGHT}" '
        f'viewBox="0 0 {width} {HEIGHT}">{"".join(parts)}</svg>'
    )


def _machines(mode: Mode, facts: Facts) -> list[Role]:
    """The machines of a mode by zone, the most trusted one first."""
    zones = [*facts.dataset.zones, ""]
    roles = [facts.dataset.roles[role] for role in mode.roles]
    return sorted(roles, key=lambda role: zones.index(role.zone), reverse=True)


def _machine(at: int, role: Role, centre: Role | None) -> str:
    if role is centre or role.kind:
        filled = ' class="filled"' if role is centre else ""
        return f'<rect{filled} x="{at - 10}" y="{MIDDLE - 10}" width="20" height="20" rx="4"/>'
    return (
        f'<rect x="{at - 13}" y="{MIDDLE - 10}" width="26" height="16" rx="2"/>'
        f'<path d="M{at} {MIDDLE + 6}V{MIDDLE + 11}M{at - 6} {MIDDLE + 11}H{at + 6}"/>'
    )
