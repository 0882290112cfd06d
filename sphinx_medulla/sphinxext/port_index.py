"""The index of ports, and the extension's entries in the general index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.domains import Index, IndexEntry

from ..dataset.ports import Port, protocol_order
from ..render.localization import _
from ..render.targets import TargetMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.domains.index import IndexDomain

    from ..render.targets import Location
    from .builders.base import GeneralIndexEntry

INDEXED = ("flow", "port", "role", "service")


class PortIndex(Index):
    """Every described port by protocol and number, with its service and a link.

    Its titles are those of a build (`_name`), and plain: the builder ``json`` writes nothing else.
    """

    name = "portindex"
    localname = "Index of ports"
    shortname = "ports"

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the ports of some pages, or of all, under a heading per protocol."""
        wanted = None if docnames is None else set(docnames)
        found: dict[str, list[IndexEntry]] = {}
        described = _described(TargetMap(self.domain.data["targets"]))
        for port, place in sorted(described, key=lambda pair: protocol_order(pair[0])):
            if wanted is None or place.page in wanted:
                service = place.title.removeprefix(str(port)).strip()
                entry = IndexEntry(str(port), 0, place.page, place.anchor, service, "", "")
                found.setdefault(port.protocol, []).append(entry)
        return [(name.upper(), entries) for name, entries in found.items()], False


def _described(places: TargetMap) -> Iterator[tuple[Port, Location]]:
    """Yield the current ports with the place of each description, of which a port may have many."""
    for kind, name, place in places.named():
        if kind == "port" and not place.current:
            yield Port.parse(name), place
    for key in places:
        if key.startswith("port:") and "@" in key:
            name, _at, service = key.removeprefix("port:").partition("@")
            title = places[key].title
            if places[f"port:{name}"].title != title:
                yield Port.parse(name), places[f"service:{service}"]._replace(title=title)


def update_general_index(index: IndexDomain, old: TargetMap, new: TargetMap) -> None:
    """Replace the extension's entries in the general index: no page that is read has nodes."""
    for docname, entry in _entries(old):
        entries = index.entries.get(docname, [])
        if entry in entries:
            entries.remove(entry)
    for docname, entry in _entries(new):
        index.entries.setdefault(docname, []).append(entry)


def add_index_nodes(
    block: nodes.Element, places: TargetMap, index_node: Callable[[GeneralIndexEntry], nodes.Node]
) -> None:
    """Put the index entries of a block beside the targets that they lead to."""
    entries = {entry[2]: entry for _docname, entry in _entries(places)}
    for target in list(block.findall(nodes.target)):
        for entry in filter(None, map(entries.get, target["ids"])):
            target.parent.insert(target.parent.index(target), index_node(entry))


def _entries(places: TargetMap) -> Iterator[tuple[str, GeneralIndexEntry]]:
    for kind, _name, place in places.named():
        if kind not in INDEXED or place.current:
            continue
        words = place.title.replace(";", ",")
        if kind == "flow":  # under the initiator
            words = words.replace(" → ", "; → ", 1)
        yield place.page, ("single", words, place.anchor, "", None)


def register(app: Sphinx) -> None:
    """Add the index of ports."""
    app.add_index_to_domain("medulla", PortIndex)
    app.connect("config-inited", _name)


def _name(app: Sphinx, config: Config) -> None:
    """Name the index in the language of the build, which `language_setup` has set."""
    PortIndex.localname = _("Index of ports")
    PortIndex.shortname = _("ports")
