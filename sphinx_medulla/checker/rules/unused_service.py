"""MED210: unused-service."""

from __future__ import annotations

from ...dataset.model import Service
from ...dataset.port_spans import disjoint
from ..analysis.port_sets import ports_of
from ..analysis.service_consistency import ranges_to
from ..phrases import listed, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class UnusedService(DatasetRule):
    """A service has no port that a flow uses.

    Why: The dataset describes a service whose ports it never opens. A flow to it is missing, or the
    service no longer exists.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web: {name: Web, ports: [443/tcp]}
          mail: {name: Mail, ports: [25/tcp]}
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
          web: {name: Web, ports: [443/tcp]}
          mail: {name: Mail, ports: [25/tcp]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 25/tcp]}
    """

    code = "MED210"
    fix = "Add the service's ports to the flows that need them, or remove the service."

    def check(self, context: RuleContext) -> Violations:
        """Look for the services to which no port of a flow belongs."""
        for key, service in context.dataset.services.items():
            if key not in context.uses and not _within_a_range(context, service):
                ports = listed_ports(ports_of(service))
                to = f" to {listed(service.listens_on, 'or')}" if service.listens_on else ""
                yield Violation(
                    ("services", key),
                    Subject(kind="service", id=key),
                    f"No flow{to} uses the service {key} ({ports}).",
                    "Add its ports to the flows that need them, correct where it listens, or "
                    "remove it.",
                )


def _within_a_range(context: RuleContext, service: Service) -> bool:
    """Whether a flow to a listener has a range that includes some of the service's ports."""
    return any(
        not disjoint(port, ranges)
        for ranges in ranges_to(context, service.listens_on)
        for port in ports_of(service)
    )
