"""Layouts: the same bytes whatever happened before, no noise, and errors that say what helps."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b
from pathlib import Path

import pytest

from sphinx_medulla.diagram import layout
from sphinx_medulla.diagram.layout import (
    FORMATS,
    LayoutError,
    NoGraphvizError,
    cached_layout,
    engine_version,
    lay_out,
)

PACKAGE = Path(layout.__file__).parents[2]
NO_DOT = pytest.mark.skipif(not shutil.which("dot"), reason="dot is not installed")
ENGINES = ["embedded", pytest.param("system", marks=NO_DOT)]

CHARTS = [
    'digraph { a [label=<<table><tr><td href="x">one</td></tr></table>>]; a -> b }',
    'digraph { rankdir=LR; subgraph cluster_0 { label="zone"; c [label="two words" URL="y"] } }',
    "digraph { d -> e -> f -> d }",
]
NOISY = 'digraph { a [shape=nonesuch label="noisy"] }'
"""Graphviz warns of the shape on standard error."""

SIGNS = {"svg": b"<?xml", "pdf": b"%PDF-", "png": b"\x89PNG"}


@pytest.fixture
def _asked_anew() -> Iterator[None]:
    """What is known of the machine's Graphviz is asked anew, before and after."""
    for known in (layout._which, layout.engine_version):
        known.cache_clear()
    yield
    for known in (layout._which, layout.engine_version):
        known.cache_clear()


