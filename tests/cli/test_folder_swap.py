"""`generate` changes a folder at once: a kill at any moment leaves it as it was, or finished."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest
from killing import killed_before_change, write

from sphinx_medulla import files
from sphinx_medulla.cli import folder_swap
from sphinx_medulla.cli.exit_codes import UsageError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Only Linux swaps folders")

OLD = {"kept.md": b"kept", "changed.md": b"old", "removed.md": b"old"}
NEW = {"kept.md": b"kept", "changed.md": b"new", "added.md": b"new"}


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    """A folder with the old pages, in which somebody keeps a script and a link."""
    folder = tmp_path / "wiki"
    write(folder, OLD)
    (folder / "mine").write_bytes(b"mine")
    (folder / "mine").chmod(0o750)
    (folder / "link").symlink_to("/nowhere")
    return folder


@pytest.fixture
def exchange(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Has something happen just before two folders are swapped for the first time."""
    original = folder_swap._exchange

    def happen(event: Callable[[], object]) -> None:
        events = [event]

        def exchanged(one: Path, other: Path) -> None:
            if events:
                events.pop()()
            original(one, other)

        monkeypatch.setattr(folder_swap, "_exchange", exchanged)

    return happen


def pages(folder: Path) -> dict[str, bytes]:
    """What each page holds."""
    return {path.name: path.read_bytes() for path in folder.glob("*.md")}


def left(folder: Path) -> list[Path]:
    """The temporary folders in a folder and beside it."""
    return [*folder.parent.rglob(f"{files.TEMPORARY}*")]


def numbers(folder: Path) -> dict[str, int]:
    """The number of each file: another file has another one."""
    return {path.name: path.lstat().st_ino for path in folder.iterdir()}


def test_a_kill_before_any_change_leaves_the_folder_old_or_finished(wiki: Path) -> None:
    kept, states = numbers(wiki), []
    for number in count(1):
        killed = killed_before_change(number, wiki, NEW)
        states.append(pages(wiki))
        write(wiki, NEW)
        assert pages(wiki) == NEW
        assert left(wiki) == []
        assert (wiki / "mine").stat().st_mode & 0o777 == 0o750
        assert all(numbers(wiki)[name] == kept[name] for name in ("kept.md", "mine", "link"))
        if not killed:
            break
        write(wiki, OLD)
    finished = states.index(NEW)
    assert finished > 10
    assert states == [OLD] * finished + [NEW] * (len(states) - finished)
    assert len(states) - finished > 5  # kills while the old folder is removed


def test_a_kill_leaves_no_part_of_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    for number in count(1):
        killed = killed_before_change(number, folder, NEW)
        assert not folder.exists() or pages(folder) == NEW
        write(folder, NEW)
        assert pages(folder) == NEW
        assert left(folder) == []
        if not killed:
            break
        shutil.rmtree(tmp_path / "a")
    assert number > 8


@pytest.mark.parametrize(
    "happens",
    [
        lambda wiki: (wiki / "new").write_bytes(b"theirs"),
        lambda wiki: (wiki / "new").mkdir(),
        lambda wiki: (wiki / "mine").unlink(),
        lambda wiki: (wiki / "mine").rename(wiki / "other"),
        lambda wiki: files.write_file(wiki / "mine", b"theirs"),
        lambda wiki: (wiki / "mine").write_bytes(b"theirs"),
    ],
    ids=["added", "folder", "removed", "renamed", "replaced", "edited"],
)
def test_what_somebody_else_does_meanwhile_is_kept(
    wiki: Path,
    exchange: Callable[[Callable[[], object]], None],
    happens: Callable[[Path], object],
) -> None:
    other = wiki.with_name("other")
    other.mkdir()
    (other / "mine").write_bytes(b"mine")
    (other / "mine").chmod(0o750)
    happens(other)
    exchange(lambda: happens(wiki))
    write(wiki, NEW)
    assert pages(wiki) == NEW
    theirs = {path.name: path for path in other.iterdir()}
    assert {path.name for path in wiki.iterdir()} == {*NEW, *theirs, "link", ".medulla-flows.json"}
    for name, path in theirs.items():
        assert path.is_dir() or (wiki / name).read_bytes() == path.read_bytes()
        assert (wiki / name).stat().st_mode == path.stat().st_mode
    assert left(wiki) == []


