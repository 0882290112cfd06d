"""MED207: role-not-in-mode."""

from __future__ import annotations

from ...dataset.codes import listed
from ...grouping import grouped
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class RoleNotInMode(DatasetRule):
    """A core flow of a mode has a source or a destination that the mode does not include.

    Why: The mode lists its roles. A flow from or to another role is in the wrong mode or has the
    wrong role, or the mode's list is incomplete. A role that no mode lists exists in every mode. If
    its flows are in every mode too, this is information. A role with `any: true` is in every mode.

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
          - id: client-to-proxy
            from: client
            to: proxy
            modes: [direct, proxied]
            ports: [3128/tcp]

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

    code = "MED207"
    severity = Severity.ERROR
    fix = "Remove the mode from the flow, correct the flow's ends, or add the role to the mode."

    def check(self, context: RuleContext) -> Violations:
        """Compare the ends of core flows with each mode that lists its roles."""
        modes, anybody = context.dataset.modes, context.queries.any_roles
        unexpected = grouped(
            ((mode, role), (flow, (flow, "modes", index)))
            for flow in context.core_flows
            for index, mode in enumerate(flow.modes)
            for role in dict.fromkeys((flow.from_, flow.to))
            if modes[mode].roles and role not in {*modes[mode].roles, *anybody}
        )
        everywhere = _roles_of_every_mode(context)
        for (mode, role), flows in unexpected.items():
            are = "is a core flow" if len(flows) == 1 else "are core flows"
            yield Violation(
                flows[0][1],
                Subject(kind="role", id=role, modes=(mode,)),
                f"{listed(flow.id for flow, _ in flows)} {are} of the mode {mode}, which lacks the "
                f"role {role}.",
                f"Remove {mode} from the flow's modes, correct the flow's ends, or add {role} to "
                f"the roles of {mode}.",
                [
                    (("modes", mode, "roles"), f"These are the roles of {mode}."),
                    *((place, f"{flow.id} is another one.") for flow, place in flows[1:]),
                ],
                Severity.INFO if role in everywhere else None,
            )


def _roles_of_every_mode(context: RuleContext) -> set[str]:
    """The roles that no mode lists, and whose flows are in every mode."""
    modes = context.dataset.modes
    unlisted = set(context.dataset.roles).difference(*(mode.roles for mode in modes.values()))
    used = grouped(
        (role, mode)
        for flow in context.flows
        for role in {flow.from_, flow.to} & unlisted
        for mode in context.queries.modes_of(flow)
    )
    return {role for role, some in used.items() if len({*some}) == len(modes)}
