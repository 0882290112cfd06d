"""MED902: expired-waiver."""

from __future__ import annotations

from datetime import date

from ..analysis.remarked_entries import waivers
from ..meta_rule import MetaRule, RunResult
from ..rule import RuleContext, Violation, Violations


class ExpiredWaiver(MetaRule):
    """A waiver has expired.

    Why: The waiver was to be reviewed by that day. It still covers its findings, and only the
    command `medulla-flows check` reports it: no manual breaks on a date.

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
              - {rule: MED301, ports: [69/udp], question: Which port was meant?, until: 2020-01-31}

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
              - {rule: MED301, ports: [69/udp], question: Which port was meant?, until: 9999-12-31}
    """

    code = "MED902"
    fix = "Settle the question and remove the waiver, or give it a later day."

    def check(self, context: RuleContext, run: RunResult) -> Violations:
        """Compare each waiver's last day with today."""
        if run.today is None:
            return
        for entry, place, waiver in waivers(context):
            if waiver.until and date.fromisoformat(waiver.until) < run.today:
                yield Violation(
                    (*place, "until"),
                    entry.subject(waiver),
                    f"The waiver of {waiver.rule} on the {entry.title} was valid until "
                    f"{waiver.until}.",
                )