@pytest.mark.parametrize("name", ["changed.md", "removed.md", "added.md"])
def test_a_page_that_somebody_edits_meanwhile_is_kept(
    wiki: Path, exchange: Callable[[Callable[[], object]], None], name: str
) -> None:
    exchange(lambda: (wiki / name).write_bytes(b"theirs"))
    if name == "removed.md":  # which is then no longer needed, but stays
        write(wiki, NEW)
    else:
        with pytest.raises(UsageError, match=name):
            write(wiki, NEW)
    assert (wiki / name).read_bytes() == b"theirs"
    assert left(wiki) == []


def test_of_two_processes_the_last_one_decides(
    wiki: Path, exchange: Callable[[Callable[[], object]], None]
) -> None:
    exchange(lambda: write(wiki, {"changed.md": b"other", "other.md": b"other"}))
    write(wiki, NEW)
    assert pages(wiki) == NEW
    write(wiki, OLD)
    assert pages(wiki) == OLD


def test_of_two_processes_that_make_a_folder_the_last_one_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = folder_swap._write
    events = [lambda: write(tmp_path / "wiki", OLD | {"other.md": b"other"})]

    def written(place: Path, new: Path, contents: Mapping[str, bytes | None]) -> None:
        if events:
            events.pop()()
        original(place, new, contents)

    monkeypatch.setattr(folder_swap, "_write", written)
    write(tmp_path / "wiki", NEW)
    assert pages(tmp_path / "wiki") == NEW


def test_a_folder_keeps_its_mode_and_owner(wiki: Path) -> None:
    wiki.chmod(0o2775)
    before = wiki.stat()
    write(wiki, NEW)
    after = wiki.stat()
    assert after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )


def test_a_link_to_a_folder_stays_one(wiki: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link"
    link.parent.mkdir()
    link.symlink_to(wiki)
    inode = wiki.stat().st_ino
    write(link, NEW)
    assert link.is_symlink()
    assert wiki.stat().st_ino != inode
    assert pages(wiki) == NEW


def test_a_run_with_nothing_to_write_removes_what_is_left_beside(wiki: Path) -> None:
    abandoned = wiki.with_name(f"{files.TEMPORARY}0123456789abcdef")
    (abandoned / "new").mkdir(parents=True)
    write(wiki, OLD)
    assert left(wiki) == []


def refuse(*_: object, **__: object) -> None:
    """Does as a file system without links does."""
    raise PermissionError(1, "Operation not permitted")


@pytest.mark.parametrize("call", ["link", "chown"])
def test_without_the_means_a_folder_is_changed_in_steps(
    wiki: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(os, call, refuse)
    stays_the_folder(wiki)


def test_a_system_that_cannot_swap_changes_it_in_steps(
    wiki: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_swap, "_exchange", refuse)
    stays_the_folder(wiki)


@pytest.mark.parametrize("missing", [None, type("Ctypes", (), {"CDLL": lambda *_, **__: None})])
def test_a_python_or_a_c_library_without_the_call_changes_it_in_steps(
    wiki: Path, monkeypatch: pytest.MonkeyPatch, missing: object
) -> None:
    monkeypatch.setitem(sys.modules, "ctypes", missing)
    stays_the_folder(wiki)


def test_a_folder_with_folders_is_changed_in_steps(wiki: Path) -> None:
    (wiki / ".git").mkdir()
    stays_the_folder(wiki)


def test_the_folder_of_this_process_is_changed_in_steps(
    wiki: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(wiki)
    stays_the_folder(Path())


def test_the_folder_of_another_process_is_changed_in_steps(wiki: Path) -> None:
    with subprocess.Popen(["cat"], cwd=wiki, stdin=subprocess.PIPE):
        stays_the_folder(wiki)


def stays_the_folder(wiki: Path) -> None:
    """Check that the pages are written, and the folder is the same one."""
    inode = wiki.stat().st_ino
    write(wiki, NEW)
    assert wiki.stat().st_ino == inode
    assert pages(wiki) == NEW
    assert left(wiki) == []
