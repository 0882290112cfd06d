"""Comparing the ports of the same connection between modes, and between roles of one kind.

All rows that lead from one role to another in one mode count as one list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ...dataset.model import Flow
from ...dataset.port_spans import Spans, beyond, disjoint, spans
from ...dataset.ports import Port
from ...grouping import grouped
from ..context import computed_once
from ..rule import RuleContext, Severity, Subject, Violation
from .disjoint_sets import DisjointSets
from .port_sets import differ_by_one_slip, ports_of, spans_of
from .service_names import differ_by_tls, meaning_of, tls_pair


@dataclass(frozen=True, slots=True)
class PortDifference:
    """Flows whose ports differ, without a ``like``, from those that most modes have.

    ``reference`` is the row of those modes to compare with; ``extra`` and ``missing`` are what all
    rows of the connection have in one and in the other. ``described`` says whether a service
    describes each of these ports, ``usual`` whether one of these services is known to have both.
    """

    flows: list[Flow]
    reference: Flow
    extra: tuple[Port, ...]
    missing: tuple[Port, ...]
    described: bool
    usual: bool

    @property
    def near_miss(self) -> bool:
        """Whether one port on each side differs, by a typing error."""
        return len(self.extra) == len(self.missing) == 1 and differ_by_one_slip(
            self.extra[0], self.missing[0]
        )

    @property
    def alternative(self) -> bool:
        """Whether two roles use other ports in other modes, and services describe all of them.

        Roles of one kind do the same, so of these each difference is to be explained.
        """
        flow, other = self.flows[0], self.reference
        same_ends = (flow.from_, flow.to) == (other.from_, other.to)
        return bool(self.extra and self.missing and self.described and same_ends)

    def violation(self, message: str, hint: str, severity: Severity | None = None) -> Violation:
        """The difference as a violation, reported at the first of the flows.

        A ``severity`` replaces the rule's.
        """
        flow, *others = self.flows
        return Violation(
            (flow, "ports"),
            Subject.of_flow(flow, (*self.extra, *self.missing)),
            message,
            hint,
            [
                ((self.reference, "ports"), f"{self.reference.id} has the other list."),
                *(((other, "ports"), f"{other.id} has the same.") for other in others),
            ],
            severity=severity,
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """All rows of a group that lead from one role to another in one mode."""

    mode: str
    ends: tuple[str, str]
    flows: tuple[Flow, ...]


@computed_once
def port_differences(context: RuleContext) -> tuple[PortDifference, ...]:
    """Compare the rows between the same two roles, then those between the same two kinds.

    The numbers of a service without TLS and with it are no difference.
    """
    joined: DisjointSets[str] = DisjointSets()
    for flow in context.flows:
        if flow.like is not None:
            joined.join(flow.id, flow.like.flow)
    differing: list[PortDifference] = []
    reported: set[str] = set()
    themselves = {role: role for role in context.dataset.roles}
    for kinds in (themselves, context.kind_of):
        if kinds is not themselves and len({*kinds.values()}) == len(kinds):
            break  # no two roles are of one kind
        for flows in _connections(context, kinds):
            for found in _differing(context, flows, joined):
                ids = {flow.id for flow in found.flows}
                if reported.isdisjoint(ids):
                    reported |= ids
                    differing.append(found)
    return tuple(differing)


def _connections(context: RuleContext, kinds: dict[str, str]) -> list[list[Flow]]:
    """The flows of each connection that state ports, where there are at least two.

    ``kinds`` maps each role to what it counts as.
    """
    found = grouped(
        ((context.queries.group_of(flow), kinds[flow.from_], kinds[flow.to]), flow)
        for flow in context.flows
        if flow.ports
    )
    return [flows for flows in found.values() if len(flows) > 1]


def _rows_by_ports(context: RuleContext, flows: list[Flow]) -> dict[Spans, list[_Rows]]:
    """The rows of a connection in each mode and between each two roles, by their ports."""
    together = grouped(
        ((flow.from_, flow.to, mode), flow)
        for flow in flows
        for mode in context.queries.modes_of(flow)
    )
    return grouped(
        (
            _ports_of_all(some),
            _Rows(mode, (from_, to), tuple(some)),
        )
        for (from_, to, mode), some in together.items()
    )


def _ports_of_all(flows: list[Flow]) -> Spans:
    """The ports of all flows together."""
    if len(flows) == 1:  # as in most datasets
        return spans_of(flows[0])
    return spans(port for flow in flows for port in ports_of(flow))


def _differing(
    context: RuleContext, flows: list[Flow], joined: DisjointSets[str]
) -> Iterator[PortDifference]:
    """The differences within one connection; ``joined`` are flows that a ``like`` explains."""
    same_list = _rows_by_ports(context, flows)
    if len(same_list) < 2:
        return
    modes = {ports: {rows.mode for rows in same} for ports, same in same_list.items()}
    heads = _explanations(same_list, joined)
    usual = max(same_list, key=lambda ports: len(modes[ports]))
    explained = set(heads[usual])
    for some in heads.values():
        if not some.isdisjoint(explained):
            explained |= some
    reference = same_list[usual][0]
    for ports, same in same_list.items():
        if (
            heads[ports].isdisjoint(explained)
            and modes[ports] != modes[usual]
            and (_ends(same) != _ends(same_list[usual]) or modes[ports].isdisjoint(modes[usual]))
            and not _only_add(same[0], reference)
        ):
            explained |= heads[ports]
            found = _difference(context, same, reference)
            if found is not None:
                yield found


def _explanations(
    same_list: dict[Spans, list[_Rows]], joined: DisjointSets[str]
) -> dict[Spans, set[str]]:
    """For each list, what represents its flows: equal for flows that a ``like`` joins.

    A flow of two lists explains nothing by itself, so it counts only if a ``like`` names it.
    """
    members = {
        ports: {flow.id for rows in same for flow in rows.flows}
        for ports, same in same_list.items()
    }
    lists = Counter(flow for some in members.values() for flow in some)
    named = {flow for flow in lists if joined.has_others(flow)}
    return {
        ports: {joined.find(flow) for flow in some if lists[flow] == 1 or flow in named}
        for ports, some in members.items()
    }


def _ends(same: list[_Rows]) -> set[tuple[str, str]]:
    """The roles that rows connect."""
    return {rows.ends for rows in same}


def _only_add(rows: _Rows, reference: _Rows) -> bool:
    """Whether two modes share a row, and the others of each have no port of the others.

    A row of several modes beside rows of single modes is how additions are written. Two additions
    of one port each, of which one may be a typing error for the other, are a difference.
    """
    common = {flow.id for flow in rows.flows} & {flow.id for flow in reference.flows}
    if not common:
        return False
    own, other = (
        _ports_of_all([flow for flow in some.flows if flow.id not in common])
        for some in (rows, reference)
    )
    if len(own) == len(other) == 1 and differ_by_one_slip(*own, *other):
        return False
    return all(disjoint(port, other) for port in own)


def _difference(context: RuleContext, same: list[_Rows], reference: _Rows) -> PortDifference | None:
    """What the first of some rows has and lacks; None if only numbers without TLS and with it."""
    rows = same[0]
    both = (rows, reference)
    lists = [[port for flow in some.flows for port in ports_of(flow)] for some in both]
    if _are_covered(context, both, lists):
        return None
    names = [
        {port: _names(context, port, some.ends[1]) for port in beyond(ports, spans(others))}
        for some, ports, others in zip(both, lists, reversed(lists), strict=True)
    ]
    _remove_tls_pairs(*names)
    extra, missing = (tuple(some) for some in names)
    if not (extra or missing):
        return None
    other = _row_with(reference, missing[0]) if missing else None
    flow = _row_with(rows, extra[0]) if extra else _most_alike(rows, other or reference.flows[0])
    seen = {flow.id: flow}
    for each in same:
        seen |= {one.id: one for one in each.flows if spans_of(one) == spans_of(flow)}
    return PortDifference(
        flows=list(seen.values()),
        reference=other or _most_alike(reference, flow),
        extra=extra,
        missing=missing,
        described=all(name for some in names for name in some.values()),
        usual=any(
            _has_both(name, (*extra, *missing))
            for some in names
            for each in some.values()
            for name in each
        ),
    )


def _has_both(name: str, ports: tuple[Port, ...]) -> bool:
    """Whether what a name means is known to have all of some ports, such as Consul's 8300, 8301."""
    meaning = meaning_of(name)
    return bool(meaning.services) and not meaning.carrier and all(map(meaning.fits, ports))


