"""MED523: rules-against-defaults."""

from __future__ import annotations

from ..analysis.text_rules import default_protocols_in, turns_its_arrow
from ..phrases import listed
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
            said = default_protocols_in(text)
            if protocol and said not in {(), (protocol,)}:
                named = listed(map(str.upper, said))
                instead = "the protocols beside each port"
                if len(said) == 1:
                    instead = f"protocol: {said[0]} under defaults"
                yield Violation(
                    ("rules", index),
                    Subject(kind="dataset", word="+".join(said)),
                    f"This rule says that a port without a protocol is {named}, "
                    f"but defaults has {protocol}.",
                    f"Write {protocol.upper()} in the rule, or {instead}.",
                    [(("defaults", "protocol"), "This is the default protocol.")],
                )
            elif turns_its_arrow(text):
                yield Violation(
                    ("rules", index),
                    Subject(kind="dataset", word="→"),
                    "This rule explains an arrow as pointing to the source of the connection.",
                    "Write that the arrow leads from the source to the destination.",
                )
