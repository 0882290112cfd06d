"""MED4xx, between modes: the same connection with other ports, in one mode or direction only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ...dataset.codes import listed
from ...dataset.model import Flow
from ...dataset.ports import Port
from ...dataset.problem import Severity
from ..analysis.port_sets import Spans, beyond, near, spans
from ..context import RuleContext
from ..finding import Finding, Subject
from ..rule import Rule

Placed = tuple[int, Flow]
Pair = tuple[str, str]

_HEAD = """\
format: 1
product: {name: Example}
revision: 1
defaults: {group: core}
kinds:
  proxy: {name: proxy}
groups:
  core: {title: Core}
roles:
  server: {name: Server}
  old-proxy: {name: Old proxy, kind: proxy}
  new-proxy: {name: New proxy, kind: proxy}
modes:
  old: {title: With the old proxy, roles: [server, old-proxy]}
  new: {title: With the new proxy, roles: [server, new-proxy]}
"""

_TWO_FLOWS = """\
flows:
  - id: server-to-old-proxy
    from: server
    to: old-proxy
    modes: [old]
    ports: [22/tcp, 8443/tcp]
  - id: server-to-new-proxy
    from: server
    to: new-proxy
    modes: [new]
"""


@dataclass(slots=True)
class _Lists:
    """The flows of one connection that list the same ports, or whose ``like`` joins them."""

    ports: Spans
    flows: list[Placed]
    modes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Flows of a connection whose list nothing joins to the one that most flows have."""

    flows: list[Placed]
    usual: Placed
    more: tuple[Port, ...]
    missing: tuple[Port, ...]

    @property
    def near_miss(self) -> bool:
        """Whether the two lists are one slip of the hand apart."""
        return len(self.more) == len(self.missing) == 1 and near(self.more[0], self.missing[0])


def differences(case: RuleContext) -> tuple[Difference, ...]:
    """Compare the lists of the same connection: of the same roles, then of the same kinds."""
    joined = _Joined(case)
    lists = {flow.id: spans(entry.port for entry in flow.ports) for _, flow in case.flows()}
    differing: list[Difference] = []
    told: set[str] = set()
    themselves = {role: role for role in case.dataset.roles}
    for kinds in (themselves, case.kind_of):
        if kinds is not themselves and len({*kinds.values()}) == len(kinds):
            break  # no kind brings other flows together
        for flows in _connections(case, kinds):
            for found in _differing(case, flows, lists, joined):
                if told.isdisjoint(flow.id for _, flow in found.flows):
                    told.update(flow.id for _, flow in found.flows)
                    differing.append(found)
    return tuple(differing)


class _Joined:
    """Which flows are joined by ``like``, at once or over others."""

    def __init__(self, case: RuleContext) -> None:
        self._leads = {flow.id: flow.id for _, flow in case.flows()}
        for _, flow in case.flows():
            if flow.like is not None:
                self._leads[self.first(flow.id)] = self.first(flow.like.flow)

    def first(self, flow: str) -> str:
        """The id of the flow that stands for all that are joined."""
        leads = self._leads
        while leads[flow] != flow:
            leads[flow] = leads[leads[flow]]
            flow = leads[flow]
        return flow


def _connections(case: RuleContext, kinds: dict[str, str]) -> list[list[Placed]]:
    """The flows of each connection that state ports, where there are at least two.

    ``kinds`` says of each role what it counts as.
    """
    found: dict[tuple[str, str, str], list[Placed]] = {}
    for place, flow in case.flows():
        if flow.ports:
            key = (case.queries.group_of(flow), kinds[flow.from_], kinds[flow.to])
            found.setdefault(key, []).append((place, flow))
    return [flows for flows in found.values() if len(flows) > 1]