def _are_covered(context: RuleContext, both: tuple[_Rows, _Rows], lists: list[list[Port]]) -> bool:
    """Whether each of two rows has the ports of the other, by flows of every machine as well."""
    known = [
        spans([*ports, *context.covering_ports(some.ends, some.mode)])
        for ports, some in zip(lists, both, strict=True)
    ]
    return not beyond(lists[0], known[1]) and not beyond(lists[1], known[0])


def _names(context: RuleContext, port: Port, to: str) -> list[str]:
    """The names of what listens on a role's port; none where no description says what it is."""
    names: list[str] = []
    for match in context.queries.listeners.match(port, to):
        if not isinstance(match, tuple) or not match[1].description:
            return []
        names.append(match[2].name or match[1].name)
    return names


def _remove_tls_pairs(extra: dict[Port, list[str]], missing: dict[Port, list[str]]) -> None:
    """Remove each two ports of which one is a described service and the other the same over TLS.

    Both lists have the names of each port; a port without any may be a typing error.
    """
    for port, names in list(extra.items()):
        for other, other_names in missing.items():
            if (names and other_names and tls_pair(port, other)) or any(
                differ_by_tls(name, other_name) for name in names for other_name in other_names
            ):
                del extra[port], missing[other]
                break


def _row_with(rows: _Rows, port: Port) -> Flow:
    """The first row with a port, or with a part of it."""
    return next(
        flow for flow in rows.flows if any(port.overlaps(entry.port) for entry in flow.ports)
    )


def _most_alike(rows: _Rows, flow: Flow) -> Flow:
    """The row that is most like a flow: it has the same note, or else most of its ports."""
    known = spans_of(flow)
    return max(rows.flows, key=partial(_likeness, note=flow.note, known=known))


def _likeness(flow: Flow, note: str, known: Spans) -> tuple[bool, int]:
    ports = ports_of(flow)
    return flow.note == note, len(ports) - len(beyond(ports, known))
