"""The files of a folder, changed all at once.

The finished folder is made beside the old one, and Linux swaps the two. So a process that is killed
leaves the folder as it was or finished, and one beside it, which the next run removes.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from errno import ENOSYS
from pathlib import Path

from ..files import make_folder, temporary_folder, uninterrupted, write_beside

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def changed_at_once(folder: Path, contents: Mapping[str, bytes | None]) -> bool:
    """Write all files into a folder at once, those of None removed.

    All others stay the same files, since the finished folder has links to them. Returns False, and
    has changed nothing, if the system cannot do so, or if others could lose by it: a folder that
    holds folders, in which programs may be at work, or in which a process works, which would find
    itself in the old one.
    """
    place = folder.resolve()
    try:
        if place.exists():
            return _is_free(place) and _swapped(place, contents)
        _make(place, contents)
    except OSError:  # such as no hard links, a mounted folder, or a parent that cannot be written
        return False
    return True


def _make(place: Path, contents: Mapping[str, bytes | None]) -> None:
    """Make a folder with these files, and those above it; raises `OSError`."""
    with ExitStack() as stack:
        make_folder(place.parent, stack)
        new = stack.enter_context(temporary_folder(place.parent)) / "new"
        new.mkdir()
        _write(place, new, contents)
        new.rename(place)


def _swapped(place: Path, contents: Mapping[str, bytes | None]) -> bool:
    """Whether a folder was replaced by one with these files; raises `OSError`.

    If somebody else changed a file meanwhile, or which there are, the old folder is put back.
    """
    with temporary_folder(place.parent) as beside:
        new = beside / "new"
        new.mkdir()
        old = place.stat()
        os.chown(new, old.st_uid, old.st_gid)
        shutil.copystat(place, new)
        before = _states(place)
        for name in before.keys() - contents.keys():
            os.link(place / name, new / name, follow_symlinks=False)
        _write(place, new, contents)
        with uninterrupted():
            _exchange(new, place)
            if _states(new) == before:
                return True
            _exchange(new, place)
            return False


def _write(place: Path, new: Path, contents: Mapping[str, bytes | None]) -> None:
    for name, content in contents.items():
        if content is not None:
            write_beside(place / name, new / name, content, synced=True)


def _states(folder: Path) -> dict[str, tuple[int, int, int]]:
    """The number of each file, which another file does not have, its size, and its last edit."""
    with os.scandir(folder) as entries:
        found = {entry.name: entry.stat(follow_symlinks=False) for entry in entries}
    return {name: (at.st_ino, at.st_size, at.st_mtime_ns) for name, at in found.items()}


def _is_free(place: Path) -> bool:
    """Whether a folder may be replaced by another one on this system."""
    if sys.platform != "linux" or not os.access(place, os.W_OK | os.X_OK):
        return False
    with os.scandir(place) as entries:
        if any(entry.is_dir(follow_symlinks=False) for entry in entries):
            return False
    return not any(
        _is_same_folder(cwd, place) for cwd in (Path(), *Path("/proc").glob("[0-9]*/cwd"))
    )


def _is_same_folder(one: Path, other: Path) -> bool:
    """Whether two paths lead to one folder; not if one is of a process that others may not ask."""
    with suppress(OSError):
        return one.samefile(other)
    return False


def _exchange(one: Path, other: Path) -> None:
    """Swap two folders at once; raises `OSError` if that cannot be done."""
    try:
        import ctypes  # some Pythons are built without it

        libc = ctypes.CDLL(None, use_errno=True)
        swap = libc.renameat2  # some C libraries lack it
    except (ImportError, AttributeError):
        raise OSError(ENOSYS, os.strerror(ENOSYS)) from None
    paths = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    if swap(*paths, _RENAME_EXCHANGE):
        raise OSError(code := ctypes.get_errno(), os.strerror(code))
