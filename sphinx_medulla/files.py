"""Files written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex


def write_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it, so that no reader ever sees half of it.

    Makes the folders above it. Raises `OSError` where the place cannot be written; nothing is left
    behind then.
    """
    write_files({path: content})


def keep(path: Path, content: bytes) -> None:
    """Write a file for later builds, if it can be written: without it they are slower, not worse.

    The file of an earlier build stays where it is then, and may be found out of date.
    """
    with suppress(OSError):
        write_file(path, content)


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files beside their places, and rename them once all of them are there."""
    beside: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            beside[path] = path.with_name(f".{path.name[:40]}.{token_hex(8)}")
            try:
                file = beside[path].open("xb")
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                file = beside[path].open("xb")
            with file:
                file.write(content)
        for path, written in beside.items():
            written.replace(path)
    except BaseException:
        for written in beside.values():
            written.unlink(missing_ok=True)
        raise
