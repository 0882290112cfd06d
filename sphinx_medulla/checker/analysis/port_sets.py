"""The ports of an entry, and pairs of ports that overlap or look alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...dataset.model import Flow, Mode, Role, Service
from ...dataset.port_spans import Spans, spans
from ...dataset.ports import Port


def ports_of(entry: Flow | Service | Role | Mode) -> list[Port]:
    """The ports of an entry; roles and modes have none."""
    return [] if isinstance(entry, Role | Mode) else [each.port for each in entry.ports]


def spans_of(flow: Flow) -> Spans:
    """The numbers of a flow's list."""
    return spans(ports_of(flow))


def common_part(one: Port, other: Port) -> Port:
    """The numbers that two overlapping ports of one protocol have in common."""
    return Port(max(one.first, other.first), min(one.last, other.last), one.protocols)


def differ_by_one_slip(one: Port, other: Port) -> bool:
    """Whether one of two single ports may be a typing error for the other.

    One digit differs, one is missing, or two neighbouring digits are swapped.
    """
    if one.protocols != other.protocols or one.first != one.last or other.first != other.last:
        return False
    if not one.has_ports:
        return False
    return numbers_differ_by_one_slip(str(one.first), str(other.first))


def numbers_differ_by_one_slip(one: str, other: str) -> bool:
    """Whether one of two numbers, as digits, may be a typing error for the other."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        differing = [index for index in range(len(long)) if short[index] != long[index]]
        if not differing:
            return False
        first, last = differing[0], differing[-1]
        swapped = last == first + 1 and short[first] == long[last] and short[last] == long[first]
        return first == last or swapped
    return short in (long[:index] + long[index + 1 :] for index in range(len(long)))


IndexedPort = tuple[int, Port]
"""A port and its index in a list."""


def overlapping(parts: Iterable[IndexedPort]) -> Iterator[tuple[IndexedPort, IndexedPort]]:
    """The ports of one protocol that overlap an earlier one, by number, after that one.

    Of several earlier ones, the one that reaches farthest.
    """
    farthest: IndexedPort | None = None
    for part in sorted(parts, key=lambda part: part[1].first):
        if farthest is not None and part[1].overlaps(farthest[1]):
            yield farthest, part
        if farthest is None or part[1].last > farthest[1].last:
            farthest = part
