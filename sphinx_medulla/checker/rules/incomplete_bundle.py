"""MED602: incomplete-bundle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...dataset.model import Flow, Service
from ...dataset.port_spans import Spans, beyond, spans
from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.port_sets import ports_of
from ..analysis.well_known_services import PortBundle, well_known_services
from ..phrases import listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


@dataclass(frozen=True, slots=True)
class _Incomplete:
    """Ports of a bundle that a flow lacks, with one port and its service that need them."""

    bundle: PortBundle
    ports: tuple[Port, ...]
    seen: Port
    service: str
    flow: Flow


class IncompleteBundle(DatasetRule):
    """A flow lists some of the ports that a service needs, but not all of them.

    Why: Some services need several ports; if one of them is closed, the others are useless.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          files:
            name: NFS
            ports: [111/tcp, 2049/tcp]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [111/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          files:
            name: NFS
            ports: [111/tcp, 2049/tcp]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [111/tcp, 2049/tcp]}
    """

    code = "MED602"
    about_ports = True
    fix = "Add the port to the flow and to its service, or waive the rule with a reason."

    def check(self, context: RuleContext) -> Violations:
        """Look for the first port of a bundle in each flow, then for the others."""
        between = grouped(((flow.from_, flow.to), flow) for flow in context.flows)

        @cache
        def listed(from_: str, to: str) -> Spans:
            return spans(port for flow in between[from_, to] for port in ports_of(flow))

        incomplete = (
            _Incomplete(bundle, ports, part, service, flow)
            for flow in context.flows
            for bundle, part, service in _bundles(context, flow)
            if (ports := beyond(bundle.needs, listed(flow.from_, flow.to)))
        )
        for found in grouped(((one.bundle.name, one.ports), one) for one in incomplete).values():
            yield from _violations(context, found)


def _violations(context: RuleContext, found: list[_Incomplete]) -> Violations:
    """One violation per flow; a single one at the service if no entry has the ports."""
    bundle, ports, service = found[0].bundle, found[0].ports, found[0].service
    entries: tuple[Flow | Service, ...] = (*context.dataset.services.values(), *context.flows)
    anywhere = {port for entry in entries for port in ports_of(entry)}
    numbers, optional = listed_ports(ports), listed_ports(bundle.optional, "or")
    hint = f"Add {numbers}: {bundle.why} ({bundle.sources[0]})."
    if optional:
        hint += f" {optional} is optional."
    needs = f"{bundle.name} needs {numbers} together with {found[0].seen}"
    it = "it" if len(ports) == 1 else "them"
    if service and not any(port.overlaps(one) for one in anywhere for port in ports):
        yield Violation(
            ("services", service, "ports"),
            Subject(kind="service", id=service, ports=ports),
            f"{needs} of {service}, but no entry has {it}.",
            hint,
            [((each.flow, "ports"), f"{each.flow.id} would need it.") for each in found],
        )
        return
    for each in found:
        yield Violation(
            (each.flow, "ports"),
            Subject.of_flow(each.flow, ports),
            f"{needs}, but the flow {each.flow.id} lacks {it}.",
            hint,
        )


def _bundles(context: RuleContext, flow: Flow) -> Iterator[tuple[PortBundle, Port, str]]:
    """The bundles to which ports of a flow belong, each with the first such port and its service.

    A bundle is recognised by the words of the port's service, or by two of its numbers in one flow.
    """
    known = well_known_services().bundles
    seen = [part for port in ports_of(flow) for part in port.each_protocol() if part in known]
    reported: set[str] = set()
    for part in seen:
        for bundle in known[part]:
            if bundle.name in reported:
                continue
            together = len({port.first for port in seen if port in bundle.seen}) > 1
            for match in context.queries.listeners.match(part, flow.to):
                service = match[1] if isinstance(match, tuple) else None
                if together or (service is not None and bundle.words.found_in(service)):
                    reported.add(bundle.name)
                    yield bundle, part, "" if service is None else service.id
                    break
