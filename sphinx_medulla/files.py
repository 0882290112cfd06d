"""Files read within bounds, and written whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from secrets import token_hex

try:
    from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
except ImportError:  # Windows, where nothing removes the temporary folders of killed processes
    flock = None  # type: ignore[assignment]

MOST_BYTES = 16 * 1024 * 1024
"""The size of the largest file that is read."""

TEMPORARY = ".medulla-tmp-"
"""How the names of temporary folders begin."""


class FileTooLargeError(OSError):
    """A file is larger than `MOST_BYTES`, or than what the caller allows."""


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """The content of a file of at most ``most`` bytes.

    Raises `OSError` if it cannot be read, is no regular file (a device or a pipe may have no end),
    or is too large (`FileTooLargeError`), and `ValueError` if the path is impossible.
    """
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # opening a folder says what is wrong
        raise OSError(0, "it is a device, a pipe or a socket, not a file")
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise FileTooLargeError(0, f"it is larger than {most // 1024**2} MiB")
    return content


def write_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it, so that no reader ever sees half of it.

    Makes the folders above it, and keeps the mode of the file that it replaces. A link is replaced,
    not followed. Raises `OSError` if the place cannot be written; nothing is left behind then.
    """
    write_files({path: content})


def keep(path: Path, content: bytes) -> None:
    """Write a file for later builds, if it can be written: without it they are slower, not worse.

    The file of an earlier build stays where it is then, and may be found out of date.
    """
    with suppress(OSError):
        write_file(path, content)


def write_files(contents: Mapping[Path, bytes | None]) -> None:
    """Write all files or none, as `write_file` does; a file whose content is None is removed.

    All are written beside their places before the first one is renamed. If that fails halfway, what
    was renamed or removed already is put back.
    """
    with ExitStack() as stack:
        beside: dict[Path, Path] = {}
        for folder in dict.fromkeys(path.parent for path in contents):
            make_folder(folder, stack)
            beside[folder] = stack.enter_context(temporary_folder(folder))
        moves: list[tuple[Path, Path | None]] = []
        for number, (path, content) in enumerate(contents.items()):
            new = None if content is None else beside[path.parent] / f"new-{number}"
            if new is not None and content is not None:
                # several are on the disk then, and renaming, which must be fast, writes nothing
                write_beside(path, new, content, synced=len(contents) > 1)
            moves.append((path, new))
        undo = stack.enter_context(ExitStack())
        if len(moves) > 1:
            for number, (path, _new) in enumerate(moves):
                _back_up(path, beside[path.parent] / f"old-{number}", undo)
        with uninterrupted():
            for path, new in moves:
                if new is None:
                    path.unlink(missing_ok=True)
                else:
                    new.replace(path)
            undo.pop_all()


@contextmanager
def temporary_folder(parent: Path) -> Iterator[Path]:
    """Make a folder in another one, and remove it in the end.

    First removes such folders of processes that were killed: the others keep theirs locked.
    """
    remove_abandoned(parent)
    path, descriptor = _locked_folder(parent)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        if descriptor is not None:
            os.close(descriptor)


@cache
def remove_abandoned(parent: Path) -> None:
    """Remove the temporary folders of killed processes; once per process, which makes no others."""
    if flock is None:
        return
    for path in parent.glob(f"{TEMPORARY}*"):
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                flock(descriptor, LOCK_EX | LOCK_NB)
                shutil.rmtree(path)
            finally:
                os.close(descriptor)


def is_file(path: Path) -> bool:
    """Whether a path leads to a file; `Path` raises an error if a folder may not be entered."""
    return os.path.isfile(path)  # noqa: PTH113


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path below a folder passes through a link that leads out of it."""
    return not path.parent.resolve().is_relative_to(folder.resolve())


def make_folder(folder: Path, stack: ExitStack) -> None:
    """Make a folder and those above it; the stack removes those that are empty in the end."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    for above in reversed(missing):
        above.mkdir(exist_ok=True)
        stack.callback(_remove_empty, above)


def write_beside(path: Path, new: Path, content: bytes, *, synced: bool) -> None:
    """Write a file that is to take the place of ``path``, and has its mode; ``synced`` to disk."""
    with new.open("xb") as file:
        file.write(content)
        if synced:
            file.flush()
            os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            new.chmod(stat.S_IMODE(mode))


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let signals that end a process wait until the end of a ``with`` statement."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    ending = {signal.SIGHUP, signal.SIGINT, signal.SIGTERM}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ending)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _back_up(path: Path, copy: Path, undo: ExitStack) -> None:
    """Keep a file, and have the stack put it back, or remove the one that is new at its place."""
    if not (path.exists() or path.is_symlink()):
        undo.callback(path.unlink, missing_ok=True)
        return
    try:
        os.link(path, copy, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(path, copy, follow_symlinks=False)
    undo.callback(copy.replace, path)


def _locked_folder(parent: Path) -> tuple[Path, int | None]:
    """Make a temporary folder, and lock it until its descriptor is closed or this process ends."""
    while True:
        path = parent / f"{TEMPORARY}{token_hex(8)}"
        path.mkdir(mode=0o700)
        if flock is None:
            return path, None
        with suppress(FileNotFoundError):  # another process took it for abandoned
            descriptor = os.open(path, os.O_RDONLY)
            with suppress(OSError):  # a file system without locks
                flock(descriptor, LOCK_SH)
            if path.exists():
                return path, descriptor
            os.close(descriptor)
