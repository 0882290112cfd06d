"""MED903: wide-waiver."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.model import Flow, Waiver
from ...dataset.port_spans import beyond, spans
from ..analysis.remarked_entries import Entry, waivers
from ..context import Place
from ..finding import Subject
from ..meta_rule import MetaRule, RunResult
from ..phrases import ends_as_keys, listed, listed_ports
from ..rule import RuleContext, Violation, Violations


class WideWaiver(MetaRule):
    """A waiver is broader than the findings it covers.

    Why: Whatever it names beyond the findings that it covers would hide a later defect.

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
              - {rule: MED301, ports: [67/udp, 69/udp], question: Which port was meant?}

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

    code = "MED903"
    fix = "Name the ports, the modes and the ends of the findings, and nothing else."

    def check(self, context: RuleContext, run: RunResult) -> Violations:
        """Compare each waiver with the findings that it covers."""
        for entry, place, waiver in waivers(context):
            subjects = [finding.subject for finding in run.covered_by(waiver)]
            excess = _excess(context, entry.entry, waiver, subjects) if subjects else ()
            for within, message, hint in excess:
                yield Violation(
                    (*place, *within),
                    entry.subject(waiver),
                    f"The waiver of {waiver.rule} on the {entry.title} {message}.",
                    hint,
                )


def _excess(
    context: RuleContext, entry: Entry, waiver: Waiver, subjects: list[Subject]
) -> Iterator[tuple[Place, str, str]]:
    """Each way in which a waiver is too broad: the place in it, what it does, what to write."""
    needed = spans(port for subject in subjects for port in subject.ports)
    over = [
        (index, part) for index, port in enumerate(waiver.ports) for part in beyond((port,), needed)
    ]
    if over:
        ports = listed_ports(part for _, part in over)
        yield (
            ("ports", over[0][0]),
            f"names {ports}, but no finding has it",
            f"Remove {ports} from it.",
        )
    modes = dict.fromkeys(mode for subject in subjects for mode in subject.modes)
    idle = [mode for mode in waiver.modes if mode not in modes]
    if idle:
        yield (
            ("modes", waiver.modes.index(idle[0])),
            f"names the modes {listed(idle)}, but no finding is in them",
            f"Remove {listed(idle)} from it.",
        )
    in_some_modes = isinstance(entry, Flow) and set(modes) < set(context.queries.modes_of(entry))
    if in_some_modes and not waiver.modes and all(subject.modes for subject in subjects):
        yield (
            (),
            f"names no mode, although its findings are only in {listed(modes)}",
            f"Write modes: [{', '.join(modes)}].",
        )
    ends = dict.fromkeys(
        (subject.from_, subject.to)
        for subject in subjects
        if subject.from_ != waiver.from_ or subject.to != waiver.to
    )
    if ends:
        wanted = listed((ends_as_keys(*pair) for pair in ends), "or")
        separate = ", each in its own waiver" if len(ends) > 1 else ""
        yield (), "leaves an end of the connection open", f"Write {wanted}{separate}."
