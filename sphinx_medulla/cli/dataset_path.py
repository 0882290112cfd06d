"""The dataset of a command: the one in its arguments, in pyproject.toml, or in the package."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import NamedTuple

from ..dataset.packaged import packaged_dataset
from ..files import is_file, read_file
from .exit_codes import UsageError

TABLE = "tool.sphinx-medulla"


class Which(NamedTuple):
    """A dataset's file. Messages name it as ``shown``; ``why`` says where its name comes from."""

    path: Path
    shown: str
    why: str


def named(word: str | None) -> Which | None:
    """The dataset that an argument names, else the one that pyproject.toml names, else None.

    Raises `UsageError` if the argument is empty or a pyproject.toml cannot be used.
    """
    if word is not None:
        if not word:
            raise UsageError("The name of the dataset is empty. Write the path of a file.")
        return Which(Path(word), word, "")
    for folder in (Path.cwd(), *Path.cwd().parents):
        project = folder / "pyproject.toml"
        dataset = _named_in(project) if is_file(project) else None
        if dataset is not None:
            path = folder / dataset
            return Which(path, _shown(path), f"{_shown(project)}, [{TABLE}]")
    return None


def named_or_packaged(word: str | None) -> Which:
    """The dataset that `named` finds, else the one in this package."""
    which = named(word)
    if which is not None:
        return which
    path = packaged_dataset()
    return Which(path, str(path), "the packaged dataset")


def misplaced_dataset(word: str, kind: str) -> str:
    """What to say of a dataset in place of the name of a ``kind``; empty if the word is none."""
    if not word.endswith((".yaml", ".yml")):
        return ""
    return f"{word!r} is not a {kind}. Name the dataset with --dataset {word}."


def _named_in(project: Path) -> str | None:
    """The dataset that a pyproject.toml names; None if it has no table for this package."""
    try:
        content = tomllib.loads(read_file(project).decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{_shown(project)} cannot be read: {error}.") from None
    tools = content.get("tool", {})
    table = tools.get("sphinx-medulla") if isinstance(tools, dict) else None
    if table is None:
        return None
    dataset = table.get("dataset") if isinstance(table, dict) else None
    if not isinstance(dataset, str) or not dataset:
        raise UsageError(
            f"{_shown(project)} has [{TABLE}], but it names no dataset. Write "
            f'dataset = "the/path.yaml" there; the path is relative to that file.'
        )
    return dataset


def _shown(path: Path) -> str:
    """A path relative to the current folder."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
