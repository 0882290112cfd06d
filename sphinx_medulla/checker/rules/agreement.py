"""MED3xx, agreement: what services and ``like`` say of a flow's ports, and what the flow lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...dataset.codes import listed
from ...dataset.model import Flow, Likeness, Service
from ...dataset.ports import PROTOCOLS, Port
from ..analysis.port_sets import Spans, beyond, covered, spans, spans_of
from ..context import RuleContext
from ..finding import Finding, Subject
from ..rule import Rule
from .conflicts import common

_HEAD = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Server}
  client: {name: Client}
"""

_LIKE = (
    _HEAD
    + """\
  guest: {name: Guest}
flows:
  - {id: client-to-server, from: client, to: server, ports: [22/tcp, 443/tcp]}
  - id: guest-to-server
    from: guest
    to: server
    ports: [443/tcp]
    like: {flow: client-to-server, LIKE, reason: Guests have no shell.}
"""
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A port of a service, at its place in the service's list."""

    service: Service
    turn: int
    port: Port


@dataclass(slots=True)
class _Clash:
    """Two services with a port in common: an entry of each, and on which roles both listen."""

    one: _Entry
    other: _Entry
    common: dict[Port, None] = field(default_factory=dict)
    listeners: dict[str, None] = field(default_factory=dict)


class TwoServicesOnePort(Rule):
    """Two services have the same port of the same listener."""

    code = "MED305"
    name = "two-services-one-port"
    about_ports = True
    why = (
        "One program listens on a port, so that one of the two is wrong; readers are shown the "
        "description of the first one only."
    )
    fix = (
        "Correct the port of one, say in `listens_on` which role each of them listens on, or make "
        "one service of both."
    )
    bad = (
        _HEAD
        + """\
services:
  web: {name: Web, ports: [443/tcp], listens_on: [server]}
  console: {name: Console, ports: [443/tcp], listens_on: [server]}
flows:
  - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
"""
    )
    good = bad.replace(
        "ports: [443/tcp], listens_on: [server]}\nflows",
        "ports: [8443/tcp], listens_on: [server]}\nflows",
    ).replace("ports: [443/tcp]}\n", "ports: [443/tcp, 8443/tcp]}\n")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Go through the ports of each listener in the order of numbers."""
        listening: dict[tuple[str, str], list[_Entry]] = {}
        for service in case.dataset.services.values():
            for turn, entry in enumerate(service.ports):
                for port in entry.port.each_protocol():
                    for role in service.listens_on or ("",):
                        entries = listening.setdefault((role, port.protocol), [])
                        entries.append(_Entry(service, turn, port))
        order = {name: place for place, name in enumerate(case.dataset.services)}
        clashes: dict[tuple[str, str], _Clash] = {}
        for (role, _), entries in listening.items():
            for one, other in _meeting(entries):
                first, second = sorted((one, other), key=lambda entry: order[entry.service.id])
                clash = clashes.setdefault(
                    (first.service.id, second.service.id), _Clash(first, second)
                )
                clash.common[common(one.port, other.port)] = None
                clash.listeners[role] = None
        for clash in clashes.values():
            yield self._report(case, clash)

    def _report(self, case: RuleContext, clash: _Clash) -> Finding:
        one, other = clash.one.service.id, clash.other.service.id
        ports = listed(map(str, clash.common))
        roles = [role for role in clash.listeners if role]
        where = f" on {listed(roles)}" if roles else ""
        if one == other:
            message = f"The service {one} has {ports} twice."
            hint = "Write the port that was meant, or take one of the two away."
        else:
            message = f"The services {one} and {other} both have {ports}{where}."
            hint = f"Correct the port of one, or say in listens_on where {one} and {other} listen."
        return self.finding(
            case,
            ("services", other, "ports", clash.other.turn),
            Subject(kind="service", id=other, ports=tuple(clash.common)),
            message,
            hint,
            related=[(("services", one, "ports", clash.one.turn), f"{one} has it here.")],
        )


def _meeting(entries: list[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """The ports that overlap the one of those before them, by number, that reaches farthest."""
    farthest: _Entry | None = None
    for entry in sorted(entries, key=lambda entry: entry.port.first):
        if farthest is not None and entry.port.overlaps(farthest.port):
            yield farthest, entry
        if farthest is None or entry.port.last > farthest.port.last:
            farthest = entry


def other_protocol(case: RuleContext, port: Port, to: str) -> Service | None:
    """A service that listens there on the same number over other protocols only.

    Of a port that a service has elsewhere, only one that names this listener can say that.
    """
    offering = case.queries.listeners.offering
    anybody = not offering(port)
    for protocol in PROTOCOLS:
        if protocol not in port.protocols:
            for service in offering(Port(port.first, port.last, (protocol,))):
                if to in service.listens_on or (anybody and not service.listens_on):
                    return service
    return None


class OtherProtocol(Rule):
    """A flow lists a port over another protocol than the service of that number has."""

    code = "MED306"
    name = "other-protocol"
    about_ports = True
    why = "A firewall opened for UDP lets no TCP through: the service cannot be reached."
    fix = "Write the same protocol in the flow and in the service; `111/tcp+udp` stands for both."
    bad = (
        _HEAD
        + """\
services:
  boot: {name: Boot files, ports: [69/udp], listens_on: [server]}
flows:
  - {id: client-to-server, from: client, to: server, ports: [69/tcp]}
"""
    )
    good = bad.replace("69/tcp", "69/udp")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for the number of each port that belongs to no service."""
        found: dict[tuple[str, Port], list[tuple[int, Flow, int]]] = {}
        for place, flow, turn, port in case.strays:
            service = other_protocol(case, port, flow.to)
            if service is not None:
                found.setdefault((service.id, port), []).append((place, flow, turn))
        for (service_id, port), places in found.items():
            yield self._report(case, case.dataset.services[service_id], port, places)

    def _report(
        self, case: RuleContext, service: Service, port: Port, places: list[tuple[int, Flow, int]]
    ) -> Finding:
        turn, its = next(
            (turn, entry.port)
            for turn, entry in enumerate(service.ports)
            if entry.port.first <= port.first and port.last <= entry.port.last
        )
        (place, flow, at), *others = places
        modes = tuple(dict.fromkeys(mode for _, one, _ in places for mode in one.modes))
        related = [(("services", service.id, "ports", turn), f"{service.id} has {its}.")]
        return self.finding(
            case,
            ("flows", place, "ports", at),
            Subject(
                kind="service",
                id=service.id,
                modes=modes if all(one.modes for _, one, _ in places) else (),
                ports=(port,),
            ),
            f"The flow {flow.id} lists {port}, but {service.id} has {its}.",
            "Write the same protocol in both, whichever the service uses.",
            related=[
                *related,
                *(
                    (("flows", other, "ports", turn), f"{one.id} lists {port} too.")
                    for other, one, turn in others
                ),
            ],
        )


def _alike(case: RuleContext) -> Iterator[tuple[int, Flow, Likeness, Flow]]:
    """The flows with a ``like``, each with the flow that it names, where both state ports."""
    for place, flow in case.flows():
        if flow.like is not None:
            other = case.queries.flows[flow.like.flow]
            if flow.ports and other.ports:
                yield place, flow, flow.like, other


def _place_of(case: RuleContext) -> dict[str, int]:
    return {flow.id: place for place, flow in case.flows()}


class LikeMismatch(Rule):
    """A flow's list is not what its ``like`` makes of the other flow's list."""

    code = "MED307"
    name = "like-mismatch"
    about_ports = True
    why = (
        "`like` says how the list follows from another one. If it does not, one of the two lists "
        "was edited without the other, and the reason that readers see is not true."
    )
    fix = "Make the list follow, or say the difference under `with` and `without`."
    bad = _LIKE.replace("LIKE", "with: [80/tcp], without: [22/tcp]")
    good = _LIKE.replace("LIKE", "without: [22/tcp]")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Work out each list that ``like`` describes, and compare."""
        place_of = _place_of(case)
        for place, flow, like, other in _alike(case):
            if other.id == flow.id:
                continue
            kept = beyond(spans_of(other), spans(like.without))
            expected = spans((*kept, *like.with_))
            missing = tuple(sorted(beyond(expected, spans_of(flow))))
            more = beyond((entry.port for entry in flow.ports), expected)
            if not missing and not more:
                continue
            parts, hints = [], []
            if missing:
                parts.append(f"lacks {listed(map(str, missing))}")
                hints.append(f"add {listed(map(str, missing))}")
            if more:
                parts.append(f"has {listed(map(str, more))}")
                hints.append(f"take {listed(map(str, more))} away")
            hint = " and ".join(hints)
            yield self.finding(
                case,
                ("flows", place, "ports"),
                Subject(kind="flow", id=flow.id, modes=flow.modes, ports=(*more, *missing)),
                f"By its like, the flow {flow.id} has the ports of {other.id} but for those that "
                f"it names, yet it {' and '.join(parts)}.",
                f"{hint[0].upper()}{hint[1:]}, or correct with and without.",
                related=[
                    (("flows", place, "like"), "This says so."),
                    (("flows", place_of[other.id], "ports"), f"{other.id} has these."),
                ],
            )


class IdleLike(Rule):
    """A ``like`` names its own flow, or an entry under ``with`` or ``without`` changes nothing."""

    code = "MED308"
    name = "idle-like"
    about_ports = True
    why = (
        "It says of a difference that there is none: the other flow was edited since, or the port "
        "is misspelt and the right one is not excepted."
    )
    fix = "Take the entry away, or write the port or the flow that was meant."
    bad = _LIKE.replace("LIKE", "without: [22/tcp, 8080/tcp]")
    good = _LIKE.replace("LIKE", "without: [22/tcp]")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for each excepted port in the other flow's list."""
        place_of = _place_of(case)
        for place, flow, like, other in _alike(case):
            if other.id == flow.id:
                yield self._of_itself(case, place, flow)
                continue
            known = spans_of(other)
            idle = [
                *(("with", turn, port) for turn, port in _covered(like.with_, known)),
                *(("without", turn, port) for turn, port in _foreign(like.without, known)),
            ]
            for key, turn, port in idle:
                has = "has it already" if key == "with" else "does not have it"
                yield self.finding(
                    case,
                    ("flows", place, "like", key, turn),
                    Subject(kind="flow", id=flow.id, modes=flow.modes, ports=(port,)),
                    f"{port} under {key} does nothing: {other.id} {has}.",
                    "Take it away, or write the port that was meant.",
                    related=[(("flows", place_of[other.id], "ports"), f"{other.id} has these.")],
                )

    def _of_itself(self, case: RuleContext, place: int, flow: Flow) -> Finding:
        return self.finding(
            case,
            ("flows", place, "like", "flow"),
            Subject(kind="flow", id=flow.id, modes=flow.modes),
            f"The like of {flow.id} names {flow.id} itself.",
            "Write the flow with whose ports these are compared, or take like away.",
        )


def _covered(ports: tuple[Port, ...], known: Spans) -> Iterator[tuple[int, Port]]:
    for turn, port in enumerate(ports):
        if covered(port, known):
            yield turn, port


def _foreign(ports: tuple[Port, ...], known: Spans) -> Iterator[tuple[int, Port]]:
    for turn, port in enumerate(ports):
        if beyond((port,), known) == port.each_protocol():
            yield turn, port


RULES: tuple[Rule, ...] = (TwoServicesOnePort(), OtherProtocol(), LikeMismatch(), IdleLike())
