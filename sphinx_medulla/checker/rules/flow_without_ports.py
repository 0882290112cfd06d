"""MED510: flow-without-ports."""

from __future__ import annotations

from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class FlowWithoutPorts(DatasetRule):
    """A flow lists no port.

    Why: Nobody can open a connection without knowing its port; readers see "port not stated".

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: []}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED510"
    fix = (
        "List the ports. If no source states them, waive the rule with a question, so that readers "
        "see that it is open."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look at each flow."""
        for flow in context.flows:
            if not flow.ports:
                yield Violation(
                    (flow, "ports"),
                    Subject.of_flow(flow),
                    f"The flow {flow.id} lists no port.",
                    f"List its ports, or waive {self.code} with a question.",
                )
