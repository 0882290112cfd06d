"""A file as it was in a commit of git, named as ``git:REV:PATH``."""

from __future__ import annotations

import os
import subprocess

from .exit_codes import UsageError

_PREFIX = "git:"
_FORM = "Write git:REV:PATH, as in git:HEAD~1:data/flows.yaml."


def path_in_git(word: str) -> str:
    """The path of a file that is named by its commit; empty if the word names no such file."""
    return word.rpartition(":")[2] if word.startswith(_PREFIX) else ""


def git_file(word: str) -> bytes:
    """The content of a file in a commit.

    The path is that of ``git show``: from the top of the repository, or after ``./`` from the
    working directory. Raises `UsageError` if the word has another form, or git does not find it.
    """
    revision, colon, path = word.removeprefix(_PREFIX).partition(":")
    if not (revision and colon and path) or revision.startswith("-"):
        raise UsageError(f"{word!r} names no file in git. {_FORM}")
    try:
        done = subprocess.run(
            ["git", "show", f"{revision}:{path}"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},  # in English, as all messages of the command
            check=False,
        )
    except OSError as error:
        raise UsageError(f"{word} cannot be read: git cannot be run ({error.strerror}).") from None
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").rstrip(".")
        raise UsageError(f"{word} cannot be read: {' '.join(why.split())}. {_FORM}")
    return done.stdout
