"""What an output without Sphinx consists of: blocks, and the places that links lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from .anchors import anchor
from .document import (
    Definition,
    Definitions,
    Document,
    Element,
    Heading,
    Part,
    Row,
    Strong,
    Table,
    lines_of,
    links_in,
)
from .document_builder import build_document

if TYPE_CHECKING:
    from .block_options import BlockOptions
    from .labels import Labels


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


class Places:
    """Where in an output something is shown: each key has one id, that of its first place.

    ``elsewhere`` are the addresses of keys that it does not show itself, ``wanted`` the keys to
    which links of other outputs lead.
    """

    def __init__(
        self,
        blocks: Iterable[Block],
        elsewhere: Mapping[str, str] | None = None,
        wanted: Iterable[str] = (),
    ) -> None:
        self.ids: dict[str, str] = {}
        self._elsewhere = elsewhere or {}
        self._linked: set[str] = set()
        elements = [element for block in blocks for element in block.document.body]
        for place in _places(elements):
            keys = keys_of(place)
            mine = anchor(keys[0]) if keys else ""
            for key in keys:
                self.ids.setdefault(key, mine)
        self.links = {key for parts in lines_of(elements) for key in links_in(parts)}
        self._linked.update(self.ids[key] for key in {*self.links, *wanted} if key in self.ids)
        self._waiting = set(self.ids.values())

    def address(self, key: str) -> str:
        """Where a link leads, ``#`` and an id within the output; empty where nothing shows it."""
        mine = self.ids.get(key)
        return f"#{mine}" if mine else self._elsewhere.get(key, "")

    def claim(self, place: Row | Heading | Definition, *, linked: bool = False) -> str:
        """The id of a place when it is written, empty for a later one of the same key.

        With ``linked``, only what some link of the output leads to has one.
        """
        keys = keys_of(place)
        mine = anchor(keys[0]) if keys else ""
        if mine not in self._waiting or (linked and mine not in self._linked):
            return ""
        self._waiting.remove(mine)
        return mine


def keys_of(place: Row | Heading | Definition) -> tuple[str, ...]:
    """All keys that something is the place of, the one that names it first."""
    if isinstance(place, Row) and place.flow:
        flow = f"flow:{place.flow}"
        return (flow, *(f"{flow}@{mode}" for mode in place.modes), *place.keys)
    return place.keys


def without_spans(table: Table) -> Iterator[tuple[Row | Heading, list[list[Part]]]]:
    """The rows with their cells; a heading stands in the second one, which is wider."""
    count = len(table.columns)
    for row in table.rows:
        if isinstance(row, Row):
            yield row, row.cells
            continue
        cells: list[list[Part]] = [[] for _column in range(count)]
        cells[min(1, count - 1)].append(Strong(row.text))
        yield row, cells


def _places(elements: Iterable[Element]) -> Iterator[Row | Heading | Definition]:
    for element in elements:
        if isinstance(element, Table):
            yield from element.rows
        elif isinstance(element, Definitions):
            yield from element.entries
