"""MED525: translation-against-entry."""

from __future__ import annotations

from dataclasses import replace

from ...dataset.translation import Text
from ..analysis.translated_texts import contradictions
from ..catalog_rule import CatalogRule, CatalogTexts
from ..rule import RuleContext, Severity, Violation, Violations


class TranslationAgainstEntry(CatalogRule):
    r"""A translation contradicts the entry whose text it translates.

    Why: Readers of that language open a different port from readers of the dataset's language.

    Beside locale/fr/LC_MESSAGES/flows.po::

        msgid ""
        msgstr "Content-Type: text/plain; charset=utf-8\n"

        msgid "Events on port 8415."
        msgstr "Événements sur le port 8414."

        msgid "Notifications on port 8415."
        msgstr "Notifications sur le port 8415."

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          events: {name: Events, ports: [8415/tcp], description: Events on port 8415.}
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
          events: {name: Notifications, ports: [8415/tcp], description: Notifications on port 8415.}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}
    """

    code = "MED525"
    severity = Severity.WARNING
    fix = "Correct the translation, and leave translations of older texts marked as fuzzy."

    def compare(
        self, context: RuleContext, wanted: tuple[Text, ...], catalog: CatalogTexts
    ) -> Violations:
        """Hold each translation against the text and its entry."""
        places = {text.words: text.place for text in catalog.texts}

        def translate(text: str) -> str:
            return catalog.translations.get(text, text)

        for place, text, wrong in contradictions(context, translate):
            yield Violation(
                places[text],
                replace(catalog.subject, word=text),
                f"This translation into the language {catalog.language!r} {wrong}, which its entry "
                "does not.",
                "Correct the translation.",
                [(place, "This is the text that it translates.")],
            )
