"""MED407: unexpected-use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.service_consistency import service_over_other_protocol
from ..context import ListedPort, combined_modes
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


@dataclass(frozen=True, slots=True)
class _UnexpectedRole:
    """A role that a service does not list under a key, and the port for which a flow has it."""

    service: str
    key: str
    role: str
    port: Port


class UnexpectedUse(DatasetRule):
    """A flow uses a port of a service that does not name the flow's source or destination.

    Why: The service says who calls it and where it listens. If a flow uses its port from or to
    another role, either a port is opened for no reason or the service lacks a role.

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
            listens_on: [server]
            called_by: [client]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
          - {id: guest-to-server, from: guest, to: server, ports: [443/tcp]}

    Good::

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
            listens_on: [server]
            called_by: [client, guest]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
          - {id: guest-to-server, from: guest, to: server, ports: [443/tcp]}
    """

    code = "MED407"
    about_ports = True
    about_ends = True
    fix = (
        "Add the role to the service's `called_by` or `listens_on`, describe the port in another "
        "service, or remove it from the flow."
    )

    def check(self, context: RuleContext) -> Violations:
        """Compare the ends of each use with its service, then look for services elsewhere."""
        used = (
            (_UnexpectedRole(name, "called_by", use.flow.from_, use.port), use)
            for name, uses in context.uses.items()
            if (callers := context.dataset.services[name].called_by)
            for use in uses
            if use.flow.from_ not in callers
        )
        unmatched = (
            (listener, port)
            for port in context.unmatched_ports
            if (listener := _unexpected_listener(context, port)) is not None
        )
        pairs: Iterable[tuple[_UnexpectedRole, ListedPort]] = chain(used, unmatched)
        for role, places in grouped(pairs).items():
            yield self._violation(role, places)

    def _violation(self, found: _UnexpectedRole, places: list[ListedPort]) -> Violation:
        service, role, port = found.service, found.role, found.port
        first, *others = places
        if found.key == "called_by":
            from_, to, relation, only = role, "", "is not called by", "is called by"
        else:
            from_, to, relation, only = "", role, "does not listen on", "listens on"
        return Violation(
            first.place,
            Subject(
                kind="service",
                id=service,
                modes=combined_modes(each.flow for each in places),
                ports=(port,),
                from_=from_,
                to=to,
            ),
            f"The flow {first.flow.id} uses {port}, but {service} {relation} {role}.",
            f"Add {role} to {found.key} of {service}, describe the port in another service, or "
            "remove it from the flow.",
            [
                (("services", service, found.key), f"{service} {only} these roles only."),
                *((each.place, f"{each.flow.id} also uses it.") for each in others),
            ],
        )


def _unexpected_listener(context: RuleContext, found: ListedPort) -> _UnexpectedRole | None:
    """The destination of a port whose services all listen elsewhere; MED306 has precedence.

    Of several services, the one that the source calls.
    """
    flow, port = found.flow, found.port
    services = context.queries.listeners.offering(port)
    if not services or service_over_other_protocol(context, found) is not None:
        return None
    called = next((one for one in services if flow.from_ in one.called_by), services[0])
    return _UnexpectedRole(called.id, "listens_on", flow.to, port)