def _differing(
    case: RuleContext, flows: list[Placed], listed_by: dict[str, Spans], joined: _Joined
) -> Iterator[Difference]:
    lists: dict[Spans, _Lists] = {}
    for place, flow in flows:
        ports = listed_by[flow.id]
        group = lists.get(ports)
        if group is None:
            group = lists[ports] = _Lists(ports, [], frozenset())
        group.flows.append((place, flow))
    if len(lists) < 2:
        return
    for group in lists.values():
        named = [flow.modes for _, flow in group.flows]
        group.modes = frozenset(chain(*named) if all(named) else case.dataset.modes)
    heads = {
        id(group): {joined.first(flow.id) for _, flow in group.flows} for group in lists.values()
    }
    usual = max(lists.values(), key=lambda group: len(group.modes))
    answered = set(heads[id(usual)])
    others = [group for group in lists.values() if group is not usual]
    for group in others:
        if not heads[id(group)].isdisjoint(answered):
            answered |= heads[id(group)]
    for group in others:
        if (
            heads[id(group)].isdisjoint(answered)
            and group.modes != usual.modes
            and not _listed_twice(group, usual)
        ):
            answered |= heads[id(group)]
            yield Difference(
                group.flows,
                usual.flows[0],
                beyond((entry.port for entry in group.flows[0][1].ports), usual.ports),
                beyond((entry.port for entry in usual.flows[0][1].ports), group.ports),
            )


def _listed_twice(one: _Lists, other: _Lists) -> bool:
    """Whether two lists are two rows for the same roles in one mode: that is another finding."""
    ends = [{(flow.from_, flow.to) for _, flow in lists.flows} for lists in (one, other)]
    return ends[0] == ends[1] and not one.modes.isdisjoint(other.modes)


class _Drift(Rule):
    """What the two rules about different lists have in common."""

    about_ports = True
    near_misses = False

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at the lists that differ, near misses or the others."""
        for found in case.once(differences):
            if found.near_miss is self.near_misses:
                yield self._report(case, found)

    def _report(self, case: RuleContext, found: Difference) -> Finding:
        (place, flow), *same = found.flows
        usual_place, usual = found.usual
        related = [(("flows", usual_place, "ports"), f"{usual.id} has the other list.")]
        related += [(("flows", at, "ports"), f"So has {other.id}.") for at, other in same]
        message, hint = self._say(flow, usual, found)
        return self.finding(
            case,
            ("flows", place, "ports"),
            Subject(kind="flow", id=flow.id, modes=flow.modes, ports=(*found.more, *found.missing)),
            message,
            hint,
            related=related,
        )

    def _say(self, flow: Flow, usual: Flow, found: Difference) -> tuple[str, str]:
        """The sentence and the hint."""
        raise NotImplementedError


class DifferentPorts(_Drift):
    """The same connection has different ports in different modes, and nothing says why."""

    code = "MED401"
    name = "different-ports"
    why = (
        "Roles of one kind stand in for one another, so their connections need the same ports. "
        "Where they do not, somebody has edited one list and forgotten the other."
    )
    fix = (
        "Make the lists agree, or say why they differ: `like` names the other flow, the ports with "
        "and without, and the reason."
    )
    bad = _HEAD + _TWO_FLOWS + "    ports: [22/tcp]\n"
    good = (
        bad
        + """\
    like:
      flow: server-to-old-proxy
      without: [8443/tcp]
      reason: The new proxy fetches its settings itself.
