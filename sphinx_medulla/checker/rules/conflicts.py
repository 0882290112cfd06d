"""MED3xx: what contradicts itself within one mode."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.port import Port
from ...dataset.problem import Severity
from ..case import Case
from ..finding import Finding, Subject
from ..rule import Rule


class SamePortTwice(Rule):
    """A flow lists the same port twice."""

    code = "MED301"
    name = "same-port-twice"
    severity = Severity.ERROR
    about_ports = True
    why = "One of the two was meant to be another port, which now nobody opens."
    fix = "Write the port that was meant, or take one of the two away."
    bad = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Server}
  client: {name: Client}
flows:
  - id: client-to-server
    from: client
    to: server
    ports: [69/udp, 69/udp]
"""
    good = bad.replace("[69/udp, 69/udp]", "[67/udp, 69/udp]")

    def check(self, case: Case) -> Iterator[Finding]:
        """Look at each flow's list."""
        for place, flow in case.flows():
            if len({entry.port.first for entry in flow.ports}) == len(flow.ports):
                continue
            seen: dict[Port, int] = {}
            for turn, entry in enumerate(flow.ports):
                for port in entry.port.each_protocol():
                    if port not in seen:
                        seen[port] = turn
                        continue
                    yield self.finding(
                        case,
                        ("flows", place, "ports", turn),
                        Subject(kind="flow", id=flow.id, modes=flow.modes, ports=(port,)),
                        f"The flow {flow.id} lists {port} twice.",
                        "Write the port that was meant, or take one of the two away.",
                        related=[
                            (("flows", place, "ports", seen[port]), "It stands here already.")
                        ],
                    )


RULES: tuple[Rule, ...] = (SamePortTwice(),)
