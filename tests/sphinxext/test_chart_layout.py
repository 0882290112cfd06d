"""Charts laid out beside a build: the same bytes in any build, a time limit, and Ctrl-C."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from manuals import CONF, PACKAGE, Manual, difference, page, rst

pytestmark = pytest.mark.each_sphinx

Make = Callable[..., Manual]

FILES = {
    "index.rst": page(
        "Manual", ".. toctree::\n   :glob:\n\n   p*\n", rst("flows", "plain"), rst("flows", "edged")
    ),
    **{
        f"p{number}.rst": page(
            "More",
            rst("flowchart", "plain edged", direction="LR" if number % 2 else "TB"),
            rst("flowchart", "edged", ports="compact" if number % 3 else "none"),
        )
        for number in range(6)
    },
}


def dense_dataset(flows: int) -> str:
    """A dataset whose only mode has so many flows between so many roles that dot takes minutes."""
    roles = 40
    text = ["format: 1", "product: {name: Test}", "revision: 2026-11-24", "zones:"]
    text += ["  lan: {name: LAN}", "roles:"]
    text += [f"  r{number}: {{name: Role {number}, zone: lan}}" for number in range(roles)]
    text += ["modes:", "  plain: {title: Plain}"]
    text += ["flows:"]
    for number in range(flows):
        start, end = number % roles, (number * 7 + number // roles + 1) % roles
        text.append(
            f"  - {{id: f{number}, modes: [plain], from: r{start}, to: r{end}, "
            f"ports: [{{port: {1000 + number}/tcp}}]}}"
        )
    return "\n".join(text) + "\n"


def fake_dot(made: Manual, script: str) -> str:
    """A folder with a program ``dot`` of the test's own."""
    program = made.root / "bin" / "dot"
    program.parent.mkdir(exist_ok=True)
    says = 'if [ "$1" = -V ]; then echo "dot - graphviz version 12.1.0 (0)" >&2; exit 0; fi'
    program.write_text(f"#!{shutil.which('sh')}\n{says}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return os.pathsep.join([str(program.parent), os.environ["PATH"]])


def running(marker: str) -> list[str]:
    """The command lines of processes whose environment has a marker."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_bytes().decode())
        except OSError:
            pass
    return found


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_the_same_bytes_with_any_number_of_processes(manual: Make, builder: str) -> None:
    made = manual(FILES)
    strict = ["-W", "--keep-going"]
    environ = {"PYTHONWARNINGS": "error"}
    for jobs in "124":
        seeded = environ | {"PYTHONHASHSEED": jobs}
        done = made.run(builder, *strict, "-j", jobs, folder=f"j{jobs}", environ=seeded)
        assert (done.returncode, done.stderr) == (0, "")
    one = made.ran(builder, "j1")
    assert "<svg" in one.text("p1.html") if builder == "html" else one.files()
    for jobs in "24":
        assert difference(made.ran(builder, f"j{jobs}"), one) == []


def test_pages_that_are_not_read_again_get_their_charts(manual: Make) -> None:
    """With processes that write, and with an empty cache: another builder read the pages."""
    made = manual(FILES)
    assert made.run("text", "-W").stderr == ""
    assert not [*(made.root / "run" / "doctrees" / "medulla").glob("*-svg")]
    done = made.run("html", "-W", "-j", "4")
    assert (done.returncode, done.stderr) == (0, "")
    made.run("html", "-W", folder="fresh")
    assert difference(made.ran("html"), made.ran("html", "fresh")) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_chart_that_takes_too_long_is_listed(manual: Make, jobs: str) -> None:
    made = manual(FILES)
    pids = made.root / "pids"
    script = f"read -r line; echo $$ >> {pids}; sleep 600"
    environ = {"PATH": fake_dot(made, script), "PYTHONWARNINGS": "error"}
    (made.source / "p0.rst").write_text(page("One", rst("flowchart", "plain")))
    for number in range(1, 6):
        (made.source / f"p{number}.rst").unlink()
    slow = ["-j", jobs, "-D", "medulla_dot=system", "-D", "medulla_dot_timeout=2"]
    for _ in range(2):  # the second build remembers
        done = made.run("html", *slow, environ=environ)
        assert done.returncode == 0
        (warned,) = done.stderr.splitlines()
        assert re.search(r"p0\.rst:\d+: WARNING: MED706 .* within 2 seconds\. Draw a", warned)
        assert "Client → Main hub" in made.ran("html").text("p0.html")
        assert len(pids.read_text().split()) == 1
    slow[-1] = "medulla_dot_timeout=3"
    assert "within 3 seconds" in made.run("html", *slow, environ=environ).stderr
    assert len(pids.read_text().split()) == 2
    assert made.run("html", "-W").stderr == ""
    assert "<svg" in made.ran("html").text("p0.html")


def test_pygraphviz_is_stopped_too(manual: Make) -> None:
    made = manual({"index.rst": page("Manual", rst("flowchart", "plain"))})
    (made.source / "flows.yaml").write_text(dense_dataset(800))
    started = time.monotonic()
    for _ in range(2):
        done = made.run("html", "-D", "medulla_dot_timeout=2")
        assert done.returncode == 0, done.stderr
        assert len(re.findall("WARNING: MED706 .* within 2 seconds", done.stderr)) == 1
        assert "WARNING" not in done.stderr.replace("WARNING: MED706", "", 1)
        assert "1799/tcp" in made.ran("html").text("index.html")
    assert time.monotonic() - started < 100


BUILD = """\
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background ignore it
from sphinx.cmd.build import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("engine", ["embedded", "system"])
def test_ctrl_c_ends_the_build_and_leaves_no_process(manual: Make, engine: str, jobs: str) -> None:
    made = manual({"index.rst": page("Manual", rst("flowchart", "plain"))})
    begun = made.root / "begun"
    (made.source / "flows.yaml").write_text(dense_dataset(800))
    path = fake_dot(made, f"touch {begun}; sleep 600 & wait")
    command = [sys.executable, "-c", BUILD, "-j", jobs, "-D", f"medulla_dot={engine}"]
    command += [str(made.source), str(made.root / "out")]
    marker = f"MARKER_OF_A_TEST={made.root}"
    name, _, value = marker.partition("=")
    build = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(PACKAGE), "PATH": path, name: value},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not any("layout_worker" in one for one in running(marker)):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    time.sleep(2)  # until the layout is under way
    os.killpg(build.pid, signal.SIGINT)
    build.communicate(timeout=15)
    time.sleep(0.2)
    assert running(marker) == []


@pytest.mark.parametrize("value", ["0", "-1", "True", '"30"', "float('nan')", "10**9"])
def test_a_limit_that_cannot_be_used(manual: Make, value: str) -> None:
    made = manual(
        {"index.rst": page("Manual", rst("flowchart", "plain"))},
        f"{CONF}medulla_dot_timeout = {value}\n",
    )
    (warned,) = made.build().warnings
    assert "MED704 medulla_dot_timeout is" in warned
    assert "Write a number of seconds, more than 0 and at most 86400." in warned
