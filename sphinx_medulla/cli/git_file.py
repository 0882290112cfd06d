"""A file as it was in a commit of git, named as ``git:REV:PATH``."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from ..files import MOST_BYTES
from .exit_codes import UsageError

_PREFIX = "git:"
_FORM = "Write git:REV:PATH, as in git:HEAD~1:data/flows.yaml."


def path_in_git(word: str) -> str:
    """The path of a file that is named by its commit; empty if the word names no such file."""
    return word.rpartition(":")[2] if word.startswith(_PREFIX) else ""


def git_file(word: str, folder: Path | None = None) -> bytes:
    """The content of a file in a commit.

    The path is that of ``git show``: from the top of the repository, or after ``./`` from the
    folder, which is by default the working directory. Raises `UsageError` if the word has another
    form, or git does not find it.
    """
    revision, colon, path = word.removeprefix(_PREFIX).partition(":")
    if not (revision and colon and path) or revision.startswith("-"):
        raise UsageError(f"{word!r} names no file in git. {_FORM}")
    try:
        return _git(folder, "show", f"{revision}:{path}")
    except GitError as error:
        raise UsageError(f"{word} cannot be read: {error}. {_FORM}") from None


def commits_of(path: Path) -> list[str]:
    """The commits that changed a file, the oldest first; raises `UsageError`."""
    try:
        found = _git(path.parent, "log", "--reverse", "--format=%H", "--", path.name)
    except GitError as error:
        raise UsageError(f"The history of {path} cannot be read: {error}.") from None
    return found.decode("ascii").split()


class GitError(Exception):
    """What git says is wrong, without a full stop."""


def _git(folder: Path | None, *arguments: str) -> bytes:
    """What git writes in a folder, at most a byte more than a dataset may have.

    Raises `GitError`.
    """
    try:
        process = subprocess.Popen(
            ["git", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C"},  # in English, as all messages of the command
        )
    except OSError as error:
        raise GitError(f"git cannot be run ({error.strerror})") from None
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        content = process.stdout.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            process.kill()
            return content
        why = process.stderr.read()
    if process.returncode:
        words = " ".join(why.decode("utf-8", "replace").split())
        raise GitError(words.removeprefix("fatal: ").rstrip("."))
    return content
