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
        if max(sum(_heights(*cell)) for cell in cells) <= most:
            continue
        made = []
        for first, *others in zip_longest(*(_parts(*cell) for cell in cells), fillvalue=[]):
            columns = [first or [nodes.Text(row[0].astext())], *others]
            entries = (nodes.entry("", nodes.paragraph("", "", *column)) for column in columns)
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


def _heights(pieces: Sequence[nodes.Node], letters: int) -> list[int]:
    """Return how high each line of some inline nodes is in a column: in how many it is printed."""
    text = "".join(piece.astext() for piece in pieces)
    return [len(wrap(line, letters)) or 1 for line in text.split("\n")]


def _parts(pieces: Sequence[nodes.Node], letters: int) -> list[list[nodes.Node]]:
    """Return the inline nodes of a cell in parts of `PART` lines, or a little more.

    A part ends where a line ends; or a word, if a line alone is higher than a part.
    """
    is_high = max(_heights(pieces, letters)) > PART
    units = r"\S*\s+|\S+" if is_high else r"[^\n]*\n|[^\n]+"
    parts: list[list[nodes.Node]] = [[]]
    for piece in pieces:
        for unit in re.findall(units, piece) if isinstance(piece, nodes.Text) else [piece]:
            part = parts[-1]
            ends = part and part[-1].astext()[-1:].isspace()
            if ends and sum(_heights([*part, nodes.Text(str(unit))], letters)) > PART:
                parts.append(part := [])
            if isinstance(unit, str) and part and isinstance(part[-1], nodes.Text):
                part[-1] = nodes.Text(part[-1] + unit)
            else:
                part.append(nodes.Text(unit) if isinstance(unit, str) else unit)
    for part in parts:
        if part and isinstance(part[-1], nodes.Text):
            part[-1] = nodes.Text(part[-1].rstrip())
    return parts
