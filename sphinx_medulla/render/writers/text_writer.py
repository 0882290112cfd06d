"""Plain text to read on a terminal or in a mail: aligned columns, wrapped lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, zip_longest
from unicodedata import combining, east_asian_width

from ..blocks import Block
from ..document import Bullets, Definitions, Mark, Note, Paragraph, Part, Row, Table
from ..render_job import RenderJob
from .writer import Writer, squeezed

WIDTH = 100
GAP = "  "
LONGEST_WORD = 24
"""A longer word is broken if its column is too narrow."""

_INSTEAD = {
    "→": "->",
    "…": "...",
    **dict.fromkeys("–—\N{NON-BREAKING HYPHEN}", "-"),
    **dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}’", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", " "),
}
"""Signs, with what is written where they cannot be shown. A letter has no other: it is escaped."""


def write(job: RenderJob) -> bytes:
    """Write the blocks of a job, in UTF-8."""
    return Text(job.blocks(), encoding=job.encoding).write().encode()


class Text(Writer):
    """Writes plain text; lines have at most ``width`` columns, if the longest words allow.

    Characters that ``encoding`` lacks are written in others here, so that columns stay aligned.
    """

    def __init__(
        self, blocks: Sequence[Block], width: int = WIDTH, encoding: str = "utf-8"
    ) -> None:
        super().__init__(blocks)
        self.width = width
        self.encoding = encoding
        self.instead = str.maketrans(
            {sign: other for sign, other in _INSTEAD.items() if not _can_show(encoding, sign)}
        )

    def text(self, text: str) -> str:
        """Leave it as it is, but for characters that cannot be shown."""
        text = squeezed(text).translate(self.instead)
        return text.encode(self.encoding, "backslashreplace").decode(self.encoding)

    def link(self, address: str, text: str) -> str:
        """Write the address after the text, unless it is a place in the output."""
        shown = self.text(text)
        return shown if address.startswith("#") or shown == address else f"{shown} <{address}>"

    def literal(self, text: str) -> str:
        """Leave it as it is."""
        return self.text(text)

    strong = emphasis = literal

    def mark(self, mark: Mark) -> str:
        """Write the letter."""
        return f"[{mark.letter}]"

    def caption(self, text: str) -> str:
        """Write an underlined line."""
        lines = self._wrapped(self.text(text))
        return "\n".join([*lines, "=" * max(map(columns, lines))])

    def paragraph(self, paragraph: Paragraph) -> str:
        """Wrap it."""
        texts = self.paragraphs(paragraph.parts)
        return "\n\n".join("\n".join(self._wrapped(text)) for text in texts)

    def note(self, note: Note) -> str:
        """Begin with the letter."""
        return self._hung(f"[{note.letter}] ", note.parts)

    def bullets(self, bullets: Bullets) -> str:
        """Wrap each item."""
        return "\n".join(self._hung("- ", item) for item in bullets.items)

    def definitions(self, definitions: Definitions) -> str:
        """Write the meaning of a term below it, indented."""
        found = []
        for entry in definitions.entries:
            lines = self._wrapped(self.inline(entry.term))
            lines += [self._hung("    ", one.parts) for one in entry.paragraphs if one.parts]
            found.append("\n".join(lines))
        return "\n\n".join(found)

    def table(self, table: Table, caption: str) -> str:
        """Write aligned columns, with an empty line before and after a row of several lines."""
        cells = [
            [self.inline(cell) for cell in row.cells] if isinstance(row, Row) else None
            for row in table.rows
        ]
        heads = [self.text(column.heading) for column in table.columns]
        shares = [column.width for column in table.columns]
        widths = fitted([heads, *(row for row in cells if row)], shares, self.width)
        rule = GAP.join("-" * width for width in widths)
        lines = [self.caption(caption), ""] if caption else []
        lines += [*_aligned(heads, widths), rule]
        was_long = False
        for row, made in zip(table.rows, cells, strict=True):
            if not isinstance(row, Row):
                found = self._wrapped(self.text(row.text))
                was_long = was_long or lines[-1] != rule
            else:
                found = list(_aligned(made or [], widths))
            if (was_long or len(found) > 1) and lines[-1] != rule:
                lines.append("")
            lines += found
            was_long = len(found) > 1
        return "\n".join(lines)

    def _wrapped(self, line: str) -> list[str]:
        return list(wrapped(line.replace("\n", " "), self.width))

    def _hung(self, before: str, parts: Iterable[Part]) -> str:
        """Paragraphs of which the first begins with ``before``, and all other lines with spaces."""
        width = self.width - len(before)
        lines: list[str] = []
        for text in self.paragraphs(parts):
            lines += (
                ["", *wrapped(text.replace("\n", " "), width)]
                if lines
                else (wrapped(text.replace("\n", " "), width))
            )
        first, *others = lines
        indent = " " * len(before)
        return "\n".join([before + first, *((indent + line).rstrip() for line in others)])


def columns(text: str) -> int:
    """The number of terminal columns that a text takes."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text; line breaks are kept, and only words longer than a line are broken."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            rest = word
            if line and columns(line) + 1 + columns(rest) <= width:
                line += f" {rest}"
                continue
            if line:
                yield line
            while (cut := _cut(rest, width)) < len(rest):
                yield rest[:cut]
                rest = rest[cut:]
            line = rest
        yield line


def fitted(rows: Sequence[Sequence[str]], shares: Sequence[int], width: int) -> list[int]:
    """The width of each column: as its widest cell if the line has room, else by its share.

    No column is narrower than its longest word, so a line with many columns may exceed ``width``.
    """
    wanted = [
        max(columns(line) for cell in column for line in cell.split("\n"))
        for column in zip(*rows, strict=True)
    ]
    found = [
        min(LONGEST_WORD, max(columns(word) for cell in column for word in [*cell.split(), ""]))
        for column in zip(*rows, strict=True)
    ]
    left = width - len(GAP) * (len(wanted) - 1)
    sharing = set(range(len(wanted)))
    while sharing:
        total = sum(shares[place] for place in sharing)
        share = {place: left * shares[place] // total for place in sharing}
        narrow = {place for place in sharing if share[place] <= found[place]}
        if not narrow:
            narrow = {place for place in sharing if share[place] >= wanted[place]}
            found = [wanted[p] if p in narrow else size for p, size in enumerate(found)]
        if not narrow:
            return [share.get(place, size) for place, size in enumerate(found)]
        left -= sum(found[place] for place in narrow)
        sharing -= narrow
    return found


def _cut(word: str, width: int) -> int:
    """The number of characters of a word that fit into a width, at least one."""
    return max(1, sum(taken <= width for taken in accumulate(map(columns, word))))


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a row."""
    made = [list(wrapped(cell, width)) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*made, fillvalue=""):
        yield GAP.join(
            part + " " * (width - columns(part)) for part, width in zip(parts, widths, strict=True)
        ).rstrip()


def _can_show(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
