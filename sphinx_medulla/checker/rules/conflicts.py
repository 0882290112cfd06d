"""MED3xx, lists: what a flow lists twice, and the connection that two flows list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...dataset.codes import listed
from ...dataset.model import Flow
from ...dataset.ports import Port
from ...dataset.problem import Severity
from ..analysis.port_sets import spans_of
from ..context import RuleContext
from ..finding import Finding, Subject
from ..rule import Rule
from .drift import named

Placed = tuple[int, Port]
_Told = tuple[int, Port, tuple[object, ...]]

_ONE_FLOW = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Server}
  client: {name: Client}
flows:
  - {id: client-to-server, from: client, to: server, ports: [PORTS]}
"""

_MEDIA = _ONE_FLOW.replace(
    "flows:\n", "services:\n  media: {name: Media, ports: [5000-5009/tcp]}\nflows:\n"
)


class SamePortTwice(Rule):
    """A flow lists the same port twice."""

    code = "MED301"
    name = "same-port-twice"
    severity = Severity.ERROR
    about_ports = True
    why = "One of the two was meant to be another port, which now nobody opens."
    fix = "Write the port that was meant, or take one of the two away."
    bad = _ONE_FLOW.replace("PORTS", "69/udp, 69/udp")
    good = _ONE_FLOW.replace("PORTS", "67/udp, 69/udp")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at each flow's list."""
        for place, flow in case.flows():
            if len({entry.port.first for entry in flow.ports}) == len(flow.ports):
                continue
            seen: dict[Port, int] = {}
            for turn, entry in enumerate(flow.ports):
                for port in entry.port.each_protocol():
                    if port not in seen:
                        seen[port] = turn
                        continue
                    yield self.finding(
                        case,
                        ("flows", place, "ports", turn),
                        Subject(kind="flow", id=flow.id, modes=flow.modes, ports=(port,)),
                        f"The flow {flow.id} lists {port} twice.",
                        "Write the port that was meant, or take one of the two away.",
                        related=[
                            (("flows", place, "ports", seen[port]), "It stands here already.")
                        ],
                    )


class OverlappingPorts(Rule):
    """Two entries of a flow's list overlap: a range has a port that another entry has too."""

    code = "MED302"
    name = "overlapping-ports"
    about_ports = True
    why = (
        "The end of a range is wrong, or a port is listed for nothing. Whoever reads the list "
        "cannot tell which."
    )
    fix = "Correct the end of the range, or take away what the other entry has already."
    bad = _ONE_FLOW.replace("PORTS", "5000-5009/tcp, 5005/tcp")
    good = _ONE_FLOW.replace("PORTS", "5000-5009/tcp, 5010/tcp")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Go through each flow's list in the order of numbers."""
        for place, flow in case.flows():
            both: dict[tuple[int, int], list[Port]] = {}
            for first, second in _overlapping(flow):
                pair = (min(first[0], second[0]), max(first[0], second[0]))
                both.setdefault(pair, []).append(common(first[1], second[1]))
            for (first_turn, second_turn), ports in both.items():
                one, other = flow.ports[first_turn].port, flow.ports[second_turn].port
                yield self.finding(
                    case,
                    ("flows", place, "ports", second_turn),
                    Subject(kind="flow", id=flow.id, modes=flow.modes, ports=tuple(ports)),
                    f"The flow {flow.id} lists {other} and {one}, which overlap in "
                    f"{listed(map(str, ports))}.",
                    "Correct the end of the range, or take away what the other entry has.",
                    related=[(("flows", place, "ports", first_turn), f"{one} stands here.")],
                )


def _overlapping(flow: Flow) -> Iterator[tuple[Placed, Placed]]:
    """The entries that overlap the one of those before them, by number, that reaches farthest."""
    if all(entry.port.first == entry.port.last for entry in flow.ports):
        return
    for parts in _by_protocol(flow):
        farthest: Placed | None = None
        for turn, port in parts:
            if farthest is not None and port.overlaps(farthest[1]) and port != farthest[1]:
                yield farthest, (turn, port)
            if farthest is None or port.last > farthest[1].last:
                farthest = (turn, port)


def _by_protocol(flow: Flow) -> Iterator[list[Placed]]:
    """The ports of a flow for each protocol, sorted, with their places in its list."""
    found: dict[str, list[Placed]] = {}
    for turn, entry in enumerate(flow.ports):
        for port in entry.port.each_protocol():
            found.setdefault(port.protocol, []).append((turn, port))
    for parts in found.values():
        yield sorted(parts, key=lambda part: (part[1].first, part[0]))


def common(one: Port, other: Port) -> Port:
    """The numbers that two overlapping ports of one protocol have in common."""
    return Port(max(one.first, other.first), min(one.last, other.last), one.protocols)


