"""MED423: same-name-twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...dataset.codes import listed, quoted
from ...dataset.model import Service
from ...dataset.ports import Port
from ..context import Place
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class _Entry(NamedTuple):
    """Ports with a name, how they are encrypted, and the place of the name."""

    name: str
    ports: tuple[Port, ...]
    encryption: frozenset[str]
    place: Place
    service: Service


class SameNameTwice(DatasetRule):
    """Two services, or two ports of one, have the same name but differ.

    It is information for two ports of one service, and for services that different roles offer,
    unless one is encrypted and the other one is declared not to be.

    Why: Readers cannot tell the two apart, and may open one and not the other.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web: {name: Web server, ports: [443/tcp], description: Web server., encryption: tls}
          old: {name: Web server, ports: [8090/tcp], description: Web server., encryption: none}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 8090/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web: {name: Web server, ports: [443/tcp], description: Web server., encryption: tls}
          old: {name: Old pages, ports: [8090/tcp], description: Old pages., encryption: none}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 8090/tcp]}
    """

    code = "MED423"
    about_ports = True
    fix = "Give each a name that says what it is for, or merge the two."

    def check(self, context: RuleContext) -> Violations:
        """Compare services, then the ports of each service, by their names."""
        services = context.dataset.services.values()
        yield from _differing(map(_whole_service, services))
        for service in services:
            yield from _differing(_named_ports(service))


def _differing(entries: Iterator[_Entry]) -> Violations:
    first: dict[str, _Entry] = {}
    for entry in entries:
        other = first.setdefault(" ".join(entry.name.casefold().split()), entry)
        difference = "" if other is entry else _difference(entry, other)
        if difference:
            twice = f"The name {quoted(entry.name)}"
            where = (
                f"appears twice in the service {entry.service.id}"
                if entry.service is other.service
                else f"is that of the services {other.service.id} and {entry.service.id}"
            )
            yield Violation(
                entry.place,
                Subject(
                    kind="service",
                    id=entry.service.id,
                    ports=entry.ports,
                    word=other.service.id,
                ),
                f"{twice} {where}, but {difference}.",
                related=[(other.place, "The name appears here first.")],
                severity=None if _confuses(entry, other) else Severity.INFO,
            )


def _difference(one: _Entry, other: _Entry) -> str:
    """In what two entries with one name differ; empty if they do not."""
    if _contradicts(one, other):
        return "one is encrypted and the other one is not"
    if set(one.ports) != set(other.ports):
        shown = (listed(map(str, entry.ports)) for entry in (other, one))
        return " and ".join(
            f"{'one' if not turn else 'the other one'} has {ports}"
            for turn, ports in enumerate(shown)
        )
    if one.encryption != other.encryption:
        return "only one states how it is encrypted"
    return ""


def _confuses(one: _Entry, other: _Entry) -> bool:
    """Whether nothing but their name says which of the two is meant."""
    if _contradicts(one, other):
        return True
    if one.service is other.service:
        return False
    listeners, other_listeners = one.service.listens_on, other.service.listens_on
    return not listeners or not other_listeners or not set(listeners).isdisjoint(other_listeners)


def _contradicts(one: _Entry, other: _Entry) -> bool:
    """Whether one is said to be encrypted and the other one to be unencrypted."""
    plain = [entry.encryption == {"none"} for entry in (one, other)]
    return any(plain) and not all(plain) and bool(one.encryption) and bool(other.encryption)


def _whole_service(service: Service) -> _Entry:
    encryption = (entry.encryption or service.encryption for entry in service.ports)
    return _Entry(
        service.name,
        tuple(entry.port for entry in service.ports),
        frozenset(filter(None, encryption)),
        ("services", service.id, "name"),
        service,
    )


def _named_ports(service: Service) -> Iterator[_Entry]:
    for index, entry in enumerate(service.ports):
        if entry.name:
            yield _Entry(
                entry.name,
                (entry.port,),
                frozenset(filter(None, (entry.encryption or service.encryption,))),
                ("services", service.id, "ports", index, "name"),
                service,
            )
