"""Rows of tables that are higher than a page, made several rows.

LaTeX breaks no row: what is below the end of its page is not printed. How high a row is can only be
estimated here, with a wide margin.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

HIGHEST = 560
"""The points that a row may take: a page without the table's head, and room for a wrong estimate.
"""

LINE_HEIGHT = 1.25
"""How high a line is, in parts of the size of its letters."""

PART = 15
"""The lines of a part of a row that is higher: pages are filled with such parts."""

MOST_LINES = 20
"""Lines of a cell are kept one below the other up to this number, and run on from there."""


def split_rows(table: nodes.table, letters: Sequence[int], points: int) -> None:
    """Replace each row that is higher than a page by several, each with the name of the first.

    ``letters`` are the letters in a line of each column, ``points`` their size.
    """
    most = int(HIGHEST / (LINE_HEIGHT * points))
    for row in list(table.findall(nodes.row)):
        if len(row) != len(letters):  # a heading
            continue
        cells = [*zip(map(_pieces, row), letters, strict=True)]
        if max(_lines(pieces, width) for pieces, width in cells) <= most:
            continue
        name = nodes.Text(row[0].astext())
        parts = zip_longest(*(_parts(*cell) for cell in cells), fillvalue=[])
        made = []
        for first, *others in parts:
            entries = (
                nodes.entry("", nodes.paragraph("", "", *cell))
                for cell in (first or [name.copy()], *others)
            )
            made.append(nodes.row("", *entries))
        row.replace_self(made)


def _pieces(entry: nodes.Node) -> list[nodes.Node]:
    """Return the inline nodes of a cell; many lines run on as one text."""
    pieces = [piece for paragraph in entry.children for piece in paragraph.children]
    if entry.astext().count("\n") < MOST_LINES:
        return pieces
    return [
        nodes.Text(piece.replace("\n", " ")) if isinstance(piece, nodes.Text) else piece
        for piece in pieces
    ]


def _lines(pieces: Sequence[nodes.Node], letters: int) -> int:
    """Return how many lines some inline nodes take in a column."""
    text = "".join(piece.astext() for piece in pieces)
    return sum(len(wrap(line, letters)) or 1 for line in text.split("\n"))


def _parts(pieces: Sequence[nodes.Node], letters: int) -> list[list[nodes.Node]]:
    """Return the inline nodes of a cell in parts of `PART` lines, or a little more.

    A part ends where a line ends; or a word, if a line alone is higher than a part.
    """
    text = "".join(piece.astext() for piece in pieces)
    highest = max(len(wrap(line, letters)) for line in text.split("\n"))
    units = r"[^\n]*\n|[^\n]+" if highest <= PART else r"\S*\s+|\S+"
    parts: list[list[nodes.Node]] = [[]]
    for piece in pieces:
        for unit in re.findall(units, piece) if isinstance(piece, nodes.Text) else [piece]:
            part = parts[-1]
            ends = not part or part[-1].astext()[-1:].isspace()
            if ends and _lines([*part, nodes.Text(str(unit))], letters) > PART and part:
                parts.append(part := [])
            if isinstance(unit, str) and part and isinstance(part[-1], nodes.Text):
                part[-1] = nodes.Text(part[-1] + unit)
            else:
                part.append(nodes.Text(unit) if isinstance(unit, str) else unit)
    for part in parts:
        if part and isinstance(part[-1], nodes.Text):
            part[-1] = nodes.Text(part[-1].rstrip())
    return parts
