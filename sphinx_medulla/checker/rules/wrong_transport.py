"""MED601: wrong-transport."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...dataset.codes import listed
from ...dataset.model import Service, ServicePort
from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.service_names import port_meaning
from ..analysis.well_known_services import KnownService, well_known_services
from ..context import ListedPort, Place
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class _WrongPort(NamedTuple):
    """A port with protocols that its service does not use, and the port as it should be."""

    port: Port
    usual: Port
    known: KnownService
    severity: Severity


class WrongTransport(DatasetRule):
    """A port has a transport protocol that its service does not use.

    It is information if a registry has the protocol for that number.

    Why: A firewall opened for TCP lets no UDP through. Usually such a port was written without its
    protocol and got the default.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          tunnel:
            name: WireGuard
            ports: [51820/tcp]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [51820/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          tunnel:
            name: WireGuard
            ports: [51820/udp]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [51820/udp]}
    """

    code = "MED601"
    about_ports = True
    fix = "Write the protocol that the service uses, or name the service that really listens there."

    def check(self, context: RuleContext) -> Violations:
        """Look at the ports of services, then at those of flows that no service has."""
        uses = grouped(
            ((name, use.entry.port), use) for name, uses in context.uses.items() for use in uses
        )
        services = context.dataset.services.values()
        for service in services:
            indexes = {entry.port: index for index, entry in enumerate(service.ports)}
            for port, index in indexes.items():
                wrong = _wrong_port(port, [service]) or _wrong_by_name(
                    service, service.ports[index]
                )
                if wrong is not None:
                    yield _violation(
                        ("services", service.id, "ports", index),
                        Subject(kind="service", id=service.id, ports=(wrong.port,)),
                        f"The service {service.id} has",
                        wrong,
                        uses.get((service.id, port), []),
                    )
        by_number = grouped((each.port.first, one) for one in services for each in one.ports)
        unmatched = grouped((found.port, found) for found in context.unmatched_ports)
        for port, (first, *others) in unmatched.items():
            wrong = _wrong_port(port, by_number.get(port.first, []))
            if wrong is not None:
                subject = Subject.of_flow(first.flow, (wrong.port,))
                has = f"The flow {first.flow.id} lists"
                yield _violation(first.place, subject, has, wrong, others)


def _violation(
    place: Place,
    subject: Subject,
    has: str,
    wrong: _WrongPort,
    uses: Iterable[ListedPort],
) -> Violation:
    known, usual = wrong.known, wrong.usual
    there = "" if known.on(usual.first) is None else " on this port"
    protocols = listed(name.upper() for name in usual.protocols)
    uses_it = "use" if known.is_plural else "uses"
    return Violation(
        place,
        subject,
        f"{has} {wrong.port}, but {known.name} {uses_it} {protocols}{there}.",
        f"Write {usual} ({known.sources[0]}), or correct the name of the service.",
        [(use.place, f"{use.flow.id} uses it.") for use in uses],
        severity=wrong.severity,
    )


def _wrong_port(port: Port, services: list[Service]) -> _WrongPort | None:
    """The protocols of a port that these services do not use, by their words.

    Without services, the number decides, if it is registered. If a service already has the right
    protocol, the flow contradicts it, and MED306 reports that.
    """
    if port.first != port.last or not port.has_ports:
        return None
    facts = well_known_services()
    fitting = [
        known
        for known in facts.by_number.get(port.first, ())
        if (
            any(facts.words_of(known).found_in(service) for service in services)
            if services
            else any(usual.first <= port.first <= usual.last for usual in known.registered)
        )
    ]
    if not fitting:
        return None
    usual = [found for known in fitting if (found := known.on(port.first)) is not None]
    allowed = {protocol for each in usual for protocol in each.protocols}
    wrong = port.only(frozenset(port.protocols) - allowed)
    if wrong is None or any(
        entry.port.overlaps(usual[0]) and not entry.port.overlaps(wrong)
        for service in services
        for entry in service.ports
    ):
        return None
    unused = frozenset[str]().union(*(known.unused_on(port.first) for known in fitting))
    return _found(fitting[0], usual[0].protocols, wrong, unused)


def _wrong_by_name(service: Service, entry: ServicePort) -> _WrongPort | None:
    """The protocols of a port that the service in its name uses at no number.

    A protocol without ports is none of them: beside IKE, a tunnel has ``esp``.
    """
    if not entry.port.has_ports:
        return None
    named = port_meaning(service, entry).services
    if not named or any(known.dynamic for known in named):
        return None
    family = [each for known in named for each in well_known_services().family_of(known)]
    allowed = {protocol for known in family for port in known.ports for protocol in port.protocols}
    wrong = entry.port.only(frozenset(entry.port.protocols) - allowed)
    if wrong is None:
        return None
    unused = frozenset(
        protocol for known in named for port in known.unused for protocol in port.protocols
    )
    return _found(named[0], named[0].ports[0].protocols, wrong, unused)


def _found(
    known: KnownService, protocols: tuple[str, ...], wrong: Port, unused: frozenset[str]
) -> _WrongPort:
    """A wrong port, which is information where a registry has all of its protocols."""
    return _WrongPort(
        wrong,
        Port(wrong.first, wrong.last, protocols),
        known,
        Severity.INFO if unused.issuperset(wrong.protocols) else Severity.WARNING,
    )
