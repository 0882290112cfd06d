"""The index of ports, and what the general index has of us."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains import Index, IndexEntry

from ..dataset.ports import PROTOCOLS
from ..render.localization import _
from ..render.targets import TargetMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.domains.index import IndexDomain
    from sphinx.environment import BuildEnvironment

    from ..render.targets import Location

Entry = tuple[str, str, str, str, str | None]
"""An entry of the general index, as Sphinx has it."""

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
        """The ports of some pages, else of all, under a heading for each protocol."""
        wanted = None if docnames is None else set(docnames)
        found: dict[str, list[tuple[int, IndexEntry]]] = {}
        for name, place in _described(TargetMap(self.domain.data["targets"])):
            if wanted is not None and place.page not in wanted:
                continue
            number, _slash, protocol = name.partition("/")
            service = place.title.removeprefix(name).strip()
            entry = IndexEntry(name, 0, place.page, place.anchor, service, "", "")
            first = int(number.partition("-")[0])
            found.setdefault(protocol, []).append((first, entry))
        return [
            (protocol.upper(), [entry for _first, entry in sorted(found[protocol], key=_number)])
            for protocol in PROTOCOLS
            if protocol in found
        ], False


def _described(places: TargetMap) -> Iterator[tuple[str, Location]]:
    """The ports of today, each with the place of its description; of several services, all."""
    for kind, name, place in places.named():
        if kind == "port" and not place.current:
            yield name, place
    for key in places:
        if key.startswith("port:") and "@" in key:
            name, _at, service = key.removeprefix("port:").partition("@")
            title = places[key].title
            if places[f"port:{name}"].title != title:
                yield name, places[f"service:{service}"]._replace(title=title)


def _number(found: tuple[int, IndexEntry]) -> int:
    return found[0]


def update_general_index(index: IndexDomain, old: TargetMap, new: TargetMap) -> None:
    """Replace what the general index has of us: no page holds nodes for it while it is read."""
    for docname, entry in _entries(old):
        here = index.entries.get(docname, [])
        if entry in here:
            here.remove(entry)
    for docname, entry in _entries(new):
        index.entries.setdefault(docname, []).append(entry)


def add_index_nodes(block: nodes.Element, places: TargetMap, engine: str = "") -> None:
    """Put what we have in the general index beside its anchors, for writers that look there.

    ``engine`` is that of LaTeX, where makeindex makes the index of its pages.
    """
    by_anchor: dict[str, list[Entry]] = {}
    for _docname, entry in _entries(places):
        by_anchor.setdefault(entry[2], []).append(entry)
    for target in list(block.findall(nodes.target)):
        entries = [entry for name in target["ids"] for entry in by_anchor.get(name, ())]
        parent = target.parent
        for entry in entries:
            node: nodes.Node = addnodes.index(entries=[entry])
            if engine and not entry[1][:1].isascii():
                from .builders.latex_tables import index_entry

                node = index_entry(entry[1], engine)
            parent.insert(parent.index(target), node)


def _entries(places: TargetMap) -> Iterator[tuple[str, Entry]]:
    for kind, _name, place in places.named():
        if kind not in INDEXED or place.current:
            continue
        words = place.title.replace(";", ",")
        if kind == "flow":  # under who opens it
            words = words.replace(" → ", "; → ", 1)
        yield place.page, ("single", words, place.anchor, "", None)


def register(app: Sphinx) -> None:
    """Add the index of ports."""
    app.add_index_to_domain("medulla", PortIndex)
    app.connect("config-inited", _name)
    app.connect("env-updated", _remove_empty)


def _name(app: Sphinx, config: Config) -> None:
    """Name the index in the language of the build, which is known since `words`."""
    PortIndex.localname = _("Index of ports")
    PortIndex.shortname = _("ports")


def _remove_empty(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the page of an index that has nothing any more, which an EPUB would pack."""
    plain: Iterable[str] = env.domaindata["medulla"]["targets"]
    has_ports = any(key.startswith("port:") for key in plain)
    if isinstance(app.builder, StandaloneHTMLBuilder) and not has_ports:
        page = f"medulla-{PortIndex.name}"
        Path(app.builder.get_outfilename(page)).unlink(missing_ok=True)
