"""MED510: flow-without-ports."""

from __future__ import annotations

from ..examples import CLIENT_SERVER, one_flow
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class FlowWithoutPorts(DatasetRule):
    """A flow lists no port."""

    code = "MED510"
    why = 'Nobody can open a connection without knowing its port; readers see "port not stated".'
    fix = (
        "List the ports. If no source states them, waive the rule with a question, so that readers "
        "see that it is open."
    )
    bad = CLIENT_SERVER + one_flow("")
    good = CLIENT_SERVER + one_flow("443/tcp")

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
