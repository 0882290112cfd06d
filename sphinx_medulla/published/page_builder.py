"""Collecting the parts of a page from its markup: what HTML and Markdown have in common."""

from __future__ import annotations

from .page_parts import Heading, Line, PageError, Part, Table
from .placed_text import PlacedText, TextBuilder

_MOST_CELLS = 1_000_000  # of a table, with those that span rows and columns


class PageBuilder:
    """Gets texts and the beginnings and ends of what is around them, in the order of the page.

    Tables may lack the ends of cells and rows, as HTML allows.
    """

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._text = TextBuilder()
        self._level = 0
        self._is_item = False
        self._continues = False
        self._table: _TableBuilder | None = None

    @property
    def in_table(self) -> bool:
        """Whether a table has begun and not ended."""
        return self._table is not None

    def add(self, text: str, line: int, column: int) -> None:
        """Add characters that are in the page as they are."""
        self._text.add(text, line, column)

    def add_one(self, text: str, line: int, column: int) -> None:
        """Add characters for which the page has others, such as a character reference."""
        self._text.add_one(text, line, column)

    def end_line(self, *, soft: bool = False) -> None:
        """End a line; a ``soft`` end is one that only the width of the page makes."""
        if self._table is not None and self._table.in_cell:
            self._text.add_one("\n", 0, 0)
            return
        text = self._take()
        if text:
            if self._level:
                self.parts.append(Heading(text, self._level))
            else:
                self.parts.append(Line(text, self._is_item, self._continues))
        self._continues = soft
        if not soft:
            self._is_item = False

    def begin_heading(self, level: int) -> None:
        """Begin a heading; within a cell it is text like any other."""
        self.end_line()
        self._level = 0 if self.in_table else level

    def end_heading(self) -> None:
        """End a heading."""
        self.end_line()
        self._level = 0

    def begin_item(self, *, is_numbered: bool = False) -> None:
        """Begin an item of a list; one with a number is a line like any other."""
        self.end_line()
        self._is_item = not (self.in_table or is_numbered)

    def begin_table(self, line: int) -> None:
        """Begin a table; raises `PageError` within another one."""
        self.end_line()
        if self._table is not None:
            raise PageError("A table within a table cannot be read. Move it out of its cell.", line)
        self._table = _TableBuilder()

    def end_table(self) -> None:
        """End a table with all of its rows and cells."""
        self.end_row()
        if self._table is not None and self._table.rows:
            self.parts.append(Table(tuple(self._table.rows)))
        self._table = None

    def begin_row(self) -> None:
        """Begin a row, and end the one before it."""
        self.end_row()
        if self._table is not None:
            self._table.begin_row()

    def end_row(self) -> None:
        """End a row."""
        self.end_cell()
        if self._table is not None:
            self._table.end_row()

    def begin_cell(self, columns: int = 1, rows: int = 1) -> None:
        """Begin a cell, which may span columns and rows, and end the one before it."""
        self.end_cell()
        self.end_line()
        if self._table is not None:
            self._table.begin_cell(columns, rows)

    def end_cell(self) -> None:
        """End a cell."""
        if self._table is not None and self._table.in_cell:
            self._table.end_cell(self._take())

    def finish(self) -> tuple[Part, ...]:
        """The parts of the page, of which the last may lack its end."""
        self.end_table()
        self.end_line()
        return tuple(self.parts)

    def _take(self) -> PlacedText:
        """The text since the last end."""
        text = self._text.build().strip()
        self._text = TextBuilder()
        return text


class _TableBuilder:
    """Fills in the cells that span rows and columns; raises `PageError` if there are too many."""

    def __init__(self) -> None:
        self._count = 0
        self.rows: list[tuple[PlacedText, ...]] = []
        self.in_cell = False
        self._row: list[PlacedText] | None = None
        self._spans = (1, 1)
        self._reaching: dict[int, tuple[int, PlacedText]] = {}

    def begin_row(self) -> None:
        self._row = []

    def begin_cell(self, columns: int, rows: int) -> None:
        if self._row is None:
            self._row = []
        self._fill(self._row)
        self.in_cell, self._spans = True, (columns, rows)

    def end_cell(self, text: PlacedText) -> None:
        self.in_cell = False
        columns, rows = self._spans
        assert self._row is not None
        for _ in range(columns):
            if rows > 1:
                self._reaching[len(self._row)] = rows - 1, text
            self._append(self._row, text)

    def end_row(self) -> None:
        if self._row:
            self._fill(self._row)
            self.rows.append(tuple(self._row))
        self._row = None

    def _fill(self, row: list[PlacedText]) -> None:
        """Add the cells of earlier rows that reach into a row at its end."""
        while (reaching := self._reaching.pop(len(row), None)) is not None:
            rows, text = reaching
            if rows > 1:
                self._reaching[len(row)] = rows - 1, text
            self._append(row, text)

    def _append(self, row: list[PlacedText], text: PlacedText) -> None:
        self._count += 1
        if self._count > _MOST_CELLS:
            raise PageError("A table has more than a million cells. Divide the page.")
        row.append(text)
