"""MED525: translation-against-entry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...dataset.problem import Location
from ...dataset.translation import Text
from ..analysis.translated_texts import contradictions
from ..catalog_rule import CatalogRule, language_of
from ..rule import RuleContext, Severity, Subject, Violation, Violations

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


class TranslationAgainstEntry(CatalogRule):
    r"""A translation contradicts the entry whose text it translates.

    Why: Readers of that language open another port than those of the dataset's language.

    Beside locale/fr/LC_MESSAGES/flows.po::

        msgid ""
        msgstr "Document-Type: text/plain; charset=utf-8\n"

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
    fix = "Correct the translation, and mark none as complete that was made for an older text."

    def compare(
        self, context: RuleContext, wanted: tuple[Text, ...], catalog: Catalog, shown: Path
    ) -> Violations:
        """Hold each translation against the text and its entry."""
        messages = {
            str(each.id): (str(each.string), each.lineno or 1)
            for each in catalog
            if each.id and each.string and not each.fuzzy
        }
        language = language_of(shown)

        def translate(text: str) -> str:
            return messages[text][0] if text in messages else text

        for place, text, wrong in contradictions(context, translate):
            line = messages[text][1]
            yield Violation(
                Location(str(shown), line, 1, line, 1),
                Subject(kind="dataset", id=language, word=text),
                f"This translation into the language {language!r} {wrong}, which its entry does "
                "not.",
                "Correct the translation.",
                [(place, "This is the text that it translates.")],
            )
