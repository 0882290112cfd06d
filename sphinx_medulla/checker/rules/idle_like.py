"""MED308: idle-like."""

from __future__ import annotations

from ...dataset.port_spans import beyond, covered, disjoint, spans
from ..analysis.likeness import flows_with_like
from ..analysis.port_sets import spans_of
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class IdleLike(DatasetRule):
    """A ``like`` names its own flow, or an entry under ``with`` or ``without`` has no effect.

    Why: The entry describes a difference that does not exist: the other flow has been edited since,
    or the port is mistyped and the right one is not excepted.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
          guest: {name: Guest}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [22/tcp, 443/tcp]}
          - id: guest-to-server
            from: guest
            to: server
            ports: [443/tcp]
            like:
              flow: client-to-server
              without: [22/tcp, 8080/tcp]
              reason: Guests have no shell.

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
          guest: {name: Guest}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [22/tcp, 443/tcp]}
          - id: guest-to-server
            from: guest
            to: server
            ports: [443/tcp]
            like: {flow: client-to-server, without: [22/tcp], reason: Guests have no shell.}
    """

    code = "MED308"
    about_ports = True
    fix = "Remove the entry, or write the port or the flow that was meant."

    def check(self, context: RuleContext) -> Violations:
        """Look for each excepted port in the other flow's list."""
        for flow, described, other in flows_with_like(context):
            if other is flow:
                yield Violation(
                    (flow, "like", "flow"),
                    Subject.of_flow(flow),
                    f"The like of {flow.id} names {flow.id} itself.",
                    "Write the flow with whose ports these are compared, or remove like.",
                )
                continue
            theirs = spans_of(other)
            kept = spans(beyond(theirs, spans(described.without)))
            lists = (
                ("with", described.with_, covered, kept, "already has it"),
                ("without", described.without, disjoint, theirs, "does not have it"),
            )
            for key, ports, is_idle, known, has in lists:
                for index, port in enumerate(ports):
                    if is_idle(port, known):
                        yield Violation(
                            (flow, "like", key, index),
                            Subject.of_flow(flow, (port,)),
                            f"{port} under {key} has no effect: {other.id} {has}.",
                            "Remove it, or write the port that was meant.",
                            [((other, "ports"), f"These are the ports of {other.id}.")],
                        )
