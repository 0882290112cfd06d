"""MED528: other-encryption-in-text."""

from __future__ import annotations

import re

from ..analysis.entry_texts import EntryText, all_entry_texts
from ..analysis.text_encryption import encryption_said, says_all_encrypted
from ..context import Place
from ..rule import DatasetRule, RuleContext, Violation, Violations

_BETWEEN_CLAUSES = re.compile(r"(?<=[.,:;!?])\s+")


class OtherEncryptionInText(DatasetRule):
    """A description or a note contradicts the encryption that its entry declares.

    Why: Readers do not know whether they may let the connection cross a network that others can
    listen to.

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
            encryption: tls
            description: Unencrypted events of the server.
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
            encryption: tls
            description: Events of the server, over TLS.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}
    """

    code = "MED528"
    fix = "Correct the text or `encryption`."

    def check(self, context: RuleContext) -> Violations:
        """Compare what each text says of encryption with what all ports of its entry have."""
        for text in all_entry_texts(context):
            said = "" if text.any_port else encryption_said(text.words)
            if not said:
                continue
            stated = _stated(context, text)
            wrong = [
                encryption
                for encryption in stated
                if encryption not in {"", "optional"} and (encryption == "none") != (said == "none")
            ]
            least = 1 if says_all_encrypted(text.words) else len(stated)
            if wrong and len(wrong) >= least and encryption_said(_own_words(context, text)) == said:
                says = "unencrypted" if said == "none" else "encrypted"
                yield Violation(
                    text.place,
                    text.subject(word=says),
                    f"{text.title} says that connections are {says}, but the {text.kind} has "
                    f"encryption: {wrong[0]}.",
                    "Correct the text, or the value of encryption.",
                    [(_ports_of(text), "These are its ports.")],
                )


def _own_words(context: RuleContext, text: EntryText) -> str:
    """The clauses of a text that name no other service by a name of several words."""
    own = {text.service.id} if text.service is not None else set()
    for entry in text.flow.ports if text.flow is not None else ():
        own.update(service.id for service in context.queries.listeners.offering(entry.port))
    others = [
        service.name.casefold()
        for service in context.dataset.services.values()
        if " " in service.name and service.id not in own
    ]
    return " ".join(
        clause
        for clause in _BETWEEN_CLAUSES.split(text.words)
        if not any(name in clause.casefold() for name in others)
    )


def _stated(context: RuleContext, text: EntryText) -> list[str]:
    """The encryption of each port of which a text speaks, as far as it is stated."""
    if text.service is not None:
        ports = [one for one in text.service.ports if one.port in text.ports]
        return [one.encryption or text.service.encryption for one in ports]
    if text.flow is None:
        return []
    entries = [entry for entry in text.flow.ports if entry.port in text.ports]
    return [use.encryption for entry in entries for use in context.queries.uses(text.flow, entry)]


def _ports_of(text: EntryText) -> Place:
    return (text.flow, "ports") if text.flow is not None else ("services", text.id, "ports")
