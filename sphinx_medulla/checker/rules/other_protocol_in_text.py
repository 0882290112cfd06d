"""MED521: other-protocol-in-text."""

from __future__ import annotations

from ...dataset.codes import listed
from ..analysis.port_claims import wrong_texts
from ..phrases import listed_ports
from ..rule import DatasetRule, RuleContext, Violation, Violations


class OtherProtocolInText(DatasetRule):
    """A text names a transport protocol that the ports of its entry do not have.

    Why: One of the two is wrong, and a firewall that follows it blocks the connection.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          events: {name: Events, ports: [8415/tcp], description: Events over UDP.}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          events: {name: Events, ports: [8415/udp], description: Events over UDP.}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/udp]}
    """

    code = "MED521"
    fix = "Correct the text, or the protocol of the ports."

    def check(self, context: RuleContext) -> Violations:
        """Compare the protocols in each text with those of its entry."""
        for wrong in wrong_texts(context)[1]:
            text, protocol = wrong.text, wrong.protocol.upper()
            protocols = {name.upper(): None for port in text.ports for name in port.protocols}
            place = (text.flow, "ports") if text.flow else ("services", text.id, "ports")
            yield Violation(
                text.place,
                text.subject(word=protocol),
                f"{text.title} says {protocol}{' only' if wrong.only else ''}, but the {text.kind} "
                f"has {listed_ports(text.ports)}.",
                f"Write {listed(protocols)} in the {text.part}, or correct the protocol of the "
                "ports.",
                [(place, "These are its ports.")],
            )
