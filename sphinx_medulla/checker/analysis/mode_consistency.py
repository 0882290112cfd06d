"""Comparing the ports of the same connection between modes, and between roles of one kind."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ...dataset.model import Flow
from ...dataset.ports import Port
from ..context import computed_once
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations
from .disjoint_sets import DisjointSets
from .port_sets import Spans, beyond, differ_by_one_slip, spans_of
from .service_names import differ_by_tls, tls_pair


@dataclass(slots=True)
class _SameList:
    """The flows of one connection that list the same ports, and the modes that they are in."""

    ports: Spans
    flows: list[Flow]
    modes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PortDifference:
    """Flows with one list of ports that differs, without a ``like``, from the list of most modes.

    ``reference`` is the first flow with that list; ``extra`` and ``missing`` are compared with it.
    """

    flows: list[Flow]
    reference: Flow
    extra: tuple[Port, ...]
    missing: tuple[Port, ...]

    @property
    def near_miss(self) -> bool:
        """Whether one port on each side differs, by a typing error."""
        return len(self.extra) == len(self.missing) == 1 and differ_by_one_slip(
            self.extra[0], self.missing[0]
        )


@computed_once
def port_differences(context: RuleContext) -> tuple[PortDifference, ...]:
    """Compare the flows between the same two roles, then those between the same two kinds."""
    joined: DisjointSets[str] = DisjointSets()
    for flow in context.flows:
        if flow.like is not None:
            joined.join(flow.id, flow.like.flow)
    lists = {flow.id: spans_of(flow) for flow in context.flows}
    differing: list[PortDifference] = []
    reported: set[str] = set()
    themselves = {role: role for role in context.dataset.roles}
    for kinds in (themselves, context.kind_of):
        if kinds is not themselves and len({*kinds.values()}) == len(kinds):
            break  # no two roles are of one kind
        for flows in _connections(context, kinds):
            for found in _differing(context, flows, lists, joined):
                ids = {flow.id for flow in found.flows}
                if reported.isdisjoint(ids):
                    reported |= ids
                    differing.append(found)
    return tuple(differing)


def _connections(context: RuleContext, kinds: dict[str, str]) -> list[list[Flow]]:
    """The flows of each connection that state ports, where there are at least two.

    ``kinds`` maps each role to what it counts as.
    """
    found: dict[tuple[str, str, str], list[Flow]] = {}
    for flow in context.flows:
        if flow.ports:
            key = (context.queries.group_of(flow), kinds[flow.from_], kinds[flow.to])
            found.setdefault(key, []).append(flow)
    return [flows for flows in found.values() if len(flows) > 1]


def _differing(
    context: RuleContext, flows: list[Flow], lists: dict[str, Spans], joined: DisjointSets[str]
) -> Iterator[PortDifference]:
    """The differences within one connection; ``joined`` are flows that a ``like`` explains."""
    by_ports: dict[Spans, _SameList] = {}
    for flow in flows:
        ports = lists[flow.id]
        by_ports.setdefault(ports, _SameList(ports, [])).flows.append(flow)
    if len(by_ports) < 2:
        return
    for group in by_ports.values():
        named = [flow.modes for flow in group.flows]
        group.modes = frozenset(chain(*named) if all(named) else context.dataset.modes)
    usual = max(by_ports.values(), key=lambda group: len(group.modes))
    explained = {joined.find(flow.id) for flow in usual.flows}
    others = [
        (group, {joined.find(flow.id) for flow in group.flows})
        for group in by_ports.values()
        if group is not usual
    ]
    for _, heads in others:
        if not heads.isdisjoint(explained):
            explained |= heads
    for group, heads in others:
        if (
            heads.isdisjoint(explained)
            and group.modes != usual.modes
            and not _listed_twice(group, usual)
        ):
            explained |= heads
            yield PortDifference(
                group.flows,
                usual.flows[0],
                beyond((entry.port for entry in group.flows[0].ports), usual.ports),
                beyond((entry.port for entry in usual.flows[0].ports), group.ports),
            )


def _listed_twice(one: _SameList, other: _SameList) -> bool:
    """Whether two lists are two rows for the same roles in one mode, which MED304 reports."""
    ends = [{(flow.from_, flow.to) for flow in lists.flows} for lists in (one, other)]
    return ends[0] == ends[1] and not one.modes.isdisjoint(other.modes)


class PortDifferenceRule(DatasetRule):
    """A rule about port lists that differ: about near misses, or about all other differences."""

    about_ports = True
    near_misses = False

    def check(self, context: RuleContext) -> Violations:
        """Report the differences of the rule's kind."""
        for found in port_differences(context):
            if found.near_miss is self.near_misses and not _with_and_without_tls(context, found):
                flow, *others = found.flows
                message, hint = self.describe(found)
                yield Violation(
                    (flow, "ports"),
                    Subject.of_flow(flow, (*found.extra, *found.missing)),
                    message,
                    hint,
                    [
                        ((found.reference, "ports"), f"{found.reference.id} has the other list."),
                        *(((other, "ports"), f"{other.id} has the same.") for other in others),
                    ],
                    severity=self.severity_of(context, found),
                )

    def severity_of(self, context: RuleContext, found: PortDifference) -> Severity | None:
        """The severity of a difference where it is not the rule's."""
        return None

    @abstractmethod
    def describe(self, found: PortDifference) -> tuple[str, str]:
        """The sentence and the hint."""


def is_described(context: RuleContext, flow: Flow, port: Port) -> bool:
    """Whether a service that listens on a flow's port has a description."""
    return bool(_names(context, flow, port))


def _names(context: RuleContext, flow: Flow, port: Port) -> list[str]:
    """The names of what listens on a flow's port; none where no description says what it is."""
    names: list[str] = []
    for match in context.queries.listeners.match(port, flow.to):
        if not isinstance(match, tuple) or not match[1].description:
            return []
        names.append(match[2].name or match[1].name)
    return names


def _with_and_without_tls(context: RuleContext, found: PortDifference) -> bool:
    """Whether two lists differ only by described numbers of services without TLS and with it."""
    rest = list(found.missing)
    for port in found.extra:
        names = _names(context, found.flows[0], port)
        pair = next(
            (
                other
                for other in rest
                for name in names
                for other_name in _names(context, found.reference, other)
                if tls_pair(port, other) or differ_by_tls(name, other_name)
            ),
            None,
        )
        if pair is None:
            return False
        rest.remove(pair)
    return not rest
