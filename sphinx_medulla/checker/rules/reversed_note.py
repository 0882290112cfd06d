"""MED522: reversed-note."""

from __future__ import annotations

from ..analysis.entry_texts import notes
from ..analysis.text_direction import is_reversed
from ..analysis.text_names import text_names
from ..phrases import part_of
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class ReversedNote(DatasetRule):
    """A note says that the other end opens the connection.

    Why: Firewalls let connections through in one direction. Readers who follow the note open the
    wrong one.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          hub: {name: Hub}
          client: {name: Client}
        flows:
          - id: client-to-hub
            from: client
            to: hub
            ports: [443/tcp]
            note: Traffic initiated by the Hub to the Client.

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          hub: {name: Hub}
          client: {name: Client}
        flows:
          - id: client-to-hub
            from: client
            to: hub
            ports: [443/tcp]
            note: Traffic initiated by the Client to the Hub.
    """

    code = "MED522"
    fix = "Correct the note, or swap `from` and `to`."

    def check(self, context: RuleContext) -> Violations:
        """Compare who opens the connection in each note with the flow's ends."""
        for flow, note in notes(context):
            if is_reversed(flow, note.words, text_names(context)):
                yield Violation(
                    note.place,
                    Subject.of_flow(flow),
                    f"The {part_of(note.part, flow.id)} says that {flow.to} opens the connection, "
                    f"but the flow leads from {flow.from_} to {flow.to}.",
                    f"Say in the note that {flow.from_} opens the connection, or swap from and to.",
                    [((flow, "from"), "This is the source.")],
                )
