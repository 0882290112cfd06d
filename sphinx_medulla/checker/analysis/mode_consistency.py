"""Comparing the ports of the same connection between modes, and between roles of one kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...dataset.model import Flow
from ...dataset.ports import Port
from ...grouping import grouped
from ..context import combined_modes, computed_once
from ..rule import RuleContext, Severity, Subject, Violation
from .disjoint_sets import DisjointSets
from .port_sets import Spans, beyond, differ_by_one_slip, ports_of, spans_of
from .service_names import differ_by_tls, tls_pair


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


@computed_once
def port_differences(context: RuleContext) -> tuple[PortDifference, ...]:
    """Compare the flows between the same two roles, then those between the same two kinds.

    Lists that differ only by the numbers of services without TLS and with it are no difference.
    """
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
                    if not _with_and_without_tls(context, found):
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


def _differing(
    context: RuleContext, flows: list[Flow], lists: dict[str, Spans], joined: DisjointSets[str]
) -> Iterator[PortDifference]:
    """The differences within one connection; ``joined`` are flows that a ``like`` explains."""
    same_list = grouped((lists[flow.id], flow) for flow in flows)
    if len(same_list) < 2:
        return
    modes = {
        ports: frozenset(combined_modes(same) or context.dataset.modes)
        for ports, same in same_list.items()
    }
    heads = {ports: {joined.find(flow.id) for flow in same} for ports, same in same_list.items()}
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
        ):
            explained |= heads[ports]
            extra, missing = beyond(ports_of(same[0]), usual), beyond(ports_of(reference), ports)
            yield PortDifference(same, reference, extra, missing)


def _ends(flows: list[Flow]) -> set[tuple[str, str]]:
    """The roles that flows connect; two lists of the same ends in one mode are for MED304."""
    return {(flow.from_, flow.to) for flow in flows}


def is_described(context: RuleContext, flow: Flow, port: Port) -> bool:
    """Whether services listen on a flow's port, all of them with a description."""
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
