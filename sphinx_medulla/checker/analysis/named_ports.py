"""Ports under one name, and in what two of the same name differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...dataset.codes import listed
from ...dataset.model import Service
from ...dataset.ports import Port
from ..context import Place


class NamedPorts(NamedTuple):
    """Ports with a name, how they are encrypted, and the place of the name."""

    name: str
    ports: tuple[Port, ...]
    encryption: frozenset[str]
    place: Place
    service: Service


def whole_service(service: Service) -> NamedPorts:
    """All ports of a service, under its name."""
    encryption = (entry.encryption or service.encryption for entry in service.ports)
    return NamedPorts(
        service.name,
        tuple(entry.port for entry in service.ports),
        frozenset(filter(None, encryption)),
        ("services", service.id, "name"),
        service,
    )


def ports_with_names(service: Service) -> Iterator[NamedPorts]:
    """Each port of a service that has a name."""
    for index, entry in enumerate(service.ports):
        if entry.name:
            yield NamedPorts(
                entry.name,
                (entry.port,),
                frozenset(filter(None, (entry.encryption or service.encryption,))),
                ("services", service.id, "ports", index, "name"),
                service,
            )


def folded(name: str) -> str:
    """A name without regard to case and spaces."""
    return " ".join(name.casefold().split())


def difference_of(one: NamedPorts, other: NamedPorts) -> str:
    """In what two entries with one name differ, as half a sentence; empty if they do not."""
    if contradict(one, other):
        return "one is encrypted and the other is not"
    if set(one.ports) != set(other.ports):
        shown = (listed(map(str, entry.ports)) for entry in (other, one))
        return " and ".join(
            f"{'one' if not turn else 'the other'} has {ports}" for turn, ports in enumerate(shown)
        )
    if one.encryption != other.encryption:
        return "only one states how it is encrypted"
    return ""


def contradict(one: NamedPorts, other: NamedPorts) -> bool:
    """Whether one is said to be encrypted and the other one to be unencrypted."""
    plain = [entry.encryption == {"none"} for entry in (one, other)]
    return any(plain) and not all(plain) and bool(one.encryption) and bool(other.encryption)
