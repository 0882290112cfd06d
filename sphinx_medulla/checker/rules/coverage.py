"""MED5xx, coverage: what is used and not described, and what is described and not used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...dataset.codes import listed
from ...dataset.model import Flow, Service
from ...dataset.ports import PROTOCOLS, Port
from ..analysis.port_sets import Spans, beyond, covered, spans
from ..context import RuleContext, Use
from ..finding import Finding, Subject
from ..rule import Rule
from .agreement import other_protocol

_HEAD = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Server}
  client: {name: Client}
services:
"""
_GUEST = _HEAD.replace("services:", "  guest: {name: Guest}\nservices:")

_WEB = """\
  web:
    name: Web
    ports: [443/tcp]
    description: The web pages of the server.
"""


@dataclass(slots=True)
class _Undescribed:
    """A number that no service describes: over which protocols, and in which flows."""

    protocols: set[str] = field(default_factory=set)
    places: list[tuple[int, Flow, int]] = field(default_factory=list)


class UndescribedPort(Rule):
    """A flow uses a port that nothing describes."""

    code = "MED501"
    name = "undescribed-port"
    about_ports = True
    why = (
        "Readers who open a port want to know what for. A port that no service describes is also "
        "where a misspelt number shows."
    )
    fix = (
        "Describe the port in a service; of a range, describe all of it. A dataset without "
        "services is not asked to."
    )
    bad = (
        _HEAD
        + _WEB
        + """\
flows:
  - {id: client-to-server, from: client, to: server, ports: [443/tcp, 445/tcp]}
"""
    )
    good = bad.replace(
        "flows:\n",
        "  files: {name: Files, ports: [445/tcp], description: Shared files.}\nflows:\n",
    )

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at the ports that no service has, then at the services that have no description."""
        services = case.dataset.services
        if not services:
            return
        offered = _by_listener(
            (entry.port, role)
            for service in services.values()
            for entry in service.ports
            for role in service.listens_on or ("",)
        )
        found: dict[tuple[int, int], _Undescribed] = {}
        for place, flow, turn, port in case.strays:
            if (
                case.queries.listeners.offering(port)
                or other_protocol(case, port, flow.to) is not None
            ):
                continue
            rest = beyond((port,), offered.get("", frozenset()))
            for part in _joined(beyond(rest, offered.get(flow.to, frozenset()))):
                entry = found.setdefault((part.first, part.last), _Undescribed())
                entry.protocols.update(part.protocols)
                if (place, flow, turn) not in entry.places[-1:]:
                    entry.places.append((place, flow, turn))
        for (first, last), entry in found.items():
            protocols = tuple(name for name in PROTOCOLS if name in entry.protocols)
            yield self._port(case, Port(first, last, protocols), entry.places)
        if any(service.description for service in services.values()):
            for name, uses in case.uses.items():
                if not services[name].description:
                    yield self._service(case, name, uses)

    def _port(self, case: RuleContext, port: Port, places: list[tuple[int, Flow, int]]) -> Finding:
        (place, flow, turn), *others = places
        ids = listed(dict.fromkeys(one.id for _, one, _ in places))
        return self.finding(
            case,
            ("flows", place, "ports", turn),
            Subject(kind="flow", id=flow.id, modes=flow.modes, ports=(port,)),
            f"Nothing describes {port}, which is in {ids}.",
            "Describe it in a service, or write the port that was meant.",
            related=[
                (("flows", other, "ports", turn), f"{one.id} uses it too.")
                for other, one, turn in others
            ],
        )

    def _service(self, case: RuleContext, name: str, uses: list[Use]) -> Finding:
        ports = tuple(dict.fromkeys(use.port for use in uses))
        first = {use.place: use for use in reversed(uses)}
        return self.finding(
            case,
            ("services", name),
            Subject(kind="service", id=name, ports=ports),
            f"The service {name} has no description, though flows use {listed(map(str, ports))}.",
            "Say under description what it is for.",
            at_key=True,
            related=[
                (("flows", place, "ports", use.turn), f"{use.flow.id} uses it.")
                for place, use in sorted(first.items())
            ],
        )


def _by_listener(ports: Iterable[tuple[Port, str]]) -> dict[str, Spans]:
    """The numbers of each role; of anybody under ``""``."""
    found: dict[str, list[Port]] = {}
    for port, role in ports:
        found.setdefault(role, []).append(port)
    return {role: spans(some) for role, some in found.items()}


def _joined(parts: Iterable[Port]) -> list[Port]:
    """Parts of one protocol each, those of the same numbers as one port."""
    found: dict[tuple[int, int], list[str]] = {}
    for part in parts:
        found.setdefault((part.first, part.last), []).extend(part.protocols)
    return [Port(first, last, tuple(names)) for (first, last), names in found.items()]


class UnusedPort(Rule):
    """A service has a port that no flow uses, though flows use its others."""

    code = "MED502"
    name = "unused-port"
    about_ports = True
    why = "A flow lacks the port, or readers are told of a port that nothing needs."
    fix = (
        "Add the port to the flows that need it, or take it out of the service. With both "
        "`called_by` and `listens_on`, MED405 says which flow lacks it."
    )
    bad = (
        _HEAD
        + _WEB.replace("[443/tcp]", "[80/tcp, 443/tcp]")
        + """\
