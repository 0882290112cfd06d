"""MED4xx, double entry: services and flows say the same thing twice, and must agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...dataset.codes import listed
from ...dataset.model import Flow, Service
from ...dataset.ports import Port
from ..analysis.port_sets import Spans, beyond, near, spans
from ..context import RuleContext
from ..finding import Finding, Subject
from ..rule import Rule
from .agreement import other_protocol

Placed = tuple[int, Flow]
Pair = tuple[str, str]

_SERVICE = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Server}
  client: {name: Client}
services:
"""

_RANGE = (
    _SERVICE
    + """\
  media:
    name: Media
    ports: [5000-5009/tcp]
    listens_on: [server]
    called_by: [client]
flows:
  - {id: client-to-server, from: client, to: server, ports: [PORTS]}
"""
)


@dataclass(slots=True)
class _Lack:
    """A flow between a caller and a listener of a service that lacks a port of it."""

    placed: Placed
    service: Service
    turn: int
    parts: tuple[Port, ...]
    modes: tuple[str, ...] = ()

    @property
    def whole(self) -> Port:
        """The service's port as it stands there."""
        return self.service.ports[self.turn].port

    @property
    def partial(self) -> bool:
        """Whether the flow has some of a range."""
        whole = self.whole
        return whole.first != whole.last and self.parts != whole.each_protocol()


@dataclass(slots=True)
class _Asked:
    """What came of asking for one port of a service: who has it, and who lacks it."""

    had: int = 0
    lacking: list[_Lack] = field(default_factory=list)


class _Expected:
    """The ports that services expect between two roles: those called by one and on the other."""

    def __init__(self, case: RuleContext) -> None:
        self._called: dict[str, dict[str, Service]] = {}
        self._listening: dict[str, dict[str, Service]] = {}
        self._known: dict[Pair, list[Service]] = {}
        for name, service in case.dataset.services.items():
            if service.called_by and service.listens_on:
                for role in service.called_by:
                    self._called.setdefault(role, {})[name] = service
                for role in service.listens_on:
                    self._listening.setdefault(role, {})[name] = service

    def of(self, pair: Pair) -> list[Service]:
        """The services of a pair of roles."""
        known = self._known.get(pair)
        if known is None:
            one, other = self._called.get(pair[0], {}), self._listening.get(pair[1], {})
            if len(other) < len(one):
                one, other = other, one
            known = self._known[pair] = [service for name, service in one.items() if name in other]
        return known


def _asked(case: RuleContext) -> dict[tuple[str, int], _Asked]:
    """Ask each flow for what services expect of it."""
    expected = _Expected(case)
    sisters: dict[Pair, list[Placed]] = {}
    for place, flow in case.flows():
        if flow.ports and expected.of((flow.from_, flow.to)):
            sisters.setdefault((flow.from_, flow.to), []).append((place, flow))
    asked: dict[tuple[str, int], _Asked] = {}
    for pair, flows in sisters.items():
        by_mode = _ports_by_mode(flows) if len(flows) > 1 else {}
        for placed in flows:
            known = spans(entry.port for entry in placed[1].ports)
            for service in expected.of(pair):
                for turn, entry in enumerate(service.ports):
                    answer = asked.setdefault((service.id, turn), _Asked())
                    parts = beyond((entry.port,), known)
                    lack = _Lack(placed, service, turn, parts)
                    if parts and _lacking_modes(case, lack, by_mode):
                        answer.lacking.append(lack)
                    else:
                        answer.had += 1
    return asked


def _ports_by_mode(flows: list[Placed]) -> dict[str, Spans]:
    """What all flows of one pair of roles list in each mode (``""``: without naming a mode)."""
    ports: dict[str, list[Port]] = {}
    for _, flow in flows:
        for mode in flow.modes or ("",):
            ports.setdefault(mode, []).extend(entry.port for entry in flow.ports)
    return {mode: spans(entries) for mode, entries in ports.items()}


