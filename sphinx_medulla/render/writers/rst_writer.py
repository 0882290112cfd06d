"""reStructuredText without directives of ours: docutils alone reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from ..blocks import Block, without_spans
from ..document import Bullets, Definitions, Mark, Note, Paragraph, Part, Table
from .writer import Writer, squeezed

_SPECIAL = re.compile(r"[\\`*_|<>]|(?<=:):|(?<= ):(?= )|:(?=//)")
_PLAIN_BEGINNING = re.compile(r"(?!(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)])(?:[^\W_]|\*\*|``|`)")
_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"
_ENDS = ".,;:!?)"
"""What may stand behind markup as behind a word."""

_NOTHING = "\\ "
"""Is no character, but lets markup stand beside a word, and no line begin with a sign."""


def rst(blocks: Sequence[Block]) -> str:
    """Write blocks in reStructuredText."""
    return Rst(blocks).write()


class Rst(Writer):
    """Writes reStructuredText. Ids are left out: they would have to differ from all of a manual."""

    def inline(self, parts: Iterable[Part]) -> str:
        """A line, in which markup stands apart from what is beside it."""
        found = ""
        was_markup = False
        for part in parts:
            text = self.part(part)
            is_markup = text.startswith(("**", "``", "`", "*")) and not isinstance(part, str)
            if found and text and (is_markup or was_markup):
                ends = was_markup and not is_markup and text[0] in _ENDS
                if not (ends or found[-1].isspace() or text[0].isspace()):
                    found += _NOTHING
            found += text
            was_markup = is_markup if text else was_markup
        return found

    def text(self, text: str) -> str:
        """Escape what means something within a line or at its end."""
        return _SPECIAL.sub(r"\\\g<0>", squeezed(text))

    def link(self, address: str, text: str) -> str:
        """Write a link that has no name; one within the output is bare text."""
        if address.startswith("#"):
            return self.text(text)
        url = re.sub("_$", r"\\_", quote(address, safe=_URL_SAFE + "_"))
        return f"`{self.text(text).strip()} <{url}>`__"

    def literal(self, text: str) -> str:
        """Write a literal, or bare text where a literal cannot say it."""
        text = squeezed(text)
        if not text or "`" in text or "\n" in text or text != text.strip() or text[-1] == "\\":
            return self.text(text)
        return f"``{text}``"

    def strong(self, text: str) -> str:
        """Write it bold."""
        return f"**{self.text(text).strip()}**"

    def emphasis(self, text: str) -> str:
        """Write it in italics."""
        return f"*{self.text(text).strip()}*"

    def mark(self, mark: Mark) -> str:
        """Write the letter: footnotes would count with those of the author."""
        return f"[{mark.letter}]"

    def caption(self, text: str) -> str:
        """Write a bold line: which level a heading has is up to the page."""
        return self.strong(text).replace("\n", " ")

    def paragraph(self, paragraph: Paragraph) -> str:
        """Write one line."""
        return self._line(paragraph.parts)

    def note(self, note: Note) -> str:
        """Begin with the letter."""
        return f"[{note.letter}] {self._joined(note.parts)}"

    def bullets(self, bullets: Bullets) -> str:
        """Write one line for each item."""
        return "\n".join(f"- {self._line(item)}" for item in bullets.items)

    def definitions(self, definitions: Definitions) -> str:
        """Write a list of terms."""
        found = []
        for entry in definitions.entries:
            paragraphs = [self._line(paragraph.parts) for paragraph in entry.paragraphs]
            lines = [f"   {line}" for line in paragraphs if line] or ["   .."]
            found.append(f"{self._line(entry.term)}\n" + "\n\n".join(lines))
        return "\n\n".join(found)

    def table(self, table: Table, caption: str) -> str:
        """Write a list-table, whose lines may be as long as they are."""
        lines = [f".. list-table:: {self._line([caption])}".rstrip(), "   :header-rows: 1"]
        lines.append(f"   :widths: {' '.join(str(column.width) for column in table.columns)}")
        lines.append("")
        lines += _row(self._cell([column.heading]) for column in table.columns)
        for _place, cells in without_spans(table):
            lines += _row(map(self._cell, cells))
        return "\n".join(lines)

    def _cell(self, parts: Iterable[Part]) -> list[str]:
        """The lines of a cell; several are a line block, which keeps its line breaks."""
        found = [line.strip() for line in self.inline(parts).split("\n") if line.strip()]
        if len(found) > 1:
            return [f"| {line}" for line in found]
        return [_begun(line) for line in found]

    def _joined(self, parts: Iterable[Part]) -> str:
        return self.inline(parts).replace("\n", " ").strip()

    def _line(self, parts: Iterable[Part]) -> str:
        """A line of its own, which must not look like the beginning of something else."""
        return _begun(self._joined(parts))


def _begun(line: str) -> str:
    return line if not line or _PLAIN_BEGINNING.match(line) else _NOTHING + line


def _row(cells: Iterable[list[str]]) -> Iterator[str]:
    """The lines of a row, each cell an item of a list within it."""
    before = "   * - "
    for cell in cells:
        for number, line in enumerate(cell or [""]):
            yield f"{before if not number else '       '}{line}".rstrip()
        before = "     - "
