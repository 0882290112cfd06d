"""What the pages of `generate` consist of beside blocks: headings, pictures, directives."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..document import Link, Paragraph
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

    @abstractmethod
    def heading(self, text: str, level: int) -> str:
        """A heading; the highest level is 1."""

    @abstractmethod
    def picture(self, picture: Picture) -> str:
        """A chart that links to its file."""


class DirectiveWriter(PageWriter):
    """Writes pages that Sphinx reads: with directives instead of tables and charts."""

    @abstractmethod
    def directive(self, kind: str, argument: str, options: Mapping[str, str]) -> str:
        """A directive of the extension."""

    @abstractmethod
    def toctree(self, pages: Sequence[str]) -> str:
        """A list of the pages below this one."""
