"""Pages for a Sphinx manual: directives stand where Sphinx is to put tables and charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Paragraph
from .page_writers import DirectiveWriter, MarkdownPage, RstPage
from .site_plan import Page

WRITERS: dict[str, type[DirectiveWriter]] = {"rst": RstPage, "md": MarkdownPage}
"""The formats that Sphinx reads."""


def manual(pages: Sequence[Page], name: str) -> Iterator[dict[str, bytes]]:
    """The files of each page, by name, in a format of `WRITERS`."""
    writer = WRITERS[name]([])
    for page in pages:
        pieces = _pieces(page, writer)
        yield {f"{page.name}.{name}": writer.document(page.title, "", pieces).encode()}


def _pieces(page: Page, writer: DirectiveWriter) -> Iterator[str]:
    yield writer.heading(page.title, 1)
    for section in page.sections:
        if section.title:
            yield writer.heading(section.title, 2)
        if section.text:
            yield writer.paragraph(Paragraph([section.text]))
        yield from map(writer.directive, section.shown)
        if section.pages:
            yield writer.toctree(section.pages)
