"""MED907: misplaced-erratum."""

from __future__ import annotations

from collections.abc import Iterable

from ...dataset.model import Flow, Mode
from ..analysis.port_sets import beyond, ports_of, spans
from ..analysis.remarked_entries import Entry, errata
from ..meta_rule import MetaRule, RunResult
from ..phrases import listed_ports
from ..rule import RuleContext, Violation, Violations


class MisplacedErratum(MetaRule):
    """An erratum names ports or modes that its entry does not have.

    Why: Readers of the entry do not see it, or it is on the wrong entry.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {protocol: tcp}
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web:
            name: Web
            ports: [443/tcp]
            description: The web interface.
            errata:
              - at: description
                ports: [80/tcp]
                published: A secure channel.
                reason: It is the web interface.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {protocol: tcp}
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web:
            name: Web
            ports: [443/tcp]
            description: The web interface.
            errata:
              - at: description
                ports: [443/tcp]
                published: A secure channel.
                reason: It is the web interface.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED907"
    fix = "Move it to the entry that it is about, or name ports and modes of this entry."

    def check(self, context: RuleContext, run: RunResult) -> Violations:
        """Compare the ports and modes of each erratum with those of its entry."""
        for entry, place, found in errata(context):
            subject, own = entry.subject(found), spans(ports_of(entry.entry))
            for index, port in enumerate(found.ports):
                foreign = beyond((port,), own)
                if foreign:
                    yield Violation(
                        (*place, "ports", index),
                        subject,
                        f"This erratum names {listed_ports(foreign)}, which is no port of the "
                        f"{entry.title}.",
                        "Move it to the entry that it is about, or correct the port.",
                        [((*entry.place, "ports"), "These are its ports.")] if own else (),
                    )
            modes = _modes(context, entry.entry)
            for index, mode in enumerate(found.modes):
                if mode not in modes:
                    is_flow = isinstance(entry.entry, Flow)
                    yield Violation(
                        (*place, "modes", index),
                        subject,
                        f"This erratum names {mode}, which is no mode of the {entry.title}.",
                        "Move it to the entry that it is about, or correct the mode.",
                        [((*entry.place, "modes"), "These are its modes.")] if is_flow else (),
                    )


def _modes(context: RuleContext, entry: Entry) -> Iterable[str]:
    """The modes that an entry can be in; for a role or a service, any."""
    if isinstance(entry, Flow):
        return context.queries.modes_of(entry)
    return (entry.id,) if isinstance(entry, Mode) else context.dataset.modes
