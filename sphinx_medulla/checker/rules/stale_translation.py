"""MED514: stale-translation."""

from __future__ import annotations

from ...dataset.translation import Text
from ..catalog_rule import CatalogRule, CatalogTexts
from ..rule import RuleContext, Violation, Violations


class StaleTranslation(CatalogRule):
    r"""A translation catalog contains texts that the dataset does not contain.

    Why: The text was changed or removed: no page shows its translation any more.

    Beside locale/fr/LC_MESSAGES/flows.po::

        msgid ""
        msgstr "Content-Type: text/plain; charset=utf-8\n"

        msgid "Server"
        msgstr "Serveur"

        msgid "Client"
        msgstr "Client"

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server, several: true}
        flows:
          - {id: server-to-server, from: server, to: server, ports: [7946/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server, several: true}
          client: {name: Client}
        flows:
          - {id: server-to-server, from: server, to: server, ports: [7946/tcp]}
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED514"
    fix = (
        "Run `python -m sphinx_medulla.dataset.messages DATASET`, which removes such texts from "
        "the catalogs. If a text was changed, translate the new one."
    )

    def compare(
        self, context: RuleContext, wanted: tuple[Text, ...], catalog: CatalogTexts
    ) -> Violations:
        """Look for what is translated among the dataset's texts."""
        words = {text.words for text in wanted}
        stale = sorted(each.place for each in catalog.texts if each.words not in words)
        if stale:
            texts = "1 text" if len(stale) == 1 else f"{len(stale)} texts"
            yield Violation(
                ("format",),
                catalog.subject,
                f"The catalog for the language {catalog.language!r} has {texts} that the dataset "
                "does not have.",
                related=[(place, "It is here.") for place in stale],
            )
