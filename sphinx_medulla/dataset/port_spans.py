"""Comparing lists of ports by the numbers in them, whatever the ranges, protocols and order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from ..grouping import Key, grouped
from .ports import EVERYTHING, Port

Spans = frozenset[Port]
"""Ports of one protocol each, of which no two overlap or touch."""


def spans(ports: Iterable[Port]) -> Spans:
    """The numbers of a list; equal for any two lists of the same numbers."""
    return _spans(tuple(ports))


@lru_cache(maxsize=65536)  # flows of different modes often have the same list
def _spans(ports: tuple[Port, ...]) -> Spans:
    parts = sorted(
        (part for port in ports for part in port.each_protocol()),
        key=lambda part: (part.protocols, part.first),
    )
    merged: list[Port] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last is None or last.protocols != part.protocols or part.first > last.last + 1:
            merged.append(part)
        elif part.last > last.last:
            merged[-1] = Port(last.first, part.last, part.protocols)
    return frozenset(merged)


def spans_by_key(ports: Iterable[tuple[Key, Port]]) -> dict[Key, Spans]:
    """The numbers of the ports that have each key."""
    return {key: spans(some) for key, some in grouped(ports).items()}


def beyond(ports: Iterable[Port], known: Spans) -> tuple[Port, ...]:
    """The ports that are not known, in their order, split by protocol.

    Of a range that is known in part, the parts that are not.
    """
    parts = (part for port in ports for part in port.each_protocol() if part not in known)
    return tuple(dict.fromkeys(rest for part in parts for rest in _without(part, known)))


def covered(port: Port, known: Spans) -> bool:
    """Whether all numbers and protocols of a port are known."""
    return not beyond((port,), known)


def disjoint(port: Port, known: Spans) -> bool:
    """Whether no number of a port is known over any of its protocols."""
    return beyond((port,), known) == port.each_protocol()


def _without(part: Port, known: Spans) -> list[Port]:
    if EVERYTHING in known:
        return []
    rest = []
    first = part.first
    row = _rows(known).get(part.protocols, [])
    for index in range(bisect_left(row, first, key=_last), len(row)):
        span = row[index]
        if span.first > part.last:
            break
        if span.first > first:
            rest.append(Port(first, span.first - 1, part.protocols))
        first = span.last + 1
    if first <= part.last:
        rest.append(Port(first, part.last, part.protocols))
    return rest


@lru_cache(maxsize=65536)
def _rows(known: Spans) -> dict[tuple[str, ...], list[Port]]:
    """The spans of each protocol in the order of numbers."""
    return grouped((span.protocols, span) for span in sorted(known, key=_last))


def _last(span: Port) -> int:
    return span.last
