"""MED409: missing-connection."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter

from ...dataset.model import Flow
from ...dataset.port_spans import beyond, spans
from ...grouping import grouped
from ..analysis.flow_conditions import ports_by_condition
from ..analysis.port_sets import ports_of
from ..context import combined_modes
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class MissingConnection(DatasetRule):
    """A core connection is missing from a mode that includes both of its roles.

    Why: Roles of one kind do the same work in different modes, so they open the same connections in
    each of them. Where the other side connects instead, as in active and passive modes, no
    connection is missing.

    Bad::

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
        flows:
          - {id: server-to-old-proxy, from: server, to: old-proxy, modes: [old], ports: [22/tcp]}
          - {id: server-to-new-proxy, from: server, to: new-proxy, modes: [new], ports: [22/tcp]}
          - {id: old-proxy-to-server, from: old-proxy, to: server, modes: [old], ports: [443/tcp]}

    Good::

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
        flows:
          - {id: server-to-old-proxy, from: server, to: old-proxy, modes: [old], ports: [22/tcp]}
          - {id: server-to-new-proxy, from: server, to: new-proxy, modes: [new], ports: [22/tcp]}
          - {id: old-proxy-to-server, from: old-proxy, to: server, modes: [old], ports: [443/tcp]}
          - {id: new-proxy-to-server, from: new-proxy, to: server, modes: [new], ports: [443/tcp]}
    """

    code = "MED409"
    about_ends = True
    fix = (
        "Add the flow, or waive the rule on the mode with `from` and `to`, for a reason or with a "
        "question."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look in each mode for the connections that the others have."""
        connections = grouped(
            ((context.kind_of[flow.from_], context.kind_of[flow.to]), flow)
            for flow in context.core_flows
        )
        modes = {
            pair: frozenset(combined_modes(context.queries, flows))
            for pair, flows in connections.items()
        }
        targets = grouped(sorted(pair for pair, named in modes.items() if named))
        for mode in context.dataset.modes:
            members = _roles_by_kind(context, mode)
            for kind, roles in members.items():
                for other in targets.get(kind, ()):
                    if mode in modes[kind, other]:
                        continue
                    target = next((role for role in members.get(other, ()) if role != roles[0]), "")
                    lost = connections[kind, other]
                    if (
                        target
                        and not _is_turned(
                            mode, modes[kind, other], modes.get((other, kind), frozenset())
                        )
                        and not _is_dispensable(lost)
                        and not _is_replaced(context, mode, lost)
                        and not _is_covered(context, mode, (roles[0], target), lost)
                    ):
                        first = lost[0]
                        yield self._violation(context, mode, roles[0], target, first)

    def _violation(
        self, context: RuleContext, mode: str, source: str, target: str, flow: Flow
    ) -> Violation:
        other = context.queries.modes_of(flow)[0]
        return Violation(
            ("modes", mode),
            Subject(kind="mode", id=mode, modes=(mode,), from_=source, to=target),
            f"The mode {mode} has no core flow from {source} to {target}, although the mode "
            f"{other} has {flow.id}.",
            f"Add the flow, or waive {self.code} here with from: {source}, to: {target}, and a "
            "reason or a question.",
            [((flow,), f"This is the connection in the mode {other}.")],
        )


def _roles_by_kind(context: RuleContext, mode: str) -> dict[str, list[str]]:
    """The roles that a mode lists, and the ends of the core flows that name it, by their kind."""
    flows = [flow for flow in context.flows_by_mode[mode] if context.is_core(flow)]
    ends = chain(*((flow.from_, flow.to) for flow in flows))
    roles = dict.fromkeys((*context.dataset.modes[mode].roles, *ends))
    return grouped((context.kind_of[role], role) for role in roles)


def _is_dispensable(lost: list[Flow]) -> bool:
    """Whether each port of some flows is optional, conditional or for a feature."""
    conditions = [condition for flow in lost for condition in ports_by_condition(flow)]
    return bool(conditions) and all(
        feature or (need is not None and need.level != "required") for need, feature in conditions
    )


def _is_turned(mode: str, there: frozenset[str], reverse: frozenset[str]) -> bool:
    """Whether a mode has the reverse connection, in place of that of the modes ``there``."""
    return mode in reverse and there.isdisjoint(reverse)


def _is_covered(context: RuleContext, mode: str, ends: tuple[str, str], lost: list[Flow]) -> bool:
    """Whether flows of every machine open the ports of lost flows between two roles of a mode."""
    wanted = [port for flow in lost for port in ports_of(flow)]
    return bool(wanted) and not beyond(wanted, spans(context.covering_ports(ends, mode)))


def _is_replaced(context: RuleContext, mode: str, lost: list[Flow]) -> bool:
    """Whether a mode has the ports of lost flows to, or from, a role that the others have not."""
    wanted = sorted(spans(port for flow in lost for port in ports_of(flow)))
    lost_modes = {one for flow in lost for one in context.queries.modes_of(flow)}
    elsewhere = [flow for one in lost_modes for flow in context.flows_by_mode[one]]
    own = [
        flow
        for flow in context.flows_by_mode[mode]
        if lost_modes.isdisjoint(context.queries.modes_of(flow))
    ]
    ends = ((attrgetter("to"), attrgetter("from_")), (attrgetter("from_"), attrgetter("to")))
    return bool(wanted) and any(
        role not in map(replaced, elsewhere)
        and not beyond(wanted, spans(port for flow in some for port in ports_of(flow)))
        for replaced, kept in ends
        for role, some in grouped(
            (replaced(flow), flow) for flow in own if kept(flow) == kept(lost[0])
        ).items()
    )