"""
    )

    def _say(self, flow: Flow, usual: Flow, found: Difference) -> tuple[str, str]:
        parts = []
        if found.missing:
            parts.append(f"without {listed(map(str, found.missing))}")
        if found.more:
            parts.append(f"with {listed(map(str, found.more))}")
        apart = flow.modes and usual.modes and set(flow.modes).isdisjoint(usual.modes)
        where = "in another mode" if apart else "for another role of its kind"
        message = (
            f"The flow {flow.id} is the connection of {usual.id} {where}, but "
            f"{' and '.join(parts)}."
        )
        return message, (
            f"Make the lists agree, or give the reason under like: {{flow: {usual.id}, …}}."
        )


class NearMiss(_Drift):
    """The same connection has in another mode a port that is one digit apart."""

    code = "MED402"
    name = "near-miss"
    severity = Severity.ERROR
    near_misses = True
    why = (
        "The two lists differ by one port on each side, and the two numbers by one digit: one of "
        "them is misspelt, and a firewall opened by it does not help."
    )
    fix = "Write the right number in both, or say under `like` why they differ."
    bad = _HEAD + _TWO_FLOWS + "    ports: [22/tcp, 8433/tcp]\n"
    good = _HEAD + _TWO_FLOWS + "    ports: [22/tcp, 8443/tcp]\n"

    def _say(self, flow: Flow, usual: Flow, found: Difference) -> tuple[str, str]:
        mine, other = found.more[0], found.missing[0]
        return (
            f"The flow {flow.id} lists {mine} where {usual.id}, the same connection, has {other}.",
            f"Write {other} here or {mine} there, whichever is right.",
        )


class _Connections:
    """The core connections of each mode, and the roles that it has, by kind."""

    def __init__(self, case: RuleContext) -> None:
        modes = case.dataset.modes
        present = {mode: dict.fromkeys(entry.roles) for mode, entry in modes.items()}
        self.first: dict[Pair, Placed] = {}
        self._targets: dict[str, set[str]] = {}
        self._here: dict[str, set[Pair]] = {mode: set() for mode in ("", *modes)}
        for place, flow in case.core_flows:
            pair = (case.kind_of[flow.from_], case.kind_of[flow.to])
            self.first.setdefault(pair, (place, flow))
            for mode in flow.modes or ("",):
                self._here[mode].add(pair)
            for mode in flow.modes:
                present[mode][flow.from_] = present[mode][flow.to] = None
        for source, target in self.first:
            self._targets.setdefault(source, set()).add(target)
        self.roles: dict[str, dict[str, list[str]]] = {mode: {} for mode in modes}
        for mode, ends in present.items():
            for role in ends:
                self.roles[mode].setdefault(case.kind_of[role], []).append(role)

    def has(self, mode: str, pair: Pair) -> bool:
        """Whether a mode has a connection, its own or one of every mode."""
        return pair in self._here[mode] or pair in self._here[""]

    def expected_between(self, ends: dict[str, list[str]]) -> Iterator[Pair]:
        """The connections that some mode has and whose two ends are there."""
        for source, members in ends.items():
            for target in sorted(self._targets.get(source, set()) & ends.keys()):
                if source != target or len(members) > 1:
                    yield source, target


class MissingConnection(Rule):
    """A core connection is missing from a mode that has both of its ends."""

    code = "MED409"
    name = "missing-connection"
    about_ends = True
    why = (
        "Roles of one kind do the same work in different modes, so what they open in one mode they "
        "open in the other."
    )
    fix = (
        "Add the flow, or waive the rule on the mode with `from` and `to`, for a reason or with a "
        "question."
    )
    bad = (
        _HEAD
        + """\
flows:
  - {id: server-to-old-proxy, from: server, to: old-proxy, modes: [old], ports: [22/tcp]}
  - {id: server-to-new-proxy, from: server, to: new-proxy, modes: [new], ports: [22/tcp]}
  - {id: old-proxy-to-server, from: old-proxy, to: server, modes: [old], ports: [443/tcp]}
"""
    )
    good = bad + (
        "  - {id: new-proxy-to-server, from: new-proxy, to: server, modes: [new], "
        "ports: [443/tcp]}\n"
    )

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look in each mode for the connections that the others have."""
        connections = _Connections(case)
        for mode, ends in connections.roles.items():
            for source, target in connections.expected_between(ends):
                if not connections.has(mode, (source, target)):
                    ends_here = (ends[source], ends[target])
                    yield self._missing(case, mode, ends_here, connections.first[source, target])

    def _missing(
        self, case: RuleContext, mode: str, ends: tuple[list[str], list[str]], known: Placed
    ) -> Finding:
        place, flow = known
        other = flow.modes[0]
        source = ends[0][0]
        target = next(role for role in ends[1] if role != source)
        return self.finding(
            case,
            ("modes", mode),
            Subject(kind="mode", id=mode, modes=(mode,), from_=source, to=target),
            f"The mode {mode} has no core flow from {source} to {target}, though the mode {other} "
            f"has {flow.id}.",
            f"Add the flow, or waive {self.code} here with from: {source}, to: {target}, and a "
            "reason or a question.",
            at_key=True,
            related=[(("flows", place), f"The connection in the mode {other}.")],
        )


