"""MED407: unexpected-use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from ...dataset.model import Service
from ...grouping import grouped
from ..analysis.service_consistency import service_over_other_protocol
from ..context import ListedPort, combined_modes
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


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
        anybody = context.queries.any_roles
        called = (
            (Subject(kind="service", id=name, ports=(use.port,), from_=use.flow.from_), use)
            for name, uses in context.uses.items()
            if (callers := context.dataset.services[name].called_by)
            for use in uses
            if use.flow.from_ not in callers and anybody.isdisjoint(callers)
        )
        elsewhere = (
            (Subject(kind="service", id=service.id, ports=(found.port,), to=found.flow.to), found)
            for found in context.unmatched_ports
            if (service := _listening_elsewhere(context, found)) is not None
        )
        pairs: Iterable[tuple[Subject, ListedPort]] = chain(called, elsewhere)
        for subject, places in grouped(pairs).items():
            yield _violation(context, subject, places)


def _violation(context: RuleContext, subject: Subject, places: list[ListedPort]) -> Violation:
    service, (port,), (first, *others) = subject.id, subject.ports, places
    if subject.from_:
        role, key = subject.from_, "called_by"
        relation, only = "is not called by", "is called by"
    else:
        role, key = subject.to, "listens_on"
        relation, only = "does not listen on", "listens on"
    return Violation(
        first.place,
        replace(subject, modes=combined_modes(context.queries, (each.flow for each in places))),
        f"The flow {first.flow.id} uses {port}, but {service} {relation} {role}.",
        f"Add {role} to {key} of {service}, describe the port in another service, or remove it "
        "from the flow.",
        [
            (("services", service, key), f"{service} {only} these roles only."),
            *((each.place, f"{each.flow.id} also uses it.") for each in others),
        ],
    )


def _listening_elsewhere(context: RuleContext, found: ListedPort) -> Service | None:
    """A service with the port that does not listen on the destination; MED306 has precedence.

    No service need listen on every machine.

    Of several services, the one that the source calls.
    """
    services = context.queries.listeners.offering(found.port)
    if (
        not services
        or found.flow.to in context.queries.any_roles
        or service_over_other_protocol(context, found) is not None
    ):
        return None
    return next((one for one in services if found.flow.from_ in one.called_by), services[0])
