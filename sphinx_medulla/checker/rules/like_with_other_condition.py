"""MED312: like-with-other-condition."""

from __future__ import annotations

from ...dataset.port_spans import beyond, spans
from ..analysis.flow_conditions import first_with, ports_by_condition
from ..analysis.likeness import flows_with_like
from ..phrases import listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class LikeWithOtherCondition(DatasetRule):
    """A flow has a port of the flow that its ``like`` names, but under another condition.

    A condition is a port's `need` and its `feature`. A port under `with` is not compared; one that
    the other flow has too is listed under `without` and `with`.

    Why: `like` says how the list follows from another one. If a port is optional in one list and
    needed in the other, one of the two was edited without the other.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
          guest: {name: Guest}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [22/tcp, {port: 443/tcp, need: optional}]
          - id: guest-to-server
            from: guest
            to: server
            ports: [443/tcp]
            like: {flow: client-to-server, without: [22/tcp], reason: Guests have no shell.}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
          guest: {name: Guest}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [22/tcp, {port: 443/tcp, need: optional}]
          - id: guest-to-server
            from: guest
            to: server
            ports: [{port: 443/tcp, need: optional}]
            like: {flow: client-to-server, without: [22/tcp], reason: Guests have no shell.}
    """

    code = "MED312"
    about_ports = True
    fix = "Write the same need and feature in both, or list the port under `without` and `with`."

    def check(self, context: RuleContext) -> Violations:
        """Compare the conditions of the ports that the two flows have in common."""
        for flow, described, other in flows_with_like(context):
            excepted = spans((*described.with_, *described.without))
            for condition, ports in ports_by_condition(flow).items():
                compared = beyond(ports, excepted)
                for other_condition, other_ports in ports_by_condition(other).items():
                    common = beyond(compared, spans(beyond(compared, spans(other_ports))))
                    if condition == other_condition or not common:
                        continue
                    there = (other, "ports", first_with(other, common[0]))
                    listing = listed_ports(common)
                    yield Violation(
                        (flow, "ports", first_with(flow, common[0])),
                        Subject.of_flow(flow, common),
                        f"{flow.id} is declared `like: {other.id}`, but has {listing} with "
                        f"{condition} where {other.id} has it with {other_condition}.",
                        "Write the same need and feature in both, or list the port under both "
                        "without and with.",
                        [(there, f"{other.id} has it with {other_condition}.")],
                    )
