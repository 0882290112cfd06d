"""MED511: service-names-idle-role."""

from __future__ import annotations

from ...dataset.port_spans import Spans, disjoint, spans_by_key
from ...grouping import grouped
from ..analysis.port_sets import ports_of
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
        is_one_of = context.queries.is_one_of
        targets = grouped((flow.from_, flow.to) for flow in context.flows)
        sources = grouped((flow.to, flow.from_) for flow in context.flows)
        ranges = _ranges_of_any(context)
        for name, uses in context.uses.items():
            service = context.dataset.services[name]
            callers, listeners = frozenset(service.called_by), frozenset(service.listens_on)
            ends = {(use.flow.from_, use.flow.to) for use in uses}
            ends |= {
                pair
                for pair, known in ranges.items()
                if not all(disjoint(port, known) for port in ports_of(service))
            }
            calling, listening = ({pair[end] for pair in ends} for end in (0, 1))
            # MED405 reports roles with a flow from a caller to a listener.
            for index, role in enumerate(service.called_by):
                called = any(is_one_of(end, {role}) for end in calling)
                if not called and listeners.isdisjoint(targets.get(role, ())):
                    subject = Subject(kind="service", id=name, from_=role)
                    yield _violation(subject, "called_by", index, f"from {role}", role)
            for index, role in enumerate(service.listens_on):
                reached = any(is_one_of(end, {role}) for end in listening)
                if not reached and callers.isdisjoint(sources.get(role, ())):
                    subject = Subject(kind="service", id=name, to=role)
                    yield _violation(subject, "listens_on", index, f"to {role}", role)


def _ranges_of_any(context: RuleContext) -> dict[tuple[str, str], Spans]:
    """The ports that belong to no service, by both ends, of flows from or to every machine."""
    anybody = context.queries.any_roles
    flows = ((found.flow, found.port) for found in context.unmatched_ports)
    return spans_by_key(
        ((flow.from_, flow.to), port)
        for flow, port in flows
        if not anybody.isdisjoint((flow.from_, flow.to))
    )


def _violation(subject: Subject, key: str, index: int, end: str, role: str) -> Violation:
    return Violation(
        ("services", subject.id, key, index),
        subject,
        f"{key} of {subject.id} names {role}, but no flow {end} uses the service.",
        f"Add the flow, or remove {role} from {key}.",
    )
