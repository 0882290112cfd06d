"""An open lock, drawn with the borders of a table's cells.

So SVG, PDF and PNG show the same one, whatever fonts there are.
"""

from __future__ import annotations

from functools import lru_cache

LOCK_WIDTH = 9
"""The width of a lock, in points."""

_SHACKLE = (("LTR", 2), ("L", 3))
"""The sides of the cells above the body that have a line, and their heights: the right leg ends
in the air."""

_BODY = 6
"""The height of the body."""

LOCK_HEIGHT = _BODY + sum(height for _sides, height in _SHACKLE)
"""The height of a lock, in points."""


@lru_cache
def open_lock(colour: str) -> str:
    """Return an open lock as a table for a cell of a label with markup."""
    side, middle = 2, LOCK_WIDTH - 4
    rows = ""
    for sides, height in _SHACKLE:
        shackle = _cell(middle, height, f'border="1" sides="{sides}" color="{colour}"')
        rows += f"<tr>{_cell(side, height)}{shackle}{_cell(side, height)}</tr>"
    body = _cell(LOCK_WIDTH, _BODY, f'colspan="3" bgcolor="{colour}"')
    size = f'fixedsize="true" width="{LOCK_WIDTH}" height="{LOCK_HEIGHT}"'
    table = f'<table border="0" cellborder="0" cellspacing="0" cellpadding="0" {size}>'
    return f"{table}{rows}<tr>{body}</tr></table>"


def _cell(width: int, height: int, more: str = "") -> str:
    return f'<td fixedsize="true" width="{width}" height="{height}" {more}></td>'
