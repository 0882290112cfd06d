"""MED525: translation-against-entry."""

from __future__ import annotations

from dataclasses import replace

from ...dataset.codes import quoted
from ...dataset.translation import Text
from ..analysis.kept_words import difference_of, names_made_one
from ..analysis.translated_texts import contradictions
from ..catalog_rule import CatalogRule, CatalogTexts
from ..context import Place
from ..rule import RuleContext, Severity, Violation, Violations


class TranslationAgainstEntry(CatalogRule):
    r"""A translation contradicts the text that it translates, or its entry.

    Beside ports, names and directions, every language keeps numbers, settings, hosts, protocols,
    question marks, and that something is not encrypted. Two names of roles, modes or zones are
    two in every language.

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

        def translate(text: str) -> str:
            return catalog.translations.get(text, text)

        places = {text.words: text.place for text in catalog.texts}
        told: set[str] = set()

        def violation(place: Place, text: str, wrong: str) -> Violation:
            told.add(text)
            return Violation(
                places[text],
                replace(catalog.subject, word=text),
                f"This translation into the language {catalog.language!r} {wrong}.",
                "Correct the translation.",
                [(place, "This is the text that it translates.")],
            )

        for place, text, wrong in contradictions(context, translate):
            yield violation(place, text, f"{wrong}, which its entry does not")
        for path, text in wanted:
            if text in told or text not in catalog.translations:
                continue
            if wrong := difference_of(text, catalog.translations[text], catalog.language):
                yield violation(path, text, wrong)
        for place, text, other in names_made_one(context.dataset, translate):
            if text not in told and text in catalog.translations:
                yield violation(place, text, f"is that of {quoted(other)}, too")
