"""The colours of charts: five for initiators, and a grey for everything without a colour.

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


def slots(queries: Queries) -> dict[str, int]:
    """The slot (1 to 5) of each role: its own, else in rotation, initiators in file order first."""
    roles = queries.dataset.roles
    order = {role: place for place, role in enumerate(dict.fromkeys([*queries.initiators, *roles]))}
    return {role: entry.slot or order[role] % len(LIGHT) + 1 for role, entry in roles.items()}
