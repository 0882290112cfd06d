"""MED511: service-names-idle-role."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.model import Service
from ..context import ServiceUse
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class ServiceNamesIdleRole(DatasetRule):
    """A service names a caller or a listener, but no flow uses it from or to that role.

    Why: A flow is missing or has a wrong end, or the service should not name the role.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
          guest: {name: Guest}
        services:
          web:
            name: Web
            ports: [443/tcp]
            called_by: [client, guest]
            listens_on: [server]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web:
            name: Web
            ports: [443/tcp]
            called_by: [client]
            listens_on: [server]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED511"
    about_ends = True
    fix = (
        "Add the flow, or remove the role from the service. If a flow from a caller to a listener "
        "lacks the port, MED405 reports it instead."
    )

    def check(self, context: RuleContext) -> Violations:
        """Compare the roles that a service names with the ends of the flows that use it."""
        sources: dict[str, set[str]] = {}
        targets: dict[str, set[str]] = {}
        for flow in context.flows:
            sources.setdefault(flow.to, set()).add(flow.from_)
            targets.setdefault(flow.from_, set()).add(flow.to)
        for name, uses in context.uses.items():
            service = context.dataset.services[name]
            for key, index, role in _idle_roles(service, uses, sources, targets):
                calls = key == "called_by"
                from_, to = (role, "") if calls else ("", role)
                yield Violation(
                    ("services", name, key, index),
                    Subject(kind="service", id=name, from_=from_, to=to),
                    f"{key} of {name} names {role}, but no flow {'from' if calls else 'to'} {role} "
                    "uses the service.",
                    f"Add the flow, or remove {role} from {key}.",
                )


def _idle_roles(
    service: Service,
    uses: list[ServiceUse],
    sources: dict[str, set[str]],
    targets: dict[str, set[str]],
) -> Iterator[tuple[str, int, str]]:
    """The roles without a use of the service, with their key and index.

    MED405 reports those with a flow from a caller to a listener. ``sources`` and ``targets`` are
    the roles at the other end of each role's flows.
    """
    called_by, listens_on = frozenset(service.called_by), frozenset(service.listens_on)
    active = {use.flow.from_ for use in uses} if called_by else set()
    for index, role in enumerate(service.called_by):
        if role not in active and targets.get(role, set()).isdisjoint(listens_on):
            yield "called_by", index, role
    active = {use.flow.to for use in uses} if listens_on else set()
    for index, role in enumerate(service.listens_on):
        if role not in active and sources.get(role, set()).isdisjoint(called_by):
            yield "listens_on", index, role
