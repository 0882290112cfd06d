"""MED513: missing-translation."""

from __future__ import annotations

from ...dataset.translation import Text
from ..catalog_rule import CatalogRule, CatalogTexts
from ..rule import RuleContext, Violation, Violations


class MissingTranslation(CatalogRule):
    r"""A translation catalog does not translate every text of the dataset.

    Why: Readers of that language see these texts in the language of the dataset.

    Beside locale/fr/LC_MESSAGES/flows.po::

        msgid ""
        msgstr "Content-Type: text/plain; charset=utf-8\n"

        msgid "Server"
        msgstr "Serveur"

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server, several: true}
          client: {name: Client}
        flows:
          - {id: server-to-server, from: server, to: server, ports: [7946/tcp]}
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server, several: true}
        flows:
          - {id: server-to-server, from: server, to: server, ports: [7946/tcp]}
    """

    code = "MED513"
    fix = (
        "Run `python -m sphinx_medulla.dataset.messages DATASET`, which adds the missing texts to "
        "the catalogs beside the dataset, and translate them there."
    )

    def compare(
        self, context: RuleContext, wanted: tuple[Text, ...], catalog: CatalogTexts
    ) -> Violations:
        """Look for the dataset's texts among those that are translated."""
        missing = [text for text in wanted if text.words not in catalog.translations]
        if missing:
            first, *others = sorted(context.locate(text.path) for text in missing)
            number = len({text.words for text in missing})
            are = "text is" if number == 1 else "texts are"
            yield Violation(
                first,
                catalog.subject,
                f"{number} {are} not translated for the language {catalog.language!r}.",
                related=[
                    *((place, "This is not translated either.") for place in others),
                    (catalog.start, "This catalog lacks it."),
                ],
            )
