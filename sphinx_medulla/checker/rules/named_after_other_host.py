"""MED216: named-after-other-host."""

from __future__ import annotations

from ...dataset.codes import listed
from ..analysis.host_names import is_host_name, names_host
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class NamedAfterOtherHost(DatasetRule):
    """The name of a role is a host name, but not that of its host.

    Why: Tables show the name, and charts the host; readers open their firewall to one of the two.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          updates: {name: updates.example.org, host: packages.example.org}
        flows:
          - {id: server-to-updates, from: server, to: updates, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          updates: {name: updates.example.org, host: updates.example.org}
        flows:
          - {id: server-to-updates, from: server, to: updates, ports: [443/tcp]}
    """

    code = "MED216"
    fix = "Write the same host name in both, or say in the name what the host is for."

    def check(self, context: RuleContext) -> Violations:
        """Compare each role's name with its host."""
        for role in context.dataset.roles.values():
            hosts = ", ".join(role.host)
            its = f"host is {hosts}" if len(role.host) == 1 else f"hosts are {listed(role.host)}"
            if hosts and is_host_name(role.name) and not names_host(hosts, role.name):
                yield Violation(
                    ("roles", role.id, "host"),
                    Subject(kind="role", id=role.id),
                    f"The role {role.id} is called {role.name}, but its {its}.",
                    related=[(("roles", role.id, "name"), "This is its name.")],
                )
