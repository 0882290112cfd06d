"""HTML, in one page per document, in folders (``dirhtml``), or serialized (``json``)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.fileutil import copy_asset_file

from ...render.localization import _
from .base import STATIC, BuilderFamily
from .html_table_headers import add_headers

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLESHEET = "medulla.css"
SCREEN_STYLESHEET = "medulla-screen.css"
SCRIPT = "medulla.js"


class HtmlFamily(BuilderFamily):
    """Charts as SVG in the page, table cells with a scope, stylesheets and a script."""

    sphinx_class = StandaloneHTMLBuilder
    builder: StandaloneHTMLBuilder
    draws_late = True
    chart_format = "svg"
    inline_charts = True
    lists_ports = True
    has_feed = True
    stylesheets: ClassVar[tuple[str, ...]] = (STYLESHEET, SCREEN_STYLESHEET)
    script: ClassVar[str] = SCRIPT

    @property
    def marks_values(self) -> bool:
        """Whether there is a script, which filters rows by what is in their cells."""
        return bool(self.script)

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Mark the header cells of a table."""
        if isinstance(block, nodes.table):
            add_headers(block)

    @property
    def has_downloads(self) -> bool:
        """Whether the builder copies downloads: serialized pages come without them."""
        return bool(self.builder.download_support)

    def download_link(self, docname: str, path: str) -> nodes.Element:
        """Return Sphinx's node for a download."""
        return addnodes.download_reference("", "", filename=path)

    def copy_files(self) -> None:
        """Copy stylesheets and script.

        Not by ``html_static_path``: a change of that value outdates every page.
        """
        folder = Path(self.builder.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        for name in filter(None, (*self.stylesheets, self.script)):
            copy_asset_file(STATIC / name, folder, force=True)

    def load_files(self, context: Mapping[str, Any]) -> None:
        """Load the stylesheets, and the script if something can be filtered or scrolled.

        Added to the builder, which forgets them with the page; the application would add them to
        every page of its next build. The script's words are an attribute of its own element, so
        that a page needs no script within it.
        """
        for name in self.stylesheets:
            self.builder.add_css_file(name)
        body = context.get("body", "")
        if self.script and ("medulla-table" in body or "medulla-chart" in body):
            words: dict[str, Any] = {"data-words": script_words()}
            self.builder.add_js_file(self.script, loading_method="defer", **words)

    def remove_page(self, page: str) -> None:
        """Remove the file of a page."""
        Path(self.builder.get_outfilename(page)).unlink(missing_ok=True)


def script_words() -> str:
    """Return the words of the script in the language of the build, as JSON."""
    words = {
        "filter": _("Filter"),
        "text": _("Text"),
        "port": _("Port"),
        "role": _("Role"),
        "direction": _("Direction"),
        "protocol": _("Protocol"),
        "everyRole": _("All roles"),
        "everyProtocol": _("All protocols"),
        "everyDirection": _("All directions"),
        "in": _("Inbound"),
        "out": _("Outbound"),
        "reset": _("Show all rows"),
        "shown": _("Rows shown: %(shown)s of %(all)s."),
        "noPort": _("This is not a port. Enter a number such as 8000, or 8000/tcp."),
        "copy": _("Copy ports"),
        "copied": _("Ports copied: %(count)s."),
        "byHand": _("The browser does not allow copying. Copy the list yourself."),
        "list": _("Ports"),
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))
