"""MED302: overlapping-ports."""

from __future__ import annotations

from ...dataset.model import Flow
from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.port_sets import IndexedPort, common_part, overlapping
from ..phrases import listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class OverlappingPorts(DatasetRule):
    """Two entries of a flow's port list overlap.

    Why: The end of a range is wrong, or a port is listed for no reason. Readers of the list cannot
    tell which.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [5000-5009/tcp, 5005/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [5000-5009/tcp, 5010/tcp]}
    """

    code = "MED302"
    about_ports = True
    fix = "Correct the end of the range, or remove what the other entry already includes."

    def check(self, context: RuleContext) -> Violations:
        """Look for overlaps in each flow's list, in the order of numbers."""
        for flow in context.flows:
            overlaps: dict[tuple[int, int], list[Port]] = {}
            for ports in _by_protocol(flow):
                for (one, port), (other, other_port) in overlapping(ports):
                    if port != other_port:
                        pair = (min(one, other), max(one, other))
                        overlaps.setdefault(pair, []).append(common_part(port, other_port))
            for (first, second), common in overlaps.items():
                earlier, later = flow.ports[first].port, flow.ports[second].port
                yield Violation(
                    (flow, "ports", second),
                    Subject.of_flow(flow, tuple(common)),
                    f"The flow {flow.id} lists {later} and {earlier}, which overlap in "
                    f"{listed_ports(common)}.",
                    related=[((flow, "ports", first), f"{earlier} is listed here.")],
                )


def _by_protocol(flow: Flow) -> list[list[IndexedPort]]:
    """The ports of a flow per protocol, with their indexes; none if it lists no range."""
    if all(entry.port.first == entry.port.last for entry in flow.ports):
        return []
    found = grouped(
        (port.protocol, (index, port))
        for index, entry in enumerate(flow.ports)
        for port in entry.port.each_protocol()
    )
    return list(found.values())