class OneDirection(Rule):
    """A service that both sides call and offer is listed in one direction only."""

    code = "MED410"
    name = "one-direction"
    about_ports = True
    why = (
        "Both ends are among the service's callers and its listeners, so either may open the "
        "connection; a firewall that lets one direction through breaks the other."
    )
    fix = (
        "Add the flow of the other direction, or take one end out of the service's `called_by` or "
        "`listens_on`."
    )
    bad = """\
format: 1
product: {name: Example}
revision: 1
roles:
  north: {name: North}
  south: {name: South}
services:
  exchange:
    name: Exchange
    ports: [7269/tcp]
    listens_on: [north, south]
    called_by: [north, south]
flows:
  - {id: north-to-south, from: north, to: south, ports: [7269/tcp]}
"""
    good = bad + "  - {id: south-to-north, from: south, to: north, ports: [7269/tcp]}\n"

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at each flow for services of both ends, and whether a flow leads back."""
        back: dict[Pair, set[str]] = {}
        for _, flow in case.flows():
            back.setdefault((flow.to, flow.from_), set()).update(flow.modes or ("",))
        mutual = {
            name: frozenset(service.listens_on).intersection(service.called_by)
            for name, service in case.dataset.services.items()
        }
        both = frozenset(chain.from_iterable(mutual.values()))
        for place, flow in case.flows() if both else ():
            if not both.issuperset((flow.from_, flow.to)):
                continue
            ports = [
                (turn, match[0], match[1].id)
                for turn, entry in enumerate(flow.ports)
                for match in case.queries.listeners.match(entry.port, flow.to)
                if isinstance(match, tuple)
                and mutual[match[1].id].issuperset((flow.from_, flow.to))
            ]
            led_back = back.get((flow.from_, flow.to), set())
            if ports and flow.from_ != flow.to and "" not in led_back:
                modes = tuple(mode for mode in case.queries.modes_of(flow) if mode not in led_back)
                if modes or not case.dataset.modes:
                    yield self._report(case, (place, flow), modes, ports)

    def _report(
        self,
        case: RuleContext,
        placed: Placed,
        modes: tuple[str, ...],
        ports: list[tuple[int, Port, str]],
    ) -> Finding:
        place, flow = placed
        where = f" in {named('mode', modes)}" if modes else ""
        names = listed(dict.fromkeys(service for _, _, service in ports))
        numbers = listed(str(port) for _, port, _ in ports)
        related = [
            (("services", service, "called_by"), f"{service} is called by both, and on both.")
            for service in dict.fromkeys(service for _, _, service in ports)
        ]
        return self.finding(
            case,
            ("flows", place, "ports", ports[0][0]),
            Subject(
                kind="flow", id=flow.id, modes=modes, ports=tuple(port for _, port, _ in ports)
            ),
            f"Both {flow.from_} and {flow.to} call and offer {names}, but no flow leads from "
            f"{flow.to} to {flow.from_}{where} as {flow.id} does the other way.",
            f"Add a flow from {flow.to} to {flow.from_} with {numbers}, or correct called_by and "
            "listens_on.",
            related=related,
        )


def named(thing: str, ids: tuple[str, ...]) -> str:
    """What is listed, with the word for it: ``the modes one and two``."""
    return f"the {thing}{'s' if len(ids) > 1 else ''} {listed(ids)}"


RULES: tuple[Rule, ...] = (DifferentPorts(), NearMiss(), MissingConnection(), OneDirection())
