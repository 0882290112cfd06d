"""Writers of whole pages, which have headings, pictures and directives besides blocks."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..document import Bullets, Link, Paragraph, Part, paragraphs_of
from .writer import Writer


class Picture(NamedTuple):
    """A file that holds a chart; ``anchor`` is the id of its place on the page."""

    file: str
    alt: str
    anchor: str


class PageWriter(Writer):
    """Writes the pieces of a page, and puts them together.

    ``has_ids`` tells whether links can lead to a place on a page, ``links_charts`` whether the
    numbers in a chart's file lead to rows. ``stylesheet`` is a file beside the pages.
    """

    has_ids = True
    links_charts = False
    stylesheet = ""

    def document(self, title: str, language: str, pieces: Iterable[str]) -> str:
        """The whole page."""
        return "\n\n".join(pieces) + "\n"

    def way_back(self, link: Link) -> str:
        """The link to the first page."""
        return self.paragraph(Paragraph([link]))

    def opening(self, title: str, text: str) -> Iterator[str]:
        """The heading of a section and the paragraph below it, if it has them."""
        if title:
            yield self.heading(title, 2)
        if text:
            yield self.paragraph(Paragraph([text]))

    @abstractmethod
    def heading(self, text: str, level: int) -> str:
        """A heading; the highest level is 1."""

    @abstractmethod
    def picture(self, picture: Picture) -> str:
        """A chart that links to its file."""


class MarkupWriter(PageWriter):
    """What Markdown and reStructuredText write alike.

    Sphinx reads both, so their pages may have directives instead of tables and charts.
    """

    def one_line(self, text: str) -> str:
        """A plain text as it is within markup, which a cell may not break into lines."""
        return self.text(text).replace("\n", " ").strip()

    def strong(self, text: str) -> str:
        """Write it bold."""
        return f"**{self.one_line(text)}**"

    def emphasis(self, text: str) -> str:
        """Write it in italics."""
        return f"*{self.one_line(text)}*"

    def caption(self, text: str) -> str:
        """Write a bold line: the level of a heading is up to the page."""
        return self.strong(text)

    def paragraph(self, paragraph: Paragraph) -> str:
        """Write one line."""
        return "\n\n".join(self.lines(paragraph.parts))

    def bullets(self, bullets: Bullets) -> str:
        """Write one line for each item, and one for each further paragraph."""
        return "\n".join("- " + "\n\n  ".join(self.lines(item)) for item in bullets.items)

    def lines(self, parts: Iterable[Part]) -> list[str]:
        """The paragraphs of a text, a line each."""
        return [self.line(paragraph) for paragraph in paragraphs_of(parts)]

    @abstractmethod
    def line(self, parts: Iterable[Part]) -> str:
        """A separate line, escaped so that it cannot begin a list or the like."""

    @abstractmethod
    def directive(self, kind: str, argument: str, options: Mapping[str, str]) -> str:
        """A directive of the extension."""

    @abstractmethod
    def toctree(self, pages: Sequence[str]) -> str:
        """A list of the pages below this one."""
