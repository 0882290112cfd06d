"""MED901: unused-waiver."""

from __future__ import annotations

from ...dataset.model import Waiver
from ..analysis.remarked_entries import waivers
from ..finding import Subject
from ..meta_rule import MetaRule, RunResult
from ..phrases import ends_as_keys, listed
from ..rule import RuleContext, Violation, Violations


class UnusedWaiver(MetaRule):
    """A waiver covers no finding.

    Why: Readers see an exception that does not exist, and the waiver would hide a later defect of
    the same kind. Or it names other ports, modes or ends than the finding that it is for.

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
            ports: [67/udp, 69/udp]
            ignore:
              - {rule: MED301, ports: [69/udp], question: Which port was meant?}

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

    code = "MED901"
    fix = "Remove it, or name what the finding is about."

    def check(self, context: RuleContext, run: RunResult) -> Violations:
        """Look at the waivers of rules that ran."""
        for entry, place, waiver in waivers(context) if run.waive else ():
            rule = run.known.get(waiver.rule)
            if (
                rule is not None
                and rule.code in run.ran
                and rule.waivable
                and (waiver.ports or not rule.about_ports)
                and not run.covered_by(waiver)
            ):
                missed = run.uncovered.get((rule.code, entry.kind, entry.entry.id))
                yield Violation(
                    place,
                    entry.subject(waiver),
                    f"This waiver of {rule.code} on the {entry.title} covers no finding.",
                    f"Make it name {_wanted(missed.subject, waiver)}." if missed else "Remove it.",
                    [(missed.problem.location, f"It does not cover this finding of {rule.code}.")]
                    if missed
                    else (),
                )


def _wanted(subject: Subject, waiver: Waiver) -> str:
    """What a waiver has to name to cover a finding that it misses."""
    parts = [*map(str, subject.ports)]
    if waiver.modes:
        parts.append(f"modes: [{', '.join(subject.modes)}]" if subject.modes else "no modes")
    ends = ends_as_keys(subject.from_, subject.to)
    parts += [ends] if ends else []
    return listed(parts) or f"only the {subject.kind}"
