"""MED507: note-names-stranger."""

from __future__ import annotations

from ..analysis.text_mentions import misplaced_names
from ..phrases import part_of
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class NoteNamesStranger(DatasetRule):
    """A note says that a connection begins or ends at a role that is not an end of its flow.

    Why: The note contradicts its row; readers do not know which is right. Roles that a note only
    mentions, such as "if the spare server is down", are not reported.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Main server}
          spare: {name: Spare server}
          client: {name: Client}
        flows:
          - {id: client-to-spare, from: client, to: spare, ports: [443/tcp]}
          - id: client-to-server
            from: client
            to: server
            ports: [443/tcp]
            note: Opened by the client to the spare server.

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Main server}
          spare: {name: Spare server}
          client: {name: Client}
        flows:
          - {id: client-to-spare, from: client, to: spare, ports: [443/tcp]}
          - id: client-to-server
            from: client
            to: server
            ports: [443/tcp]
            note: Opened by the client to the main server.
    """

    code = "MED507"
    fix = "Name the row's own ends, or correct them."

    def check(self, context: RuleContext) -> Violations:
        """Compare the ends that each note names with those of its flow."""
        for found in misplaced_names(context):
            if not found.other_mode:
                flow, name = found.flow, found.name
                yield Violation(
                    found.note.place,
                    Subject.of_flow(flow, word=name.text),
                    f"The {part_of(found.note.part, flow.id)} names {name.text!r} as an end, "
                    f"but the flow leads from {flow.from_} to {flow.to}.",
                    f"Name {flow.from_} and {flow.to} in the note, or correct from or to.",
                    [name.definition],
                )
