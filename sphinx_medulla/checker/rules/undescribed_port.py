"""MED501: undescribed-port."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.port_spans import beyond, spans_by_key
from ...dataset.ports import PROTOCOLS, Port
from ...grouping import grouped
from ..analysis.port_sets import ports_of
from ..analysis.service_consistency import service_over_other_protocol
from ..context import ListedPort, ServiceUse, first_per_flow
from ..phrases import listed, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class UndescribedPort(DatasetRule):
    """A flow uses a port that no service describes.

    Why: Readers who open a port want to know what it is for. A port that no service describes may
    also be a mistyped number.

    Bad::

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
            description: The web pages of the server.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 445/tcp]}

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
            description: The web pages of the server.
          files: {name: Files, ports: [445/tcp], description: Shared files.}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 445/tcp]}
    """

    code = "MED501"
    about_ports = True
    fix = (
        "Describe the port in a service; for a range, describe all of it. A dataset without "
        "services need not describe any port."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look at the ports that no service has, then at the services without a description."""
        services = context.dataset.services
        if not services:
            return
        undescribed = grouped(
            ((part.first, part.last), (part.protocol, found))
            for part, found in _undescribed(context)
        )
        for (first, last), pairs in undescribed.items():
            protocols = {protocol for protocol, _ in pairs}
            port = Port(first, last, tuple(sorted(protocols, key=PROTOCOLS.index)))
            places = {(found.flow.id, found.at): found for _, found in pairs}
            yield self._port(port, list(places.values()))
        if any(service.description for service in services.values()):
            for name, uses in context.uses.items():
                if not services[name].description:
                    yield self._service(name, uses)

    def _port(self, port: Port, found: list[ListedPort]) -> Violation:
        flow = found[0].flow
        ids = list(dict.fromkeys(each.flow.id for each in found))
        uses = f"Flow {ids[0]} uses" if len(ids) == 1 else f"The flows {listed(ids)} use"
        return Violation(
            found[0].place,
            Subject.of_flow(flow, (port,)),
            f"{uses} {port}, but no service describes it.",
            "Describe it in a service, or write the port that was meant.",
            [(each.place, f"{each.flow.id} also uses it.") for each in found[1:]],
        )

    def _service(self, name: str, uses: list[ServiceUse]) -> Violation:
        ports = tuple(dict.fromkeys(use.port for use in uses))
        return Violation(
            ("services", name),
            Subject(kind="service", id=name, ports=ports),
            f"The service {name} has no description, although flows use {listed_ports(ports)}.",
            "Say under description what it is for.",
            [(use.place, f"{use.flow.id} uses it.") for use in first_per_flow(uses)],
        )


def _undescribed(context: RuleContext) -> Iterator[tuple[Port, ListedPort]]:
    """The parts of unmatched ports, by protocol, that neither MED306 nor MED407 reports.

    What has no number needs no description: its name says what it is. A note at the port of the
    flow is one.
    """
    offered = spans_by_key(
        (role, port)
        for service in context.dataset.services.values()
        for port in ports_of(service)
        for role in service.listens_on or ("",)
    )
    for found in context.unmatched_ports:
        if (
            found.port.numbered
            and not found.flow.ports[found.at].note
            and not context.queries.listeners.offering(found.port)
            and service_over_other_protocol(context, found) is None
        ):
            rest = beyond((found.port,), offered.get("", frozenset()))
            for part in beyond(rest, offered.get(found.flow.to, frozenset())):
                yield part, found
