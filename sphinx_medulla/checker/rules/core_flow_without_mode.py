"""MED206: core-flow-without-mode."""

from __future__ import annotations

from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class CoreFlowWithoutMode(DatasetRule):
    """A core flow names no mode, so it applies to every mode that has both of its ends.

    Why: Modes differ in their core flows. A core flow without a mode opens its ports in every mode
    that has its source and its destination, even where they do not communicate.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {group: core}
        groups:
          core: {title: Core}
        roles:
          server: {name: Server}
          client: {name: Client}
          proxy: {name: Proxy}
        modes:
          direct: {title: Direct, roles: [server, client]}
          proxied: {title: By a proxy, roles: [proxy, client]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
          - {id: client-to-proxy, from: client, to: proxy, modes: [proxied], ports: [3128/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {group: core}
        groups:
          core: {title: Core}
        roles:
          server: {name: Server}
          client: {name: Client}
          proxy: {name: Proxy}
        modes:
          direct: {title: Direct, roles: [server, client]}
          proxied: {title: By a proxy, roles: [proxy, client]}
        flows:
          - {id: client-to-server, from: client, to: server, modes: [direct], ports: [443/tcp]}
          - {id: client-to-proxy, from: client, to: proxy, modes: [proxied], ports: [3128/tcp]}
    """

    code = "MED206"
    fix = "Name its modes, or put the flow into another group if it holds in all of them."

    def check(self, context: RuleContext) -> Violations:
        """Look at the flows of the default group, if there is one."""
        dataset = context.dataset
        if not dataset.modes or not dataset.defaults.group:
            return
        for flow in context.core_flows:
            if not flow.modes:
                yield Violation(
                    (flow, "id"),
                    Subject.of_flow(flow),
                    f"The flow {flow.id} names no mode, although it is in the core group "
                    f"{dataset.defaults.group}.",
                    "List its modes under modes:, or give it another group.",
                )
