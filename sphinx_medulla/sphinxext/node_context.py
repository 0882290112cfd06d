"""What all blocks of a page share while they are drawn: the labels, and links to other places."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from docutils import nodes

from .node_ids import anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..render.labels import Labels
    from .domain import MedullaDomain


class NodeContext:
    """The context of the page ``docname``, on which the directives are."""

    def __init__(self, domain: MedullaDomain, labels: Labels, docname: str) -> None:
        self.domain = domain
        self.labels = labels
        self.docname = docname
        self._relative_uri = cache(partial(domain.builder.get_relative_uri, docname))
        self.can_link = cache(partial(domain.family.can_link, docname))
        """Returns whether the output has a page to link to: a PDF may have only some pages."""
        self._anchored: set[str] = set()

    def link(self, key: str, text: str, title: str = "") -> nodes.Node:
        """Return a link to the canonical location of a key, or the bare text if it has none."""
        found = self.domain.targets.get(key)
        if found is None or not self.can_link(found.page):
            return nodes.Text(text)
        return self._reference(found.page, found.anchor, text, title)

    def link_within(self, key: str, text: str, title: str = "") -> nodes.Node:
        """Return a link as `link` does, but prefer a location on the page itself."""
        if key.startswith("chart:") and not self.domain.family.links_to_charts:
            return nodes.Text(text)
        block = self.domain.first_on_page(key, self.docname)
        if block is None or not self.domain.family.links:
            return self.link(key, text, title)
        anchor = anchor_of(key, self.docname, block)
        return self._reference(self.docname, anchor, text, title)

    def _reference(self, docname: str, anchor: str, text: str, title: str) -> nodes.reference:
        reference = nodes.reference("", "", nodes.Text(text), internal=True)
        if docname == self.docname:
            reference["refid"] = anchor
        else:
            reference["refuri"] = self.uri(docname, anchor)
        if title:
            reference["reftitle"] = title
        return reference

    def anchors(self, keys: Iterable[str], place: tuple[str, int]) -> list[str]:
        """Return the ids of the keys whose canonical location a block is, each id only once."""
        ids = []
        for key in keys:
            found = self.domain.targets.get(key)
            if found is None or (found.page, found.block) != place:
                continue
            if found.anchor not in self._anchored:
                self._anchored.add(found.anchor)
                ids.append(found.anchor)
        return ids

    def uri(self, docname: str, anchor: str) -> str:
        """Return the address of an id: only the fragment, if both are in the same page."""
        if docname == self.docname:
            return f"#{anchor}"
        base = self._relative_uri(docname)
        return f"#{anchor}" if "#" in base else f"{base}#{anchor}"
