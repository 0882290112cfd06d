"""MED906: idle-erratum."""

from __future__ import annotations

import re

from ...dataset.model import Erratum, Flow
from ...dataset.port_spans import Spans, spans
from ...dataset.ports import Port, PortError
from ..analysis.port_sets import ports_of
from ..analysis.remarked_entries import Entry, errata
from ..meta_rule import MetaRule, RunResult
from ..rule import RuleContext, Violation, Violations

_PORT_WORD = re.compile(r"^\s*ports?\s+(?=[0-9])", re.IGNORECASE)
_PORTS_BEFORE = re.compile(r"^\s*ports?\s[^:]*:\s", re.IGNORECASE)
"""The ports with which a list begins a description: ``Port 80: the web interface``."""


class IdleErratum(MetaRule):
    """An erratum corrects nothing: the published text is the same as the entry.

    Why: Readers are told of a correction that changes nothing. Either the entry was not corrected,
    or the published page has been corrected since.

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
              - {at: description, published: The web interface., reason: It is the web interface.}
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
              - {at: description, published: A secure channel., reason: It is the web interface.}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED906"
    fix = (
        "Correct the entry, remove the erratum, or write `undecided: true` if the sources do not "
        "settle it."
    )

    def check(self, context: RuleContext, run: RunResult) -> Violations:
        """Compare the published words of each erratum with its entry."""
        for entry, place, found in errata(context):
            if not found.undecided and _is_idle(context, entry.entry, found):
                yield Violation(
                    (*place, "published"),
                    entry.subject(found),
                    f"This erratum on the {entry.title} quotes what the entry already says.",
                    f"Correct the {found.at} of the entry, remove the erratum, or write undecided: "
                    "true if it is open.",
                    [((*entry.place, found.at), "The entry says it here.")],
                )


def _is_idle(context: RuleContext, entry: Entry, found: Erratum) -> bool:
    """Whether the published words are the entry's; never for a note made from the roles."""
    if found.at == "row":
        return False
    if found.at == "ports":
        return _published_ports(context, found) == spans(found.ports or ports_of(entry))
    words = _words(context, entry, found)
    if found.at == "note" and not words:
        return False
    published = found.published.split()
    return published == words.split() or _PORTS_BEFORE.sub("", found.published).split() == (
        words.split()
    )


def _words(context: RuleContext, entry: Entry, found: Erratum) -> str:
    """The words of an entry that an erratum is about."""
    if isinstance(entry, Flow):
        roles = context.dataset.roles
        ends = {"from": roles[entry.from_].name, "to": roles[entry.to].name}
        return ends.get(found.at, entry.note)
    return str(getattr(entry, found.at))


def _published_ports(context: RuleContext, found: Erratum) -> Spans | None:
    """The published ports, if they are written in the notation of the dataset."""
    words = _PORT_WORD.sub("", found.published).replace(",", " ").split()
    try:
        return spans(Port.parse(word, context.dataset.defaults.protocol) for word in words)
    except PortError:
        return None
