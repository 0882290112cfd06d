"""A command that fails or is killed leaves a folder as it was, and nothing for the next run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import Done, environment
from manuals import SMALL

from sphinx_medulla import files
from sphinx_medulla.cli import manifest

Run = Callable[..., Done]
LIST = ".medulla-flows.json"
OTHER = SMALL.replace("name: Main hub", "name: Hub").replace("title: With", "title: Having")


class Killed(BaseException):
    """Ends a command as a signal does that no handler catches."""


@pytest.fixture
def generate(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `medulla-flows generate wiki` on a small dataset, once it was run on another.

    Files are renamed one by one, as where a folder cannot be swapped (`test_folder_swap`).
    """
    monkeypatch.setattr(manifest, "changed_at_once", lambda *_: False)
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")

    def go(*arguments: str) -> Done:
        return run("generate", "wiki", "--format", "md", "--dataset", "small.yaml", *arguments)

    assert go().status == 0
    (folder / "small.yaml").write_text(OTHER, encoding="utf-8")
    return go


def contents(folder: Path) -> dict[str, bytes]:
    """What each file holds."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def stop_at(monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException) -> None:
    """Raise an error in place of the renaming of a file."""
    replace = Path.replace
    done: list[Path] = []

    def stopping(path: Path, target: Path) -> Any:
        done.append(path)
        if len(done) == number and path.name.startswith("new-"):
            raise error
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", stopping)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_failure_halfway_puts_everything_back(
    generate: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = contents(folder / "wiki")
    stop_at(monkeypatch, number, OSError(5, "Input/output error"))
    done = generate()
    assert done == Done(2, "", "medulla-flows: wiki cannot be written: Input/output error.\n")
    assert contents(folder / "wiki") == before
    assert len(list((folder / "wiki").iterdir())) == len(before)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_next_run_takes_no_page_for_edited(
    generate: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(files, "_back_up", lambda *_: None)  # a killed process puts nothing back
        stop_at(patch, number, Killed())
        with pytest.raises(Killed):
            generate()
    done = generate()
    assert done.status == 0
    assert "edited" not in done.err
    finished = contents(folder / "wiki")
    assert b"Main hub" not in b"".join(finished.values())
    assert b"# Having an edge" in finished["mode-edged.md"]
    assert b"before" not in finished[LIST]


def test_an_edit_before_a_killed_run_is_still_one(
    generate: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = folder / "wiki" / "mode-plain.md"
    page.write_text("Mine.", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(files, "_back_up", lambda *_: None)
        stop_at(patch, 2, Killed())
        with pytest.raises(Killed):
            generate("--force")
    assert "mode-plain.md was edited since it was written." in generate().err
    assert page.read_text(encoding="utf-8") == "Mine."


def test_a_list_names_pages_by_every_digest(generate: Run, folder: Path) -> None:
    path = folder / "wiki" / LIST
    digest = manifest.digest((folder / "wiki" / "mode-plain.md").read_bytes())
    text = path.read_text(encoding="utf-8").replace(digest, "0" * 32)
    text = text.replace(
        '{\n  "version"', f'{{"before": {{"mode-plain.md": ["{digest}"]}}, "version"'
    )
    path.write_text(text, encoding="utf-8")
    assert generate().status == 0


@pytest.mark.parametrize("before", ["[]", '{"../x": ["a"]}', '{"a": 1}', '{"a": [1]}', '{"a": []}'])
def test_a_list_with_a_strange_part_is_read(generate: Run, folder: Path, before: str) -> None:
    path = folder / "wiki" / LIST
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{", f'{{"before": {before},', 1), encoding="utf-8")
    assert generate().status == 0


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="Only POSIX locks tell that the process that made a folder was killed",
)
def test_a_run_with_nothing_to_write_removes_them_too(generate: Run, folder: Path) -> None:
    assert generate().status == 0
    left = folder / "wiki" / f"{files.TEMPORARY}0123456789abcdef"
    left.mkdir()
    (left / "old-1").write_text("half", encoding="utf-8")
    files.remove_abandoned.cache_clear()  # as in a process of its own
    assert "nothing to write" in generate().out
    assert not left.exists()


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="Only POSIX locks tell that the process that made a folder was killed",
)
def test_folders_of_killed_processes_are_removed_but_not_those_of_others(folder: Path) -> None:
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from sphinx_medulla.files import temporary_folder\n"
        "with temporary_folder(Path('.')) as made:\n"
        "    (made / 'new-0').write_text('half')\n"
        "    print(made, flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program]
    with (
        subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as killed,
        subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as running,
    ):
        names = []
        for process in (killed, running):
            assert process.stdout is not None
            names.append(process.stdout.readline().strip())
        killed.kill()
        killed.wait()
        files.remove_abandoned.cache_clear()
        files.write_file(Path("new.txt"), b"whole")
        assert [os.path.exists(name) for name in names] == [False, True]  # noqa: PTH110
        running.kill()


def test_a_file_keeps_its_mode_and_a_link_is_replaced(folder: Path) -> None:
    (folder / "outside").write_bytes(b"Mine.")
    (folder / "script").write_bytes(b"")
    (folder / "script").chmod(0o750)
    (folder / "link").symlink_to("outside")
    files.write_files({Path("script"): b"new", Path("link"): b"new"})
    assert (folder / "script").stat().st_mode & 0o777 == 0o750
    assert not (folder / "link").is_symlink()
    assert (folder / "outside").read_bytes() == b"Mine."


def test_what_cannot_be_linked_is_copied_and_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    (folder / "a").write_bytes(b"old")
    stop_at(monkeypatch, 2, OSError(5, "Input/output error"))
    with pytest.raises(OSError, match="Input/output"):
        files.write_files({Path("a"): b"new", Path("deep/er/b"): b"new"})
    assert (folder / "a").read_bytes() == b"old"
    assert not (folder / "deep").exists()
