"""How much of a page a table needs in a PDF: a heading stays with it, and no row is too high.

LaTeX breaks pages where it can, also between a heading and the table below, and never within a row:
what does not fit a page is not printed. So rows are estimated here, while their cells are text.
"""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH = 450
"""The points that all columns of a table have together."""

HIGHEST = 560
"""The points that a row may take: a page less the heads and room for a wrong estimate."""

PART = 15
"""The lines that a part has of a row that is higher: pages are filled with such parts."""

PER_LETTER, PER_LINE = 0.5, 1.25
"""How wide and how high a letter and a line are, in parts of their size."""

HEAD, TITLE, LINE, LETTERS = 70, 32, 13, 95
"""The points of a table's caption and head, of a title, and of a line of text; and its letters."""

FEW = 3
"""So many lines of text between a heading and a table stay with both."""


class Size(NamedTuple):
    """How large a table is written: the points of its letters and between its columns."""

    points: int
    gap: int
    style: str


def split_rows(table: nodes.table, widths: Sequence[int], size: Size, most_lines: int) -> None:
    """Make of a row that is higher than a page several ones, each with the name of the first.

    A cell of ``most_lines`` lines or more runs on.
    """
    letters = letters_of(widths, size)
    most = int(HIGHEST / (PER_LINE * size.points))
    for row in list(table.findall(nodes.row)):
        if len(row) != len(widths):
            continue
        cells = [_Cell(entry, width, most_lines) for entry, width in zip(row, letters, strict=True)]
        if max(cell.lines() for cell in cells) <= most:
            continue
        name = row[0].astext()
        made = []
        for part in zip_longest(*(cell.parts(PART) for cell in cells), fillvalue=()):
            first, *others = part
            first = first or (nodes.Text(name),)
            entries = (nodes.entry("", nodes.paragraph("", "", *cell)) for cell in (first, *others))
            made.append(nodes.row("", *entries))
        row.replace_self(made)


def keep_heading(
    block: nodes.Element, table: nodes.table, widths: Sequence[int], size: Size
) -> None:
    """Have the heading above a table stand on the page where the table begins.

    Not by ``needspace``, which makes the place a good one to end a page at, even when the table has
    begun; that page then says that the table goes on.
    """
    section, above = _heading_of(block)
    if section is None:
        return
    need = min(HIGHEST, above + HEAD + _beginning(table, widths, size))
    parent = section.parent
    place = parent.index(section)
    while place and isinstance(parent[place - 1], nodes.Invisible):  # labels stay with the section
        place -= 1
    parent.insert(place, nodes.raw("", f"\n\\Needspace{{{need:.0f}pt}}\n", format="latex"))


def _heading_of(node: nodes.Element) -> tuple[nodes.section | None, float]:
    """The outermost section that begins with a node, and how high all is between their tops."""
    found: nodes.section | None = None
    height = height_of_found = 0.0
    while node.parent is not None:
        lines = 0
        for before in node.parent[: node.parent.index(node)]:
            if isinstance(before, nodes.title):
                height += TITLE
            elif isinstance(before, nodes.paragraph):
                lines += len(wrap(before.astext(), LETTERS))
            elif not isinstance(before, nodes.Invisible):
                return found, height_of_found
        if lines > FEW:
            break
        node = node.parent
        height += lines * LINE
        if isinstance(node, nodes.section):
            found, height_of_found = node, height
    return found, height_of_found


def _beginning(table: nodes.table, widths: Sequence[int], size: Size) -> float:
    """How high the rows are that stay with the head: headings and the first row below them."""
    lines = 0
    letters = letters_of(widths, size)
    for row in table.findall(nodes.row):
        if isinstance(row.parent, nodes.tbody):
            if len(row) == len(widths):
                lines += max(
                    _Cell(entry, width).lines() for entry, width in zip(row, letters, strict=True)
                )
                break
            lines += 1
    return lines * PER_LINE * size.points


def letters_of(widths: Sequence[int], size: Size) -> list[int]:
    """How many letters a line of each column has."""
    room = (WIDTH * width / sum(widths) - size.gap for width in widths)
    return [max(1, int(points / (PER_LETTER * size.points))) for points in room]


class _Cell:
    """A cell that holds one paragraph, whose column has a number of letters."""

    def __init__(self, entry: nodes.Node, letters: int, most_lines: int = 0) -> None:
        self.pieces = [piece for paragraph in entry.children for piece in paragraph.children]
        self.letters = letters
        self.runs_on = 0 < most_lines <= entry.astext().count("\n")

    def lines(self, pieces: list[nodes.Node] | None = None) -> int:
        """How many lines the cell has, or some of its pieces."""
        text = _text(self.pieces if pieces is None else pieces)
        lines = [text] if self.runs_on else text.split("\n")
        return sum(len(wrap(line, self.letters)) or 1 for line in lines)

    def parts(self, most: int) -> Iterator[tuple[nodes.Node, ...]]:
        """The pieces, so many lines of them at a time."""
        highest = max(self.lines([nodes.Text(line)]) for line in _text(self.pieces).split("\n"))
        part: list[nodes.Node] = []
        for unit in self._units("\n" if highest <= most else " "):
            if part and self.lines([*part, *unit]) > most:
                yield self._joined(part)
                part = []
            part += unit
        yield self._joined(part)

    def _units(self, between: str) -> Iterator[list[nodes.Node]]:
        """What stays together: what stands between line ends, or between spaces."""
        unit: list[nodes.Node] = []
        for piece in self.pieces:
            if not isinstance(piece, nodes.Text):
                unit.append(piece)
                continue
            *ends, rest = piece.split(between)
            for end in ends:
                yield [*unit, nodes.Text(f"{end}{between}")]
                unit = []
            unit.append(nodes.Text(rest))
        yield unit

    def _joined(self, pieces: list[nodes.Node]) -> tuple[nodes.Node, ...]:
        """Pieces of which no two texts stand side by side."""
        joined: list[nodes.Node] = []
        for piece in pieces:
            if not isinstance(piece, nodes.Text):
                joined.append(piece)
                continue
            text = piece.replace("\n", " ") if self.runs_on else str(piece)
            if joined and isinstance(joined[-1], nodes.Text):
                text = joined.pop().astext() + text
            joined.append(nodes.Text(text))
        if joined and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1].rstrip())
        return tuple(joined)


def _text(pieces: list[nodes.Node]) -> str:
    return "".join(piece.astext() for piece in pieces)
