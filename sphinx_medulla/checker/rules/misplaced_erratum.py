"""MED907: misplaced-erratum."""

from __future__ import annotations

from collections.abc import Iterable

from ...dataset.model import Flow, Mode
from ...dataset.port_spans import beyond, spans
from ..analysis.port_sets import ports_of
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
            own, modes = spans(ports_of(entry.entry)), _modes(context, entry.entry)
            foreign = [
                ("ports", index, listed_ports(parts))
                for index, port in enumerate(found.ports)
                if (parts := beyond((port,), own))
            ]
            foreign += [
                ("modes", index, mode)
                for index, mode in enumerate(found.modes)
                if mode not in modes
            ]
            has = {"ports": bool(own), "modes": isinstance(entry.entry, Flow)}
            for key, index, named in foreign:
                thing = key.removesuffix("s")
                yield Violation(
                    (*place, key, index),
                    entry.subject(found),
                    f"This erratum names {named}, which is no {thing} of the {entry.title}.",
                    f"Move it to the entry that it is about, or correct the {thing}.",
                    [((*entry.place, key), f"These are its {key}.")] if has[key] else (),
                )


def _modes(context: RuleContext, entry: Entry) -> Iterable[str]:
    """The modes that an entry can be in; for a role or a service, any."""
    if isinstance(entry, Flow):
        return context.queries.modes_of(entry)
    return (entry.id,) if isinstance(entry, Mode) else context.dataset.modes
