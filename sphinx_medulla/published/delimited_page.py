"""The table of a file with separated values, such as CSV and TSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from .page_parts import PageError, Part, Table
from .placed_text import PlacedText

_DELIMITERS = "\t;,|"
_LONGEST_CELL = 1_000_000


def delimited_parts(text: str) -> tuple[Part, ...]:
    """The one table of a file, if it is not empty; raises `PageError` if its quotes do not end."""
    csv.field_size_limit(_LONGEST_CELL)
    rows = tuple(_rows(text))
    return (Table(rows),) if rows else ()


def _rows(text: str) -> Iterator[tuple[PlacedText, ...]]:
    lines = text.split("\n")
    head = lines[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    first = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield tuple(_placed(cells, lines, first))
            first = reader.line_num + 1
    except csv.Error as error:
        raise PageError(f"The table cannot be read: {error}.", first) from None


def _placed(cells: list[str], lines: list[str], line: int) -> Iterator[PlacedText]:
    """The cells of a row with their places, which are looked for one behind the other."""
    column = 0
    for cell in cells:
        parts = cell.split("\n")
        found = lines[line - 1].find(parts[0], column)
        column = column if found < 0 else found
        yield PlacedText.at(cell, line, column + 1).strip()
        if len(parts) > 1:
            line += len(parts) - 1
            column = len(parts[-1])
        else:
            column += len(cell)
