"""`medulla-flows generate`: what it writes, what it leaves alone, and what it refuses."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from commands import Done
from links import followed
from lxml import html
from manuals import SMALL, Manual

from sphinx_medulla.cli import progress
from sphinx_medulla.diagram.layout import LayoutError, NoGraphvizError
from sphinx_medulla.diagram.layout_queue import LayoutQueue

Run = Callable[..., Done]
LIST = ".medulla-flows.json"
EDGED = SMALL[SMALL.index("  edged:\n") : SMALL.index("flows:\n")]
WITHOUT_EDGED = (
    SMALL.replace(EDGED, "").replace("modes: [plain, edged]", "modes: [plain]")
).replace("modes: [edged]", "modes: [plain]")


@pytest.fixture
def generate(run: Run, folder: Path) -> Run:
    """Runs `medulla-flows generate wiki` on the small dataset."""
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")

    def go(*arguments: str, name: str = "md", to: str = "wiki") -> Done:
        return run("generate", to, "--format", name, "--dataset", "small.yaml", *arguments)

    return go


def state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """What each file holds, when it was written, and which file it is."""
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.iterdir()
    }


@pytest.mark.parametrize(
    "arguments", [("rst",), ("md",), ("rst", "--flat"), ("md", "--flat"), ("html",)]
)
def test_run_twice_the_second_writes_nothing(
    generate: Run, folder: Path, arguments: tuple[str, ...]
) -> None:
    name, *flat = arguments
    first = generate(*flat, name=name)
    before = state(folder / "wiki")
    count = len(before) - 1
    assert (first.status, first.out) == (0, f"wiki: {count} of {count} files written.\n")
    assert before.keys() >= {LIST, f"index.{name}", f"mode-edged.{name}", f"role-hub.{name}"}
    assert ("mode-edged.svg" in before) is bool(flat or name == "html")
    second = generate(*flat, name=name)
    assert second == Done(0, f"wiki: nothing to write, all {count} files are up to date.\n", "")
    assert state(folder / "wiki") == before


def test_only_what_changed_is_written(generate: Run, folder: Path) -> None:
    generate("--flat")
    before = state(folder / "wiki")
    (folder / "small.yaml").write_text(SMALL.replace("Remote comm", "Far comm"), encoding="utf-8")
    assert "wiki: 1 of " in generate("--flat").out
    after = state(folder / "wiki")
    assert {name for name in after if after[name] != before[name]} == {"ports.md", LIST}
    assert "Far commands." in (folder / "wiki" / "ports.md").read_text(encoding="utf-8")


def test_a_page_that_was_edited_is_kept_and_nothing_is_written(generate: Run, folder: Path) -> None:
    generate()
    for name in ("ports.md", "mode-plain.md"):
        with (folder / "wiki" / name).open("a", encoding="utf-8") as file:
            file.write("Mine.\n")
    before = state(folder / "wiki")
    done = generate(name="md", to="wiki")
    assert (done.status, done.out) == (2, "")
    for name in ("ports.md", "mode-plain.md"):
        sentence = f"wiki/{name} was edited since it was written. Add --force to overwrite it.\n"
        assert f"medulla-flows: {sentence}" in done.err
    assert state(folder / "wiki") == before
    forced = generate("--force")
    assert forced.out.startswith("wiki: 2 of ")
    assert "Mine." not in (folder / "wiki" / "ports.md").read_text(encoding="utf-8")


def test_line_ends_of_a_checkout_are_no_edit(generate: Run, folder: Path) -> None:
    generate()
    page = folder / "wiki" / "ports.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert "nothing to write" in generate().out


def test_a_file_of_somebody_else_is_not_overwritten(generate: Run, folder: Path) -> None:
    (folder / "wiki").mkdir()
    (folder / "wiki" / "index.md").write_text("Mine.", encoding="utf-8")
    (folder / "wiki" / "ports.md").mkdir()
    done = generate()
    assert "wiki/index.md already exists and was not written by this command." in done.err
    assert "wiki/ports.md is a folder." in done.err
    assert sorted(path.name for path in (folder / "wiki").iterdir()) == ["index.md", "ports.md"]
    assert "wiki/ports.md is a folder." in generate("--force").err
    (folder / "wiki" / "ports.md").rmdir()
    assert generate("--force").status == 0


def test_pages_of_a_mode_that_is_gone_are_removed(generate: Run, folder: Path) -> None:
    generate("--flat")
    (folder / "wiki" / "mine.md").write_text("Mine.", encoding="utf-8")
    (folder / "small.yaml").write_text(WITHOUT_EDGED, encoding="utf-8")
    done = generate("--flat")
    assert done.out.endswith(" files written, 9 removed.\n")
    names = {path.name for path in (folder / "wiki").iterdir()}
    assert not [name for name in names if "edged" in name]
    assert names >= {"mine.md", "mode-plain.md"}
    assert "nothing to write" in generate("--flat").out


def test_an_edited_page_of_a_mode_that_is_gone_is_kept_and_reported(
    generate: Run, folder: Path
) -> None:
    generate()
    page = folder / "wiki" / "mode-edged.md"
    page.write_text("Mine.", encoding="utf-8")
    (folder / "small.yaml").write_text(WITHOUT_EDGED, encoding="utf-8")
    for arguments in ((), ("--force",), ()):
        done = generate(*arguments)
        assert done.status == 0
        assert "wiki/mode-edged.md is no longer needed, but was edited, so it is kept." in done.err
        assert page.read_text(encoding="utf-8") == "Mine."
    page.unlink()
    assert generate().err == ""


def test_a_list_that_others_wrote_removes_nothing_elsewhere(generate: Run, folder: Path) -> None:
    from sphinx_medulla.cli.manifest import digest

    generate()
    outside = folder / "outside.md"
    outside.write_text("Mine.", encoding="utf-8")
    path = folder / "wiki" / LIST
    listed = json.loads(path.read_bytes())
    for name in ("../outside.md", str(outside), "..", ".", "", "a\0b"):
        listed["files"][name] = digest(b"Mine.")
    path.write_text(json.dumps(listed), encoding="utf-8")
    assert generate().status == 0
    assert outside.is_file()


@pytest.mark.parametrize("text", ["", "[]", "{}", "\0", '{"version": 9, "files": {}}', "[" * 9999])
def test_a_list_that_is_none_is_refused(generate: Run, folder: Path, text: str) -> None:
    generate()
    (folder / "wiki" / LIST).write_text(text, encoding="utf-8")
    done = generate("--force")
    assert done.status == 2
    assert f"wiki/{LIST} is not a list written by this command. Remove it" in done.err


def test_a_format_is_found_in_any_case(generate: Run, folder: Path) -> None:
    assert generate(name="MD", to="one").status == generate(to="two").status == 0
    written = [sorted(path.name for path in (folder / to).iterdir()) for to in ("one", "two")]
    assert written[0] == written[1]


def test_all_that_is_wrong_is_said_at_once(generate: Run, folder: Path) -> None:
    done = generate("--language", "tlh", name="htm", to="small.yaml")
    assert done.status == 2
    assert "There is no format 'htm'. Did you mean 'html'?" in done.err
    assert "There is no language 'tlh'." in done.err
    assert "small.yaml is a file. Name a folder." in done.err
    assert done.err.count("medulla-flows: ") == 3


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("", "The name of the folder is empty."),
        ("small.yaml/inside", "small.yaml/inside cannot be written"),
        ("/proc/nowhere", "/proc/nowhere cannot be written"),
        ("a\0b", "cannot be"),
        ("x" * 300, "cannot be"),
        ("loop", "loop is a file"),
    ],
)
def test_a_folder_that_cannot_be(generate: Run, folder: Path, to: str, sentence: str) -> None:
    (folder / "loop").symlink_to("loop")
    before = sorted(folder.rglob("*"))
    done = generate(to=to)
    assert (done.status, done.out) == (2, "")
    assert sentence in done.err
    assert "internal error" not in done.err
    assert sorted(folder.rglob("*")) == before


def test_the_dataset_is_not_overwritten(run: Run, folder: Path) -> None:
    (folder / "index.md").write_text(SMALL, encoding="utf-8")
    done = run("generate", ".", "--format", "md", "--dataset", "index.md", "--force")
    assert "index.md is the dataset. Name another folder than ." in done.err
    assert (folder / "index.md").read_text(encoding="utf-8") == SMALL
    assert not (folder / LIST).exists()


@pytest.mark.parametrize("error", [LayoutError("It is too large."), NoGraphvizError("No dot.")])
def test_nothing_is_written_where_a_chart_cannot_be_drawn(
    generate: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    drawn = []

    def fail(queue: LayoutQueue, dot: str, kind: str) -> bytes:
        drawn.append(dot)
        if len(drawn) == 2:
            raise error
        return result(queue, dot, kind)

    result = LayoutQueue.result
    monkeypatch.setattr(LayoutQueue, "result", fail)
    done = generate(name="html")
    assert done.status == 2
    assert "Graphviz" in done.err or "It is too large." in done.err
    assert not (folder / "wiki").exists()


def test_nothing_is_written_where_the_disk_is_full(
    generate: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate()
    before = state(folder / "wiki")
    (folder / "small.yaml").write_text(WITHOUT_EDGED, encoding="utf-8")
    open_ = Path.open
    made = []

    def full(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if mode == "xb":
            made.append(path)
            if len(made) >= 3:  # also when the pages are written one by one
                raise OSError(28, "No space left on device")
        return open_(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", full)
    done = generate()
    assert len(made) >= 3
    assert (done.status, done.err) == (
        2,
        "medulla-flows: wiki cannot be written: No space left on device.\n",
    )
    assert state(folder / "wiki") == before


def test_a_dataset_that_does_not_load_is_said(generate: Run, folder: Path) -> None:
    (folder / "small.yaml").write_text("format: 1\n", encoding="utf-8")
    assert generate().status == 1
    assert not (folder / "wiki").exists()


def test_what_conf_py_needs_is_said_and_enough(generate: Run, folder: Path) -> None:
    done = generate("--language", "fr", to="source/flows", name="md")
    hint = [line.strip() for line in done.err.splitlines()[1:]]
    assert hint == [
        'extensions = ["sphinx_medulla", "myst_parser"]',
        'medulla_dataset = "../../small.yaml"  # relative to source/flows',
        'language = "fr"',
    ]
    (folder / "source" / "flows" / "conf.py").write_text("\n".join(hint), encoding="utf-8")
    manual = Manual(folder, {})
    manual.source = folder / "source" / "flows"
    built = manual.build(conf={"medulla_check": "off"})  # the dataset is faulty on purpose
    assert built.warnings == []
    assert "Flux réseau" in built.text("index.html")


def test_the_packaged_dataset_needs_no_name(run: Run, folder: Path) -> None:
    done = run("generate", "flows", "--format", "rst")
    assert done.status == 0
    assert done.err.splitlines()[1:] == [
        "To build the pages, add to the conf.py of the manual:",
        '  extensions = ["sphinx_medulla"]',
    ]


def test_french_pages_are_french(run: Run, folder: Path) -> None:
    assert run("generate", "wiki", "--format", "html", "--language", "fr").status == 0
    followed(folder / "wiki")
    page = html.parse(folder / "wiki" / "index.html").getroot()
    assert page.get("lang") == "fr"
    titles = [title.text for title in page.iter("h1", "h2")]
    assert titles == [
        "Flux réseau – Medulla",
        "Choisissez votre mode",
        "Comment lire ces pages",
        "Toutes les pages",
    ]


@contextmanager
def terminal() -> Iterator[Callable[[str], str]]:
    """Make the standard error a terminal; what is given reads what stands there up to a text."""
    main, side = os.openpty()
    with os.fdopen(side, "w", encoding="utf-8") as stream, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)

        def read(end: str) -> str:
            found = ""
            while not found.endswith(end):
                found += os.read(main, 10_000).decode()
            return found

        yield read
    os.close(main)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals in Python")
@pytest.mark.parametrize(("patience", "shown"), [(0.0, True), (3600.0, False)])
def test_progress_is_shown_after_a_while_and_cleared(
    monkeypatch: pytest.MonkeyPatch, patience: float, shown: bool
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with terminal() as read:
        with progress.progress(3, "pages") as step:
            if shown:
                assert read("pages") == "\r1 of 3 pages"
            step()
            step()
        sys.stderr.write("end\n")
        sys.stderr.flush()
        rest = "\r2 of 3 pages\r3 of 3 pages\r            \r" if shown else ""
        assert read("end\r\n") == f"{rest}end\r\n"


def test_no_progress_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.progress(2, "pages") as step:
        step()
    assert stream.getvalue() == ""