def in_process(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    path = f"import sys; sys.path.insert(0, {str(PACKAGE)!r})\n"
    return subprocess.run(
        [sys.executable, "-c", path + code],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def fake_dot(folder: Path, script: str) -> str:
    """A folder with a program ``dot`` of our own."""
    program = folder / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(folder)


SAYS_VERSION = """\
if [ "$1" = -V ]; then echo "dot - graphviz version 12.1.0 (0)" >&2; exit 0; fi
cat >/dev/null"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_what_it_says(kind: str, engine: str) -> None:
    assert lay_out(CHARTS[0], kind, engine).startswith(SIGNS[kind])


@pytest.mark.parametrize("engine", ENGINES)
def test_bytes_depend_on_the_source_alone(engine: str) -> None:
    """Whatever process laid out whatever other chart before."""
    code = f"""
import json
from hashlib import blake2b
from sphinx_medulla.diagram.layout import lay_out
charts = {CHARTS!r}
order = ORDER
found = {{}}
for place in order:
    for kind in {FORMATS!r}:
        drawn = lay_out(charts[place], kind, {engine!r})
        found[f"{{place}} {{kind}}"] = blake2b(drawn).hexdigest()
print(json.dumps(found, sort_keys=True))
"""
    runs = [in_process(code.replace("ORDER", order)) for order in ("[0, 1, 2]", "[2, 1, 0, 1]")]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr + runs[1].stderr
    assert runs[0].stdout == runs[1].stdout
    here = {
        f"{place} {kind}": blake2b(lay_out(chart, kind, engine)).hexdigest()
        for place, chart in enumerate(CHARTS)
        for kind in FORMATS
    }
    assert json.loads(runs[0].stdout) == here


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pdf_has_its_fonts_and_no_time_of_its_own(engine: str) -> None:
    pdf = lay_out(CHARTS[0], "pdf", engine)
    dates = re.findall(rb"\(D:([^)]*)\)", pdf)
    assert dates
    assert {date.split(b"Z")[0] for date in dates} == {b"20000101000000"}


@pytest.mark.parametrize("engine", ENGINES)
def test_warnings_of_graphviz_stay_out_of_the_log(
    engine: str, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out(NOISY, "svg", engine)
    assert capfd.readouterr() == ("", "")
    os.write(2, b"still open\n")
    assert capfd.readouterr().err == "still open\n"


@pytest.fixture
def _hasty_threads() -> Iterator[None]:
    """Threads take turns a thousand times as often as they do of themselves."""
    kept = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(kept)


@pytest.mark.usefixtures("_hasty_threads")
def test_threads_get_the_same_bytes_and_leave_standard_error_open() -> None:
    expected = [lay_out(chart, "svg", "embedded") for chart in CHARTS]
    before = os.fstat(2)
    wrong: list[int] = []

    def work(number: int) -> None:
        for turn in range(12):
            place = (number + turn) % len(CHARTS)
            if lay_out(CHARTS[place], "svg", "embedded") != expected[place]:
                wrong.append(place)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = os.fstat(2)
    assert not wrong
    assert (after.st_dev, after.st_ino) == (before.st_dev, before.st_ino)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("source", ["digraph { a [label=<b>x</b>] }", "no graph", ""])
def test_what_graphviz_refuses_is_an_error_of_ours(source: str, engine: str) -> None:
    with pytest.raises(LayoutError, match=r"^Graphviz could not lay the chart out") as caught:
        lay_out(source, "svg", engine)
    assert not isinstance(caught.value, NoGraphvizError)


@pytest.mark.usefixtures("_asked_anew")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('echo "Error: out of ideas" >&2; exit 1', "out of ideas"),
        ("kill -9 $$", "SIGKILL"),
        ("echo hello", "what came is no svg"),
        ('echo \'<?xml version="1.0"?><svg viewBox="0 0 1 1"><g>\'', "what came is no svg"),
    ],
)
def test_what_dot_says_when_it_fails_is_passed_on(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fake_dot(tmp_path, f"{SAYS_VERSION}\n{script}"), prepend=os.pathsep)
    with pytest.raises(LayoutError, match=said):
        lay_out(CHARTS[0], "svg", "system")


@pytest.mark.usefixtures("_asked_anew")
def test_what_a_dot_says_that_reads_nothing_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = SAYS_VERSION.replace("cat >/dev/null", 'echo "Error: no fonts" >&2; exit 1')
    monkeypatch.setenv("PATH", fake_dot(tmp_path, script), prepend=os.pathsep)
    with pytest.raises(LayoutError, match="no fonts"):
        lay_out(f"digraph {{ {'a -> b ' * 50_000} }}", "svg", "system")


@pytest.mark.usefixtures("_asked_anew")
def test_a_dot_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(layout.SECONDS, "-T", 0.2)
    script = f"{SAYS_VERSION}\nexec sleep 60"
    monkeypatch.setenv("PATH", fake_dot(tmp_path, script), prepend=os.pathsep)
    with pytest.raises(LayoutError, match=r"within 0\.2 seconds"):
        lay_out(CHARTS[0], "svg", "system")
    assert engine_version("system") == "12.1.0"


@pytest.mark.usefixtures("_asked_anew")
@pytest.mark.parametrize("script", ["exec sleep 60", "printf 'graphviz \\377' >&2"])
def test_a_dot_that_tells_no_version_counts_as_none(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(layout.SECONDS, "-V", 0.2)
    monkeypatch.setenv("PATH", fake_dot(tmp_path, script), prepend=os.pathsep)
    with pytest.raises(NoGraphvizError, match="does not run"):
        lay_out(CHARTS[0], "svg", "system")


@pytest.mark.usefixtures("_asked_anew")
def test_a_dot_that_goes_away_is_an_error_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fake_dot(tmp_path, SAYS_VERSION), prepend=os.pathsep)
    assert engine_version("system") == "12.1.0"
    monkeypatch.setenv("PATH", str(tmp_path / "elsewhere"))
    with pytest.raises(LayoutError, match="could not be run"):
        lay_out(CHARTS[0], "svg", "system")


WITHOUT_PYGRAPHVIZ = "import sys; sys.modules['pygraphviz'] = None\n"
TRY = """
from sphinx_medulla.diagram.layout import NoGraphvizError, engine_version, lay_out
try:
    print(engine_version(ENGINE))
    lay_out("digraph { a }", "svg", ENGINE)
except NoGraphvizError as error:
    print(error)
"""


@pytest.mark.parametrize("engine", layout.ENGINES)
@pytest.mark.parametrize("dot", [None, "echo 'cannot load libgvc.so' >&2; exit 127"])
def test_with_neither_the_error_names_both_remedies(
    engine: str, dot: str | None, tmp_path: Path
) -> None:
    path = fake_dot(tmp_path, dot) if dot else str(tmp_path)
    run = in_process(WITHOUT_PYGRAPHVIZ + TRY.replace("ENGINE", repr(engine)), PATH=path)
    assert run.stderr == ""
    assert 'pip install "sphinx-medulla[dot]"' in run.stdout
    assert "install Graphviz so that dot is on the PATH" in run.stdout


def test_without_pygraphviz_the_system_s_dot_is_taken(tmp_path: Path) -> None:
    path = fake_dot(tmp_path, SAYS_VERSION)
    code = WITHOUT_PYGRAPHVIZ + TRY.replace("ENGINE", "'auto'")
    assert in_process(code, PATH=path).stdout == "12.1.0\n"


def test_an_old_pygraphviz_that_needs_a_dot_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "pygraphviz.py").write_text(
        "class AGraph:\n"
        "    def __init__(self, string): pass\n"
        "    def draw(self, **options): raise ValueError('Program dot not found in path.')\n",
        encoding="utf-8",
    )
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n" + TRY.replace("ENGINE", "'auto'")
    run = in_process(code, PATH=str(tmp_path))
    assert run.stderr == ""
    assert "sphinx-medulla[dot]" in run.stdout


def test_pygraphviz_is_imported_by_the_first_layout_only() -> None:
    code = "import sys, sphinx_medulla.diagram.layout, sphinx_medulla.diagram.svg\n"
    assert in_process(code + "print('pygraphviz' in sys.modules)").stdout == "False\n"


def test_a_layout_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cached_layout(CHARTS[0], "svg", "embedded", tmp_path)
    assert first == lay_out(CHARTS[0], "svg", "embedded")

    def fail(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(layout, "lay_out", fail)
    assert cached_layout(CHARTS[0], "svg", "embedded", tmp_path) == first
    assert cached_layout(CHARTS[0], "svg", "auto", tmp_path) == first
    for other in ((CHARTS[1], "svg"), (CHARTS[0], "pdf")):
        with pytest.raises(AssertionError):
            cached_layout(*other, "embedded", tmp_path)
    monkeypatch.setattr(layout, "engine_version", lambda _: "another one")
    with pytest.raises(AssertionError):
        cached_layout(CHARTS[0], "svg", "embedded", tmp_path)


@pytest.mark.parametrize("damage", ["cut", "empty", "changed", "other"])
def test_a_damaged_file_is_made_anew(damage: str, tmp_path: Path) -> None:
    good = cached_layout(CHARTS[0], "svg", "embedded", tmp_path)
    (path,) = tmp_path.iterdir()
    kept = path.read_bytes()
    middle = len(kept) // 2
    path.write_bytes(
        {
            "cut": kept[:middle],
            "empty": b"",
            "changed": kept[:middle] + b"~" + kept[middle + 1 :],
            "other": b"<svg/>",
        }[damage]
    )
    assert cached_layout(CHARTS[0], "svg", "embedded", tmp_path) == good
    assert path.read_bytes() == kept


def test_a_folder_that_cannot_be_written_to_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    found = cached_layout(CHARTS[0], "svg", "embedded", tmp_path / "file" / "folder")
    assert found == lay_out(CHARTS[0], "svg", "embedded")


def test_processes_share_a_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    jobs = [(chart, "svg", "embedded", tmp_path) for chart in CHARTS * 2]
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        found = [*pool.map(cached_layout, *zip(*jobs, strict=True))]
    assert found == [lay_out(chart, "svg", "embedded") for chart in CHARTS * 2]
    assert len([*tmp_path.iterdir()]) == len(CHARTS)
