"""MED508: note-names-other-mode."""

from __future__ import annotations

from ..analysis.text_mentions import misplaced_names
from ..phrases import listed_modes, part_of
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class NoteNamesOtherMode(DatasetRule):
    """A note names a role that the modes of its flow do not include, or another mode.

    Why: The note was probably copied from another mode; it mentions things its readers lack.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Main server, aliases: [Central server]}
          old-relay: {name: Old relay}
          new-relay: {name: New relay}
        modes:
          old: {title: With the old relay, roles: [server, old-relay]}
          new: {title: With the new relay, roles: [server, new-relay]}
        flows:
          - {id: server-to-new-relay, from: server, to: new-relay, modes: [new], ports: [22/tcp]}
          - id: server-to-old-relay
            from: server
            to: old-relay
            modes: [old]
            ports: [22/tcp]
            note: Opened by the main server to the new relay.

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Main server, aliases: [Central server]}
          old-relay: {name: Old relay}
          new-relay: {name: New relay}
        modes:
          old: {title: With the old relay, roles: [server, old-relay]}
          new: {title: With the new relay, roles: [server, new-relay]}
        flows:
          - {id: server-to-new-relay, from: server, to: new-relay, modes: [new], ports: [22/tcp]}
          - id: server-to-old-relay
            from: server
            to: old-relay
            modes: [old]
            ports: [22/tcp]
            note: Opened by the main server to the old relay.
    """

    code = "MED508"
    fix = "Name what the mode has, or correct the flow's modes."

    def check(self, context: RuleContext) -> Violations:
        """Compare the modes and roles that each note names with the flow's modes."""
        for found in misplaced_names(context):
            if found.other_mode:
                flow, name = found.flow, found.name
                but = (
                    f"{flow.id} is not in {name.id}"
                    if name.table == "modes"
                    else f"{name.id} is not in {listed_modes(context.queries.modes_of(flow))}"
                )
                yield Violation(
                    found.note.place,
                    Subject.of_flow(flow, word=name.text),
                    f"The {part_of(found.note.part, flow.id)} names {name.text!r}, but {but}.",
                    f"The flow leads from {flow.from_} to {flow.to}: name these two, or correct "
                    "its modes.",
                    [name.definition],
                )
