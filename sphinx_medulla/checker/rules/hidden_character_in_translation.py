"""MED221: hidden-character-in-translation."""

from __future__ import annotations

from ...dataset.characters import advice, refused
from ...dataset.codes import quoted
from ...dataset.translation import Text
from ..catalog_rule import CatalogRule, CatalogTexts
from ..rule import RuleContext, Severity, Violation, Violations


class HiddenCharacterInTranslation(CatalogRule):
    """A translation contains a character that is not allowed.

    Why: Such a character is invisible, or changes the order in which the text around it is shown.
    In a dataset, it is an error too.

    Beside locale/fr/LC_MESSAGES/flows.po::

        msgid ""
        msgstr "Content-Type: text/plain; charset=utf-8\\n"

        msgid "Server"
        msgstr "Ser\ufeffveur"

        msgid "Client"
        msgstr "Client"

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Serveur}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """  # noqa: D301  # the first backslash is part of the file, the second one makes a character

    code = "MED221"
    severity = Severity.ERROR
    fix = "Remove the character from the catalog."

    def compare(
        self, context: RuleContext, wanted: tuple[Text, ...], catalog: CatalogTexts
    ) -> Violations:
        """Look for such characters in the translations of the dataset's texts."""
        asked = {text.words for text in wanted}
        hidden = [
            (text, found[0])
            for text in catalog.texts
            if text.words in asked and (found := next(refused(text.translation), None)) is not None
        ]
        if hidden:
            text, character = hidden[0]
            yield Violation(
                text.place,
                catalog.subject,
                f"The translation of {quoted(text.words)} contains the character "
                f"U+{ord(character):04X}, which is not allowed.",
                advice(character),
                [(other.place, f"Here is U+{ord(another):04X}.") for other, another in hidden[1:]],
            )
