"""MED523: rules-against-defaults."""

from __future__ import annotations

from ..analysis.text_rules import default_protocol_in, turns_its_arrow
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class RulesAgainstDefaults(DatasetRule):
    """A text under `rules` contradicts `defaults`, or itself.

    Why: Readers follow these texts wherever a port has no protocol, and when they read arrows.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {protocol: tcp}
        rules:
          - If the protocol of a port is not specified, it is UDP.
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {protocol: tcp}
        rules:
          - If the protocol of a port is not specified, it is TCP.
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443]}
    """

    code = "MED523"
    waivable = False
    fix = "Correct the text, or `defaults`."

    def check(self, context: RuleContext) -> Violations:
        """Compare each text with the default protocol, and with its own arrow."""
        protocol = context.dataset.defaults.protocol
        for index, text in enumerate(context.dataset.rules):
            said = default_protocol_in(text)
            if protocol and said not in ("", protocol):
                yield Violation(
                    ("rules", index),
                    Subject(kind="dataset", word=said),
                    f"This rule says that a port without a protocol is {said.upper()}, but "
                    f"defaults has {protocol}.",
                    f"Write {protocol.upper()} in the rule, or protocol: {said} under defaults.",
                    [(("defaults", "protocol"), "This is the default protocol.")],
                )
            elif turns_its_arrow(text):
                yield Violation(
                    ("rules", index),
                    Subject(kind="dataset", word="→"),
                    "This rule explains an arrow as pointing to the source of the connection.",
                    "Write that the arrow leads from the source to the destination.",
                )
