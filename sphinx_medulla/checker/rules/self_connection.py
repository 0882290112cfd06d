"""MED213: self-connection."""

from __future__ import annotations

from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class SelfConnection(DatasetRule):
    """A flow leads from a role to itself, although the role is a single machine.

    Why: A machine needs no firewall rule to reach itself. One of the two ends may be a mistake; or
    the role has several machines, which readers should know.

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
          - {id: client-to-server, from: client, to: server, modes: [direct], ports: [443/tcp]}
          - {id: client-to-proxy, from: client, to: proxy, modes: [proxied], ports: [3128/tcp]}
          - {id: server-to-server, from: server, to: server, modes: [direct], ports: [7946/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {group: core}
        groups:
          core: {title: Core}
        roles:
          server: {name: Server, several: true}
          client: {name: Client}
          proxy: {name: Proxy}
        modes:
          direct: {title: Direct, roles: [server, client]}
          proxied: {title: By a proxy, roles: [proxy, client]}
        flows:
          - {id: client-to-server, from: client, to: server, modes: [direct], ports: [443/tcp]}
          - {id: client-to-proxy, from: client, to: proxy, modes: [proxied], ports: [3128/tcp]}
          - {id: server-to-server, from: server, to: server, modes: [direct], ports: [7946/tcp]}
    """

    code = "MED213"
    severity = Severity.INFO
    fix = "Correct one end, or write `several: true` on the role if its machines communicate."

    def check(self, context: RuleContext) -> Violations:
        """Compare the two ends of each flow, except those to a port on loopback."""
        loopback = {
            use.flow.id
            for uses in context.uses.values()
            for use in uses
            if use.entry.scope == "loopback"
        }
        for flow in context.flows:
            if flow.id in loopback or flow.from_ != flow.to:
                continue
            role = context.dataset.roles[flow.to]
            if not (role.several or role.any):
                yield Violation(
                    (flow, "to"),
                    Subject.of_flow(flow),
                    f"The flow {flow.id} leads from {flow.from_} to itself.",
                    f"Correct one end, or write several: true on {flow.to}.",
                    [
                        ((flow, "from"), "It starts here."),
                        (("roles", flow.to), f"{flow.to} is a single machine."),
                    ],
                )
