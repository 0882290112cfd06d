"""Which service listens on a port of a destination, and which ports services had formerly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from ..grouping import grouped
from .covering_ports import CoveringPorts
from .model import Service, ServicePort
from .ports import Port

Match = tuple[Port, Service, ServicePort] | Port
"""A port with the service that it belongs to, or the bare port if there is none."""


Entry = tuple[Service, ServicePort]

_BLOCK = 64
"""How many numbers share a block in the index of ranges."""

EVERYWHERE = ""
"""In place of a role: services that may listen on every role."""


class Listeners:
    """The services of a dataset by port; each answer is computed once.

    A service that listens on one of the roles ``anywhere`` listens on every role.
    """

    def __init__(self, services: Iterable[Service], anywhere: frozenset[str]) -> None:
        self._anywhere = anywhere
        self._entries = sorted(  # a port that several services have belongs to the first
            ((service, entry) for service in services for entry in service.ports),
            key=lambda pair: (not pair[1].port.numbered, pair[1].port.first < pair[1].port.last),
        )
        self._single: dict[int, list[Entry]] = {}  # by number
        self._ranges: dict[int, list[Entry]] = {}  # by each block of numbers that they reach
        for service, entry in self._entries:
            port = entry.port
            if port.first == port.last:
                self._single.setdefault(port.first, []).append((service, entry))
                continue
            for block in range(port.first // _BLOCK, port.last // _BLOCK + 1):
                self._ranges.setdefault(block, []).append((service, entry))
        self._known: dict[tuple[Port, str], tuple[Match, ...]] = {}
        self._offering: dict[Port, tuple[Service, ...]] = {}

    def _near(self, port: Port) -> Iterator[Entry]:
        """The entries that may have a port, single ones first."""
        yield from self._single.get(port.first, ())
        yield from self._ranges.get(port.first // _BLOCK, ())

    @cached_property
    def _by_listener(self) -> dict[str, CoveringPorts]:
        """The places of entries by the roles that their services listen on."""
        places = grouped(
            (role, (place, entry.port))
            for place, (service, entry) in enumerate(self._entries)
            for role in self.roles_of(service)
        )
        return {role: CoveringPorts(some) for role, some in places.items()}

    def roles_of(self, service: Service) -> tuple[str, ...]:
        """The roles that a service names, and `EVERYWHERE` if it may listen on all."""
        everywhere = not service.listens_on or not self._anywhere.isdisjoint(service.listens_on)
        return (*service.listens_on, EVERYWHERE) if everywhere else service.listens_on

    def offering(self, port: Port) -> tuple[Service, ...]:
        """The services that have a port, wherever they listen."""
        known = self._offering.get(port)
        if known is None:
            near = self._near(port)
            known = tuple(service for service, entry in near if entry.port.covers(port))
            self._offering[port] = known
        return known

    def offering_over_any_protocol(self, port: Port) -> list[Service]:
        """The services that have the numbers of a port, over one of its protocols or more."""
        return [
            service
            for service, entry in self._near(port)
            if entry.port.first <= port.first
            and port.last <= entry.port.last
            and entry.port.overlaps(port)
        ]

    def match(self, port: Port, to: str) -> tuple[Match, ...]:
        """Which service a port of a role belongs to: by number, protocol and listener.

        One entry if one service covers the port, else one per protocol; a bare `Port` if no service
        does. A service without listeners may listen on any role, after those that name the role. A
        service with every port comes last.
        """
        known = self._known.get((port, to))
        if known is None:
            known = self._known[port, to] = self._match(port, to)
        return known

    def _match(self, port: Port, to: str) -> tuple[Match, ...]:
        whole = self._first(port, to)
        if whole is not None:
            return ((port, *whole),)
        found: list[Match] = []
        for part in port.each_protocol():
            pair = self._first(part, to)
            found.append(part if pair is None else (part, *pair))
        return tuple(found) if any(isinstance(part, tuple) for part in found) else (port,)

    def _first(self, port: Port, to: str) -> Entry | None:
        """The entry that a port of a role belongs to, or None."""
        for role in (to, EVERYWHERE):
            ports = self._by_listener.get(role)
            place = None if ports is None else ports.first(port)
            if place is not None:
                return self._entries[place]
        return None


def former_ports(service: Service, services: Iterable[Service]) -> tuple[Port, ...]:
    """The former ports of a service, one per protocol, except those that any service has today."""
    if not service.formerly:
        return ()
    today = [entry.port for other in services for entry in other.ports]
    parts = (part for port in service.formerly for part in port.each_protocol())
    return tuple(part for part in parts if not any(port.overlaps(part) for port in today))
