"""A folder of files that a command keeps up to date, and that people may edit.

Beside the files lies a list of them, each with the digest of what was written. A file that no
longer has its digest was edited, and is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from ..files import write_files
from .failure import UsageError
from .output import is_same

LIST = ".medulla-flows.json"
"""The name of the list."""

_VERSION = 1


@dataclass
class Changes:
    """What is to be done to a folder: files to ``write`` and to ``remove``; ``kept`` were edited.

    ``wrong`` has a sentence for each file that must not be overwritten.
    """

    write: dict[str, bytes] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class OwnFiles:
    """The files of ours in a folder; raises `UsageError` where it is none, or cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
                raise UsageError(f"{folder} is a file. Name a folder.")
            self.known = self._read()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise UsageError(f"{folder} cannot be read: {why}.") from None

    def changes(self, files: Mapping[str, bytes], dataset: Path, *, force: bool) -> Changes:
        """What it takes so that the folder has these files; ``force`` overwrites edited ones."""
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
        for name in self.known.keys() - files.keys():
            current = self._current(name)
            if current == self.known[name]:
                found.remove.append(name)
            elif current:
                found.kept.append(name)
        found.remove.sort()
        found.kept.sort()
        listed = self._list(files, found.kept)
        if self._current(LIST) != digest(listed):
            found.write[LIST] = listed
        return found

    def apply(self, changes: Changes) -> None:
        """Do it; raises `UsageError` where something cannot be written, and nothing is then."""
        contents = {self.folder / name: content for name, content in changes.write.items()}
        try:
            write_files(contents)
            for name in changes.remove:
                (self.folder / name).unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            name = getattr(error, "filename", None) or self.folder
            why = getattr(error, "strerror", None) or error
            raise UsageError(f"{name} cannot be written: {why}.") from None

    def _wrong(self, name: str, current: str, dataset: Path, *, force: bool) -> str:
        """Why a file must not be overwritten, empty where it may."""
        path = self.folder / name
        if path.is_dir():
            return f"{path} is a folder. Remove it, or name another folder than {self.folder}."
        if is_same(path, dataset):
            return f"{path} is the dataset. Name another folder than {self.folder}."
        if not current or force or current == self.known.get(name):
            return ""
        if name in self.known:
            return f"{path} was edited since it was written. Add --force to overwrite it."
        return (
            f"{path} is there already and was not written by this command. Name another folder, or "
            "add --force to overwrite it."
        )

    def _current(self, name: str) -> str:
        """The digest of what a file holds, empty where there is none."""
        path = self.folder / name
        try:
            return digest(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except IsADirectoryError:
            return "a folder"

    def _read(self) -> dict[str, str]:
        """The list; empty where there is none, and where it is not one of ours."""
        path = self.folder / LIST
        try:
            content = json.loads(path.read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError:
            content = None
        files = content.get("files") if isinstance(content, dict) else None
        if not isinstance(files, dict) or content.get("version") != _VERSION:
            raise UsageError(
                f"{path} is not the list that this command wrote. Remove it; files that are "
                "there then count as edited."
            )
        return dict(_plain(files.items()))

    def _list(self, files: Mapping[str, bytes], kept: Iterable[str]) -> bytes:
        digests = {name: digest(content) for name, content in files.items()}
        digests |= {name: self.known[name] for name in kept}
        listed = {"version": _VERSION, "files": dict(sorted(digests.items()))}
        return (json.dumps(listed, indent=2) + "\n").encode()


def _plain(files: Iterable[tuple[object, object]]) -> Iterator[tuple[str, str]]:
    """Those that are names of files within the folder, whoever wrote them there."""
    for name, found in files:
        if isinstance(name, str) and isinstance(found, str) and Path(name).name == name:
            yield name, found


def digest(content: bytes) -> str:
    """The digest of a text; version control may have changed its line ends."""
    return blake2b(content.replace(b"\r\n", b"\n"), digest_size=16).hexdigest()
