"""MED514: stale-translation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...dataset.problem import Location
from ...dataset.translation import Text
from ..catalog_rule import CatalogRule, language_of, subject_of
from ..rule import RuleContext, Violation, Violations

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


class StaleTranslation(CatalogRule):
    r"""A translation catalog contains texts that the dataset does not contain.

    Why: The text was changed or removed: no page shows its translation any more.

    Beside locale/fr/LC_MESSAGES/flows.po::

        msgid ""
        msgstr "Document-Type: text/plain; charset=utf-8\n"

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
        self, context: RuleContext, wanted: tuple[Text, ...], catalog: Catalog, shown: Path
    ) -> Violations:
        """Look for what is translated among the dataset's texts."""
        words = {text.words for text in wanted}
        stale = [each for each in catalog if each.id and str(each.id) not in words]
        if stale:
            lines = sorted(each.lineno or 1 for each in stale)
            texts = "1 text" if len(stale) == 1 else f"{len(stale)} texts"
            yield Violation(
                ("format",),
                subject_of(shown),
                f"The catalog for the language {language_of(shown)!r} has {texts} that the dataset "
                "does not have.",
                related=[(Location(str(shown), line, 1, line, 1), "It is here.") for line in lines],
            )
