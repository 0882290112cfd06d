"""What the rules about the catalogs beside a dataset have in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from ..dataset.catalogs import CatalogError, sources_beside
from ..dataset.messages import read, translations_in
from ..dataset.problem import Location
from ..dataset.translation import Text, texts
from .context import computed_once
from .rule import DatasetRule, RuleContext, Severity, Subject, Violations


class CatalogText(NamedTuple):
    """A text in a catalog, its translation, which may be empty, and its place."""

    words: str
    translation: str
    place: Location


@dataclass(frozen=True, slots=True)
class CatalogTexts:
    """The texts in the catalog of a language, and those of them that it translates, by their words.

    ``start`` is the beginning of the catalog, as reports call it.
    """

    language: str
    start: Location
    texts: list[CatalogText]
    translations: dict[str, str]

    @property
    def subject(self) -> Subject:
        """The whole catalog as the subject of a finding."""
        return Subject(kind="dataset", id=self.language)


class CatalogRule(DatasetRule):
    """A rule about catalogs of translations; silent where a dataset has none beside it."""

    severity = Severity.INFO
    waivable = False

    def check(self, context: RuleContext) -> Violations:
        """Compare each catalog with the texts of the dataset."""
        for catalog in _catalogs(context):
            yield from self.compare(context, _wanted(context), catalog)

    @abstractmethod
    def compare(
        self, context: RuleContext, wanted: tuple[Text, ...], catalog: CatalogTexts
    ) -> Violations:
        """Compare one catalog with the texts of the dataset; one violation for all texts."""


@computed_once
def _wanted(context: RuleContext) -> tuple[Text, ...]:
    """Every text of the dataset that can be translated."""
    return texts(context.dataset)


@computed_once
def _catalogs(context: RuleContext) -> list[CatalogTexts]:
    """The catalogs beside a dataset, without files that cannot be read as catalogs."""
    file = context.loaded.file
    if file is None:
        return []
    catalogs = []
    for source in sources_beside(file):
        shown = Path(context.loaded.tree.path).parent / source.relative_to(file.parent)
        start = Location(str(shown))
        try:
            found = read(source)
        except CatalogError:  # which the command reports
            continue
        placed = [
            CatalogText(
                str(each.id),
                str(each.string),
                replace(start, line=each.lineno or 1, end_line=each.lineno or 1),
            )
            for each in found
            if each.id
        ]
        catalogs.append(CatalogTexts(shown.parts[-3], start, placed, translations_in(found)))
    return catalogs
