"""MED410: one-direction."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.model import Flow
from ...dataset.ports import Port
from ...grouping import grouped
from ..context import combined_modes
from ..phrases import listed, listed_modes, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_ServicePort = tuple[int, Port, str]
"""The index of a port in a flow's list, the port, and the id of its service."""


class OneDirection(DatasetRule):
    """A service that both sides call and offer is listed in one direction only.

    Why: Both ends are among the service's callers and its listeners, so either may open the
    connection; a firewall that allows one direction only breaks the other.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          north: {name: North}
          south: {name: South}
        services:
          exchange:
            name: Exchange
            ports: [7269/tcp]
            listens_on: [north, south]
            called_by: [north, south]
        flows:
          - {id: north-to-south, from: north, to: south, ports: [7269/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          north: {name: North}
          south: {name: South}
        services:
          exchange:
            name: Exchange
            ports: [7269/tcp]
            listens_on: [north, south]
            called_by: [north, south]
        flows:
          - {id: north-to-south, from: north, to: south, ports: [7269/tcp]}
          - {id: south-to-north, from: south, to: north, ports: [7269/tcp]}
    """

    code = "MED410"
    about_ports = True
    fix = (
        "Add the flow in the other direction, or remove one end from the service's `called_by` or "
        "`listens_on`."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look for services of both ends of each flow, and for a flow that leads back."""
        services = context.dataset.services.values()
        anybody = context.queries.any_roles
        mutual = {role for one in services for role in one.called_by if role in one.listens_on}
        connections = grouped(((flow.from_, flow.to), flow) for flow in context.flows)
        for (from_, to), flows in connections.items():
            back = connections.get((to, from_), [])
            everywhere = any(map(context.queries.is_everywhere, back))
            if from_ == to or anybody & {from_, to} or not {from_, to} <= mutual or everywhere:
                continue
            led_back = combined_modes(context.queries, back)
            for flow in flows:
                ports = list(_mutual_ports(context, flow))
                modes = tuple(one for one in context.queries.modes_of(flow) if one not in led_back)
                if ports and (modes or not context.dataset.modes):
                    yield self._violation(flow, modes, ports)

    def _violation(
        self, flow: Flow, modes: tuple[str, ...], ports: list[_ServicePort]
    ) -> Violation:
        where = f" in {listed_modes(modes)}" if modes else ""
        services = list(dict.fromkeys(service for _, _, service in ports))
        numbers = tuple(port for _, port, _ in ports)
        return Violation(
            (flow, "ports", ports[0][0]),
            Subject(kind="flow", id=flow.id, modes=modes, ports=numbers),
            f"Both {flow.from_} and {flow.to} call and offer {listed(services)}, but no flow leads "
            f"from {flow.to} to {flow.from_}{where} as {flow.id} does in the other direction.",
            f"Add a flow from {flow.to} to {flow.from_} with {listed_ports(numbers)}, or correct "
            "called_by and listens_on.",
            [
                (("services", service, "called_by"), f"Both call {service}, and both offer it.")
                for service in services
            ],
        )


def _mutual_ports(context: RuleContext, flow: Flow) -> Iterator[_ServicePort]:
    """The ports of a flow whose services both of its ends call and offer."""
    for index, match in context.matches(flow):
        if isinstance(match, tuple):
            port, service, _ = match
            if all(
                end in service.called_by and end in service.listens_on
                for end in (flow.from_, flow.to)
            ):
                yield index, port, service.id
