"""Charts without Graphviz, and by either way to it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable

import pytest
from manuals import PACKAGE, Manual, page, rst

pytestmark = pytest.mark.each_sphinx

Make = Callable[..., Manual]


def without_pygraphviz(made: Manual, path: str = "") -> dict[str, str]:
    """The environment of a build whose processes cannot import pygraphviz, with a PATH."""
    folder = made.root / "blocked"
    folder.mkdir(exist_ok=True)
    (folder / "pygraphviz.py").write_text("raise ImportError('blocked by a test')\n")
    return {"PATH": path, "PYTHONPATH": os.pathsep.join([str(folder), str(PACKAGE)])}


FILES = {
    "index.rst": page(
        "Manual",
        ".. toctree::\n   :glob:\n\n   more/*\n",
        rst("flows", "plain"),
        rst("flowchart", "plain edged"),
    ),
    **{f"more/p{number}.rst": page("More", rst("flowchart", "plain")) for number in range(8)},
}


def located(log: str) -> list[str]:
    return [line for line in log.splitlines() if "MED70" in line]


@pytest.mark.parametrize("builder", ["html", "latex", "epub"])
def test_without_graphviz_flows_are_listed(manual: Make, builder: str) -> None:
    made = manual(FILES)
    done = made.run(builder, environ=without_pygraphviz(made, str(made.root)))
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    (found,) = located(done.stderr)
    assert re.search(r"\.rst:\d+: WARNING: MED705 .*\[medulla\.MED705\]$", found)
    assert 'pip install "sphinx-medulla[dot]"' in found
    assert "install Graphviz" in found
    name = {"html": "index.html", "latex": "manual.tex", "epub": "index.xhtml"}[builder]
    text = made.ran(builder).text(name)
    assert "digraph" not in text
    assert "<svg" not in text
    assert "includegraphics{{medulla" not in text
    assert "4370-4380/tcp Cluster" in text.replace("\\sphinxhyphen{}", "-")
    assert "<img" not in text
    assert not list(made.ran(builder).out.rglob("medulla-*.svg"))


def test_charts_are_drawn_when_graphviz_has_come(manual: Make) -> None:
    """The warning says what to install; the next build then has the charts, without an edit."""
    made = manual(FILES)
    for _ in range(2):
        done = made.run("html", environ=without_pygraphviz(made))
        assert len(located(done.stderr)) == 1
    done = made.run("html", "-W")
    assert (done.returncode, done.stderr) == (0, "")
    for page_of in FILES:
        assert "<svg" in made.ran("html").text(page_of.replace(".rst", ".html")), page_of
    assert "no targets are out of date" in made.run("html", "-W").stdout


def test_without_graphviz_a_strict_build_fails(manual: Make) -> None:
    made = manual(FILES)
    done = made.run("html", "-W", environ=without_pygraphviz(made))
    assert done.returncode != 0
    quiet = ["-D", "suppress_warnings=medulla.MED705"]
    done = made.run("html", "-W", "-E", *quiet, environ=without_pygraphviz(made))
    assert (done.returncode, done.stderr) == (0, "")


def test_without_graphviz_side_by_side(manual: Make) -> None:
    made = manual(FILES)
    done = made.run("html", "-j", "2", environ=without_pygraphviz(made))
    assert done.returncode == 0
    assert len(located(done.stderr)) == 1


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "xml", "gettext", "dummy"])
def test_builders_without_charts_need_no_graphviz(manual: Make, builder: str) -> None:
    made = manual(FILES)
    done = made.run(builder, "-W", environ=without_pygraphviz(made))
    assert (done.returncode, done.stderr) == (0, "")


def test_an_engine_that_was_asked_for_and_is_not_there(manual: Make) -> None:
    made = manual({"index.rst": page("Manual", rst("flowchart", "plain"))})
    done = made.run("html", "-D", "medulla_dot=system", environ={"PATH": ""})
    (found,) = located(done.stderr)
    assert "MED705" in found
    assert "The program dot is missing" in found
    assert made.run("html", "-W", "-E", "-D", "medulla_dot=embedded").stderr == ""


def test_a_program_that_fails_is_no_end(manual: Make) -> None:
    """Each chart that it cannot draw is told, at its line, and listed instead."""
    made = manual({"index.rst": page("Manual", rst("flowchart", "plain"))})
    dot = made.root / "bin" / "dot"
    dot.parent.mkdir()
    shell = shutil.which("sh")
    dot.write_text(
        f'#!{shell}\ncase "$*" in *-V*) echo "dot - graphviz version 9.0.0 (x)" >&2;; '
        '*) echo "no fonts" >&2; exit 3;; esac\n'
    )
    dot.chmod(0o755)
    done = made.run("html", "-D", "medulla_dot=system", environ={"PATH": str(dot.parent)})
    assert "Traceback" not in done.stderr
    (found,) = located(done.stderr)
    assert re.search(r"index\.rst:\d+: WARNING: MED706 .*no fonts", found)
    assert "Client → Main hub" in made.ran("html").text("index.html")


def test_charts_are_laid_out_once(manual: Make) -> None:
    made = manual(FILES)
    made.build()
    kept = sorted((made.root / "build" / "doctrees" / "medulla").glob("*-svg"))
    assert len(kept) == 2  # nine pages, two different charts
    times = [path.stat().st_mtime_ns for path in kept]
    made.edit("more/p1.rst", "More\n====\n", "More\n====\n\nText.\n")
    assert made.build().warnings == []
    assert [path.stat().st_mtime_ns for path in kept] == times
