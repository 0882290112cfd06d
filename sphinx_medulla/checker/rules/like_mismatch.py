"""MED307: like-mismatch."""

from __future__ import annotations

from ...dataset.port_spans import beyond, spans
from ..analysis.likeness import flows_with_like
from ..analysis.port_sets import ports_of, spans_of
from ..phrases import lacks_and_adds, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class LikeMismatch(DatasetRule):
    """A flow's ports are not those that its ``like`` describes.

    Why: `like` says how the list follows from another one. If it does not, one of the two lists was
    edited without the other, and the reason that readers see is wrong.

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
              with: [80/tcp]
              without: [22/tcp]
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

    code = "MED307"
    about_ports = True
    fix = "Make the two lists match, or list the difference under `with` and `without`."

    def check(self, context: RuleContext) -> Violations:
        """Compute the list that each ``like`` describes, and compare."""
        for flow, described, other in flows_with_like(context):
            kept = beyond(spans_of(other), spans(described.without))
            expected = spans((*kept, *described.with_))
            missing = tuple(sorted(beyond(expected, spans_of(flow))))
            extra = beyond(ports_of(flow), expected)
            if other is flow or not (missing or extra):
                continue
            steps = (("add", missing), ("remove", extra))
            hint = " and ".join(f"{verb} {listed_ports(ports)}" for verb, ports in steps if ports)
            yield Violation(
                (flow, "ports"),
                Subject.of_flow(flow, (*extra, *missing)),
                f"{flow.id} is declared `like: {other.id}`; apart from the ports under `with` and "
                "`without` their lists must match, but "
                f"{flow.id} {lacks_and_adds(missing, extra)}.",
                f"{hint[0].upper()}{hint[1:]}, or correct with and without.",
                [
                    ((flow, "like"), "It is declared here."),
                    ((other, "ports"), f"These are the ports of {other.id}."),
                ],
            )
