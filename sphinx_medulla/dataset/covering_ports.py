"""Finding the first of many ports that covers another, without a look at each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..grouping import grouped
from .ports import ANY, Port


class _Node(NamedTuple):
    """Some ports: their last numbers, rising, and the first place of those that reach each."""

    ends: list[int]
    places: list[int]


class CoveringPorts:
    """Finds the first port in a list that covers another.

    The ports of equal protocols are in a binary indexed tree, in the order of their first numbers.
    A search looks at a few of its nodes, however many ranges overlap.
    """

    def __init__(self, ports: Iterable[tuple[int, Port]]) -> None:
        by_protocols = grouped((port.protocols, (place, port)) for place, port in ports)
        self._trees = {protocols: _Tree(some) for protocols, some in by_protocols.items()}

    def first(self, port: Port) -> int | None:
        """The lowest place of a port that covers another one, or None."""
        found = [
            place
            for protocols, tree in self._trees.items()
            if protocols == (ANY,) or set(port.protocols) <= set(protocols)
            if (place := tree.first(port)) is not None
        ]
        return min(found, default=None)


class _Tree:
    """Ports of equal protocols."""

    def __init__(self, ports: list[tuple[int, Port]]) -> None:
        self._starts = sorted({port.first for _place, port in ports})
        rows = grouped(
            (node, (port.last, place))
            for place, port in ports
            for node in self._nodes_above(bisect_left(self._starts, port.first) + 1)
        )
        self._nodes = {number: _node(row) for number, row in rows.items()}

    def _nodes_above(self, number: int) -> Iterator[int]:
        """The nodes to which a first number belongs; the numbers are counted from 1."""
        while number <= len(self._starts):
            yield number
            number += number & -number

    def first(self, port: Port) -> int | None:
        """The lowest place of a port with all numbers of another one, or None."""
        found = []
        number = bisect_right(self._starts, port.first)
        while number:  # the nodes that have all first numbers up to this one
            ends, places = self._nodes[number]
            at = bisect_left(ends, port.last)
            if at < len(ends):
                found.append(places[at])
            number -= number & -number
        return min(found, default=None)


def _node(row: list[tuple[int, int]]) -> _Node:
    """A node of pairs of last numbers and places."""
    ends, places = map(list, zip(*sorted(row), strict=True))
    for at in range(len(places) - 2, -1, -1):
        places[at] = min(places[at], places[at + 1])
    return _Node(ends, places)
