"""reStructuredText that docutils alone reads: without directives of the extension."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from ..blocks import without_spans
from ..document import Definitions, Mark, Note, Part, Table, paragraphs_of
from .page_writer import MarkupWriter, Picture
from .text_writer import columns
from .writer import URL_SAFE, squeezed

_SPECIAL = re.compile(r"[\\`*_|<>@]|:(?!\s)|(?<=[\s:]):")
"""What docutils may take for markup, or for an address: it links every scheme that it knows."""

_PLAIN_BEGINNING = re.compile(r"(?!(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)])(?:[^\W_]|\*\*|``|`)")
_ENDS = ".,;:!?)"
"""The characters that may follow markup directly."""

_NOTHING = "\\ "
"""An escaped space, which shows nothing: it separates markup from a word, or begins a line."""


class Rst(MarkupWriter):
    """Writes reStructuredText, without ids: they could clash with ids of the author's manual."""

    has_ids = False

    def inline(self, parts: Iterable[Part]) -> str:
        """A line, with an escaped space wherever markup touches a word."""
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
        """Write an anonymous link; a link to a place in the output is bare text."""
        if address.startswith("#"):
            return self.text(text)
        url = re.sub("_$", r"\\_", quote(address, safe=URL_SAFE + "_"))
        return f"`{self.one_line(text)} <{url}>`__"

    def literal(self, text: str) -> str:
        """Write a literal, or bare text if a literal cannot hold it."""
        text = squeezed(text)
        if not text or "`" in text or "\n" in text or text != text.strip() or text[-1] == "\\":
            return self.text(text)
        return f"``{text}``"

    def mark(self, mark: Mark) -> str:
        """Write the letter: footnotes would count with those of the author."""
        return f"[{mark.letter}]"

    def note(self, note: Note) -> str:
        """Begin with the letter."""
        first, *others = paragraphs_of(note.parts)
        return "\n\n".join([f"[{note.letter}] {self._joined(first)}", *map(self.line, others)])

    def definitions(self, definitions: Definitions) -> str:
        """Write a list of terms."""
        found = []
        for entry in definitions.entries:
            paragraphs = [line for one in entry.paragraphs for line in self.lines(one.parts)]
            lines = [f"   {line}" for line in paragraphs if line] or ["   .."]
            found.append(f"{self.line(entry.term)}\n" + "\n\n".join(lines))
        return "\n\n".join(found)

    def table(self, table: Table, caption: str) -> str:
        """Write a list-table, whose lines may be as long as they are."""
        lines = [f".. list-table:: {self.line([caption])}".rstrip(), "   :header-rows: 1"]
        lines.append(f"   :widths: {' '.join(str(column.width) for column in table.columns)}")
        lines.append("")
        lines += _row(self._cell([column.heading]) for column in table.columns)
        for _place, cells in without_spans(table):
            lines += _row(map(self._cell, cells))
        return "\n".join(lines)

    def _cell(self, parts: Iterable[Part]) -> list[str]:
        """The lines of a cell; several are a line block, which keeps its line breaks."""
        text = "\n\n".join(
            "\n".join(line.strip() for line in paragraph.split("\n") if line.strip())
            for paragraph in self.paragraphs(parts)
        )
        found = text.split("\n") if text else []
        if len(found) > 1:
            return [f"| {line}".rstrip() for line in found]
        return [_begun(line) for line in found]

    def _joined(self, parts: Iterable[Part]) -> str:
        return self.inline(parts).replace("\n", " ").strip()

    def line(self, parts: Iterable[Part]) -> str:
        """Put an empty escape before a sign or a number that would begin a list or the like."""
        return _begun(self._joined(parts))

    def heading(self, text: str, level: int) -> str:
        """Write it with a line below."""
        line = self.line([text])
        return f"{line}\n{'=-'[level - 1] * columns(line)}"

    def picture(self, picture: Picture) -> str:
        """Write an image."""
        alt = " ".join(picture.alt.split())
        return f".. image:: {picture.file}\n   :alt: {alt}\n   :target: {picture.file}"

    def directive(self, kind: str, argument: str, options: Mapping[str, str]) -> str:
        """Write it with its options."""
        lines = [f"   :{name}: {value}".rstrip() for name, value in options.items()]
        return "\n".join([f".. medulla-{kind}:: {argument}".rstrip(), *lines])

    def toctree(self, pages: Sequence[str]) -> str:
        """Write it."""
        names = [f"   {page}" for page in pages]
        return "\n".join([".. toctree::", "   :maxdepth: 1", "", *names])


def _begun(line: str) -> str:
    return line if not line or _PLAIN_BEGINNING.match(line) else _NOTHING + line


def _row(cells: Iterable[list[str]]) -> Iterator[str]:
    """The lines of a row, each cell an item of a list within it."""
    before = "   * - "
    for cell in cells:
        for number, line in enumerate(cell or [""]):
            yield f"{before if not number else '       '}{line}".rstrip()
        before = "     - "
