"""Which numbers lists of ports stand for, however they are written: ranges, protocols, order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from ...dataset.model import Flow
from ...dataset.ports import Port

Spans = frozenset[Port]
"""Ports of one protocol each, of which no two overlap or touch."""


def spans(ports: Iterable[Port]) -> Spans:
    """The numbers of a list, equal for two lists that stand for the same numbers."""
    return _spans(tuple(ports))


@lru_cache(maxsize=4096)  # flows of different modes often have the same list
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


def spans_of(flow: Flow) -> Spans:
    """The numbers of a flow's list."""
    return spans(entry.port for entry in flow.ports)


def beyond(ports: Iterable[Port], known: Spans) -> tuple[Port, ...]:
    """What of the ports is not known, in their order, once for each protocol.

    Of a range that is known in part, the parts that are not.
    """
    rest: list[Port] = []
    for port in ports:
        for part in port.each_protocol():
            if part not in known:
                rest += _without(part, known)
    return tuple(dict.fromkeys(rest))


def covered(port: Port, known: Spans) -> bool:
    """Whether all numbers and protocols of a port are known."""
    return all(part in known or not _without(part, known) for part in port.each_protocol())


def _without(part: Port, known: Spans) -> list[Port]:
    rest = []
    first = part.first
    row = _rows(known).get(part.protocols, [])
    for turn in range(bisect_left(row, first, key=_last), len(row)):
        span = row[turn]
        if span.first > part.last:
            break
        if span.first > first:
            rest.append(Port(first, span.first - 1, part.protocols))
        first = span.last + 1
    if first <= part.last:
        rest.append(Port(first, part.last, part.protocols))
    return rest


@lru_cache(maxsize=4096)
def _rows(known: Spans) -> dict[tuple[str, ...], list[Port]]:
    """The spans of each protocol in the order of numbers."""
    rows: dict[tuple[str, ...], list[Port]] = {}
    for span in sorted(known, key=_last):
        rows.setdefault(span.protocols, []).append(span)
    return rows


def _last(span: Port) -> int:
    return span.last


def near(one: Port, other: Port) -> bool:
    """Whether two single ports are one slip of the hand apart.

    A digit is another one, is missing, or has changed places with its neighbour.
    """
    if one.protocols != other.protocols or one.first != one.last or other.first != other.last:
        return False
    short, long = sorted((str(one.first), str(other.first)), key=len)
    if len(short) == len(long):
        differing = [place for place in range(len(long)) if short[place] != long[place]]
        if len(differing) == 2:
            first, second = differing
            return (
                second == first + 1
                and short[first : second + 1] == long[second:first:-1] + (long[first])
            )
        return len(differing) == 1
    return len(long) == len(short) + 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(len(long))
    )
