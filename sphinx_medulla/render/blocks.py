"""The content of an output without Sphinx: blocks, and the places that links lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from . import document as doc
from .captions import with_filters
from .document_builder import build_document
from .labels import Labels
from .parsed_options import BlockOptions
from .targets import Place, TargetMap, anchor


class Block(NamedTuple):
    """A document in an output, with its caption; ``name`` begins the ids of its notes."""

    name: str
    caption: str
    document: doc.Document


def block_of(options: BlockOptions, labels: Labels, caption: str = "") -> Block:
    """The block with some options; a caption replaces the generated one."""
    document = build_document(options, labels)
    name = "-".join(["medulla", options.kind, *options.selection.modes])
    return Block(name, with_filters(caption or document.caption, document.filters), document)


class Links:
    """The addresses that the links of an output lead to, and the ids that its places have.

    ``places`` are those of the output, in its order, and ``linked`` are the keys to which links
    lead. ``elsewhere`` returns the address of a key that the output does not show, or nothing.
    """

    def __init__(
        self,
        places: Iterable[Place],
        linked: Iterable[str],
        elsewhere: Callable[[str], str] = lambda _key: "",
    ) -> None:
        self.targets = TargetMap.of_places(places)
        self._elsewhere = elsewhere
        self._linked = {self.targets[key].anchor for key in linked if key in self.targets}
        self._waiting = {location.anchor for location in self.targets.values()}

    def address(self, key: str) -> str:
        """The address of a key: ``#`` and an id within the output; empty if nothing shows it."""
        found = self.targets.get(key)
        return f"#{found.anchor}" if found else self._elsewhere(key)

    def claim(self, place: doc.Row | doc.Heading | doc.Definition, *, linked: bool = False) -> str:
        """The id of a place when it is written; empty for a later place with the same id.

        With ``linked``, only places to which a link leads have an id.
        """
        own = anchor(keys[0]) if (keys := keys_of(place)) else ""
        if own not in self._waiting or (linked and own not in self._linked):
            return ""
        self._waiting.remove(own)
        return own


def places_of(blocks: Iterable[Block], page: str = "") -> Iterator[Place]:
    """The rows, headings and terms of blocks on a page that show keys: the first gives the id."""
    for block in blocks:
        for element in block.document.body:
            if isinstance(element, doc.Table | doc.Definitions | doc.Descriptions):
                for one in element.rows if isinstance(element, doc.Table) else element.entries:
                    if keys := keys_of(one):
                        yield Place(page, anchor(keys[0]), keys)


def linked_in(blocks: Iterable[Block]) -> set[str]:
    """The keys that the text of blocks links to."""
    bodies = (block.document.body for block in blocks)
    return {key for body in bodies for line in doc.lines_of(body) for key in doc.links_in(line)}


def keys_of(place: doc.Row | doc.Heading | doc.Definition | doc.Description) -> tuple[str, ...]:
    """All keys that a row, a heading or a term shows; the first one gives its id."""
    if isinstance(place, doc.Row) and place.flow:
        flow = f"flow:{place.flow}"
        return (flow, *(f"{flow}@{mode}" for mode in place.modes), *place.keys)
    return place.keys


def without_spans(table: doc.Table) -> Iterator[tuple[doc.Row | doc.Heading, list[list[doc.Part]]]]:
    """The rows with their cells; the text of a heading is in the second one, which is wider."""
    count = len(table.columns)
    for row in table.rows:
        if isinstance(row, doc.Row):
            yield row, row.cells
            continue
        cells: list[list[doc.Part]] = [[] for _column in range(count)]
        cells[min(1, count - 1)].append(doc.Strong(row.text))
        yield row, cells
