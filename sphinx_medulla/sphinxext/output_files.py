"""Files that the extension writes into an output folder, and removes from it.

A link in the folder that leads out of it is not followed: what is behind it belongs to others.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from ..files import leads_out, remove_abandoned, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable


class OutputError(SphinxError):
    """A file of the output cannot be written."""

    category = "The output cannot be written"


def write_output(folder: Path, path: Path, content: bytes) -> None:
    """Write a file below an output folder; raises `OutputError`."""
    if leads_out(path, folder):
        raise OutputError(f"{path.parent} leads out of the folder {folder}. Remove the link.")
    try:
        write_file(path, content)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}.") from error


def copy_output(folder: Path, path: Path, source: Path) -> None:
    """Copy a file below an output folder, unless it is there already; raises `OutputError`."""
    update_output(folder, path, source.read_bytes())


def update_output(folder: Path, path: Path, content: bytes) -> None:
    """Write a file as `write_output` does, unless it has the content already."""
    if leads_out(path, folder) or path.is_symlink() or not _holds(path, content):
        write_output(folder, path, content)


def remove_output(folder: Path, paths: Iterable[Path]) -> None:
    """Remove files below an output folder, but not through links, and no folders."""
    for path in paths:
        if not leads_out(path, folder) and (path.is_symlink() or path.is_file()):
            path.unlink(missing_ok=True)


def remove_left(folder: Path, parents: Iterable[Path]) -> None:
    """Remove what killed builds left in folders below an output folder, but not through links."""
    for parent in parents:
        if not leads_out(parent / "any", folder):
            remove_abandoned(parent)


def remove_empty(folder: Path, path: Path) -> None:
    """Remove a folder below an output folder, and those above it, as far as they are empty."""
    while path != folder and not (path.is_symlink() or leads_out(path, folder)):
        try:
            path.rmdir()
        except OSError:  # not empty, or not there
            return
        path = path.parent


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
