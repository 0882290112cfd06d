"""MED601: wrong-transport."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...dataset.listeners import Match
from ...dataset.model import Flow, Service, ServicePort
from ...dataset.ports import Port
from ..analysis.service_names import port_meaning
from ..analysis.well_known_services import KnownService, well_known_services
from ..rule import DatasetRule, Place, RuleContext, Severity, Subject, Violation, Violations


@dataclass(slots=True)
class _WrongPort:
    """A port with a protocol that its service does not use, and every place that has it.

    ``usual`` is the port as it should be.
    """

    known: KnownService
    usual: Port
    port: Port
    severity: Severity
    service: str = ""
    service_place: Place = ()
    flows: list[tuple[Flow, int]] = field(default_factory=list)


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
        wrong: dict[tuple[str, Port], _WrongPort] = {}
        by_number: dict[int, list[Service]] = {}
        for service in context.dataset.services.values():
            for index, entry in enumerate(service.ports):
                by_number.setdefault(entry.port.first, []).append(service)
                found = _wrong_port(entry.port, [service]) or _wrong_by_name(service, entry)
                if found is not None:
                    found.service = service.id
                    found.service_place = ("services", service.id, "ports", index)
                    wrong[service.id, entry.port] = found
        bare: dict[Port, _WrongPort | None] = {}
        for flow, index, match in _well_known_ports(context, {port.first for _, port in wrong}):
            if isinstance(match, tuple):
                found = wrong.get((match[1].id, match[2].port))
            else:
                if match not in bare:
                    bare[match] = _wrong_port(match, by_number.get(match.first, []))
                found = bare[match]
            if found is not None:
                found.flows.append((flow, index))
        for found in (*wrong.values(), *bare.values()):
            if found is not None:
                yield self._violation(found)

    def _violation(self, found: _WrongPort) -> Violation:
        known, usual = found.known, found.usual
        places: list[tuple[Place, str]] = [
            ((flow, "ports", index), f"{flow.id} uses it.") for flow, index in found.flows
        ]
        if found.service:
            place = found.service_place
            subject = Subject(kind="service", id=found.service, ports=(found.port,))
            has = f"The service {found.service} has"
        else:
            (place, _), *places = places
            flow = found.flows[0][0]
            subject = Subject.of_flow(flow, (found.port,))
            has = f"The flow {flow.id} lists"
        there = "" if known.on(usual.first) is None else " there"
        return Violation(
            place,
            subject,
            f"{has} {found.port}, but {known.name} uses {usual.protocol}{there}.",
            f"Write {usual}, or name the service that it really is ({known.sources[0]}).",
            places,
            severity=found.severity,
        )


def _well_known_ports(context: RuleContext, wrong: set[int]) -> Iterator[tuple[Flow, int, Match]]:
    """The ports of flows whose numbers are well known or wrong, each with its flow and index."""
    known = well_known_services().by_number
    for flow in context.flows:
        for index, entry in enumerate(flow.ports):
            if entry.port.first in known or entry.port.first in wrong:
                for match in context.queries.listeners.match(entry.port, flow.to):
                    yield flow, index, match


def _wrong_port(port: Port, services: list[Service]) -> _WrongPort | None:
    """The protocols of a port that these services do not use, by their words.

    Without services, the number decides, if it is registered. If a service already has the right
    protocol, the flow contradicts it, and MED306 reports that.
    """
    if port.first != port.last:
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
    """The protocols of a port that the service in its name uses at no number."""
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
        known,
        Port(wrong.first, wrong.last, protocols),
        wrong,
        Severity.INFO if unused.issuperset(wrong.protocols) else Severity.WARNING,
    )