def _lacking_modes(case: RuleContext, lack: _Lack, by_mode: dict[str, Spans]) -> bool:
    """Whether no other flow of the same two roles makes up for it, in some mode of the flow.

    Then ``modes`` of it says in which, and ``parts`` of it what nobody lists there.
    """
    flow = lack.placed[1]
    if not by_mode:
        lack.modes = flow.modes
        return True
    parts = beyond(lack.parts, by_mode.get("", frozenset()))
    lacking = {
        mode: rest
        for mode in case.queries.modes_of(flow) or ("",)
        if (rest := beyond(parts, by_mode[mode]) if mode in by_mode else parts)
    }
    if not lacking:
        return False
    lack.modes = tuple(mode for mode in lacking if mode)
    lack.parts = tuple(dict.fromkeys(part for rest in lacking.values() for part in rest))
    return True


class _Lacking(Rule):
    """What the two rules about ports that services expect have in common."""

    about_ports = True
    partial = False

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at the flows between a service's callers and its listeners."""
        for answer in case.once(_asked).values():
            lacking = [lack for lack in answer.lacking if lack.partial is self.partial]
            if len(lacking) > 1 and len(lacking) == len(answer.lacking) and not answer.had:
                yield self._nowhere(case, lacking)
            else:
                for lack in lacking:
                    yield self._in_flow(case, lack)

    def _in_flow(self, case: RuleContext, lack: _Lack) -> Finding:
        place, flow = lack.placed
        service = lack.service.id
        message, hint = self._say(lack)
        slip = _slip(case, lack)
        if slip is not None:
            hint = f"Did you mean {lack.whole} where it lists {slip}? {hint}"
        return self.finding(
            case,
            ("flows", place, "ports"),
            Subject(kind="flow", id=flow.id, modes=lack.modes, ports=lack.parts),
            message,
            hint,
            related=[
                (("services", service, "ports", lack.turn), f"{service} has the port."),
                (("services", service, "called_by"), f"{flow.from_} calls it."),
                (("services", service, "listens_on"), f"{flow.to} listens."),
            ],
        )

    def _nowhere(self, case: RuleContext, lacking: list[_Lack]) -> Finding:
        service, turn, whole = lacking[0].service, lacking[0].turn, lacking[0].whole
        flows = [lack.placed[1].id for lack in lacking]
        parts = dict.fromkeys(part for lack in lacking for part in lack.parts)
        wanted = f"all of {whole}" if self.partial else listed(map(str, parts))
        return self.finding(
            case,
            ("services", service.id, "ports", turn),
            Subject(kind="service", id=service.id, ports=tuple(parts)),
            f"No flow from a caller of {service.id} to a listener lists {wanted}: "
            f"{listed(flows)} lack it.",
            "Write the port that the flows list, or add it to them.",
            related=[
                (("flows", lack.placed[0], "ports"), f"{lack.placed[1].id} lacks it.")
                for lack in lacking
            ],
        )

    def _say(self, lack: _Lack) -> tuple[str, str]:
        """The sentence and the hint about one flow."""
        raise NotImplementedError


def _slip(case: RuleContext, lack: _Lack) -> Port | None:
    """A port of the flow that nothing explains and that is one digit from the one it lacks."""
    flow = lack.placed[1]
    for entry in flow.ports:
        for part in lack.parts:
            if near(entry.port, part) and case.queries.listeners.match(entry.port, flow.to) == (
                entry.port,
            ):
                return entry.port
    return None


class MissingPort(_Lacking):
    """A flow between a caller and a listener of a service lacks the service's port."""

    code = "MED405"
    name = "missing-port"
    why = (
        "The service says who calls it and where it listens. A flow between these two without its "
        "port leaves the port closed, or the service says too much."
    )
    fix = (
        "Add the port to the flow, or take an end out of the service's `called_by` or `listens_on`."
    )
    bad = (
        _SERVICE
        + """\
  web:
    name: Web
    ports: [443/tcp]
    listens_on: [server]
    called_by: [client]
  files:
    name: Files
    ports: [445/tcp]
    listens_on: [server]
    called_by: [client]
flows:
  - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
"""
    )
    good = bad.replace("ports: [443/tcp]}", "ports: [443/tcp, 445/tcp]}")

    def _say(self, lack: _Lack) -> tuple[str, str]:
        flow, service = lack.placed[1], lack.service.id
        ports = listed(map(str, lack.parts))
        message = (
            f"The flow {flow.id} lacks {ports}, though {service} is called by {flow.from_} and "
            f"listens on {flow.to}."
        )
        hint = f"Add {ports} to the flow, or correct called_by or listens_on of {service}."
        return message, hint


