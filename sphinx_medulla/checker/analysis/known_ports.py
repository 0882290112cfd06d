"""All ports of a dataset, and whether a port that a text names is one of some ports."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable

from ...dataset.port_spans import covered, disjoint, spans
from ...dataset.ports import PROTOCOLS, Port
from ..context import RuleContext, computed_once
from .port_sets import numbers_differ_by_one_slip
from .text_places import YEARS
from .text_ports import PortMention


@computed_once
def dataset_ports(context: RuleContext) -> tuple[Port, ...]:
    """Every port of a flow, a service or a `like`, and every former port, once."""
    found: dict[Port, None] = {}
    for service in context.dataset.services.values():
        found.update(dict.fromkeys(entry.port for entry in service.ports))
        found.update(dict.fromkeys(service.formerly))
    for flow in context.flows:
        found.update(dict.fromkeys(entry.port for entry in flow.ports))
        if flow.like is not None:
            found.update(dict.fromkeys((*flow.like.with_, *flow.like.without)))
    return tuple(found)


_PROTOCOLS = len(PROTOCOLS)
_LONG = (3, 4, 5)


def is_slip(digits: str, ends: Collection[str]) -> bool:
    """Whether a number, which is no year, may be a typing error for one of some others.

    In a number of three digits, only two that are swapped are taken for one.
    """
    if len(digits) not in _LONG or int(digits) in YEARS:
        return False
    if len(digits) < max(_LONG) - 1:
        ends = [end for end in ends if sorted(end) == sorted(digits)]
    return any(numbers_differ_by_one_slip(digits, end) for end in ends)


def ends_of(ports: Iterable[Port]) -> set[str]:
    """The first and the last numbers of ports, of two digits or more."""
    return {str(end) for port in ports for end in (port.first, port.last) if end > 9}


class KnownPorts:
    """Some ports, to which the ports in texts are compared."""

    def __init__(self, ports: Iterable[Port]) -> None:
        known = tuple(ports)
        ranges = {(port.first, port.last) for port in known if port.first < port.last}
        self._spans = spans(known)
        self._ranges = ranges
        self._lows = {low for low, _high in ranges}
        self._highs = {high for _low, high in ranges}
        self._ends = ends_of(known)
        self._inner = sorted(
            {(port.last, port.first) for port in self._spans if ranges and port.first < port.last}
        )

    def has_number(self, digits: str) -> bool:
        """Whether one of the ports has a number of two digits or more, over any protocol."""
        if digits in self._ends:
            return True
        return bool(self._inner) and 1 < len(digits) < 6 and self._is_inner(int(digits))

    def has_slip(self, digits: str) -> bool:
        """Whether a number may be a typing error for one of the ports, as `is_slip` says."""
        return is_slip(digits, self._ends)

    def _is_inner(self, number: int) -> bool:
        """Whether a range of the ports has a number."""
        index = bisect_left(self._inner, (number, 0))
        return any(first <= number for _last, first in self._inner[index : index + _PROTOCOLS])

    def knows(self, port: Port) -> bool:
        """Whether one of the ports has a number and a protocol of a port in a text."""
        return not disjoint(port, self._spans)

    def has(self, mention: PortMention) -> bool:
        """Whether the ports have all numbers of a port in a text, over a protocol that it names.

        A range that has only one end in common with one of theirs is another range.
        """
        first, last = mention.first, mention.last
        if first > last:
            return False
        choices = [mention.protocols] if mention.protocols else [(name,) for name in PROTOCOLS]
        if not any(covered(Port(first, last, names), self._spans) for names in choices):
            return False
        if first == last or (first, last) in self._ranges:
            return True
        return first not in self._lows and last not in self._highs


@computed_once
def known_ports(context: RuleContext) -> KnownPorts:
    """All ports of the dataset."""
    return KnownPorts(dataset_ports(context))


def are_named_rightly(mention: PortMention, ports: tuple[Port, ...]) -> bool:
    """Whether a port in a text is one of a few ports, or part of one."""
    first, last, named = mention.first, mention.last, mention.protocols
    for port in ports:
        if (
            port.first <= first
            and last <= port.last
            and (first == last or (port.first, port.last) == (first, last))
            and set(named) <= set(port.protocols)
        ):
            return True
    may_be_part = any(port.first <= first <= port.last for port in ports)
    return may_be_part and KnownPorts(ports).has(mention)
