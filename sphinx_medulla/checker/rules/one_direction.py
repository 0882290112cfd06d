"""MED410: one-direction."""

from __future__ import annotations

from itertools import chain

from ...dataset.model import Flow
from ...dataset.ports import Port
from ..phrases import listed, listed_modes, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_Pair = tuple[str, str]
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
        back: dict[_Pair, set[str]] = {}
        for flow in context.flows:
            back.setdefault((flow.to, flow.from_), set()).update(flow.modes or ("",))
        mutual = {
            name: frozenset(service.listens_on).intersection(service.called_by)
            for name, service in context.dataset.services.items()
        }
        both = frozenset(chain.from_iterable(mutual.values()))
        for flow in context.flows if both else ():
            if flow.from_ == flow.to or not both.issuperset((flow.from_, flow.to)):
                continue
            ports = [
                (index, match[0], match[1].id)
                for index, entry in enumerate(flow.ports)
                for match in context.queries.listeners.match(entry.port, flow.to)
                if isinstance(match, tuple)
                and mutual[match[1].id].issuperset((flow.from_, flow.to))
            ]
            led_back = back.get((flow.from_, flow.to), set())
            if ports and "" not in led_back:
                of_flow = context.queries.modes_of(flow)
                modes = tuple(mode for mode in of_flow if mode not in led_back)
                if modes or not context.dataset.modes:
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
