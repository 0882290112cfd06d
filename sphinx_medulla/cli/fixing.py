"""`medulla-flows check --fix`: files fixed in place, or shown as a diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from ..checker.fixes import fixed
from ..dataset.characters import visible
from ..files import read_file
from .checked_files import STDIN, CheckedFile
from .exit_codes import UsageError, refused
from .output import print_text, say, write_bytes


def write_fixed(files: Sequence[CheckedFile]) -> None:
    """Write everything that is certain into the files, and say how much that is.

    Raises `UsageError` if a file cannot be written.
    """
    if any(file.content is not None for file in files):
        raise UsageError(f"--fix cannot write {STDIN}. Name a file, or add --diff.")
    for file, _old, new, count in _fixed(files):
        write_bytes(file.path, new)
        values = "1 value" if count == 1 else f"{count} values"
        say(f"Fixed {values} in {file.shown}.")


def print_diffs(files: Sequence[CheckedFile]) -> bool:
    """Show what would be written into the files; return whether that is anything.

    Raises `UsageError` in the end for a file that cannot be read.
    """
    found = False
    for file, old, new, _count in _fixed(files):
        found = True
        lines = unified_diff(
            old.decode("utf-8").splitlines(keepends=True),
            new.decode("utf-8").splitlines(keepends=True),
            *(visible(file.shown), visible(file.shown)),
        )
        for line in lines:
            print_text(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    for file in files:
        if file.content is None:
            with refused(f"{file.shown} cannot be read"):
                read_file(file.path)
    return found


def _fixed(files: Sequence[CheckedFile]) -> Iterator[tuple[CheckedFile, bytes, bytes, int]]:
    """The files in which something is to be fixed: their content before and after, and how much.

    What cannot be read is skipped: the check reports it after ``--fix``.
    """
    for file in files:
        try:
            old = read_file(file.path) if file.content is None else file.content
        except (OSError, ValueError):
            continue
        new, count = fixed(old, file.shown)
        if count:
            yield file, old, new, count
