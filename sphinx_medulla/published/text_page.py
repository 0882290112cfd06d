"""The parts of a page in plain text: each line is one."""

from __future__ import annotations

import re

from .page_parts import Line, Part
from .placed_text import PlacedText

_BULLET = re.compile(r"\s*[-*+–]\s+")


def text_parts(text: str) -> tuple[Part, ...]:
    """The lines of a page that are not blank."""
    parts = []
    for number, line in enumerate(text.split("\n"), 1):
        bullet = _BULLET.match(line)
        start = bullet.end() if bullet else 0
        placed = PlacedText.at(line[start:], number, start + 1).strip()
        if placed:
            parts.append(Line(placed, is_item=bullet is not None))
    return tuple(parts)