flows:
  - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
"""
    )
    good = bad.replace("ports: [443/tcp]}", "ports: [80/tcp, 443/tcp]}")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Compare the ports of each service with what flows use of them."""
        ranges = [stray for stray in case.strays if stray.port.first != stray.port.last]
        wide = _by_listener((one.port, to) for one in ranges for to in ("", one.flow.to))
        for name, uses in case.uses.items():
            service = case.dataset.services[name]
            if service.called_by and service.listens_on:
                continue
            used = spans({use.port for use in uses})
            for turn, entry in enumerate(service.ports):
                unused = tuple(
                    part
                    for part in entry.port.each_protocol()
                    if beyond((part,), used) == (part,)
                    and not any(
                        covered(part, wide.get(role, frozenset()))
                        for role in service.listens_on or ("",)
                    )
                )
                if unused:
                    yield self._report(case, service, turn, unused, uses[0])

    def _report(
        self, case: RuleContext, service: Service, turn: int, unused: tuple[Port, ...], use: Use
    ) -> Finding:
        ports = listed(map(str, unused))
        return self.finding(
            case,
            ("services", service.id, "ports", turn),
            Subject(kind="service", id=service.id, ports=unused),
            f"No flow uses {ports} of {service.id}.",
            f"Add {ports} to the flows that need it, or take it out of the service.",
            related=[
                (
                    ("flows", use.place, "ports", use.turn),
                    f"{use.flow.id} uses {use.port} of it.",
                )
            ],
        )


class OneDescriptionForStrangers(Rule):
    """A service describes ports together that no flow lists together."""

    code = "MED506"
    name = "one-description-for-strangers"
    why = (
        "Ports that are never needed together are most often different services, and what is said "
        "of all of them is true of none."
    )
    fix = "Describe them in services of their own."
    bad = (
        _GUEST
        + """\
  internal:
    name: Internal services
    ports: [7080/tcp, 8081/tcp]
    description: Used by internal services.
flows:
  - {id: client-to-server, from: client, to: server, ports: [7080/tcp]}
  - {id: server-to-guest, from: server, to: guest, ports: [8081/tcp]}
"""
    )
    good = bad.replace("[7080/tcp, 8081/tcp]", "[7080/tcp]").replace(
        "flows:\n",
        "  console: {name: Console, ports: [8081/tcp], description: The console.}\nflows:\n",
    )

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Join the ports of each service that are in one flow, and see whether all are joined."""
        for name, uses in case.uses.items():
            service = case.dataset.services[name]
            if len(service.ports) > 1 and service.description:
                groups = _in_one_flow(uses)
                if len(groups) > 1:
                    yield self._report(case, service, groups)

    def _report(self, case: RuleContext, service: Service, groups: list[list[Use]]) -> Finding:
        order = {entry.port: turn for turn, entry in enumerate(service.ports)}
        lists = sorted(
            (sorted({use.entry.port for use in group}, key=order.__getitem__) for group in groups),
            key=lambda ports: order[ports[0]],
        )
        numbers = [listed(map(str, ports)) for ports in lists]
        return self.finding(
            case,
            ("services", service.id, "description"),
            Subject(
                kind="service", id=service.id, ports=tuple(port for some in lists for port in some)
            ),
            f"The service {service.id} describes {' together with '.join(numbers)}, but no flow "
            "has them together.",
            "Describe them in services of their own.",
            related=[
                (
                    ("flows", group[0].place, "ports", group[0].turn),
                    f"{group[0].flow.id} has {group[0].port}.",
                )
                for group in groups
            ],
        )


def _in_one_flow(uses: list[Use]) -> list[list[Use]]:
    """The uses of a service by groups: ports that one flow has are in the same, and so on."""
    leads: dict[Port, Port] = {}

    def head(port: Port) -> Port:
        while leads.setdefault(port, port) != port:
            port = leads[port]
        return port

    by_flow: dict[int, Port] = {}
    for use in uses:
        leads[head(use.entry.port)] = head(by_flow.setdefault(use.place, use.entry.port))
    groups: dict[Port, list[Use]] = {}
    for use in uses:
        groups.setdefault(head(use.entry.port), []).append(use)
    return list(groups.values())


class FlowWithoutPorts(Rule):
    """A flow lists no port."""

    code = "MED510"
    name = "flow-without-ports"
    why = 'Nobody can open a connection whose port is not said; readers see "port not stated".'
    fix = (
        "List the ports. Where no source states them, waive the rule with a question, so that "
        "readers see that it is open."
    )
    bad = (
        _HEAD.removesuffix("services:\n")
        + """\
