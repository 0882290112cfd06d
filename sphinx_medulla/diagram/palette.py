"""The colours of charts: five for initiators, a grey for what has no colour, a red for doubts.

They are Okabe and Ito's, which people who see colours differently tell apart, darkened for white
and lightened for near black until text has a contrast of at least 4.5 on either (WCAG 2.2, success
criterion 1.4.3). Colour is never the only sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..dataset.queries import Queries

LIGHT = ("#0072b2", "#007a5a", "#a0527d", "#9c5c00", "#b34700")
"""The colours of the slots 1 to 5, on white. The stylesheet has their dark counterparts."""

GREY = "#626262"
"""For zones, and for flows that are not in focus; contrast 6.1 on white."""

INK = "black"
"""For text and for roles; on a page, the colour of the page's text."""

CLEAR = "#b3261e"
"""For ports whose connections cross a border in clear text; contrast 6.5 on white."""

PAPER = "white"
"""Within boxes; on a page, the colour of the page."""

TINT = "14"
"""How opaque the colour within a zone is, as two hexadecimal digits."""


def tint(place: int, zones: int) -> str:
    """The colour within a zone, by its place from 0: the first is trusted least, the last most."""
    slot = 0 if place == 0 else 1 if place == zones - 1 else 3
    return LIGHT[slot] + TINT


def slots(queries: Queries) -> dict[str, int]:
    """The slot (1 to 5) of each role: its own, else in rotation, initiators in file order first."""
    roles = queries.dataset.roles
    order = {role: place for place, role in enumerate(dict.fromkeys([*queries.initiators, *roles]))}
    return {role: entry.slot or order[role] % len(LIGHT) + 1 for role, entry in roles.items()}
