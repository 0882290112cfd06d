"""Pages for a Sphinx manual, with directives for tables and charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Paragraph
from ..writers.page_writer import DirectiveWriter
from .site_plan import Page


def manual_pages(
    pages: Sequence[Page], writer: DirectiveWriter, suffix: str
) -> Iterator[dict[str, bytes]]:
    """The files of each page, by name."""
    for page in pages:
        pieces = _pieces(page, writer)
        yield {f"{page.name}{suffix}": writer.document(page.title, "", pieces).encode()}


def _pieces(page: Page, writer: DirectiveWriter) -> Iterator[str]:
    yield writer.heading(page.title, 1)
    for section in page.sections:
        if section.title:
            yield writer.heading(section.title, 2)
        if section.text:
            yield writer.paragraph(Paragraph([section.text]))
        for shown in section.shown:
            yield writer.directive(shown.kind, " ".join(shown.modes), shown.options)
        if section.pages:
            yield writer.toctree(section.pages)
