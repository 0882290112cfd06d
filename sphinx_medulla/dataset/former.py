"""Ports by which services went in older versions, and which none has today."""

from __future__ import annotations

from collections.abc import Iterable

from .model import Service
from .ports import Port


def former_ports(service: Service, services: Iterable[Service]) -> tuple[Port, ...]:
    """The former ports of a service, one for each protocol; not those that a service has today."""
    if not service.formerly:
        return ()
    today = [entry.port for other in services for entry in other.ports]
    parts = (part for port in service.formerly for part in port.each_protocol())
    return tuple(part for part in parts if not any(port.overlaps(part) for port in today))
