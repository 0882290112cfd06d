"""MED506: one-description-for-strangers."""

from __future__ import annotations

from itertools import chain

from ...dataset.model import Flow, Service
from ...grouping import grouped
from ..analysis.disjoint_sets import DisjointSets
from ..context import ServiceUse
from ..phrases import listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class OneDescriptionForStrangers(DatasetRule):
    """A service groups ports that no flow lists together.

    A service whose ports all have names of their own is not reported, nor are ports that are
    alternatives: two roles use one of them in one mode, and another one in another mode.

    Why: Ports that are never needed together usually belong to different services, and a common
    description fits none of them.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
          guest: {name: Guest}
        services:
          internal:
            name: Internal services
            ports: [7080/tcp, 8081/tcp]
            description: Used by internal services.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [7080/tcp]}
          - {id: server-to-guest, from: server, to: guest, ports: [8081/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
          guest: {name: Guest}
        services:
          internal:
            name: Internal services
            ports: [7080/tcp]
            description: Used by internal services.
          console: {name: Console, ports: [8081/tcp], description: The console.}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [7080/tcp]}
          - {id: server-to-guest, from: server, to: guest, ports: [8081/tcp]}
    """

    code = "MED506"
    fix = "Describe them in separate services."

    def check(self, context: RuleContext) -> Violations:
        """Join the ports of each service that are in one flow, and see whether all are joined."""
        for name, uses in context.uses.items():
            service = context.dataset.services[name]
            named = all(entry.name for entry in service.ports)
            if len(service.ports) > 1 and service.description and not named:
                groups = _in_one_flow(context, uses)
                if len(groups) > 1:
                    yield self._violation(service, groups)

    def _violation(self, service: Service, groups: list[list[ServiceUse]]) -> Violation:
        order = {entry.port: index for index, entry in enumerate(service.ports)}
        lists = sorted(
            (sorted({use.entry.port for use in group}, key=order.__getitem__) for group in groups),
            key=lambda ports: order[ports[0]],
        )
        return Violation(
            ("services", service.id, "description"),
            Subject(kind="service", id=service.id, ports=tuple(chain(*lists))),
            f"The service {service.id} describes {' together with '.join(map(listed_ports, lists))}"
            ", but no flow has them together.",
            related=[(first.place, f"{first.flow.id} has {first.port}.") for first, *_ in groups],
        )


def _in_one_flow(context: RuleContext, uses: list[ServiceUse]) -> list[list[ServiceUse]]:
    """The uses of a service in groups: ports that are in one flow are joined, and so on.

    So are the ports that two roles use in different modes.
    """
    joined: DisjointSets[object] = DisjointSets()
    modes_of = context.queries.modes_of
    first_flows: dict[tuple[str, str], Flow] = {}
    for use in uses:
        flow = use.flow
        joined.join(use.entry.port, flow.id)
        first = first_flows.setdefault((flow.from_, flow.to), flow)
        if context.dataset.modes and set(modes_of(flow)).isdisjoint(modes_of(first)):
            joined.join(flow.id, first.id)
    return list(grouped((joined.find(use.entry.port), use) for use in uses).values())
