"""MED215: same-host-twice."""

from __future__ import annotations

from ...dataset.codes import listed
from ...dataset.model import Role
from ..analysis.host_names import host_name
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class SameHostTwice(DatasetRule):
    """Two roles have the same host, or one role lists a host twice.

    Why: Either they are one role, or the host was copied from the other one, and a firewall is
    opened to the wrong machine. In one list, the second one may have been meant for another host.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          updates: {name: Updates, host: updates.example.org}
          packages: {name: Packages, host: updates.example.org}
        flows:
          - {id: server-to-updates, from: server, to: updates, ports: [443/tcp]}
          - {id: server-to-packages, from: server, to: packages, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          updates: {name: Updates, host: updates.example.org}
          packages: {name: Packages, host: packages.example.org}
        flows:
          - {id: server-to-updates, from: server, to: updates, ports: [443/tcp]}
          - {id: server-to-packages, from: server, to: packages, ports: [443/tcp]}
    """

    code = "MED215"
    fix = "Correct the host of one of the two, or merge the two roles; remove it from one list."

    def check(self, context: RuleContext) -> Violations:
        """Compare the hosts of all roles; lists of hosts that differ may have some in common."""
        first: dict[frozenset[str], str] = {}
        for role in context.dataset.roles.values():
            if not role.host:
                continue
            yield from _listed_twice(role)
            other = first.setdefault(frozenset(map(host_name, role.host)), role.id)
            if other != role.id:
                hosts = listed(role.host)
                yield Violation(
                    ("roles", role.id, "host"),
                    Subject(kind="role", id=role.id, word=other),
                    f"The roles {other} and {role.id} have the same host, {hosts}.",
                    related=[(("roles", other, "host"), f"This is the host of {other}.")],
                )


def _listed_twice(role: Role) -> Violations:
    """The hosts that the list of one role has again."""
    first: dict[str, int] = {}
    for index, host in enumerate(role.host):
        before = first.setdefault(host_name(host), index)
        if before != index:
            yield Violation(
                ("roles", role.id, "host", index),
                Subject(kind="role", id=role.id, word=host),
                f"The role {role.id} lists the host {host} twice.",
                "Remove one of the two, or correct it.",
                [(("roles", role.id, "host", before), "It is listed here first.")],
            )
