"""MED513: missing-translation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...dataset.messages import translated_ids
from ...dataset.problem import Location
from ...dataset.translation import Text
from ..catalog_rule import CatalogRule, language_of, subject_of
from ..rule import RuleContext, Violation, Violations

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


class MissingTranslation(CatalogRule):
    r"""A translation catalog does not translate every text of the dataset.

    Why: Readers of that language see these texts in the language of the dataset.

    Beside locale/fr/LC_MESSAGES/flows.po::

        msgid ""
        msgstr "Document-Type: text/plain; charset=utf-8\n"

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
        self, context: RuleContext, wanted: tuple[Text, ...], catalog: Catalog, shown: Path
    ) -> Violations:
        """Look for the dataset's texts among those that are translated."""
        translated = translated_ids(catalog)
        missing = [text for text in wanted if text.words not in translated]
        if missing:
            first, *others = sorted(context.locate(text.path) for text in missing)
            number = len({text.words for text in missing})
            are = "text is" if number == 1 else "texts are"
            yield Violation(
                first,
                subject_of(shown),
                f"{number} {are} not translated for the language {language_of(shown)!r}.",
                related=[
                    *((place, "This is not translated either.") for place in others),
                    (Location(str(shown)), "This catalog lacks it."),
                ],
            )
