"""HTML with all documents in a single page."""

from __future__ import annotations

from functools import cached_property

from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from ..toctrees import along_toctrees
from .html_builder import HtmlFamily


class SingleHtmlFamily(HtmlFamily):
    """As other HTML, but the page holds only what toctrees lead to."""

    sphinx_class = SingleFileHTMLBuilder
    single_page = True

    def can_link(self, docname: str, target: str) -> bool:
        """Return whether the target is in the page; Sphinx has an address for others too."""
        return target in self._in_toctrees

    @cached_property
    def _in_toctrees(self) -> set[str]:
        return set(along_toctrees(self.builder.env))
