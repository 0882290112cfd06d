"""What every drawing needs: the builder, the words, and links to where things are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..render.targets import Location
from .node_ids import anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder

    from ..render.labels import Labels
    from .domain import MedullaDomain


class NodeContext:
    """The drawing of one page: ``docname`` is the page on which the directive stands."""

    def __init__(
        self, builder: Builder, domain: MedullaDomain, labels: Labels, docname: str
    ) -> None:
        self.builder = builder
        self.domain = domain
        self.labels = labels
        self.docname = docname
        self._bases: dict[str, str] = {}
        self._there: dict[str, bool] = {}
        self._anchored: set[str] = set()
        self._linking = builder.format not in {"man", "text"}  # which print addresses, or nothing

    def link(self, key: str, text: str, title: str = "") -> nodes.Node:
        """A text that links to the canonical place of a key, or the bare text without one."""
        place = self.domain.targets.get(key)
        if place is None or not self._linking or not self.can_link(place.page):
            return nodes.Text(text)
        return self.link_to(place, text, title)

    def link_within(self, key: str, text: str, title: str = "") -> nodes.Node:
        """As `link`, but to a chart of the page itself where there is one."""
        turn = self.domain.first_on_page(key, self.docname)
        if turn is None or not self._linking:
            return self.link(key, text, title)
        anchor = anchor_of(key, self.docname, turn)
        return self.link_to(Location(self.docname, turn, anchor, ""), text, title)

    def link_to(self, place: Location, text: str, title: str = "") -> nodes.reference:
        """A text that links to a place."""
        reference = nodes.reference("", "", nodes.Text(text), internal=True)
        if place.page == self.docname:
            reference["refid"] = place.anchor
        else:
            reference["refuri"] = self.uri(place.page, place.anchor)
        if title:
            reference["reftitle"] = title
        return reference

    def anchors(self, keys: Iterable[str], owner: tuple[str, int]) -> list[str]:
        """The ids of those keys whose canonical location a block is, each once."""
        found = []
        for key in keys:
            place = self.domain.targets.get(key)
            if place is None or (place.page, place.block) != owner:
                continue
            if place.anchor not in self._anchored:
                self._anchored.add(place.anchor)
                found.append(place.anchor)
        return found

    def can_link(self, docname: str) -> bool:
        """Whether what is written has a page: a PDF may be of some pages only."""
        if docname not in self._there:
            self._there[docname] = self.domain.can_link(self.docname, docname)
        return self._there[docname]

    def uri(self, docname: str, anchor: str) -> str:
        """The address of an id: the fragment alone within a page, and where all pages are one."""
        if docname == self.docname:
            return f"#{anchor}"
        base = self._base(docname)
        return f"#{anchor}" if "#" in base else f"{base}#{anchor}"

    def _base(self, docname: str) -> str:
        if docname not in self._bases:
            self._bases[docname] = self.builder.get_relative_uri(self.docname, docname)
        return self._bases[docname]
