"""MED6xx: what contradicts the field's knowledge of services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from ...dataset.codes import listed
from ...dataset.listeners import Match
from ...dataset.model import Flow, Service
from ...dataset.ports import Port
from ..analysis.known_services import Bundle, Transport, facts
from ..analysis.port_sets import beyond, spans
from ..context import RuleContext, Use
from ..finding import Finding, Subject
from ..rule import Rule

Pair = tuple[str, str]
Placed = tuple[int, Flow]
Place = tuple[str | int, ...]

_ROLES = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Server}
  client: {name: Client}
services:
"""

_ZONES = """\
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
"""


@dataclass(slots=True)
class _Wrong:
    """A port with a transport that its service does not use, and every place that says so."""

    known: Transport
    port: Port
    service: str = ""
    service_place: Place = ()
    flows: list[tuple[int, int]] = field(default_factory=list)


class WrongTransport(Rule):
    """A port has a transport protocol that its service does not use."""

    code = "MED601"
    name = "wrong-transport"
    about_ports = True
    why = (
        "A firewall opened for TCP lets no UDP through. Most often a port was written down without "
        "its protocol and took the default."
    )
    fix = "Write the protocol that the service uses, or name the service that really listens there."
    bad = (
        _ROLES
        + """\
  boot:
    name: TFTP
    ports: [69/tcp]
flows:
  - {id: client-to-server, from: client, to: server, ports: [69/tcp]}
"""
    )
    good = bad.replace("69/tcp", "69/udp")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at the ports of services, then at those of flows that no service has."""
        wrong: dict[tuple[str, Port], _Wrong] = {}
        by_number: dict[int, list[Service]] = {}
        for service in case.dataset.services.values():
            for turn, entry in enumerate(service.ports):
                by_number.setdefault(entry.port.first, []).append(service)
                found = _wrong_transport(entry.port, [service])
                if found is not None:
                    found.service = service.id
                    found.service_place = ("services", service.id, "ports", turn)
                    wrong[service.id, entry.port] = found
        bare: dict[Port, _Wrong | None] = {}
        for place, turn, match in _well_known(case):
            if isinstance(match, tuple):
                found = wrong.get((match[1].id, match[2].port))
            else:
                if match not in bare:
                    bare[match] = _wrong_transport(match, by_number.get(match.first, []))
                found = bare[match]
            if found is not None:
                found.flows.append((place, turn))
        for found in (*wrong.values(), *bare.values()):
            if found is not None:
                yield self._report(case, found)

    def _report(self, case: RuleContext, found: _Wrong) -> Finding:
        known, flows = found.known, case.dataset.flows
        places: list[tuple[Place, str]] = [
            (("flows", place, "ports", turn), f"{flows[place].id} uses it.")
            for place, turn in found.flows
        ]
        if found.service:
            where, subject = (
                found.service_place,
                Subject(kind="service", id=found.service, ports=(found.port,)),
            )
            whose = f"The service {found.service} has"
        else:
            (where, _), *places = places
            flow = flows[found.flows[0][0]]
            subject = Subject(kind="flow", id=flow.id, modes=flow.modes, ports=(found.port,))
            whose = f"The flow {flow.id} lists"
        return self.finding(
            case,
            where,
            subject,
            f"{whose} {found.port}, but {known.name} uses {known.port.protocol} there.",
            f"Write {known.port}, or say which other service it is ({known.sources[0]}).",
            related=places,
        )


def _well_known(case: RuleContext) -> Iterator[tuple[int, int, Match]]:
    """The ports of flows that the field knows, each with its flow's place and its own."""
    known = facts().transports
    for place, flow in case.flows():
        for turn, entry in enumerate(flow.ports):
            if entry.port.first in known:
                for match in case.queries.listeners.match(entry.port, flow.to):
                    yield place, turn, match


def _wrong_transport(port: Port, services: list[Service]) -> _Wrong | None:
    """What is wrong with a port of these services, or of none: by words, else by its number.

    A service that has the right protocol already contradicts the flow: that is said elsewhere.
    """
    if port.first != port.last or port.first not in facts().transports:
        return None
    fitting = [
        known
        for known in facts().transports[port.first]
        if not services or any(known.words.found_in(service) for service in services)
    ]
    allowed = {protocol for known in fitting for protocol in known.port.protocols}
    wrong = port.only(frozenset(port.protocols) - allowed) if fitting else None
    if wrong is None or any(
        entry.port.overlaps(fitting[0].port) and not entry.port.overlaps(wrong)
        for service in services
        for entry in service.ports
    ):
        return None
    return _Wrong(fitting[0], wrong)


@dataclass(slots=True)
class _Missing:
    """Members of a bundle that flows lack, with a port and a service that call for them."""

    bundle: Bundle
    ports: tuple[Port, ...]
    seen: Port
    service: str
    flows: list[Placed] = field(default_factory=list)


