"""MED409: missing-connection."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.model import Flow
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_Pair = tuple[str, str]


class _Connections:
    """The core connections of each mode, and the roles that are in it, by kind.

    ``first`` has the first flow of each connection, ``roles`` the roles of each mode.
    """

    def __init__(self, context: RuleContext) -> None:
        modes = context.dataset.modes
        present = {mode: dict.fromkeys(entry.roles) for mode, entry in modes.items()}
        self.first: dict[_Pair, Flow] = {}
        self._targets: dict[str, set[str]] = {}
        self._in_mode: dict[str, set[_Pair]] = {mode: set() for mode in ("", *modes)}
        for flow in context.core_flows:
            pair = (context.kind_of[flow.from_], context.kind_of[flow.to])
            self.first.setdefault(pair, flow)
            for mode in flow.modes or ("",):
                self._in_mode[mode].add(pair)
            for mode in flow.modes:
                present[mode][flow.from_] = present[mode][flow.to] = None
        for source, target in self.first:
            self._targets.setdefault(source, set()).add(target)
        self.roles: dict[str, dict[str, list[str]]] = {mode: {} for mode in modes}
        for mode, ends in present.items():
            for role in ends:
                self.roles[mode].setdefault(context.kind_of[role], []).append(role)

    def missing_from(self, mode: str) -> Iterator[_Pair]:
        """The connections that another mode has, and both of whose ends are in this mode."""
        ends = self.roles[mode]
        for source, members in ends.items():
            for target in sorted(self._targets.get(source, set()) & ends.keys()):
                pair = (source, target)
                if (
                    (source != target or len(members) > 1)
                    and pair not in self._in_mode[mode]
                    and pair not in self._in_mode[""]
                ):
                    yield pair


class MissingConnection(DatasetRule):
    """A core connection is missing from a mode that includes both of its roles.

    Why: Roles of one kind do the same work in different modes, so they open the same connections in
    each of them.

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
        connections = _Connections(context)
        for mode, ends in connections.roles.items():
            for pair in connections.missing_from(mode):
                flow = connections.first[pair]
                other = flow.modes[0]
                source = ends[pair[0]][0]
                target = next(role for role in ends[pair[1]] if role != source)
                yield Violation(
                    ("modes", mode),
                    Subject(kind="mode", id=mode, modes=(mode,), from_=source, to=target),
                    f"The mode {mode} has no core flow from {source} to {target}, although the "
                    f"mode {other} has {flow.id}.",
                    f"Add the flow, or waive {self.code} here with from: {source}, to: {target}, "
                    "and a reason or a question.",
                    [((flow,), f"This is the connection in the mode {other}.")],
                )
