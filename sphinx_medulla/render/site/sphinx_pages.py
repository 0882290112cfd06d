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
        pieces = [writer.heading(page.title, 1)]
        for section in page.sections:
            pieces += writer.opening(section.title, section.text)
            for shown in section.shown:
                pieces.append(writer.directive(shown.kind, " ".join(shown.modes), shown.options))
            if section.pages:
                pieces.append(writer.toctree(section.pages))
        yield {f"{page.name}{suffix}": writer.document(page.title, "", pieces).encode()}
