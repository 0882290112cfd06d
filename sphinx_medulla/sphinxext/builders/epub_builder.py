"""EPUB, which packs its folder and lists in a package document what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.util.osutil import relative_uri

from ...files import write_file
from .html_builder import STYLESHEET, HtmlFamily

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json"}


class EpubFamily(HtmlFamily):
    """As HTML, but charts are files, and nothing depends on a script or on a screen."""

    sphinx_class = Epub3Builder
    builder: Epub3Builder
    inline_charts = False
    packs_folder = True
    cards = False
    stylesheets = (STYLESHEET,)
    scripts = ()
    has_downloads = True
    has_feed = False

    def download_link(self, docname: str, path: str) -> nodes.Element:
        """Return a plain link: the writer has none for downloads."""
        page = self.builder.get_target_uri(docname)
        uri = relative_uri(page, f"_downloads/{path}")
        return nodes.reference("", "", refuri=uri, internal=True)

    def offer(self, downloads: Mapping[str, str]) -> None:
        """Have the downloads packed, and listed with a page to show instead of each."""
        builder = self.builder
        pages = {
            f"_downloads/{path}": builder.get_target_uri(docname)
            for path, docname in downloads.items()
        }
        if downloads:
            builder.media_types = MEDIA_TYPES | builder.media_types

        def build_content() -> None:
            """Write the package document as Sphinx does, then complete it."""
            type(builder).build_content(builder)
            if pages:
                add_fallbacks(Path(builder.outdir, "content.opf"), pages)

        # Sphinx has no event between the package document and the packing, so the method of this
        # one builder is replaced, which mypy takes for a mistake.
        builder.build_content = build_content  # type: ignore[method-assign]


def add_fallbacks(path: Path, pages: Mapping[str, str]) -> None:
    """Name in an EPUB's package document the page that each download falls back to.

    EPUB wants everything that a page links to in the spine, and for what is no page there a page to
    show instead: the one with the table. ``pages`` are the addresses of these by the files'.
    """
    from xml.dom import minidom  # most builds write no EPUB

    with minidom.parse(str(path)) as package:
        items = {item.getAttribute("href"): item for item in package.getElementsByTagName("item")}
        (spine,) = package.getElementsByTagName("spine")
        for file, page in sorted(pages.items()):
            if file not in items or page not in items:
                continue
            items[file].setAttribute("fallback", items[page].getAttribute("id"))
            reference = package.createElement("itemref")
            reference.setAttribute("idref", items[file].getAttribute("id"))
            reference.setAttribute("linear", "no")
            spine.appendChild(reference)
        write_file(path, package.toxml("utf-8"))
