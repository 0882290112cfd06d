"""The content of an output without Sphinx: blocks, and the places that links lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .anchors import anchor
from .document import (
    Definition,
    Definitions,
    Document,
    Heading,
    Part,
    Row,
    Strong,
    Table,
    lines_of,
    links_in,
)
from .document_builder import build_document
from .labels import Labels
from .parsed_options import BlockOptions
from .targets import Place, TargetMap


class Block(NamedTuple):
    """A document in an output, with its caption; ``name`` begins the ids of its notes."""

    name: str
    caption: str
    document: Document


def blocks_of(
    kind: str, options: Iterable[BlockOptions], labels: Labels, caption: str = ""
) -> list[Block]:
    """The blocks of one kind with some options; a caption replaces the generated ones."""
    found = []
    for one in options:
        document = build_document(one, labels)
        title = caption or document.caption
        if title and document.filters:
            title = f"{title} ({document.filters})"
        name = "-".join(["medulla", kind, *one.selection.modes])
        found.append(Block(name, title, document))
    return found


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

    def claim(self, place: Row | Heading | Definition, *, linked: bool = False) -> str:
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
            if isinstance(element, Table | Definitions):
                for one in element.rows if isinstance(element, Table) else element.entries:
                    if keys := keys_of(one):
                        yield Place(page, anchor(keys[0]), keys)


def linked_in(blocks: Iterable[Block]) -> set[str]:
    """The keys that the text of blocks links to."""
    bodies = (block.document.body for block in blocks)
    return {key for body in bodies for line in lines_of(body) for key in links_in(line)}


def keys_of(place: Row | Heading | Definition) -> tuple[str, ...]:
    """All keys that a row, a heading or a term shows; the first one gives its id."""
    if isinstance(place, Row) and place.flow:
        flow = f"flow:{place.flow}"
        return (flow, *(f"{flow}@{mode}" for mode in place.modes), *place.keys)
    return place.keys


def without_spans(table: Table) -> Iterator[tuple[Row | Heading, list[list[Part]]]]:
    """The rows with their cells; the text of a heading is in the second one, which is wider."""
    count = len(table.columns)
    for row in table.rows:
        if isinstance(row, Row):
            yield row, row.cells
            continue
        cells: list[list[Part]] = [[] for _column in range(count)]
        cells[min(1, count - 1)].append(Strong(row.text))
        yield row, cells