class RangeInPart(_Lacking):
    """A flow lists a part of the range that a service needs."""

    code = "MED406"
    name = "range-in-part"
    partial = True
    why = "The service may take any port of its range, so that some connections will fail."
    fix = "List the whole range, or shorten it in the service."
    bad = _RANGE.replace("PORTS", "5000-5008/tcp")
    good = _RANGE.replace("PORTS", "5000-5009/tcp")

    def _say(self, lack: _Lack) -> tuple[str, str]:
        flow, service = lack.placed[1], lack.service.id
        parts = listed(map(str, lack.parts))
        return (
            f"The flow {flow.id} lists only a part of {lack.whole} of {service}, without {parts}.",
            f"Write {lack.whole} in the flow, or shorten the range in {service}.",
        )


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A role that a service of a port does not name: under which key, and for which port."""

    service: str
    key: str
    role: str
    port: Port


class UnexpectedUse(Rule):
    """A flow uses a port of a service that does not name its source or its destination."""

    code = "MED407"
    name = "unexpected-use"
    about_ports = True
    about_ends = True
    why = (
        "The service says who calls it and where it listens. A flow that uses its port from or to "
        "somewhere else opens a port for nothing, or the service says too little."
    )
    fix = (
        "Add the role to the service's `called_by` or `listens_on`, describe the port in a service "
        "of its own, or take it out of the flow."
    )
    bad = (
        _SERVICE
        + """\
  web:
    name: Web
    ports: [443/tcp]
    listens_on: [server]
    called_by: [client]
flows:
  - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
  - {id: guest-to-server, from: guest, to: server, ports: [443/tcp]}
"""
    ).replace("services:", "  guest: {name: Guest}\nservices:")
    good = bad.replace("called_by: [client]", "called_by: [client, guest]")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at the ends of each use of a service, then at the ports that none has there."""
        strangers: dict[_Stranger, list[tuple[int, int]]] = {}
        for name, uses in case.uses.items():
            callers = frozenset(case.dataset.services[name].called_by)
            for use in uses if callers else ():
                if use.flow.from_ not in callers:
                    stranger = _Stranger(name, "called_by", use.flow.from_, use.port)
                    strangers.setdefault(stranger, []).append((use.place, use.turn))
        for place, flow, turn, port in case.strays:
            elsewhere = _elsewhere(case, port, flow)
            if elsewhere is not None:
                strangers.setdefault(elsewhere, []).append((place, turn))
        for stranger, places in sorted(strangers.items(), key=lambda found: found[1]):
            yield self._report(case, stranger, places)

    def _report(
        self, case: RuleContext, stranger: _Stranger, places: list[tuple[int, int]]
    ) -> Finding:
        service, role, port = stranger.service, stranger.role, stranger.port
        flows = [case.dataset.flows[place] for place, _ in places]
        calls = stranger.key == "called_by"
        ends = {"from_": role} if calls else {"to": role}
        others = [
            (("flows", place, "ports", turn), f"So does {case.dataset.flows[place].id}.")
            for place, turn in places[1:]
        ]
        relation = "is not called by" if calls else "does not listen on"
        modes = tuple(dict.fromkeys(mode for flow in flows for mode in flow.modes))
        return self.finding(
            case,
            ("flows", places[0][0], "ports", places[0][1]),
            Subject(
                kind="service",
                id=service,
                modes=modes if all(flow.modes for flow in flows) else (),
                ports=(port,),
                **ends,
            ),
            f"The flow {flows[0].id} uses {port}, but {service} {relation} {role}.",
            f"Add {role} to {stranger.key} of {service}, describe another service with the port, "
            "or take the port out of the flow.",
            related=[
                (
                    ("services", service, stranger.key),
                    f"{service} {'is called by' if calls else 'listens on'} these only.",
                ),
                *others,
            ],
        )


def _elsewhere(case: RuleContext, port: Port, flow: Flow) -> _Stranger | None:
    """A port whose services all listen elsewhere; of several, the one that the source calls.

    Where one listens there over another protocol, that is said instead.
    """
    services = case.queries.listeners.offering(port)
    if not services or other_protocol(case, port, flow.to) is not None:
        return None
    called = next((one for one in services if flow.from_ in one.called_by), services[0])
    return _Stranger(called.id, "listens_on", flow.to, port)


RULES: tuple[Rule, ...] = (MissingPort(), RangeInPart(), UnexpectedUse())
