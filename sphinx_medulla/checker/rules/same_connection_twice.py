"""MED304: same-connection-twice."""

from __future__ import annotations

from ...dataset.model import Flow
from ..analysis.port_sets import spans_of
from ..phrases import listed, listed_modes
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class SameConnectionTwice(DatasetRule):
    """Two flows of one group have the same source and destination in the same mode.

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
          - {id: client-to-server, from: client, to: server, ports: [22/tcp]}
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
        "Put the ports of both into one flow, where each port may have its own `need` and "
        "`feature`. If one of them is meant to be another connection, correct its ends or its "
        "modes."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look up each flow's group, ends and modes among the flows before it."""
        rows: dict[tuple[str, str, str, str], Flow] = {}
        for flow in context.flows:
            earlier: dict[str, list[str]] = {}
            for mode in context.queries.modes_of(flow) or ("",):
                row = (context.queries.group_of(flow), flow.from_, flow.to, mode)
                first = rows.setdefault(row, flow)
                if first is not flow:
                    earlier.setdefault(first.id, []).append(mode)
            if earlier:
                others = [context.queries.flows[key] for key in earlier]
                modes = tuple(mode for some in earlier.values() for mode in some if mode)
                yield self._violation(flow, others, modes if flow.modes else ())

    def _violation(self, flow: Flow, others: list[Flow], modes: tuple[str, ...]) -> Violation:
        where = f" in {listed_modes(modes)}" if modes else ""
        does = "does" if len(others) == 1 else "do"
        same = len(others) == 1 and spans_of(others[0]) == spans_of(flow)
        return Violation(
            (flow,),
            Subject(kind="flow", id=flow.id, modes=modes),
            f"The flow {flow.id} leads from {flow.from_} to {flow.to}{where}, as "
            f"{listed(other.id for other in others)} {does}.",
            "Remove one of the two: their ports are the same."
            if same
            else f"Move the ports into {others[0].id}, or correct an end or the modes of one.",
            [((other,), f"{other.id} is the same connection.") for other in others],
        )
