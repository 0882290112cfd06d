"""What a published page says, with the place of each statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..dataset.ports import Port
from ..dataset.problem import Location
from .placed_text import PlacedText

PURPOSES = "; "
"""What separates the purposes that several rows give for one port."""

LineKind = Literal["fact", "remark", "prose", "unread"]


class PublishedPort(NamedTuple):
    """A port as a page lists it; ``note`` is what the page says of it alone."""

    port: Port
    place: Location
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Connection:
    """A row of a table, or what a heading and the list below it say: who connects to whom.

    ``ports`` are None if they cannot be read. ``published`` are the words of the cell with the
    ports. ``headings`` are those above, the nearest first. ``is_item`` is true of an item of a list
    that names only a machine, ``is_partial`` of a list of which lines were not read; ``cells`` are
    other cells of the row, by kind of column.
    """

    from_: PlacedText
    to: PlacedText
    ports: tuple[PublishedPort, ...] | None
    published: str
    note: PlacedText | None
    place: Location
    headings: tuple[PlacedText, ...]
    is_item: bool = False
    is_host: bool = False
    is_partial: bool = False
    cells: Mapping[str, PlacedText] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The words of the row that are compared."""
        note = self.note.words if self.note else ""
        return f"{self.from_.words} → {self.to.words} {self.published} {note}"


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a page says of ports: ``label`` is "Ports 80 and 443", ``text`` what comes after it.

    ``service`` is the name in a column of its own, empty if there is none.
    """

    ports: tuple[PublishedPort, ...]
    label: str
    text: str
    place: Location
    service: str = ""

    @property
    def whole(self) -> str:
        """The description with its ports, as the page has it."""
        return f"{self.label}: {self.text}"


class PageRemark(NamedTuple):
    """Something that is written wrongly and was understood; ``words`` are those of the page."""

    kind: str
    place: Location
    words: str


class Unread(NamedTuple):
    """A line or a row that was not understood; ``is_list`` if it seems to list ports."""

    text: PlacedText
    place: Location
    why: str
    is_list: bool


@dataclass
class Reading:
    """All that a page says; ``lines`` has each line, row and heading once, with what it is.

    ``guessed`` are headings of columns by what they were taken to mean, ``columns`` those that mean
    nothing, and ``heads`` are all. ``assumed`` is the number of ports for which nothing says the
    protocol.
    """

    connections: list[Connection] = field(default_factory=list)
    descriptions: list[Description] = field(default_factory=list)
    remarks: list[PageRemark] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    headings: list[PlacedText] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)
    columns: list[PlacedText] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    assumed: int = 0
    lines: list[tuple[LineKind, PlacedText]] = field(default_factory=list)
