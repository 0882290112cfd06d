"""What a page consists of in each format: the writers of tables, with headings and pictures."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from ..document import Link, Paragraph
from ..writers.html_writer import Html
from ..writers.markdown_writer import Markdown
from ..writers.rst_writer import Rst
from ..writers.text_writer import columns
from ..writers.writer import Writer
from .site_plan import Shown

STYLESHEET = "medulla-flows.css"
"""The file that HTML pages link to."""


class Picture(NamedTuple):
    """A file that holds a chart; ``anchor`` is the id of its place."""

    file: str
    alt: str
    anchor: str


class PageWriter(Writer):
    """Writes the pieces of a page, and puts them together."""

    def document(self, title: str, language: str, pieces: Iterable[str]) -> str:
        """The whole page."""
        return "\n\n".join(pieces) + "\n"

    def way_back(self, link: Link) -> str:
        """What leads to the first page."""
        return self.paragraph(Paragraph([link]))

    @abstractmethod
    def heading(self, text: str, level: int) -> str:
        """A heading, from level 1."""

    @abstractmethod
    def picture(self, picture: Picture) -> str:
        """A chart, which leads to its file."""


class DirectiveWriter(PageWriter):
    """Writes what Sphinx puts in its place when it builds, too."""

    @abstractmethod
    def directive(self, shown: Shown) -> str:
        """A directive of ours."""

    @abstractmethod
    def toctree(self, pages: Sequence[str]) -> str:
        """A list of pages that belong below this one."""


class HtmlPage(Html, PageWriter):
    """Writes pages of HTML that run nothing and need nothing from elsewhere."""

    def document(self, title: str, language: str, pieces: Iterable[str]) -> str:
        """A document; what a wiki wants is all within ``main``."""
        inside = "\n".join(pieces)
        words = self.text(title).replace("<br>", "")
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<title>{words}</title>\n<link rel="stylesheet" href="{STYLESHEET}">\n</head>\n'
            f"<body>\n<main>\n{inside}\n</main>\n</body>\n</html>\n"
        )

    def way_back(self, link: Link) -> str:
        """Write it as navigation."""
        return f"<nav>{self.inline([link])}</nav>"

    def heading(self, text: str, level: int) -> str:
        """Write it."""
        return f"<h{level}>{self.text(text)}</h{level}>"

    def picture(self, picture: Picture) -> str:
        """Write an image."""
        file = escape(picture.file)
        image = f'<img src="{file}" alt="{self._attribute(picture.alt)}">'
        return f'<p class="medulla-chart" id="{picture.anchor}"><a href="{file}">{image}</a></p>'

    def _attribute(self, text: str) -> str:
        return escape(" ".join(text.split()))


class MarkdownPage(Markdown, DirectiveWriter):
    """Writes pages of Markdown; with directives they are MyST."""

    def heading(self, text: str, level: int) -> str:
        """Write it; signs at its end would be taken for its frame."""
        line = re.sub("#$", r"\\#", self._line([text]))
        return f"{'#' * level} {line}"

    def picture(self, picture: Picture) -> str:
        """Write an image."""
        alt = self._line([picture.alt])
        return f'<a id="{picture.anchor}"></a>[![{alt}](<{picture.file}>)](<{picture.file}>)'

    def directive(self, shown: Shown) -> str:
        """Write a fence."""
        options = [f":{name}: {value}".rstrip() for name, value in shown.options]
        first = " ".join([f"```{{medulla-{shown.kind}}}", *shown.modes])
        return "\n".join([first, *options, "```"])

    def toctree(self, pages: Sequence[str]) -> str:
        """Write a fence."""
        return "\n".join(["```{toctree}", ":maxdepth: 1", "", *pages, "```"])


class RstPage(Rst, DirectiveWriter):
    """Writes pages of reStructuredText."""

    def heading(self, text: str, level: int) -> str:
        """Write it with a line below."""
        line = self._line([text])
        return f"{line}\n{'=-'[level - 1] * columns(line)}"

    def picture(self, picture: Picture) -> str:
        """Write an image."""
        alt = " ".join(picture.alt.split())
        return f".. image:: {picture.file}\n   :alt: {alt}\n   :target: {picture.file}"

    def directive(self, shown: Shown) -> str:
        """Write it with its options."""
        options = [f"   :{name}: {value}".rstrip() for name, value in shown.options]
        first = " ".join([f".. medulla-{shown.kind}::", *shown.modes])
        return "\n".join([first, *options])

    def toctree(self, pages: Sequence[str]) -> str:
        """Write it."""
        names = [f"   {page}" for page in pages]
        return "\n".join([".. toctree::", "   :maxdepth: 1", "", *names])
