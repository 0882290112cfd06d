"""MED209: unused-role."""

from __future__ import annotations

from collections.abc import Iterator

from ...grouping import grouped
from ..context import Place
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


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
        named = grouped(_named_roles(context))
        for role in context.dataset.roles:
            if role not in context.role_places:
                yield Violation(
                    ("roles", role),
                    Subject(kind="role", id=role),
                    f"No flow uses the role {role}.",
                    related=[(place, f"{role} is named here.") for place in named.get(role, ())],
                )


def _named_roles(context: RuleContext) -> Iterator[tuple[str, Place]]:
    """The roles that modes and services name, each with its place."""
    for key, mode in context.dataset.modes.items():
        for index, role in enumerate(mode.roles):
            yield role, ("modes", key, "roles", index)
    for key, service in context.dataset.services.items():
        for name, roles in (("listens_on", service.listens_on), ("called_by", service.called_by)):
            for index, role in enumerate(roles):
                yield role, ("services", key, name, index)
