"""What every drawing needs: the builder, the dataset, and links to where things are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .placements import Place, anchor_of
from .words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder

    from ..dataset.model import Dataset, Flow, Need
    from ..dataset.views import Views
    from .domain import MedullaDomain
    from .requests import Request


class Rendering:
    """The drawing of one page: ``docname`` is the page on which the directive stands."""

    def __init__(self, builder: Builder, domain: MedullaDomain, views: Views, docname: str) -> None:
        self.builder = builder
        self.domain = domain
        self.views = views
        self.docname = docname
        self._bases: dict[str, str] = {}
        self._anchored: set[str] = set()
        self._linking = builder.format not in {"man", "text"}  # which print addresses, or nothing

    @property
    def dataset(self) -> Dataset:
        """The dataset."""
        return self.views.dataset

    def link(self, key: str, text: str, title: str = "") -> nodes.Node:
        """A text that links to the canonical place of a key, or the bare text without one."""
        place = self.domain.places.get(key)
        if place is None or not self._linking:
            return nodes.Text(text)
        return self.link_to(place, text, title)

    def link_within(self, key: str, text: str, title: str = "") -> nodes.Node:
        """As `link`, but to a chart of the page itself where there is one."""
        turn = self.domain.first_on_page(key, self.docname)
        if turn is None or not self._linking:
            return self.link(key, text, title)
        anchor = anchor_of(key, self.docname, turn)
        return self.link_to(Place(self.docname, turn, anchor, ""), text, title)

    def link_to(self, place: Place, text: str, title: str = "") -> nodes.reference:
        """A text that links to a place."""
        reference = nodes.reference("", "", nodes.Text(text), internal=True)
        if place.docname == self.docname:
            reference["refid"] = place.anchor
        else:
            reference["refuri"] = self.uri(place.docname, place.anchor)
        if title:
            reference["reftitle"] = title
        return reference

    def anchors(self, keys: Iterable[str], request: Request) -> list[str]:
        """The ids of those keys whose canonical place a request is, each once."""
        found = []
        for key in keys:
            place = self.domain.places.get(key)
            if place is None or (place.docname, place.place) != request.key:
                continue
            if place.anchor not in self._anchored:
                self._anchored.add(place.anchor)
                found.append(place.anchor)
        return found

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

    def role(self, role: str) -> str:
        """The name of a role."""
        return self.dataset.roles[role].name

    def connection(self, flow: Flow) -> str:
        """Who opens the connection, and to whom."""
        return f"{self.role(flow.from_)} → {self.role(flow.to)}"

    def zone(self, role: str) -> str:
        """The name of a role's zone, a dash without one."""
        zone = self.dataset.roles[role].zone
        return self.dataset.zones[zone].label if zone else "–"  # noqa: RUF001

    def feature(self, feature: str) -> str:
        """The name of a feature."""
        return self.dataset.features[feature].label

    def sources(self, sources: Iterable[str]) -> list[nodes.Node]:
        """The titles of sources, with their addresses and when they were read."""
        found: list[nodes.Node] = []
        for number, source in enumerate(sources):
            entry = self.dataset.sources[source]
            if number:
                found.append(nodes.Text(_("; ")))
            text = nodes.Text(entry.title)
            found.append(nodes.reference("", "", text, refuri=entry.url) if entry.url else text)
            details = []
            if entry.commit:
                details.append(_("commit %(commit)s") % {"commit": entry.commit[:12]})
            if entry.retrieved:
                details.append(_("read on %(date)s") % {"date": entry.retrieved})
            if details:
                found.append(nodes.Text(f" ({', '.join(details)})"))
        return found

    def stamp(self) -> nodes.paragraph:
        """What the dataset is and of when: product, revision and source."""
        product = self.dataset.product
        name = f"{product.name} {product.applies_to}".strip()
        found = nodes.paragraph("", "", classes=["medulla-stamp"])
        found += nodes.Text(_("Product: %s") % name + ". ")
        found += nodes.Text(_("Revision: %s") % self.dataset.revision + ". ")
        sources = self.dataset.defaults.source
        if sources:
            found += [nodes.Text(_("Source: ")), *self.sources(sources), nodes.Text(".")]
        return found


def need_word(need: Need | None) -> str:
    """Whether something is needed, in a word or as its condition."""
    if need is None:
        return _("not stated")
    if need.level == "conditional":
        return need.when
    return {"required": _("required"), "optional": _("optional")}[need.level]


def joined(parts: Iterable[list[nodes.Node]], between: str = ",\n") -> list[nodes.Node]:
    """Lists of nodes one behind the other, each but the first after a separator.

    The line break within the separator is a space everywhere but where a stylesheet keeps it.
    """
    found: list[nodes.Node] = []
    for part in parts:
        for node in [nodes.Text(between), *part] if found else part:
            if found and isinstance(node, nodes.Text) and isinstance(found[-1], nodes.Text):
                found[-1] = nodes.Text(found[-1] + node)  # fewer nodes to write
            else:
                found.append(node)
    return found
