"""MED208: idle-role-of-mode."""

from __future__ import annotations

from ...grouping import grouped
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class IdleRoleOfMode(DatasetRule):
    """A mode lists a role that none of its own flows uses.

    Its own flows are those that name it, and the core flows without a mode; other flows without a
    mode do not need a role of the mode.

    Why: Readers see a machine in the mode that communicates with no other. Either its flows are
    missing, or it does not belong there.

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
          direct: {title: Direct, roles: [server, client, proxy]}
          proxied: {title: By a proxy, roles: [proxy, client]}
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

    code = "MED208"
    fix = "Add the missing flows, or remove the role from the mode."

    def check(self, context: RuleContext) -> Violations:
        """Look at the roles of each mode with flows; MED209 reports roles without any flow."""
        shared = [flow for flow in context.flows_by_mode[""] if context.is_core(flow)]
        holding = grouped(
            (mode, flow) for flow in shared for mode in context.queries.modes_of(flow)
        )
        for mode, entry in context.dataset.modes.items():
            own = (*context.flows_by_mode[mode], *holding.get(mode, ()))
            used = {end for flow in own for end in (flow.from_, flow.to)}
            for index, role in enumerate(entry.roles):
                if used and role not in used and role in context.role_places:
                    yield Violation(
                        ("modes", mode, "roles", index),
                        Subject(kind="role", id=role, modes=(mode,)),
                        f"The mode {mode} has the role {role}, but none of its own flows uses it.",
                        f"Add a flow from or to {role} to {mode}, or remove {role} from its roles.",
                        [(context.role_places[role], f"{role} is used here.")],
                    )
