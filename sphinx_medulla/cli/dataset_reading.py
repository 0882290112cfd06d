"""The dataset of a command that only asks it something."""

from __future__ import annotations

from ..checker.report import UNREADABLE
from ..dataset.loading import load
from ..dataset.model import Dataset
from ..dataset.problem import DatasetError
from .dataset_path import named_or_packaged
from .exit_codes import UsageError
from .output import say


def read(word: str | None) -> Dataset | None:
    """Read the named dataset, else that of pyproject.toml, else the packaged one, and say which.

    None where it does not load; what is wrong is said then. Raises `UsageError` where it cannot be
    read.
    """
    which = named_or_packaged(word)
    if which.why:
        say(f"Reading {which.shown} ({which.why}).")
    try:
        return load(which.path, which.shown).dataset
    except DatasetError as error:
        if error.problems[0].code == UNREADABLE:
            raise UsageError(f"{which.shown}: {error.problems[0].sentence}") from None
        for problem in error.problems:
            say(str(problem))
        return None
