"""MED524: port-without-entry."""

from __future__ import annotations

from dataclasses import replace

from ...dataset.ports import PROTOCOLS, Port
from ..analysis.known_ports import known_ports
from ..analysis.remark_ports import foreign_ports
from ..analysis.remark_texts import remark_texts
from ..phrases import listed
from ..rule import DatasetRule, RuleContext, Violation, Violations


class PortWithoutEntry(DatasetRule):
    """An erratum, a reason or a question names a port that no entry has.

    Why: The port was changed in the entries and not here, and readers see both numbers. A port that
    is named on purpose, such as one that a page got wrong, belongs under `mentions`.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          events:
            name: Events
            ports: [8415/tcp]
            description: Events of the server.
            errata:
              - at: description
                ports: [8415/tcp]
                published: Unused.
                reason: The sources open port 8414.
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
          events:
            name: Events
            ports: [8415/tcp]
            description: Events of the server.
            errata:
              - at: description
                ports: [8415/tcp]
                mentions: [8414/tcp]
                published: Unused.
                reason: The sources open port 8414, which an administrator moved to 8415.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}
    """

    code = "MED524"
    about_ports = True
    fix = "Correct the port, or write it under `mentions` beside the text."

    def check(self, context: RuleContext) -> Violations:
        """Look for the ports in each reason and question among those of the dataset."""
        for text in remark_texts(context):
            ports = foreign_ports(context, text)
            if ports:
                written = ", ".join(map(str, ports))
                numbers = listed(_shown(context, port) for port in ports)
                yield Violation(
                    text.place,
                    replace(text.subject, ports=ports),
                    f"{text.title} names {numbers}, which no entry has.",
                    f"Correct the text, or write mentions: [{written}] beside it.",
                )


def _shown(context: RuleContext, port: Port) -> str:
    """The number of a port, with its protocol where an entry has the number over another one."""
    over_any = replace(port, protocols=PROTOCOLS)
    is_other_protocol = port.first == port.last and known_ports(context).knows(over_any)
    return str(port) if is_other_protocol else port.number