flows:
  - {id: client-to-server, from: client, to: server, ports: []}
"""
    )
    good = bad.replace("[]", "[443/tcp]")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at each flow."""
        for place, flow in case.flows():
            if not flow.ports:
                yield self.finding(
                    case,
                    ("flows", place, "ports"),
                    Subject(kind="flow", id=flow.id, modes=flow.modes),
                    f"The flow {flow.id} lists no port.",
                    f"List its ports, or waive {self.code} with a question.",
                )


class ServiceNamesIdleRole(Rule):
    """A service names a caller or a listener with which no flow uses it."""

    code = "MED511"
    name = "service-names-idle-role"
    about_ends = True
    why = "A flow is missing, or its end is another role; or the service says too much."
    fix = (
        "Add the flow, or take the role out of the service. Where a flow leads from a caller to a "
        "listener and lacks the port, MED405 says so."
    )
    bad = (
        _GUEST
        + """\
  web:
    name: Web
    ports: [443/tcp]
    called_by: [client, guest]
    listens_on: [server]
flows:
  - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
"""
    )
    good = bad.replace("[client, guest]", "[client]").replace("  guest: {name: Guest}\n", "")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Compare the roles that a service names with the ends of the flows that use it."""
        callers: dict[str, set[str]] = {}
        listeners: dict[str, set[str]] = {}
        for _, flow in case.flows():
            callers.setdefault(flow.to, set()).add(flow.from_)
            listeners.setdefault(flow.from_, set()).add(flow.to)
        for name, uses in case.uses.items():
            service = case.dataset.services[name]
            called_by, listens_on = frozenset(service.called_by), frozenset(service.listens_on)
            active = {use.flow.from_ for use in uses} if called_by else set()
            for turn, role in enumerate(service.called_by):
                # A flow to the other side that lacks the port is a finding already.
                if role not in active and listeners.get(role, set()).isdisjoint(listens_on):
                    yield self._report(case, service, ("called_by", turn), role)
            active = {use.flow.to for use in uses} if listens_on else set()
            for turn, role in enumerate(service.listens_on):
                if role not in active and callers.get(role, set()).isdisjoint(called_by):
                    yield self._report(case, service, ("listens_on", turn), role)

    def _report(
        self, case: RuleContext, service: Service, where: tuple[str, int], role: str
    ) -> Finding:
        key = where[0]
        calls = key == "called_by"
        return self.finding(
            case,
            ("services", service.id, *where),
            Subject(
                kind="service",
                id=service.id,
                from_=role if calls else "",
                to="" if calls else role,
            ),
            f"No flow {'from' if calls else 'to'} {role} uses {service.id}, though {key} names it.",
            f"Add the flow, or take {role} out of {key}.",
        )


RULES: tuple[Rule, ...] = (
    UndescribedPort(),
    UnusedPort(),
    OneDescriptionForStrangers(),
    FlowWithoutPorts(),
    ServiceNamesIdleRole(),
)
