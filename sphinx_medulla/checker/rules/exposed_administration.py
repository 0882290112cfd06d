"""MED604: exposed-administration."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import islice

from ...dataset.listeners import EVERYWHERE
from ...dataset.ports import ANY, PROTOCOLS, Port
from ...grouping import grouped
from ..analysis.port_sets import ports_of
from ..context import ListedPort, Place
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class ExposedAdministration(DatasetRule):
    """An administration service is open from the least trusted zone.

    Why: An administration service gives full control, and attacks come from the least trusted zone.
    A source with `any: true` and without a zone is there, too. A range, or every port, opens the
    service as well as its own port does.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        zones:
          outside: {name: Outside}
          inside: {name: Inside}
        roles:
          server: {name: Server, zone: inside}
          client: {name: Client, zone: outside}
        services:
          shell:
            name: Remote shell
            ports: [22/tcp]
            administration: true
        flows:
          - {id: client-to-server, from: client, to: server, ports: [22/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        zones:
          outside: {name: Outside}
          inside: {name: Inside}
        roles:
          server: {name: Server, zone: inside}
          client: {name: Client, zone: inside}
        services:
          shell:
            name: Remote shell
            ports: [22/tcp]
            administration: true
        flows:
          - {id: client-to-server, from: client, to: server, ports: [22/tcp]}
    """

    code = "MED604"
    about_ports = True
    fix = (
        "Close it, allow it from a more trusted zone only, or waive the rule with the reason. The "
        "least trusted zone is the first one under `zones`."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look for uses of such services by flows from the first zone."""
        dataset = context.dataset
        if len(dataset.zones) < 2:
            return
        least = next(iter(dataset.zones))
        there = {
            name: "zone" if role.zone else "any"
            for name, role in dataset.roles.items()
            if role.zone == least or (role.any and not role.zone)
        }
        opened: list[tuple[ListedPort, Port, str]] = [
            (use, use.port, name)
            for name, service in dataset.services.items()
            if service.administration
            for use in context.uses.get(name, ())
            if use.flow.from_ in there
        ]
        wide = _opened_with_others(context, there, {listed.place for listed, *_ in opened})
        for listed, port, name in (*opened, *wide):
            flow, key = listed.flow, there[listed.flow.from_]
            within = f"{listed.port}, which contains {port}" if port != listed.port else port
            is_there = "is every source" if key == "any" else f"is in {least}"
            yield Violation(
                listed.place,
                Subject.of_flow(flow, (listed.port,)),
                f"The flow {flow.id} opens {within} of {name}, an administration service, from the "
                f"least trusted zone {least}.",
                f"Close it, or waive {self.code} with the reason.",
                [
                    (("services", name, "administration"), "Declared for administration here."),
                    (("roles", flow.from_, key), f"{flow.from_} {is_there}."),
                ],
            )


def _opened_with_others(
    context: RuleContext, sources: Collection[str], known: Collection[Place]
) -> Iterator[tuple[ListedPort, Port, str]]:
    """The ranges in flows from some roles that contain a port of an administration service.

    Each comes with the first such port and the id of its service. Ports at ``known`` places are
    skipped.
    """
    ports = _administration_ports(context)
    for flow in context.flows if ports else ():
        for at, port in enumerate(ports_of(flow) if flow.from_ in sources else ()):
            listed = ListedPort(flow, at, port)
            if port.first == port.last or not _may_contain(port) or listed.place in known:
                continue
            inner = (
                some[place]
                for protocol in (port.protocols if port.has_ports else PROTOCOLS)
                for role in (flow.to, EVERYWHERE)
                if (some := ports.get((role, protocol)))
                if (place := bisect_left(some, port.first, key=_first)) < len(some)
                and _first(some[place]) <= port.last
            )
            yield from ((listed, *found) for found in islice(inner, 1))


def _may_contain(port: Port) -> bool:
    return port.has_ports or port.protocols == (ANY,)


def _administration_ports(context: RuleContext) -> dict[tuple[str, str], list[tuple[Port, str]]]:
    """The ports of administration services by role and protocol, in order, with their services."""
    ports = grouped(
        ((role, protocol), (entry.port, service.id))
        for service in context.dataset.services.values()
        if service.administration
        for entry in service.ports
        for protocol in entry.port.protocols
        for role in context.queries.listeners.roles_of(service)
    )
    return {key: sorted(some, key=_first) for key, some in ports.items()}


def _first(entry: tuple[Port, str]) -> int:
    return entry[0].first
