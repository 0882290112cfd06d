"""What the rules about the catalogs beside a dataset have in common."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from ..dataset.catalogs import sources_beside
from ..dataset.messages import read
from ..dataset.translation import Text, texts
from .rule import DatasetRule, RuleContext, Severity, Subject, Violations

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


class CatalogRule(DatasetRule):
    """A rule about catalogs of translations; silent where a dataset has none beside it."""

    severity = Severity.INFO
    waivable = False

    def check(self, context: RuleContext) -> Violations:
        """Compare each catalog with the texts of the dataset."""
        catalogs = context.once(_catalogs)
        if catalogs:
            wanted = texts(context.dataset)
            for shown, catalog in catalogs:
                yield from self.compare(context, wanted, catalog, shown)

    @abstractmethod
    def compare(
        self, context: RuleContext, wanted: tuple[Text, ...], catalog: Catalog, shown: Path
    ) -> Violations:
        """Compare one catalog, at the path ``shown`` in reports; one violation for all texts."""


def _catalogs(context: RuleContext) -> list[tuple[Path, Catalog]]:
    """The catalogs beside a dataset, each with its path in reports; those that are none are not."""
    file, found = context.loaded.file, []
    if file is None:
        return []
    for source in sources_beside(file):
        shown = Path(context.loaded.tree.path).parent / source.relative_to(file.parent)
        try:
            found.append((shown, read(source)))
        except (OSError, ValueError):  # not a catalog
            continue
    return found


def language_of(shown: Path) -> str:
    """The language of a catalog: the folder above ``LC_MESSAGES``."""
    return shown.parts[-3]


def subject_of(shown: Path) -> Subject:
    """A whole catalog as the subject of a finding."""
    return Subject(kind="dataset", id=language_of(shown))
