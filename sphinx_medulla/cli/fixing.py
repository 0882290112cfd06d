"""`medulla-flows check --fix`: files fixed in place, or shown as a diff."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff

from ..checker.fixes import Fixed, fixed
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
    for file in files:
        try:
            new = fixed(_content(file), file.shown)
        except (OSError, ValueError):  # the check reports it
            continue
        if new.values:
            _overwrite(file, new)


def _content(file: CheckedFile) -> bytes:
    return read_file(file.path) if file.content is None else file.content


def _overwrite(file: CheckedFile, new: Fixed) -> None:
    write_bytes(file.path, new.content)
    values = "1 value" if new.values == 1 else f"{new.values} values"
    say(f"Fixed {values} in {file.shown}.")


def print_diffs(files: Sequence[CheckedFile]) -> tuple[bool, list[str]]:
    """Show what would be written into the files.

    Returns whether that is anything, or a file cannot be parsed, and a sentence for each file that
    cannot be read.
    """
    found = False
    unreadable: list[str] = []
    for file in files:
        try:
            with refused(f"{file.shown} cannot be read"):
                old = _content(file)
        except UsageError as error:
            unreadable += error.args
            continue
        new = fixed(old, file.shown)
        found = found or bool(new.values or new.problems)
        for problem in new.problems:
            say(f"{problem.location}: {problem.message} {problem.hint}".rstrip())
        if new.values:
            _print_diff(file.shown, old, new.content)
    return found, unreadable


def _print_diff(name: str, old: bytes, new: bytes) -> None:
    before, after = (text.decode("utf-8").splitlines(keepends=True) for text in (old, new))
    for line in unified_diff(before, after, visible(name), visible(name)):
        print_text(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
