"""MED311: different-conditions."""

from __future__ import annotations

from ...dataset.model import Flow
from ...dataset.port_spans import spans
from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.flow_conditions import Condition, first_with, has_one_condition, ports_by_condition
from ..analysis.port_sets import common_part, overlapping
from ..phrases import listed_ports
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class DifferentConditions(DatasetRule):
    """Two flows between the same roles need the same port under different conditions.

    A condition is a port's `need` and its `feature`. Flows whose notes differ are rows for
    different purposes, so they are not compared. Flows of different modes, one of which says in
    words when a port is needed, are information. If a `like` joins the two flows, see MED312.

    Why: The port is needed, or it is not. Readers who find one of the two rows close a port that is
    needed, or open one that is not.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        modes:
          small: {title: One server}
          large: {title: Several servers}
        flows:
          - {id: small, from: client, to: server, modes: [small], ports: [443/tcp]}
          - {id: large, from: client, to: server, modes: [large], ports: [443/tcp], need: optional}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        modes:
          small: {title: One server}
          large: {title: Several servers}
        flows:
          - {id: small, from: client, to: server, modes: [small], ports: [443/tcp], need: optional}
          - {id: large, from: client, to: server, modes: [large], ports: [443/tcp], need: optional}
    """

    code = "MED311"
    about_ports = True
    fix = "Write the same need and feature in both, or say in a note what each flow is for."

    def check(self, context: RuleContext) -> Violations:
        """Compare the conditions of each port among the rows of its connection."""
        rows: dict[object, list[tuple[int, Port]]] = {}
        pairs = grouped(((flow.from_, flow.to, flow.note), flow) for flow in context.flows)
        listed: list[tuple[Flow, Condition]] = []
        for row, flows in pairs.items():
            if len(flows) < 2 or has_one_condition(flows):
                continue
            for flow in flows:
                for condition, ports in ports_by_condition(flow).items():
                    for part in spans(ports):
                        rows.setdefault((row, part.protocols), []).append((len(listed), part))
                    listed.append((flow, condition))
        found: dict[tuple[int, int], list[Port]] = {}
        for parts in rows.values():
            for pair in overlapping(parts):
                (first, one), (second, other) = sorted(pair, key=lambda part: part[0])
                if _contradict(*listed[first], *listed[second]):
                    found.setdefault((second, first), []).append(common_part(one, other))
        for (second, first), some in sorted(found.items()):
            yield _violation(context, listed[second], listed[first], tuple(some))


def _violation(
    context: RuleContext,
    later: tuple[Flow, Condition],
    earlier: tuple[Flow, Condition],
    ports: tuple[Port, ...],
) -> Violation:
    (flow, condition), (other, other_condition) = later, earlier
    modes = set(context.queries.modes_of(flow)), set(context.queries.modes_of(other))
    in_words = any(one.need and one.need.when for one in (condition, other_condition))
    apart = bool(context.dataset.modes) and modes[0].isdisjoint(modes[1])
    return Violation(
        (flow, "ports", first_with(flow, ports[0])),
        Subject.of_flow(flow, ports),
        f"{flow.id} and {other.id} lead from {flow.from_} to {flow.to}, but {flow.id} has "
        f"{listed_ports(ports)} with {condition}, and {other.id} with {other_condition}.",
        related=[
            (
                (other, "ports", first_with(other, ports[0])),
                f"{other.id} has it with {other_condition}.",
            )
        ],
        severity=Severity.INFO if apart and in_words else None,
    )


def _contradict(flow: Flow, condition: Condition, other: Flow, other_condition: Condition) -> bool:
    """Whether two flows have different conditions, and no ``like`` joins them."""
    return (
        flow is not other
        and condition != other_condition
        and not (flow.like and flow.like.flow == other.id)
        and not (other.like and other.like.flow == flow.id)
    )
