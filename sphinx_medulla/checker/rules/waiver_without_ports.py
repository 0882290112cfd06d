"""MED904: waiver-without-ports."""

from __future__ import annotations

from ..analysis.remarked_entries import waivers
from ..meta_rule import MetaRule, RunResult
from ..rule import RuleContext, Violation, Violations


class WaiverWithoutPorts(MetaRule):
    """A waiver of a rule about ports names no port.

    Why: It covers nothing: without ports it would hide every later finding of its rule.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {protocol: tcp}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [67/udp, 69/udp, 69/udp]
            ignore:
              - {rule: MED301, question: Which port was meant?}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {protocol: tcp}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [67/udp, 69/udp, 69/udp]
            ignore:
              - {rule: MED301, ports: [69/udp], question: Which port was meant?}
    """

    code = "MED904"
    fix = "Name the ports that the finding is about."

    def check(self, context: RuleContext, run: RunResult) -> Violations:
        """Look up the rule of each waiver."""
        for entry, place, waiver in waivers(context):
            rule = run.known.get(waiver.rule)
            if rule is not None and rule.about_ports and not waiver.ports:
                missed = run.uncovered.get((waiver.rule, entry.kind, entry.entry.id))
                ports = ", ".join(map(str, missed.subject.ports)) if missed else ""
                yield Violation(
                    place,
                    entry.subject(waiver),
                    f"The waiver of {waiver.rule} on the {entry.title} names no port, so it covers "
                    "nothing.",
                    f"Write ports: [{ports}]." if ports else "Name the ports, or remove it.",
                )
