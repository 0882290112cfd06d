"""MED513: missing-translation."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...dataset.messages import translated_ids
from ...dataset.problem import Location
from ...dataset.translation import Text
from ..catalog_rule import CatalogRule, language_of, subject_of
from ..examples import CATALOG, CATALOG_OF_SERVER, SERVER_ALONE, SERVER_AND_CLIENT
from ..rule import RuleContext, Violation, Violations

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


class MissingTranslation(CatalogRule):
    """A catalog of translations does not translate every text of the dataset."""

    code = "MED513"
    why = "Readers of that language see these texts in the language of the dataset."
    fix = (
        "Run `python -m sphinx_medulla.dataset.messages DATASET`, which adds the missing texts to "
        "the catalogs beside the dataset, and translate them there."
    )
    beside = MappingProxyType({CATALOG: CATALOG_OF_SERVER})
    bad = SERVER_AND_CLIENT
    good = SERVER_ALONE

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
