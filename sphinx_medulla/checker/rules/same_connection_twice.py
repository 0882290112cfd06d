"""MED304: same-connection-twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...dataset.model import Flow
from ...dataset.port_spans import Spans, covered, spans
from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.flow_conditions import ports_by_condition
from ..analysis.port_sets import common_part, overlapping, spans_of
from ..phrases import listed, listed_modes, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


@dataclass(slots=True)
class _Repetition:
    """What a flow repeats of earlier flows: their ids, the modes and the ports."""

    others: dict[str, None] = field(default_factory=dict)
    modes: dict[str, None] = field(default_factory=dict)
    ports: dict[Port, None] = field(default_factory=dict)

    def add(self, other: Flow, mode: str) -> None:
        """Note another flow, and a mode that both have."""
        self.others[other.id] = None
        self.modes[mode] = None


class SameConnectionTwice(DatasetRule):
    """Two flows of one group have the same source, destination and port in the same mode.

    Rows for different purposes are not reported: they differ in their notes or in their need.

    Why: Readers see two rows for one connection. If they find the first one, they do not look for
    the second, and an edit of one is easily forgotten in the other.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [22/tcp, 443/tcp]}
          - {id: again, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [22/tcp, 443/tcp]}
    """

    code = "MED304"
    fix = (
        "List the port in one of the two flows only. If one of them is meant to be another "
        "connection, correct its ends or its modes, or say in a note what it is for."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look for ports that two rows with the same note and conditions have in a mode."""
        queries = context.queries
        same_row = grouped(
            ((queries.group_of(flow), flow.from_, flow.to, flow.note, mode), index)
            for index, flow in enumerate(context.flows)
            for mode in queries.modes_of(flow) or ("",)
        )
        rows: dict[tuple[object, str], list[tuple[int, Port]]] = {}
        stating_none: dict[object, int] = {}
        repeated: dict[int, _Repetition] = {}
        for row, indexes in same_row.items():
            for index in indexes if len(indexes) > 1 else ():
                flow, mode = context.flows[index], row[-1]
                for condition, ports in ports_by_condition(flow).items():
                    for part in spans(ports):
                        key = ((row, condition, part.protocols), mode)
                        rows.setdefault(key, []).append((index, part))
                if not flow.ports:
                    first = stating_none.setdefault((row, flow.need, flow.feature), index)
                    if first != index:
                        repeated.setdefault(index, _Repetition()).add(context.flows[first], mode)
        for (_row, mode), parts in rows.items():
            for pair in overlapping(parts) if len(parts) > 1 else ():
                (first, one), (second, other) = sorted(pair, key=lambda part: part[0])
                repetition = repeated.setdefault(second, _Repetition())
                repetition.add(context.flows[first], mode)
                repetition.ports[common_part(one, other)] = None
        for index in sorted(repeated):
            yield self._violation(context, context.flows[index], repeated[index])

    def _violation(self, context: RuleContext, flow: Flow, found: _Repetition) -> Violation:
        others = [context.queries.flows[other] for other in found.others]
        modes = tuple(mode for mode in context.queries.modes_of(flow) if mode in found.modes)
        modes = modes if flow.modes else ()
        where = f" in {listed_modes(modes)}" if modes else ""
        ports = f"with {listed_ports(found.ports)}" if found.ports else "without a port"
        does = "does" if len(others) == 1 else "do"
        return Violation(
            (flow,),
            Subject(kind="flow", id=flow.id, modes=modes),
            f"The flow {flow.id} leads from {flow.from_} to {flow.to}{where} "
            f"{ports}, as {listed(other.id for other in others)} {does}.",
            _hint(context, flow, others, spans(found.ports)),
            [((other,), f"{other.id} is the same connection.") for other in others],
        )


def _hint(context: RuleContext, flow: Flow, others: list[Flow], shared: Spans) -> str:
    """What to remove, such that no mode loses a port and none gets one."""
    ports = listed_ports(sorted(shared))
    if len(others) == 1:
        for one, other in ((flow, others[0]), (others[0], flow)):
            if set(context.queries.modes_of(one)) <= set(context.queries.modes_of(other)):
                if all(covered(port, shared) for port in spans_of(one)):
                    return f"Remove {one.id}: {other.id} has its ports in the same modes."
                return f"Remove {ports} from {one.id}: {other.id} has it in the same modes."
    return f"In each mode, list {ports or 'the connection'} in one of these flows only."
