"""Layouts: the same bytes whatever happened before, no noise, and errors that say what helps."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pytest

from sphinx_medulla.diagram import layout
from sphinx_medulla.diagram.layout import (
    FORMATS,
    LayoutError,
    NoGraphvizError,
    lay_out,
    system_version,
)

PACKAGE = Path(layout.__file__).parents[2]
NO_DOT = pytest.mark.skipif(not shutil.which("dot"), reason="dot is not installed")
ENGINES = ["embedded", pytest.param("system", marks=NO_DOT)]

CHARTS = [
    'digraph { a [label=<<table><tr><td href="x">one</td></tr></table>>]; a -> b }',
    'digraph { rankdir=LR; subgraph cluster_0 { label="zone"; c [label="two words" URL="y"] } }',
    "digraph { d -> e -> f -> d }",
]
SIGNS = {"svg": b"<?xml", "pdf": b"%PDF-", "png": b"\x89PNG"}


@pytest.fixture
def _asked_anew() -> Iterator[None]:
    """What is known of the machine's Graphviz is asked anew, before and after."""
    for known in (layout.find_engine, layout.system_version):
        known.cache_clear()
    yield
    for known in (layout.find_engine, layout.system_version):
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
@pytest.mark.parametrize("source", ["digraph { a [label=<b>x</b>] }", "no graph", ""])
def test_what_graphviz_refuses_is_an_error_of_ours(source: str, engine: str) -> None:
    with pytest.raises(LayoutError, match=r"^Graphviz could not lay out the chart") as caught:
        lay_out(source, "svg", engine)
    assert not isinstance(caught.value, NoGraphvizError)


@pytest.mark.usefixtures("_asked_anew")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('echo "Error: out of ideas" >&2; exit 1', "out of ideas"),
        ("kill -9 $$", "SIGKILL"),
        ("echo hello", "its output is not svg"),
        ('echo \'<?xml version="1.0"?><svg viewBox="0 0 1 1"><g>\'', "its output is not svg"),
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
@pytest.mark.parametrize("script", ["exec sleep 60", "printf 'graphviz \\377' >&2"])
def test_a_dot_that_tells_no_version_counts_as_none(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "VERSION_SECONDS", 0.2)
    monkeypatch.setenv("PATH", fake_dot(tmp_path, script), prepend=os.pathsep)
    with pytest.raises(NoGraphvizError, match="does not run"):
        lay_out(CHARTS[0], "svg", "system")


@pytest.mark.usefixtures("_asked_anew")
def test_a_dot_that_goes_away_is_an_error_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fake_dot(tmp_path, SAYS_VERSION), prepend=os.pathsep)
    assert system_version() == "12.1.0"
    monkeypatch.setenv("PATH", str(tmp_path / "elsewhere"))
    with pytest.raises(LayoutError, match=r"could not lay out the chart: .*dot"):
        lay_out(CHARTS[0], "svg", "system")


WITHOUT_PYGRAPHVIZ = "import sys; sys.modules['pygraphviz'] = None\n"
TRY = """
from sphinx_medulla.diagram.layout import NoGraphvizError, find_engine, lay_out, system_version
try:
    print(find_engine(ENGINE), system_version())
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
    assert in_process(code, PATH=path).stdout == "system 12.1.0\n"


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
