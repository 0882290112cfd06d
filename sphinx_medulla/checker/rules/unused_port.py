"""MED502: unused-port."""

from __future__ import annotations

from ...dataset.port_spans import covered, disjoint, spans
from ..analysis.service_consistency import ranges_to
from ..phrases import listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class UnusedPort(DatasetRule):
    """A service has a port that no flow uses, although flows use its other ports.

    Why: A flow lacks the port, or readers learn of a port that nothing needs.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web:
            name: Web
            ports: [80/tcp, 443/tcp]
            description: The web pages of the server.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web:
            name: Web
            ports: [80/tcp, 443/tcp]
            description: The web pages of the server.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [80/tcp, 443/tcp]}
    """

    code = "MED502"
    about_ports = True
    fix = (
        "Add the port to the flows that need it, or remove it from the service. If the service has "
        "both `called_by` and `listens_on`, MED405 names the flow that lacks the port."
    )

    def check(self, context: RuleContext) -> Violations:
        """Compare the ports of each service with those that flows use."""
        for name, uses in context.uses.items():
            service = context.dataset.services[name]
            if service.called_by and service.listens_on:
                continue
            used = spans({use.port for use in uses})
            ranges = ranges_to(context, service.listens_on)
            for index, entry in enumerate(service.ports):
                unused = tuple(
                    part
                    for part in entry.port.each_protocol()
                    if disjoint(part, used) and not any(covered(part, known) for known in ranges)
                )
                if unused:
                    ports, use = listed_ports(unused), uses[0]
                    yield Violation(
                        ("services", name, "ports", index),
                        Subject(kind="service", id=name, ports=unused),
                        f"No flow uses {ports} of {name}.",
                        f"Add {ports} to the flows that need it, or remove it from the service.",
                        [(use.place, f"{use.flow.id} uses {use.port} of the service.")],
                    )