class IncompleteBundle(Rule):
    """A service needs a port that the flow does not list beside the others."""

    code = "MED602"
    name = "incomplete-bundle"
    about_ports = True
    why = "Some services need several ports; with one of them closed, the others are of no use."
    fix = "Add the port to the flow and to its service, or waive the rule with a reason."
    bad = (
        _ROLES
        + """\
  files:
    name: NFS
    ports: [111/tcp, 2049/tcp]
flows:
  - {id: client-to-server, from: client, to: server, ports: [111/tcp]}
"""
    )
    good = bad.replace("ports: [111/tcp]}", "ports: [111/tcp, 2049/tcp]}")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for the first port of a bundle in each flow, then for the others."""
        calling = list(_calling(case))
        beside: dict[Pair, set[Port]] = {(flow.from_, flow.to): set() for (_, flow), _ in calling}
        for _, flow in case.flows() if beside else ():
            beside.get((flow.from_, flow.to), set()).update(_parts(flow))
        lacking: dict[tuple[Pair, str], tuple[Port, ...]] = {}
        missing: dict[tuple[str, tuple[Port, ...]], _Missing] = {}
        for placed, seen in calling:
            for bundle, part, service in _bundles(case, placed[1], seen):
                pair = (placed[1].from_, placed[1].to)
                if (pair, bundle.name) not in lacking:
                    lacking[pair, bundle.name] = beyond(bundle.needs, spans(beside[pair]))
                ports = lacking[pair, bundle.name]
                if ports:
                    fresh = _Missing(bundle, ports, part, service)
                    missing.setdefault((bundle.name, ports), fresh).flows.append(placed)
        for entry in missing.values():
            yield from self._report(case, entry)

    def _report(self, case: RuleContext, missing: _Missing) -> Iterator[Finding]:
        """One finding for each flow; one for the service where the dataset has the port nowhere."""
        dataset, ports = case.dataset, missing.ports
        services = (entry.port for one in dataset.services.values() for entry in one.ports)
        flows = (entry.port for flow in dataset.flows for entry in flow.ports)
        anywhere = {*services, *flows}
        numbers = listed(map(str, ports))
        optional = listed(map(str, missing.bundle.optional), "or")
        hint = f"Add {numbers}: {missing.bundle.why} ({missing.bundle.sources[0]})."
        if optional:
            hint += f" {optional} is optional."
        if missing.service and not any(
            port.overlaps(known) for known in anywhere for port in ports
        ):
            yield self.finding(
                case,
                ("services", missing.service, "ports"),
                Subject(kind="service", id=missing.service, ports=ports),
                f"{missing.bundle.name} needs {numbers} beside {missing.seen} of "
                f"{missing.service}, and nothing has it.",
                hint,
                related=[
                    (("flows", place, "ports"), f"{flow.id} would need it.")
                    for place, flow in missing.flows
                ],
            )
            return
        for place, flow in missing.flows:
            yield self.finding(
                case,
                ("flows", place, "ports"),
                Subject(kind="flow", id=flow.id, modes=flow.modes, ports=ports),
                f"{missing.bundle.name} needs {numbers} beside {missing.seen}, but the flow "
                f"{flow.id} lacks it.",
                hint,
            )


def _calling(case: RuleContext) -> Iterator[tuple[Placed, list[Port]]]:
    """The flows with numbers that may call for others, each with the ports that do."""
    known = facts().bundles
    numbers = {port.first for port in known}
    for place, flow in case.flows():
        if not numbers.isdisjoint(entry.port.first for entry in flow.ports):
            yield (place, flow), [part for part in _parts(flow) if part in known]


def _parts(flow: Flow) -> Iterator[Port]:
    """The ports of a flow, once for each protocol."""
    for entry in flow.ports:
        yield from entry.port.each_protocol()


def _bundles(case: RuleContext, flow: Flow, seen: list[Port]) -> Iterator[tuple[Bundle, Port, str]]:
    """The bundles that ports of a flow call for: each with the first such port and its service.

    Known by the words of the port's service, or by two numbers of the bundle in one flow.
    """
    told: set[str] = set()
    for part in seen:
        for bundle in facts().bundles[part]:
            if bundle.name in told:
                continue
            together = len({port.first for port in seen if port in bundle.seen}) > 1
            for match in case.queries.listeners.match(part, flow.to):
                service = match[1] if isinstance(match, tuple) else None
                if together or (service is not None and bundle.words.found_in(service)):
                    told.add(bundle.name)
                    yield bundle, part, "" if service is None else service.id
                    break


class UnencryptedCrossing(Rule):
    """A service without encryption crosses the border between two zones."""

    code = "MED603"
    name = "unencrypted-crossing"
    about_ports = True
    why = "What crosses the border between zones can be read and changed by whoever sits there."
    fix = (
        "Use an encrypted service, or waive the rule with the reason. A service whose `encryption` "
        "is left out counts as unknown."
    )
    bad = (
        _ZONES
        + """\
  web:
    name: Web
    ports: [{port: 80/tcp, encryption: none}, {port: 443/tcp, encryption: tls}]
flows:
  - {id: client-to-server, from: client, to: server, ports: [80/tcp, 443/tcp]}
