"""MED310: flow-in-no-mode."""

from __future__ import annotations

from ..phrases import listed_modes
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class FlowInNoMode(DatasetRule):
    """A flow names no mode, and no mode has both of its ends.

    Why: A role that some mode lists exists only in the modes that list it, and a flow without
    modes holds where both of its ends exist. This flow holds nowhere, so no table and no chart of
    a mode shows it, and nobody opens its ports.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          cloud: {name: Cloud}
          client: {name: Client}
        modes:
          own: {title: Own server, roles: [server, client]}
          saas: {title: In the cloud, roles: [cloud, client]}
        flows:
          - {id: client-to-server, from: client, to: server, modes: [own], ports: [443/tcp]}
          - {id: client-to-cloud, from: client, to: cloud, modes: [saas], ports: [443/tcp]}
          - {id: server-to-cloud, from: server, to: cloud, ports: [22/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          cloud: {name: Cloud}
          client: {name: Client}
        modes:
          own: {title: Own server, roles: [server, client]}
          saas: {title: In the cloud, roles: [cloud, client]}
        flows:
          - {id: client-to-server, from: client, to: server, modes: [own], ports: [443/tcp]}
          - {id: client-to-cloud, from: client, to: cloud, modes: [saas], ports: [443/tcp]}
          - {id: client-to-server-shell, from: client, to: server, ports: [22/tcp]}
    """

    code = "MED310"
    fix = "Correct an end, name the flow's modes, or add a role to a mode."

    def check(self, context: RuleContext) -> Violations:
        """Look for flows without modes whose ends have none in common."""
        queries = context.queries
        for flow in context.flows:
            if context.dataset.modes and not queries.modes_of(flow):
                source, target = (
                    f"{role} is in {listed_modes(queries.modes_with_role[role])} only"
                    for role in (flow.from_, flow.to)
                )
                yield Violation(
                    (flow, "id"),
                    Subject.of_flow(flow),
                    f"The flow {flow.id} holds in no mode: {source}, and {target}.",
                    f"Correct an end of {flow.id}, list its modes under modes:, or add "
                    f"{flow.from_} or {flow.to} to the roles of a mode.",
                )
