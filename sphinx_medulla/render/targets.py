"""The one map of where each thing is shown, for a Sphinx manual and for every other output.

A *key* is a word for such a thing: ``flow:ID``, ``flow:ID@MODE`` (the flow under its number in a
mode, which is empty for the flows that name none), ``chart:ID@MODE``, ``mode:ID``, ``role:ID``,
``service:ID``, ``port:22/tcp``, ``port:22/tcp@SERVICE``, and ``errata:open`` for the list of open
questions. Only the search leads to two more: ``described:22/tcp+udp@SERVICE`` (a port where a
service is described, or looked up) and ``listed:22/tcp+udp`` (a port in a table of flows, or one
without a service that is looked up).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from ..dataset.ports import Port

LABELLED = ("flow", "mode", "port", "role", "service")
"""The kinds of keys that authors refer to: their canonical locations have labels and names."""

FIRST_CHOICE, SECOND_CHOICE, LAST_CHOICE = range(3)


class Target(NamedTuple):
    """Something that a document shows and links can lead to.

    Where several documents show it, the lowest ``rank`` is the canonical one. ``current`` is its
    present name, if ``key`` is made of a former one.
    """

    key: str
    title: str
    rank: int = FIRST_CHOICE
    current: str = ""


SEARCHED = ("described:", "listed:")
"""What the keys begin with to which only the search leads."""


def described(port: Port, service: str) -> str:
    """The key of a port where a service is described."""
    return f"described:{port}@{service}"


def listed(port: Port) -> str:
    """The key of a port in a table of flows."""
    return f"listed:{port}"


def anchor(key: str) -> str:
    """The id of a key's place; it does not depend on the page."""
    kind, _, name = key.partition(":")
    return f"medulla-{kind}-{re.sub('[/+]', '-', name.replace('@', '--'))}"


class Location(NamedTuple):
    """Where a key is shown: a page, the block's place on it (from 0), and the id to link to."""

    page: str
    block: int
    anchor: str
    title: str
    current: str = ""


PlainLocation = tuple[str, int, str, str, str]
"""A location as Sphinx's environment keeps it: plain tuples are read, and freed, in half the
time."""


Shown = Mapping[str, tuple[str, int, str]]
"""The targets of a block: title, rank and current name by key."""


class Place(NamedTuple):
    """A row, a chart or a page of an output without Sphinx, with the keys that it shows.

    All of them have its ``anchor``, which is empty for a whole page.
    """

    page: str
    anchor: str
    keys: tuple[str, ...]
    rank: int = SECOND_CHOICE


class TargetMap(Mapping[str, Location]):
    """The canonical location of each key."""

    def __init__(self, plain: dict[str, PlainLocation]) -> None:
        self.plain = plain

    @classmethod
    def of(
        cls,
        blocks: Iterable[tuple[str, int, Shown]],
        anchor_of: Callable[[str, str, int], str],
    ) -> TargetMap:
        """Choose the location of each key: of the best rank, the first in the order of blocks.

        A block is its page, its place there, and its targets; ``anchor_of`` gives the id for a key,
        a page and a place.
        """
        ranks: dict[str, int] = {}
        best: dict[str, PlainLocation] = {}
        for page, place, targets in blocks:
            for key, (title, rank, current) in targets.items():
                if rank < ranks.get(key, LAST_CHOICE + 1):
                    ranks[key] = rank
                    best[key] = (page, place, anchor_of(key, page, place), title, current)
        return cls(best)

    @classmethod
    def of_places(cls, places: Iterable[Place]) -> TargetMap:
        """Choose the location of each key among places, each of which counts as a block."""
        found = list(places)
        blocks = (
            (place.page, number, dict.fromkeys(place.keys, ("", place.rank, "")))
            for number, place in enumerate(found)
        )
        return cls.of(blocks, lambda _key, _page, number: found[number].anchor)

    def __getitem__(self, key: str) -> Location:
        return Location._make(self.plain[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.plain)

    def __len__(self) -> int:
        return len(self.plain)

    def on(self, pages: Container[str]) -> TargetMap:
        """The locations on some pages."""
        return TargetMap({key: found for key, found in self.plain.items() if found[0] in pages})

    def moved(self, later: TargetMap) -> set[str]:
        """The keys that another map locates elsewhere, or not at all."""
        old, new = self.plain, later.plain
        return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}

    @cached_property
    def _names(self) -> list[tuple[str, str, str]]:
        found = []
        for key in self.plain:
            kind, _, name = key.partition(":")
            if kind in LABELLED and "@" not in name:
                found.append((kind, name, key))
        return found

    def named(self) -> Iterator[tuple[str, str, Location]]:
        """The kind, the name and the location of everything that an author can refer to."""
        for kind, name, key in self._names:
            yield kind, name, self[key]


def shown(targets: Iterable[Target]) -> dict[str, tuple[str, int, str]]:
    """Targets by key, each with its best rank."""
    best: dict[str, tuple[str, int, str]] = {}
    for key, title, rank, current in targets:
        if key not in best or rank < best[key][1]:
            best[key] = (title, rank, current)
    return best
