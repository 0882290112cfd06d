"""MED224: id-names-other-ends."""

from __future__ import annotations

from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class IdNamesOtherEnds(DatasetRule):
    """The id of a flow names other roles than its ends, or the other direction.

    Why: The ends were swapped, or replaced by those of another flow, since ids such as
    `client-to-server` are usually made from them. If the ends are right, links and anchors say the
    wrong thing.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: server, to: client, ports: [443/tcp]}

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

    code = "MED224"
    severity = Severity.INFO
    fix = "Correct the ends, or rename the flow and keep its old id under `former_ids`."

    def check(self, context: RuleContext) -> Violations:
        """Compare the ids that consist of two roles with the ends of their flows."""
        roles = context.dataset.roles
        for flow in context.flows:
            from_, _, to = flow.id.partition("-to-")
            if from_ in roles and to in roles and (from_, to) != (flow.from_, flow.to):
                yield Violation(
                    (flow, "id"),
                    Subject.of_flow(flow),
                    f"The flow {flow.id} leads from {flow.from_} to {flow.to}.",
                    related=[((flow, "from"), "It begins here.")],
                )
