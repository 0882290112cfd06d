"""The manifest of a folder whose files a command keeps up to date, and people may edit.

It lists the files, each with the digest of what was written. A file with another digest was edited,
and is left alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from ..files import MOST_BYTES, read_file, remove_abandoned, write_files
from .exit_codes import UsageError, refused
from .folder_swap import changed_at_once
from .output import is_same

LIST = ".medulla-flows.json"
"""The name of the list."""

_VERSION = 1

_MOST_BYTES = 16 * MOST_BYTES
"""The size of the largest page that is compared; a page may be larger than its dataset."""


@dataclass
class Changes:
    """What to do to a folder: files to ``write`` and to ``remove``; ``kept`` were edited.

    ``wrong`` has a sentence for each file that must not be overwritten. ``listed`` are the digests
    of the files that the folder has then.
    """

    write: dict[str, bytes] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    listed: dict[str, str] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, bytes | None]:
        """What each file is to hold, None for one to remove."""
        return {**self.write, **dict.fromkeys(self.remove)}

    @property
    def touched(self) -> dict[str, bytes | None]:
        """The same without the list."""
        return {name: content for name, content in self.all.items() if name != LIST}


class Manifest:
    """The list of the files that a command wrote into a folder, with their digests.

    Raises `UsageError` if the list cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known = self._read()
        """The digests of each file: several if the command was killed while it wrote them."""

    def changes(self, files: Mapping[str, bytes], dataset: Path, *, force: bool) -> Changes:
        """The changes after which the folder has these files; ``force`` overwrites edited ones."""
        found = Changes()
        for name, content in files.items():
            current = self._current(name)
            if current == digest(content):
                continue
            wrong = self._wrong(name, current, dataset, force=force)
            if wrong:
                found.wrong.append(wrong)
            else:
                found.write[name] = content
        for name in sorted(self.known.keys() - files.keys()):
            current = self._current(name)
            if current in self.known[name]:
                found.remove.append(name)
            elif current:
                found.kept.append(name)
        found.listed = {name: digest(content) for name, content in files.items()}
        found.listed |= {name: min(self.known[name]) for name in found.kept}
        listed = _listed(found.listed)
        if self._current(LIST) != digest(listed) or found.write or found.remove:
            found.write[LIST] = listed
        return found

    def update(self, files: Mapping[str, bytes], dataset: Path, *, force: bool) -> Changes:
        """Give the folder these files and no others of this command; returns what was changed.

        All changes are made or none. Raises `UsageError` if that fails, or if a file must not be
        overwritten.
        """
        for folder in (self.folder, self.folder.resolve().parent):
            remove_abandoned(folder)  # also if there is nothing to write
        changes = self._planned(files, dataset, force=force)
        if changes.touched:
            if changed_at_once(self.folder, changes.all):
                return changes
            # the reason may be a change by a person, or by another process of this command
            changes = self._planned(files, dataset, force=force)
        self._apply_in_steps(changes)
        return changes

    def _planned(self, files: Mapping[str, bytes], dataset: Path, *, force: bool) -> Changes:
        """The changes of the folder as it is now; raises `UsageError` if one is wrong."""
        self.known = self._read()
        changes = self.changes(files, dataset, force=force)
        if changes.wrong:
            raise UsageError(*changes.wrong)
        return changes

    def _apply_in_steps(self, changes: Changes) -> None:
        """Write and remove files one by one.

        The list comes first, and for as long as it takes has the digests before and after: whenever
        the process is killed, the next one knows each file.
        """
        touched = changes.touched
        if touched:
            between = _listed(
                changes.listed, {name: self.known.get(name, set()) for name in touched}
            )
            write_into(self.folder, {LIST: between, **touched})
        if LIST in changes.write:
            write_into(self.folder, {LIST: changes.write[LIST]})

    def _wrong(self, name: str, current: str, dataset: Path, *, force: bool) -> str:
        """Why a file must not be overwritten; empty if it may."""
        path = self.folder / name
        if path.is_dir():
            return f"{path} is a folder. Remove it, or name another folder than {self.folder}."
        if is_same(path, dataset):
            return f"{path} is the dataset. Name another folder than {self.folder}."
        if not current or force or current in self.known.get(name, ()):
            return ""
        if name in self.known:
            return f"{path} was edited since it was written. Add --force to overwrite it."
        return (
            f"{path} already exists and was not written by this command. Name another folder, or "
            "add --force to overwrite it."
        )

    def _current(self, name: str) -> str:
        """The digest of what a file holds; empty if there is no file."""
        path = self.folder / name
        if path.is_dir():
            return "a folder"
        content = _content(path)
        return "" if content is None else digest(content)

    def _read(self) -> dict[str, set[str]]:
        """The digests by file name; empty without a list. Raises `UsageError` for another file."""
        path = self.folder / LIST
        content = _content(path)
        if content is None:
            return {}
        try:
            listed = json.loads(content)
        except (ValueError, RecursionError):
            listed = None
        files = listed.get("files") if isinstance(listed, dict) else None
        if not isinstance(files, dict) or listed.get("version") != _VERSION:
            raise UsageError(
                f"{path} is not a list written by this command. Remove it; existing files then "
                "count as edited."
            )
        known = {name: {found} for name, found in files.items() if _is_plain(name, found)}
        before = listed.get("before")
        for name, digests in before.items() if isinstance(before, dict) else ():
            if isinstance(digests, list) and all(_is_plain(name, found) for found in digests):
                known.setdefault(name, set()).update(digests)
        return {name: digests for name, digests in known.items() if digests}


def _listed(files: Mapping[str, str], before: Mapping[str, set[str]] | None = None) -> bytes:
    """The content of the list; ``before`` are the digests of files that are being replaced."""
    listed: dict[str, object] = {"version": _VERSION, "files": dict(sorted(files.items()))}
    if before is not None:
        listed["before"] = {name: sorted(digests) for name, digests in sorted(before.items())}
    return (json.dumps(listed, indent=2) + "\n").encode()


def _is_plain(name: str, found: object) -> bool:
    """Whether an entry names a file within the folder; the list may have been edited by hand."""
    is_name = name != "" and Path(name).name == name and name.isprintable()
    return is_name and isinstance(found, str)


def folder_named(name: str) -> Path:
    """The folder of a path, whether it exists or not.

    Raises `UsageError` if it cannot be one, or may not be entered.
    """
    folder = Path(name)
    if not name:
        raise UsageError("The name of the folder is empty. Write the path of a folder.")
    with refused(f"{folder} cannot be a folder"):
        is_other = (folder.exists() or folder.is_symlink()) and not folder.is_dir()
    if is_other:
        raise UsageError(f"{folder} is a file. Name a folder.")
    with refused(f"{folder} cannot be entered"), suppress(FileNotFoundError, NotADirectoryError):
        os.stat(os.path.join(folder, os.curdir))  # noqa: PTH116, PTH118  # Path drops the dot
    return folder


def write_into(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write all files into a folder or none, those of None removed; raises `UsageError`."""
    with refused(f"{folder} cannot be written"):
        write_files({folder / name: content for name, content in files.items()})


def _content(path: Path) -> bytes | None:
    """What a file holds, None if there is none; raises `UsageError` if it cannot be read."""
    with refused(f"{path} cannot be read"), suppress(FileNotFoundError, NotADirectoryError):
        return read_file(path, _MOST_BYTES)
    return None


def digest(content: bytes) -> str:
    """The digest of a file, the same for any line ends, which version control may change."""
    return blake2b(content.replace(b"\r\n", b"\n"), digest_size=16).hexdigest()
