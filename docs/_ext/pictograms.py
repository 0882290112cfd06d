"""A small picture of a mode: its machines in a row, and the borders between their zones.

A line joins neighbours with a flow between them. The machine with the most connections is a filled
box, one of a kind (which another replaces in another mode) an outlined box, and any other a screen.
It says nothing that the text beside it does not say, so screen readers pass over it.
"""

from __future__ import annotations

from itertools import chain, pairwise, permutations, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flow_facts import Facts

    from sphinx_medulla.dataset.model import Mode, Role

STEP = 44
"""From the middle of a machine to that of the next one."""

MOST = 6
"""Of more machines, not every order is tried."""

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
    joined = _joined(mode, facts)
    parts = []
    for (left, one), (right, other) in pairwise(places):
        if {one.id, other.id} in joined:
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
    """The machines of a mode by zone, the most trusted one first.

    Within their zones, as many as possible are neighbours of those that they have flows with.
    """
    joined = _joined(mode, facts)
    roles = [facts.dataset.roles[role] for role in mode.roles]
    zones = [[role for role in roles if role.zone == zone] for zone in (*facts.dataset.zones, "")]
    orders = product(*map(permutations, reversed(zones))) if len(roles) <= MOST else [zones[::-1]]
    lines = ([*chain.from_iterable(order)] for order in orders)
    return max(lines, key=lambda line: sum({a.id, b.id} in joined for a, b in pairwise(line)))


def _joined(mode: Mode, facts: Facts) -> list[set[str]]:
    """The two machines of each flow of a mode."""
    return [{row.flow.from_, row.flow.to} for row in facts.rows(mode.id)]


def _machine(at: int, role: Role, centre: Role | None) -> str:
    if role is centre or role.kind:
        filled = ' class="filled"' if role is centre else ""
        return f'<rect{filled} x="{at - 10}" y="{MIDDLE - 10}" width="20" height="20" rx="4"/>'
    return (
        f'<rect x="{at - 13}" y="{MIDDLE - 10}" width="26" height="16" rx="2"/>'
        f'<path d="M{at} {MIDDLE + 6}V{MIDDLE + 11}M{at - 6} {MIDDLE + 11}H{at + 6}"/>'
    )
