"""The dataset that a command reads, and the language of its output."""

from __future__ import annotations

from pathlib import Path

from ..checker.report import UNREADABLE
from ..dataset.catalogs import catalog_beside, read_catalog
from ..dataset.loading import Loaded, load
from ..dataset.model import Dataset
from ..dataset.names import suggestion
from ..dataset.problem import DatasetError
from ..dataset.translation import translated
from ..render.localization import Translate, languages, translator
from .dataset_path import named_or_packaged
from .exit_codes import UsageError, refused
from .git_file import git_file, path_in_git
from .output import say


def read(word: str | None) -> Dataset | None:
    """Read the named dataset, else that of pyproject.toml, else the packaged one, and say which.

    Returns None if it does not load, after writing the problems to standard error. Raises
    `UsageError` if the file cannot be read.
    """
    loaded = read_loaded(word)
    return None if loaded is None else loaded.dataset


def read_loaded(word: str | None) -> Loaded | None:
    """The dataset with the places of everything in its file; as `read`."""
    which = named_or_packaged(word)
    if which.why:
        say(f"Reading {which.shown} ({which.why}).")
    return _loaded(which.path, which.shown)


def read_revision(word: str) -> Dataset | None:
    """Read a dataset from a file, or from git if the word is ``git:REV:PATH``; as `read`."""
    loaded = _loaded(word, word, git_file(word) if path_in_git(word) else None)
    return None if loaded is None else loaded.dataset


def _loaded(path: str | Path, shown: str, content: bytes | None = None) -> Loaded | None:
    try:
        return load(path, shown, content=content)
    except DatasetError as error:
        if error.problems[0].code == UNREADABLE:
            raise UsageError(f"{shown}: {error.problems[0].sentence}") from None
        for problem in error.problems:
            say(str(problem))
        return None


def language_of(language: str | None) -> tuple[Translate, list[str]]:
    """The function that translates the extension's words, and a sentence if there is none."""
    language = "en" if language is None else language
    translate = translator(language)
    if translate is not None:
        return translate, []
    known = sorted({"en", *languages()})
    return str, [f"There is no language {language!r}. {suggestion(language, known)}"]


def in_language(dataset: Dataset, word: str | None, language: str | None) -> Dataset:
    """The dataset in a language, if a catalog is beside its file, which ``word`` names.

    Beside a file in git, it is a catalog of the working directory.
    Raises `UsageError` if the catalog cannot be read.
    """
    path = named_or_packaged(word and (path_in_git(word) or word)).path
    found = catalog_beside(path, language) if language else None
    if found is None:
        return dataset
    with refused(f"{found} cannot be read"):
        return translated(dataset, read_catalog(found).gettext)
