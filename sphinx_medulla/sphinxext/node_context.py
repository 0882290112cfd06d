"""What all blocks of a page share while they are drawn: the labels, and links to other places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..render.labels import Labels
from .block_records import anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dataset.queries import Queries
    from ..render.block_options import BlockOptions
    from .domain import MedullaDomain


class NodeContext:
    """The context of the page ``docname``, on which the directives are."""

    def __init__(self, domain: MedullaDomain, queries: Queries, docname: str) -> None:
        self.domain = domain
        self.labels = Labels(queries)
        self.docname = docname
        self._bases: dict[str, str] = {}
        self._linkable: dict[str, bool] = {}
        self._anchored: set[str] = set()

    def link(self, key: str, text: str, title: str = "") -> nodes.Node:
        """Return a link to the canonical place of a key, or the bare text if it has none."""
        place = self.domain.places.get(key)
        if place is None or not self.can_link(place.docname):
            return nodes.Text(text)
        return self._reference(place.docname, place.anchor, text, title)

    def link_within(self, key: str, text: str, title: str = "") -> nodes.Node:
        """Return a link as `link` does, but prefer a place on the page itself."""
        turn = self.domain.first_on_page(key, self.docname)
        if turn is None or not self.domain.family.links:
            return self.link(key, text, title)
        anchor = anchor_of(key, self.docname, turn)
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

    def anchors(self, keys: Iterable[str], options: BlockOptions) -> list[str]:
        """Return the ids of the keys whose canonical place a block is, each id only once."""
        found = []
        for key in keys:
            place = self.domain.places.get(key)
            if place is None or (place.docname, place.place) != options.key:
                continue
            if place.anchor not in self._anchored:
                self._anchored.add(place.anchor)
                found.append(place.anchor)
        return found

    def can_link(self, docname: str) -> bool:
        """Return whether the output has a page to link to: a PDF may have only some pages."""
        if docname not in self._linkable:
            self._linkable[docname] = self.domain.family.can_link(self.docname, docname)
        return self._linkable[docname]

    def uri(self, docname: str, anchor: str) -> str:
        """Return the address of an id: only the fragment, if both are in the same page."""
        if docname == self.docname:
            return f"#{anchor}"
        if docname not in self._bases:
            builder = self.domain.builder
            self._bases[docname] = builder.get_relative_uri(self.docname, docname)
        base = self._bases[docname]
        return f"#{anchor}" if "#" in base else f"{base}#{anchor}"
