"""The parts of a published page, whatever its format: headings, lines and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from .placed_text import PlacedText


class PageError(Exception):
    """A page that cannot be read; ``line`` is where, the message says why and what to do."""

    def __init__(self, sentence: str, line: int = 1) -> None:
        super().__init__(sentence)
        self.line = line


class Heading(NamedTuple):
    """A heading; ``level`` is 1 for the highest."""

    text: PlacedText
    level: int


class Line(NamedTuple):
    """A line of text, which may be an item of a list.

    ``continues`` says that only the width of the page separates it from the line before it.
    """

    text: PlacedText
    is_item: bool = False
    continues: bool = False


class Table(NamedTuple):
    """The rows of a table, its head first; a cell that spans rows is in each of them."""

    rows: tuple[tuple[PlacedText, ...], ...]


Part = Heading | Line | Table


def without_marks(part: Part, marks: re.Pattern[str]) -> Part:
    """A part without the marks that a pattern finds, except for what its groups match.

    A cell of a table that spans rows or columns remains the same in each of them.
    """
    if isinstance(part, Table):
        cells = {id(cell): cell for row in part.rows for cell in row}
        plain = {key: cell.without(marks).strip() for key, cell in cells.items()}
        return Table(tuple(tuple(plain[id(cell)] for cell in row) for row in part.rows))
    return part._replace(text=part.text.without(marks).strip())


@dataclass(frozen=True)
class Page:
    """A page: the path that locations show, its text, and its parts in their order."""

    path: str
    text: str
    parts: tuple[Part, ...]
