"""Writes a folder of pages as `generate` does, in a process that is killed at a given change."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

_CHANGES = ("os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod", "os.chown")
_KILLED = 9


def write(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Make a folder hold these pages; raises `UsageError` if one of them was edited."""
    from sphinx_medulla import files
    from sphinx_medulla.cli.manifest import Manifest

    files.remove_abandoned.cache_clear()  # as in a process of its own
    Manifest(folder).update(pages, Path("flows.yaml"), force=False)


def killed_before_change(number: int, folder: Path, pages: Mapping[str, bytes]) -> bool:
    """Whether a process that writes a folder comes to its change of this number; it ends there.

    A change is a call of the system that makes, renames or removes a file, or opens a new one.
    """
    process = multiprocessing.get_context("forkserver").Process(
        target=_write_until, args=(number, folder, dict(pages))
    )
    process.start()
    process.join()
    assert process.exitcode in {0, _KILLED}
    return process.exitcode == _KILLED


def _write_until(number: int, folder: Path, pages: dict[str, bytes]) -> None:
    from sphinx_medulla.cli import folder_swap

    numbers, exchange = count(1), folder_swap._exchange

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        is_new = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if (is_new or event in _CHANGES) and next(numbers) == number:
            os._exit(_KILLED)

    def watched(one: Path, other: Path) -> None:
        watch("os.rename", ())
        exchange(one, other)

    folder_swap._exchange = watched
    sys.addaudithook(watch)
    write(folder, pages)
