"""MED209: unused-role."""

from __future__ import annotations

from ..rule import DatasetRule, Place, RuleContext, Subject, Violation, Violations


class UnusedRole(DatasetRule):
    """A role is neither the source nor the destination of any flow.

    Why: No page shows the role. Its flows are missing, or it is no longer needed.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
          guest: {name: Guest}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

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

    code = "MED209"
    fix = "Write a flow from or to it, or remove it."

    def check(self, context: RuleContext) -> Violations:
        """Look for roles at no end."""
        named = _unused_roles(context)
        for role in context.dataset.roles:
            if role not in context.role_places:
                yield Violation(
                    ("roles", role),
                    Subject(kind="role", id=role),
                    f"No flow uses the role {role}.",
                    related=[(place, f"{role} is named here.") for place in named.get(role, ())],
                )


def _unused_roles(context: RuleContext) -> dict[str, list[Place]]:
    """The places where modes and services name roles that no flow uses."""
    named: dict[str, list[Place]] = {}
    lists: list[tuple[Place, tuple[str, ...]]] = [
        (("modes", key, "roles"), mode.roles) for key, mode in context.dataset.modes.items()
    ]
    for key, service in context.dataset.services.items():
        lists.append((("services", key, "listens_on"), service.listens_on))
        lists.append((("services", key, "called_by"), service.called_by))
    for place, roles in lists:
        for index, role in enumerate(roles):
            if role not in context.role_places:
                named.setdefault(role, []).append((*place, index))
    return named
