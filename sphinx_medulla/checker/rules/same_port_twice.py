"""MED301: same-port-twice."""

from __future__ import annotations

from ...dataset.ports import Port
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class SamePortTwice(DatasetRule):
    """A flow lists the same port twice.

    Why: One of the two was meant to be another port, which nobody opens now.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [69/udp, 69/udp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [67/udp, 69/udp]}
    """

    code = "MED301"
    severity = Severity.ERROR
    about_ports = True
    fix = "Write the port that was meant, or remove one of the two."

    def check(self, context: RuleContext) -> Violations:
        """Look for repeated ports in each flow's list."""
        for flow in context.flows:
            if len({entry.port.first for entry in flow.ports}) == len(flow.ports):
                continue
            first: dict[Port, int] = {}
            for index, entry in enumerate(flow.ports):
                for port in entry.port.each_protocol():
                    if first.setdefault(port, index) != index:
                        yield Violation(
                            (flow, "ports", index),
                            Subject.of_flow(flow, (port,)),
                            f"The flow {flow.id} lists {port} twice.",
                            related=[((flow, "ports", first[port]), "It is already listed here.")],
                        )
