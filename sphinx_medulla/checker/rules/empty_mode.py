"""MED212: empty-mode."""

from __future__ import annotations

from ...grouping import grouped
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class EmptyMode(DatasetRule):
    """A mode has no flow of its own.

    Why: Its table and its chart are empty, or show only flows that name no mode.

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
          cloud: {title: In the cloud}
        flows:
          - {id: client-to-server, from: client, to: server, modes: [direct], ports: [443/tcp]}
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

    code = "MED212"
    fix = "Name the mode in its flows, or remove it."

    def check(self, context: RuleContext) -> Violations:
        """Look for modes that no flow names, unless a core flow without a mode holds in them."""
        shared = grouped(
            (mode, flow)
            for flow in context.flows_by_mode[""]
            for mode in context.queries.modes_of(flow)
        )
        for mode in context.dataset.modes:
            holding = shared.get(mode, [])
            if not context.flows_by_mode[mode] and not any(map(context.is_core, holding)):
                only = ", only those that name no mode" if holding else ""
                yield Violation(
                    ("modes", mode),
                    Subject(kind="mode", id=mode, modes=(mode,)),
                    f"The mode {mode} has no flow of its own{only}.",
                    f"Add {mode} to the modes of its flows, or remove the mode.",
                )
