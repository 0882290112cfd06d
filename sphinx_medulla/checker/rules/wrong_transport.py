"""MED601: wrong-transport."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...dataset.listeners import Match
from ...dataset.model import Flow, Service
from ...dataset.ports import Port
from ..analysis.well_known_services import KnownTransport, well_known_services
from ..rule import DatasetRule, Place, RuleContext, Subject, Violation, Violations


@dataclass(slots=True)
class _WrongPort:
    """A port with a protocol that its service does not use, and every place that has it."""

    known: KnownTransport
    port: Port
    service: str = ""
    service_place: Place = ()
    flows: list[tuple[Flow, int]] = field(default_factory=list)


class WrongTransport(DatasetRule):
    """A port has a transport protocol that its service does not use.

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
          boot:
            name: TFTP
            ports: [69/tcp]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [69/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          boot:
            name: TFTP
            ports: [69/udp]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [69/udp]}
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
                found = _wrong_port(entry.port, [service])
                if found is not None:
                    found.service = service.id
                    found.service_place = ("services", service.id, "ports", index)
                    wrong[service.id, entry.port] = found
        bare: dict[Port, _WrongPort | None] = {}
        for flow, index, match in _well_known_ports(context):
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
        known = found.known
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
        return Violation(
            place,
            subject,
            f"{has} {found.port}, but {known.name} uses {known.port.protocol} there.",
            f"Write {known.port}, or name the service that it really is ({known.sources[0]}).",
            places,
        )


def _well_known_ports(context: RuleContext) -> Iterator[tuple[Flow, int, Match]]:
    """The ports of flows whose numbers are well known, each with its flow and its index."""
    known = well_known_services().transports
    for flow in context.flows:
        for index, entry in enumerate(flow.ports):
            if entry.port.first in known:
                for match in context.queries.listeners.match(entry.port, flow.to):
                    yield flow, index, match


def _wrong_port(port: Port, services: list[Service]) -> _WrongPort | None:
    """The protocols of a port that these services do not use, by their words.

    Without services, the number decides. If a service already has the right protocol, the flow
    contradicts it, and MED306 reports that.
    """
    if port.first != port.last:
        return None
    fitting = [
        known
        for known in well_known_services().transports.get(port.first, ())
        if not services or any(known.words.found_in(service) for service in services)
    ]
    allowed = {protocol for known in fitting for protocol in known.port.protocols}
    wrong = port.only(frozenset(port.protocols) - allowed) if fitting else None
    if wrong is None or any(
        entry.port.overlaps(fitting[0].port) and not entry.port.overlaps(wrong)
        for service in services
        for entry in service.ports
    ):
        return None
    return _WrongPort(fitting[0], wrong)
