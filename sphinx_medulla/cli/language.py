"""The language of what a command writes: our words, and the texts of a dataset."""

from __future__ import annotations

from ..dataset.catalogs import catalog_beside, translations
from ..dataset.model import Dataset
from ..dataset.names import suggestion
from ..dataset.translation import translated
from ..render.localization import Translate, languages, translator
from .dataset_path import named_or_packaged


def language_of(language: str | None) -> tuple[Translate, list[str]]:
    """What translates our words, and a sentence where there is no such language."""
    if language is None:
        return str, []
    translate = translator(language)
    if translate is not None:
        return translate, []
    known = sorted({"en", *languages()})
    return str, [f"There is no language {language!r}. {suggestion(language, known)}"]


def in_language(dataset: Dataset, word: str | None, language: str | None) -> Dataset:
    """The dataset in a language, where a catalog is beside its file; ``word`` named that."""
    path = named_or_packaged(word).path
    found = catalog_beside(path, language) if language else None
    return translated(dataset, translations([found]).gettext) if found else dataset
