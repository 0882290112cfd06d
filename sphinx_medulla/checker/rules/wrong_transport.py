"""MED601: wrong-transport."""

from __future__ import annotations

from collections.abc import Iterable

from ...dataset.model import Service
from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.well_known_services import KnownTransport, well_known_services
from ..context import ListedPort, Place
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


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
        uses = grouped(
            ((name, use.entry.port), use) for name, uses in context.uses.items() for use in uses
        )
        services = context.dataset.services.values()
        for service in services:
            indexes = {entry.port: index for index, entry in enumerate(service.ports)}
            for port, index in indexes.items():
                wrong = _wrong_port(port, [service])
                if wrong is not None:
                    yield _violation(
                        ("services", service.id, "ports", index),
                        Subject(kind="service", id=service.id, ports=(wrong[0],)),
                        f"The service {service.id} has",
                        wrong,
                        uses.get((service.id, port), []),
                    )
        by_number = grouped((each.port.first, one) for one in services for each in one.ports)
        unmatched = grouped((found.port, found) for found in context.unmatched_ports)
        for port, (first, *others) in unmatched.items():
            wrong = _wrong_port(port, by_number.get(port.first, []))
            if wrong is not None:
                subject = Subject.of_flow(first.flow, (wrong[0],))
                has = f"The flow {first.flow.id} lists"
                yield _violation(first.place, subject, has, wrong, others)


def _violation(
    place: Place,
    subject: Subject,
    has: str,
    wrong: tuple[Port, KnownTransport],
    uses: Iterable[ListedPort],
) -> Violation:
    port, known = wrong
    return Violation(
        place,
        subject,
        f"{has} {port}, but {known.name} uses {known.port.protocol} there.",
        f"Write {known.port}, or name the service that it really is ({known.sources[0]}).",
        [(use.place, f"{use.flow.id} uses it.") for use in uses],
    )


def _wrong_port(port: Port, services: list[Service]) -> tuple[Port, KnownTransport] | None:
    """A port with the protocols that these services do not use, and what is known of them.

    Without services, the number decides. If a service already has the right protocol, the flow
    contradicts it, and MED306 reports that.
    """
    if port.first != port.last or not port.has_ports:
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
    return wrong, fitting[0]
