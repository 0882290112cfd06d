"""Markdown as GitHub and most wikis read it: tables with pipes; the only HTML is ids and breaks.

A sign ``@`` has an empty comment behind it, so that no reader takes it for a part of an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from ..blocks import without_spans
from ..document import Definitions, Heading, Mark, Note, Part, Row, Table, paragraphs_of
from .page_writer import MarkupWriter, Picture
from .writer import URL_SAFE, squeezed

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&${]|(?<={)[%#]|:(?!\s)|\.(?=[^\W\d_]{2})|!\Z")
"""What Markdown takes for markup, or for an address: ``smb:``, ``www.`` or ``example.org``.

A link behind an exclamation mark would be a picture. MyST and generators of sites run what is in
braces, such as ``{{ x }}`` and ``{% x %}``.
"""

_AT = "@<!-- -->"
"""A sign that is no part of an address: GitHub links those that have an escape in them."""

_WWW = re.compile(r"w(?=ww(?:\.|$))")
"""The first letter of what GitHub takes for the beginning of an address, whatever follows."""

_BEGINNING = re.compile(r"^(?:(\d+)(?=[.)])|([-+#=%(]))")


class Markdown(MarkupWriter):
    """Writes Markdown."""

    _in_cell = False

    def text(self, text: str) -> str:
        """Escape what means something within a line."""
        text = _SPECIAL.sub(r"\\\g<0>", squeezed(text)).replace("@", _AT)
        return _WWW.sub("&#119;", text)

    def link(self, address: str, text: str) -> str:
        """Write an inline link."""
        return f"[{self.one_line(text)}](<{quote(address, safe=URL_SAFE)}>)"

    def literal(self, text: str) -> str:
        """Write a code span, between more backticks than it has; only tables know escapes there."""
        text = squeezed(text).replace("\n", " ").strip()
        if self._in_cell:
            text = text.replace("|", r"\|")
        longest = max(map(len, re.findall("`+", text)), default=0)
        fence = "`" * (longest + 1)
        space = " " if longest else ""
        return f"{fence}{space}{text}{space}{fence}" if text else ""

    def mark(self, mark: Mark) -> str:
        """Link to the note."""
        here = self._id(f"{self.name}-mark-{mark.letter}") if mark.first else ""
        return f"{here}[\\[{mark.letter}\\]](#{self.name}-note-{mark.letter})"

    def note(self, note: Note) -> str:
        """Begin with a link back."""
        here = self._id(f"{self.name}-note-{note.letter}")
        back = f"[\\[{note.letter}\\]](#{self.name}-mark-{note.letter})"
        first, *others = paragraphs_of(note.parts)
        start = f"{here}{back} {self.inline(first)}".replace("\n", " ")
        return "\n\n".join([start, *map(self.line, others)])

    def definitions(self, definitions: Definitions) -> str:
        """Write items that begin with a bold line: this Markdown has no lists of terms."""
        found = []
        for entry in definitions.entries:
            here = self._id(self.links.claim(entry, linked=True))
            term = self.inline(entry.term).replace("\n", " ").strip()
            paragraphs = (line for one in entry.paragraphs for line in self.lines(one.parts))
            lines = [f"- {here}**{term}**", *(f"  {line}" for line in paragraphs if line)]
            found.append("\n\n".join(lines))
        return "\n\n".join(found)

    def table(self, table: Table, caption: str) -> str:
        """Write a table with pipes, a bold line above it."""
        lines = [self._row(self.text(column.heading) for column in table.columns)]
        lines.append(self._row("---" for _column in table.columns))
        lines += (self._row(self._cells(row, cells)) for row, cells in without_spans(table))
        rows = "\n".join(lines)
        return f"{self.caption(caption)}\n\n{rows}" if caption else rows

    def _cells(self, row: Row | Heading, cells: list[list[Part]]) -> Iterable[str]:
        here = self._id(self.links.claim(row, linked=True))
        for cell in cells:
            self._in_cell = True
            text = self.inline(cell)
            self._in_cell = False
            yield here + text
            here = ""

    def _row(self, cells: Iterable[str]) -> str:
        return f"| {' | '.join(cell.strip().replace(chr(10), '<br>') for cell in cells)} |"

    def line(self, parts: Iterable[Part]) -> str:
        """Escape a sign or a number at the beginning, which would begin a list or a heading."""
        line = self.inline(parts).replace("\n", " ").strip()
        return _BEGINNING.sub(r"\1\\\2", line)

    def _id(self, name: str) -> str:
        return f'<a id="{name}"></a>' if name else ""

    def heading(self, text: str, level: int) -> str:
        """Write it; escape a ``#`` at its end, which Markdown would drop."""
        line = re.sub("#$", r"\\#", self.line([text]))
        return f"{'#' * level} {line}"

    def picture(self, picture: Picture) -> str:
        """Write an image."""
        alt = self.line([picture.alt]).replace(_AT, "@")  # within a link nothing becomes another
        return f'<a id="{picture.anchor}"></a>[![{alt}](<{picture.file}>)](<{picture.file}>)'

    def directive(self, kind: str, argument: str, options: Mapping[str, str]) -> str:
        """Write a fence."""
        lines = [f":{name}: {value}".rstrip() for name, value in options.items()]
        first = f"```{{medulla-{kind}}} {argument}".rstrip()
        return "\n".join([first, *lines, "```"])

    def toctree(self, pages: Sequence[str]) -> str:
        """Write a fence."""
        return "\n".join(["```{toctree}", ":maxdepth: 1", "", *pages, "```"])