"""
    )
    good = bad.replace("[80/tcp, 443/tcp]", "[443/tcp]").replace(
        "[{port: 80/tcp, encryption: none}, ", "["
    )

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for uses of such services by flows that leave their zone."""
        roles = case.dataset.roles
        crossing: dict[tuple[str, int], list[Use]] = {}
        for name, uses in case.uses.items():
            encryption = case.dataset.services[name].encryption
            for use in uses:
                if (use.entry.encryption or encryption) == "none":
                    zones = {roles[use.flow.from_].zone, roles[use.flow.to].zone}
                    if len(zones) == 2 and "" not in zones:
                        crossing.setdefault((name, use.place), []).append(use)
        in_order = sorted(crossing.items(), key=lambda each: (each[1][0].place, each[1][0].turn))
        for (name, _), uses in in_order:
            yield self._report(case, case.dataset.services[name], uses)

    def _report(self, case: RuleContext, service: Service, uses: list[Use]) -> Finding:
        place, flow, turn, _, entry = uses[0]
        roles, ports = case.dataset.roles, tuple(use.port for use in uses)
        key = "encryption" if service.encryption and not entry.encryption else "ports"
        return self.finding(
            case,
            ("flows", place, "ports", turn),
            Subject(kind="flow", id=flow.id, modes=flow.modes, ports=ports),
            f"The flow {flow.id} carries {listed(map(str, ports))} of {service.id} from the zone "
            f"{roles[flow.from_].zone} to {roles[flow.to].zone} without encryption.",
            "Use an encrypted port, correct the service's encryption, or waive "
            f"{self.code} with the reason.",
            related=[(("services", service.id, key), "It is said here to have no encryption.")],
        )


class ExposedAdministration(Rule):
    """An administration service is open from the least trusted zone."""

    code = "MED604"
    name = "exposed-administration"
    about_ports = True
    why = "Whoever gets in there can do everything, and attacks come from the least trusted zone."
    fix = (
        "Close it, let it in from a more trusted zone only, or waive the rule with the reason. The "
        "least trusted zone is the first one under `zones`."
    )
    bad = (
        _ZONES
        + """\
  shell:
    name: Remote shell
    ports: [22/tcp]
    administration: true
flows:
  - {id: client-to-server, from: client, to: server, ports: [22/tcp]}
"""
    )
    good = bad.replace("zone: outside", "zone: inside")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for uses of such services by flows out of the first zone."""
        dataset = case.dataset
        if len(dataset.zones) < 2:
            return
        least = next(iter(dataset.zones))
        exposed = [
            (use.place, use.turn, use.flow, use.port, name)
            for name, uses in case.uses.items()
            if dataset.services[name].administration
            for use in uses
            if dataset.roles[use.flow.from_].zone == least
        ]
        for place, turn, flow, port, name in sorted(exposed, key=itemgetter(0, 1)):
            yield self.finding(
                case,
                ("flows", place, "ports", turn),
                Subject(kind="flow", id=flow.id, modes=flow.modes, ports=(port,)),
                f"The flow {flow.id} opens {port} of {name}, an administration service, from the "
                f"least trusted zone {least}.",
                f"Close it, or waive {self.code} with the reason.",
                related=[
                    (
                        ("services", name, "administration"),
                        "It is said here to be for administration.",
                    ),
                    (("roles", flow.from_, "zone"), f"{flow.from_} is in {least}."),
                ],
            )


class FixedPortCalledDynamic(Rule):
    """A description calls a single port dynamic."""

    code = "MED605"
    name = "fixed-port-called-dynamic"
    about_ports = True
    why = (
        "A dynamic port is another one each time, so that no firewall rule can name it. A listed "
        "number is fixed; calling it dynamic keeps readers from relying on it."
    )
    fix = "Say what listens on the port, or list the range that dynamic ports come from."
    bad = (
        _ROLES
        + """\
  events:
    name: Events
    ports: [8415/tcp]
    description: A dynamic port for events.
flows:
  - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}
"""
    )
    good = bad.replace("A dynamic port for events.", "The port for events.")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at what is said of services with single ports."""
        for service in case.dataset.services.values():
            single = tuple(
                entry.port for entry in service.ports if entry.port.first == entry.port.last
            )
            words = facts().dynamic.found_in(service) if single else ""
            if words:
                numbers = listed(map(str, single))
                yield self.finding(
                    case,
                    ("services", service.id, "description"),
                    Subject(kind="service", id=service.id, ports=single),
                    f"The service {service.id} speaks of {words!r}, but {numbers} "
                    f"{'is a fixed port' if len(single) == 1 else 'are fixed ports'}.",
                    "Say what listens there, or list the range that the ports come from.",
                    related=[(("services", service.id, "ports"), "The ports are listed here.")],
                )


RULES: tuple[Rule, ...] = (
    WrongTransport(),
    IncompleteBundle(),
    UnencryptedCrossing(),
    ExposedAdministration(),
    FixedPortCalledDynamic(),
)