class TouchingRanges(Rule):
    """A range of a service is cut in two: one entry of a list begins where another ends."""

    code = "MED303"
    name = "touching-ranges"
    about_ports = True
    why = (
        "One service needs one range, and two that touch are the same range, written so that it is "
        "harder to read and easier to get wrong."
    )
    fix = "Write one range."
    bad = _MEDIA.replace("PORTS", "5000-5004/tcp, 5005-5009/tcp")
    good = _MEDIA.replace("PORTS", "5000-5009/tcp")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Compare each range with the next one: in a service's list, then in each flow's."""
        for service in case.dataset.services.values():
            entries: list[_Told] = [
                (turn, entry.port, (entry.name, entry.encryption, entry.setting))
                for turn, entry in enumerate(service.ports)
            ]
            yield from self._touching(case, ("services", service.id), entries)
        ranges: dict[tuple[int, int], list[_Told]] = {}
        for uses in case.uses.values():
            for use in uses:
                if use.port.first != use.port.last:
                    entry = use.flow.ports[use.turn]
                    told = (use.turn, use.port, (entry.need, entry.feature))
                    ranges.setdefault((use.place, id(use.entry)), []).append(told)
        for (place, _), entries in ranges.items():
            yield from self._touching(case, ("flows", place), entries)

    def _touching(
        self, case: RuleContext, path: tuple[str, str | int], entries: list[_Told]
    ) -> Iterator[Finding]:
        ranges = [entry for entry in entries if entry[1].first != entry[1].last]
        ranges.sort(key=lambda entry: (entry[1].protocols, entry[1].first))
        for (turn, one, told), (other_turn, other, other_told) in pairwise(ranges):
            if (
                one.protocols == other.protocols
                and one.last + 1 == other.first
                and told == other_told
            ):
                subject, whose = _owner(case, path, (one, other))
                yield self.finding(
                    case,
                    (*path, "ports", other_turn),
                    subject,
                    f"{whose} lists {one} and {other}, which are one range of one service.",
                    f"Write {Port(one.first, other.last, one.protocols)}.",
                    related=[((*path, "ports", turn), "The range begins here.")],
                )


def _owner(
    case: RuleContext, path: tuple[str, str | int], ports: tuple[Port, ...]
) -> tuple[Subject, str]:
    """The flow or the service under a path as the subject of a finding and of a sentence."""
    table, key = path
    if isinstance(key, int):
        flow = case.dataset.flows[key]
        subject = Subject(kind="flow", id=flow.id, modes=flow.modes, ports=ports)
    else:
        subject = Subject(kind="service", id=key, ports=ports)
    return subject, f"The {table.removesuffix('s')} {subject.id}"


class SameConnectionTwice(Rule):
    """Two flows of one group lead from the same role to the same role in the same mode."""

    code = "MED304"
    name = "same-connection-twice"
    why = (
        "Readers see two rows for one connection. Who finds the first one does not look for the "
        "second, and an edit of one forgets the other."
    )
    fix = (
        "Put the ports of both into one flow, where each may have a `need` and a `feature` of its "
        "own. If one of them is meant to be another connection, correct its ends or its modes."
    )
    bad = _ONE_FLOW.replace("PORTS", "22/tcp") + (
        "  - {id: again, from: client, to: server, ports: [443/tcp]}\n"
    )
    good = _ONE_FLOW.replace("PORTS", "22/tcp, 443/tcp")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look up each flow's group, ends and modes among those before it."""
        rows: dict[tuple[str, str, str, str], int] = {}
        for place, flow in case.flows():
            earlier: dict[int, list[str]] = {}
            for mode in case.queries.modes_of(flow) or ("",):
                row = (case.queries.group_of(flow), flow.from_, flow.to, mode)
                first = rows.setdefault(row, place)
                if first != place:
                    earlier.setdefault(first, []).append(mode)
            if earlier:
                yield self._report(case, place, earlier)

    def _report(self, case: RuleContext, place: int, earlier: dict[int, list[str]]) -> Finding:
        flows = case.dataset.flows
        flow = flows[place]
        others = [flows[first] for first in earlier]
        modes = tuple(mode for some in earlier.values() for mode in some if mode)
        where = f" in {named('mode', modes)}" if modes and flow.modes else ""
        ids = [other.id for other in others]
        same = len(others) == 1 and spans_of(others[0]) == spans_of(flow)
        return self.finding(
            case,
            ("flows", place),
            Subject(kind="flow", id=flow.id, modes=modes if flow.modes else ()),
            f"The flow {flow.id} leads from {flow.from_} to {flow.to}{where}, as {listed(ids)} "
            f"{'does' if len(ids) == 1 else 'do'}.",
            "Take one of the two away: their ports are the same."
            if same
            else f"Put the ports into {ids[0]}, or correct an end or the modes of one.",
            related=[
                (("flows", first), f"{other.id} leads there already.")
                for first, other in zip(earlier, others, strict=True)
            ],
        )


RULES: tuple[Rule, ...] = (
    SamePortTwice(),
    OverlappingPorts(),
    TouchingRanges(),
    SameConnectionTwice(),
)
