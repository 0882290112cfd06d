"""HTML, in one page per document, in folders (``dirhtml``), or serialized (``json``)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder

from ...dataset.ip_protocols import IP_PROTOCOLS, other_names
from ...render.localization import _
from ..output_files import remove_output, write_output
from .base import STATIC, BuilderFamily, SearchEntry
from .html_tables import add_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

STYLESHEET = "medulla.css"
SCREEN_STYLESHEET = "medulla-screen.css"
SCRIPT = "medulla.js"
LOOKUP_SCRIPT = "medulla-lookup.js"

_NOT_SENT = re.compile(r"/\*.*?\*/\n*|^\s+| // [^\n\"'`]*$", re.DOTALL | re.MULTILINE)
"""Comments and indentation of stylesheets and scripts."""


class HtmlFamily(BuilderFamily):
    """Charts as SVG in the page, table cells with a scope, stylesheets and a script."""

    sphinx_class = StandaloneHTMLBuilder
    builder: StandaloneHTMLBuilder
    draws_late = True
    chart_format = "svg"
    inline_charts = True
    lists_ports = True
    has_feed = True
    headings = True
    cards: ClassVar[bool] = True
    """Whether the rows of a table are cards where the page is narrow."""
    stylesheets: ClassVar[tuple[str, ...]] = (STYLESHEET, SCREEN_STYLESHEET)
    scripts: ClassVar[tuple[str, ...]] = (SCRIPT, LOOKUP_SCRIPT)

    @property
    def marks_values(self) -> bool:
        """Whether there is a script, which filters rows by what is in their cells."""
        return bool(self.scripts)

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Mark the header cells of a table, and put its notes together."""
        if isinstance(block, nodes.table):
            add_headers(block, cards=self.cards)
        notes = [node for node in around if isinstance(node, nodes.paragraph)]
        notes = [node for node in notes if "medulla-note" in node["classes"]]
        if notes:
            place = around.index(notes[0])
            for note in notes:
                around.remove(note)
            together = nodes.container("", *notes, classes=["medulla-notes"], is_div=True)
            around.insert(place, together)

    @property
    def has_downloads(self) -> bool:
        """Whether the builder copies downloads: serialized pages come without them."""
        return bool(self.builder.download_support)

    def download_link(self, docname: str, path: str) -> nodes.Element:
        """Return Sphinx's node for a download."""
        return addnodes.download_reference("", "", filename=path)

    def add_to_search(self, entries: Iterable[SearchEntry]) -> None:
        """Add entries to the index of the search as it is written, whichever pages are.

        Of a page that is not written, Sphinx keeps no entries from earlier builds.
        """
        indexer = self.builder.indexer
        if indexer is None:
            return
        freeze = indexer.freeze

        def freeze_with_entries() -> dict[str, Any]:
            frozen = freeze()
            # Some themes have an index of their own, with addresses instead of names.
            listed = frozen.get("docnames", frozen.get("docurls", []))
            pages = {
                page: place
                for place, page in enumerate(listed)
                if frozen["titles"][place]  # which pages without search do not have
            }
            for text, name, anchor in sorted(set(entries)):
                page = name if name in pages else self.builder.get_target_uri(name)
                if page in pages:
                    found = frozen["indexentries"].setdefault(text, [])
                    found.append((pages[page], anchor, True))
            return frozen

        # Sphinx has no event between the index and its file, so the method of this one object is
        # replaced, which mypy takes for a mistake.
        indexer.freeze = freeze_with_entries  # type: ignore[method-assign]

    def copy_files(self) -> None:
        """Copy stylesheets and scripts without what readers need not load.

        Not by ``html_static_path``: a change of that value outdates every page.
        """
        folder = Path(self.builder.outdir)
        for name in (*self.stylesheets, *self.scripts):
            text = (STATIC / name).read_text(encoding="utf-8")
            write_output(folder, folder / "_static" / name, _NOT_SENT.sub("", text).encode())

    def load_files(self, context: Mapping[str, Any]) -> None:
        """Load the stylesheets, and each script whose work is on the page.

        Added to the builder, which forgets them with the page; the application would add them to
        every page of its next build. A script's words are an attribute of its own element, so that
        a page needs no script within it.
        """
        for name in self.stylesheets:
            self.builder.add_css_file(name)
        body = context.get("body", "")
        for name in self.scripts:
            works_on, words = _SCRIPTS[name]
            if any(word in body for word in works_on):
                texts = json.dumps(words(body), ensure_ascii=False, separators=(",", ":"))
                attributes: dict[str, Any] = {"data-words": texts}
                self.builder.add_js_file(name, loading_method="defer", **attributes)

    def remove_page(self, page: str) -> None:
        """Remove the file of a page."""
        remove_output(Path(self.builder.outdir), [Path(self.builder.get_outfilename(page))])


_Words = dict[str, str | dict[str, str]]


def _filter_words(page: str) -> _Words:
    """Return the words of the filter in the language of the build, and other names of ports.

    Readers may type other names for what has no number: for protocols without ports, and for the
    types of ICMP that the page has.
    """
    ports = {other: name for other, name in other_names() if name in IP_PROTOCOLS or name in page}
    return {
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
        "ports": ports,
    }


def _lookup_words(_page: str) -> _Words:
    """Return the words of the look-up in the language of the build."""
    return {
        "label": _("Port or service"),
        "find": _("Look up"),
        "found": _("Ports found: %(count)s."),
        "unknownPort": _("Nothing in this list uses port %(text)s."),
        "unknownName": _("Nothing in this list is called “%(text)s”."),
        "noPort": _("This is not a port. Enter a number such as 8000, or 8000/tcp."),
    }


_SCRIPTS: dict[str, tuple[tuple[str, ...], Callable[[str], _Words]]] = {
    SCRIPT: (("medulla-table", "medulla-chart", "medulla-entry"), _filter_words),
    LOOKUP_SCRIPT: (("medulla-entry",), _lookup_words),
}
"""The scripts, each with the classes of what it works on or is needed for, and its words."""
