"""MED907: misplaced-erratum."""

from __future__ import annotations

from collections.abc import Iterable

from ...dataset.model import Erratum, Flow, Mode, Service
from ...dataset.port_spans import beyond, spans
from ..analysis.known_ports import are_named_rightly
from ..analysis.port_sets import ports_of
from ..analysis.remarked_entries import Entry, errata
from ..analysis.text_ports import ports_in
from ..meta_rule import MetaRule, RunResult
from ..phrases import listed, listed_ports
from ..rule import RuleContext, Violation, Violations


class MisplacedErratum(MetaRule):
    """An erratum names ports or modes that its entry does not have.

    So does one that quotes a description of other ports, unless they are former ports of the entry,
    or another erratum says that the entry has other ports than the ones published.

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
            quoted = _described_elsewhere(entry.entry, found)
            if quoted:
                yield Violation(
                    (*place, "published"),
                    entry.subject(found),
                    f"This erratum quotes a description of {quoted}, but the {entry.title} has "
                    f"{listed_ports(ports_of(entry.entry))}.",
                    "Move it to the entry that it is about, or add an erratum at ports that says "
                    "which ports were published.",
                    [((*entry.place, "ports"), "These are its ports.")],
                )


def _described_elsewhere(entry: Entry, found: Erratum) -> str:
    """The ports that a quoted description names, if the entry neither has nor had any of them."""
    if not isinstance(entry, Service) or found.at != "description" or found.ports:
        return ""
    if any(other.at == "ports" for other in entry.errata):
        return ""
    named = [mention for mention in ports_in(found.published) if mention.certain]
    own = (*ports_of(entry), *entry.formerly)
    if any(are_named_rightly(mention, own) for mention in named):
        return ""
    return listed(dict.fromkeys(mention.as_port.number for mention in named))


def _modes(context: RuleContext, entry: Entry) -> Iterable[str]:
    """The modes that an entry can be in; for a role or a service, any."""
    if isinstance(entry, Flow):
        return context.queries.modes_of(entry)
    return (entry.id,) if isinstance(entry, Mode) else context.dataset.modes
