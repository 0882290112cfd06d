"""A description of each page for search engines: its first paragraph outside of lists."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

LONGEST = 160
"""The characters that search engines show."""


def description(doctree: nodes.document) -> str:
    """The first paragraph that ends a sentence, cut between words; empty if there is none."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = re.sub(r"\s+", " ", paragraph.astext()).strip()
        listed = isinstance(paragraph.parent, nodes.list_item)
        if text.endswith((".", "?")) and not listed:
            return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    return ""


def _add(
    _app: Sphinx,
    _page: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if doctree is not None and (text := description(doctree)):
        context["metatags"] += f'<meta name="description" content="{escape(text)}"/>\n'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Describe each page."""
    app.connect("html-page-context", _add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
