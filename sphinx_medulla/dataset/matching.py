"""Which service listens on a port of a destination."""

from __future__ import annotations

from collections.abc import Iterable

from .model import Service, ServicePort
from .port import Port

Match = tuple[Port, Service, ServicePort] | Port
"""A port with the service that it belongs to, or the bare port where there is none."""


class Listeners:
    """The services of a dataset by port; what was asked once is answered from memory."""

    def __init__(self, services: Iterable[Service]) -> None:
        self._by_number: dict[int, list[tuple[Service, ServicePort]]] = {}  # ranges under 0
        for service in services:
            for entry in service.ports:
                number = entry.port.first if entry.port.first == entry.port.last else 0
                self._by_number.setdefault(number, []).append((service, entry))
        self._known: dict[tuple[Port, str], tuple[Match, ...]] = {}

    def match(self, port: Port, to: str) -> tuple[Match, ...]:
        """Which service a port of a role belongs to: by number, protocol and listener.

        One entry where one service covers the port, else one for each protocol; a bare `Port` where
        no service does. A service without listeners is anybody's, after those that name them.
        """
        known = self._known.get((port, to))
        if known is None:
            known = self._known[port, to] = self._match(port, to)
        return known

    def _match(self, port: Port, to: str) -> tuple[Match, ...]:
        candidates = [
            (service, entry)
            for number in (port.first, 0)
            for service, entry in self._by_number.get(number, ())
            if not service.listens_on or to in service.listens_on
        ]
        candidates.sort(key=lambda pair: not pair[0].listens_on)
        whole = next((pair for pair in candidates if pair[1].port.covers(port)), None)
        if whole is not None:
            return ((port, *whole),)
        found: list[Match] = []
        for part in port.each_protocol():
            pair = next((pair for pair in candidates if pair[1].port.covers(part)), None)
            found.append(part if pair is None else (part, *pair))
        return tuple(found) if any(isinstance(part, tuple) for part in found) else (port,)
