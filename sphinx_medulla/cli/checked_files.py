"""The datasets that a command line names: files, folders and the standard input."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from ..files import MOST_BYTES, read_file
from .dataset_path import named
from .exit_codes import UsageError
from .output import real_path

STDIN = "-"
"""The word for the standard input."""

_KEY = re.compile(rb"""^["']?(format|product|revision|roles|flows)["']?[ \t]*:""", re.MULTILINE)
_FEWEST_KEYS = 3  # of a dataset, by which it is known among other files of a folder


class CheckedFile(NamedTuple):
    """A file to check; ``shown`` is how messages name it.

    ``why`` says where its name comes from, if not from the arguments. ``content`` is what was read
    from the standard input.
    """

    path: Path
    shown: str
    why: str = ""
    content: bytes | None = None


def checked_files(
    words: Sequence[str], stdin_filename: str = ""
) -> tuple[list[CheckedFile], list[str]]:
    """The files that the arguments name, each once, else the one that pyproject.toml names.

    Of a folder, these are the datasets in it and below it. ``stdin_filename`` is the name of what
    comes from the standard input. Also returns a sentence for each argument that names no file;
    raises `UsageError` if none does.
    """
    if stdin_filename and STDIN not in words:
        raise UsageError(
            "--stdin-filename is the name of standard input. Write - too, to read from it."
        )
    found: dict[Path, CheckedFile] = {}
    problems: list[str] = []
    for word in words or (None,):
        try:
            for file in _files(word, stdin_filename):
                found.setdefault(real_path(file.path), file)
        except UsageError as error:
            problems += error.args
    if not found:
        raise UsageError(*problems)
    return [*found.values()], problems


def _files(word: str | None, stdin_filename: str) -> Iterator[CheckedFile]:
    if word == STDIN:
        name = stdin_filename or "<stdin>"
        if sys.stdin is None:  # the caller has closed it
            raise UsageError("Standard input is closed. Write the path of a dataset.")
        yield CheckedFile(Path(name), name, content=sys.stdin.buffer.read(MOST_BYTES + 1))
        return
    which = named(word)
    if which is None:
        raise UsageError(
            "No dataset is named. Write `medulla-flows check DATASET`, or name it in "
            'pyproject.toml: [tool.sphinx-medulla] with dataset = "the/path.yaml".'
        )
    if not os.path.isdir(which.path):  # noqa: PTH112  # Path raises for some names
        yield CheckedFile(*which)
        return
    datasets = [*_datasets_in(which.shown)]
    if not datasets:
        raise UsageError(
            f"The folder {which.shown} contains no dataset. Write the path of one: a YAML file "
            "with the keys format, product, revision, roles and flows."
        )
    yield from (CheckedFile(path, str(path)) for path in datasets)


def _datasets_in(folder: str) -> Iterator[Path]:
    """The datasets in a folder and below it, by name, without those in hidden folders.

    Raises `UsageError` if a folder cannot be read.
    """
    for above, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(above, name)
            if path.suffix in {".yaml", ".yml"} and _is_dataset(path):
                yield path


def _refuse(error: OSError) -> NoReturn:
    raise UsageError(f"The folder {error.filename} cannot be read: {error.strerror}.")


def _is_dataset(path: Path) -> bool:
    """Whether a file has some keys of a dataset; the check says why it cannot be read."""
    try:
        keys = set(_KEY.findall(read_file(path)))
    except OSError:
        return True
    return len(keys) >= _FEWEST_KEYS
