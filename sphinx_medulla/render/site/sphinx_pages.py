"""Pages for a Sphinx manual, with directives for tables and charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..writers.page_writer import MarkupWriter
from .site_plan import Page


def manual_pages(
    pages: Sequence[Page], writer: MarkupWriter, suffix: str
) -> Iterator[dict[str, bytes]]:
    """The files of each page, by name."""
    for page in pages:
        pieces = _pieces(page, writer)
        yield {f"{page.name}{suffix}": writer.document(page.title, "", pieces).encode()}


def _pieces(page: Page, writer: MarkupWriter) -> Iterator[str]:
    yield writer.heading(page.title, 1)
    for section in page.sections:
        yield from writer.opening(section.title, section.text)
        for shown in section.shown:
            yield writer.directive(shown.kind, " ".join(shown.modes), shown.options)
        if section.pages:
            yield writer.toctree(section.pages)
