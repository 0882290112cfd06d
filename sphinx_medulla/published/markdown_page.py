"""The parts of a page in Markdown, which may have pipe tables, and tables in HTML."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .html_page import Markup
from .page_builder import PageBuilder
from .page_parts import Part, without_marks

_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")
_MARKS = re.compile(
    r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)"  # a link
    r"|<(https?://[^<>\s]+)>"
    r"|\*\*|__|`+"
    r"|(?<!\w)[*_](?=\S)([^*_]+)(?<=\S)[*_](?!\w)"
    r"|\\([!-/:-@\[-`{-~])"
)
"""The marks of emphasis, code and links, which tables in HTML have, too."""

_ENDS = {
    "heading_close": PageBuilder.end_heading,
    "paragraph_close": PageBuilder.end_line,
    "table_close": PageBuilder.end_table,
    "tr_close": PageBuilder.end_row,
    "td_open": PageBuilder.begin_cell,
    "th_open": PageBuilder.begin_cell,
}
"""What tokens without a text do to a page."""


def markdown_parts(text: str) -> tuple[Part, ...]:
    """The parts of a page in Markdown; raises `PageError` if a table is within another."""
    page = PageBuilder()
    reader = _Reader(page, text.split("\n"))
    known: dict[str, Any] = {}
    for token in MarkdownIt("commonmark").enable("table").parse(text, known):
        reader.read(token)
    for reference in (*known.get("references", {}).values(), *known.get("duplicate_refs", ())):
        reader.read_reference(reference["map"])
    return tuple(without_marks(part, _MARKS) for part in page.finish())


def _is_underlined_paragraph(token: Token) -> bool:
    """Whether a heading is several lines above a line of hyphens, which was not meant so."""
    return token.markup in {"-", "="} and token.map is not None and token.map[1] - token.map[0] > 2


class _Reader:
    """Reads the blocks of Markdown; their texts are taken from the lines, with their places."""

    def __init__(self, page: PageBuilder, lines: list[str]) -> None:
        self._page = page
        self._lines = lines
        self._row = 0
        self._column = 0

    def read(self, token: Token) -> None:
        """Read one token."""
        first = token.map[0] if token.map else self._row
        if token.type == "html_block":
            Markup(self._page, first + 1).read(token.content)
        elif token.type in {"fence", "code_block"}:
            self._add_lines(token.content, first + (token.type == "fence"))
        elif token.type == "inline":
            self._add_inline(token, first)
        elif token.type in _ENDS:
            self._end(token.type)
        elif token.type == "heading_open":
            self._page.end_table()  # one in HTML that has no end
            if not _is_underlined_paragraph(token):
                self._page.begin_heading(int(token.tag[1:]))
        elif token.type == "list_item_open":
            self._begin_item(token, first)
        elif token.type == "table_open":
            self._page.begin_table(first + 1)
        elif token.type == "tr_open":
            self._page.begin_row()
            self._row, self._column = first, 0

    def read_reference(self, lines: list[int]) -> None:
        """Read the definition of a link's address, of which no token is made."""
        for number in range(*lines):
            self._page.add(self._lines[number], number + 1, 1)
            self._page.end_line()

    def _end(self, kind: str) -> None:
        if kind == "tr_close":
            self._add_surplus()
        _ENDS[kind](self._page)

    def _add_surplus(self) -> None:
        """Add what a row of a table with pipes has behind its last column."""
        line = self._lines[self._row]
        rest = line[self._column :]
        if rest.strip(" \t|\\"):
            self._page.begin_cell()
            self._add(rest.strip(" \t|"), self._row, self._column)

    def _begin_item(self, token: Token, first: int) -> None:
        """Begin an item; one with a number keeps it, since it may be the heading of a section."""
        self._page.begin_item(is_numbered=bool(token.info) and token.level == 1)
        if token.info and token.level == 1:
            self._add(f"{token.info}{token.markup} ", first, 0)

    def _add_lines(self, content: str, first: int) -> None:
        """Add lines of code."""
        for number, line in enumerate(content.splitlines(), first):
            self._add(line, number, 0)
            self._page.end_line()

    def _add_inline(self, token: Token, first: int) -> None:
        """Add the text of a paragraph, a heading or a cell."""
        is_cell = token.map is None or (self._page.in_table and first == self._row)
        lines = token.content.split("\n")
        for number, line in enumerate(lines, first):
            is_hard = number - first < len(lines) - 1 and _HARD_BREAK.search(self._lines[number])
            shown = line.removesuffix("\\") if is_hard else line
            start = self._add(shown, number, self._column if is_cell else 0)
            self._column = start + len(line)
            if number - first < len(lines) - 1:
                self._page.end_line(soft=not is_hard)

    def _add(self, line: str, number: int, after: int) -> int:
        """Add a line, which may have HTML in it; return the column at which it was found."""
        source = self._lines[number] if number < len(self._lines) else ""
        start = max(0, source.find(line, after))
        # blank lines and columns before it, so that the parser counts as the page does
        markup = Markup(self._page, number + 1)
        markup.offset = start
        markup.read(line)
        return start
