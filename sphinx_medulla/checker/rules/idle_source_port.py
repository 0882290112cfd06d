"""MED313: idle-source-port."""

from __future__ import annotations

from ...dataset.ports import ANY
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class IdleSourcePort(DatasetRule):
    """A flow has a source port of a protocol that none of its ports has.

    Why: The source port restricts nothing, and nothing shows it: the protocol is wrong, or the flow
    lacks a port.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [123/udp]
            source_ports: [123/tcp]

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [123/udp]
            source_ports: [123/udp]
    """

    code = "MED313"
    about_ports = True
    fix = "Correct the protocol, or remove the source port."

    def check(self, context: RuleContext) -> Violations:
        """Compare the protocols of source ports with those of destination ports."""
        for flow in context.flows:
            protocols = {name for entry in flow.ports for name in entry.port.protocols}
            if not protocols or ANY in protocols:
                continue
            for index, port in enumerate(flow.source_ports):
                idle = [name for name in port.protocols if name not in protocols]
                if idle:
                    yield Violation(
                        (flow, "source_ports", index),
                        Subject.of_flow(flow, (port,)),
                        f"The source port {port} restricts nothing: no port of the flow {flow.id} "
                        f"is one of {'+'.join(idle)}.",
                    )
