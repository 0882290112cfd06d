"""The queue: the bytes of layouts in this process, a cache, a time limit, and no end by a crash."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sphinx_medulla.diagram import layout, layout_queue
from sphinx_medulla.diagram.layout import (
    LayoutError,
    LayoutTimeoutError,
    NoGraphvizError,
    lay_out,
)
from sphinx_medulla.diagram.layout_queue import LayoutQueue

NO_DOT = pytest.mark.skipif(not shutil.which("dot"), reason="dot is not installed")
ENGINES = ["embedded", pytest.param("system", marks=NO_DOT)]

CHARTS = [
    'digraph { a [label=<<table><tr><td href="x">one</td></tr></table>>]; a -> b }',
    'digraph { rankdir=LR; subgraph cluster_0 { label="zone"; c [label="two words" URL="y"] } }',
    "digraph { d -> e -> f -> d }",
]
_EDGES = " ".join(f"n{i} -> n{(i * i + j) % 1999}" for i in range(1999) for j in range(4))
ENDLESS = f"digraph {{ {_EDGES} }}"
"""A chart that takes Graphviz minutes."""

_NODES = " ".join(f'{i} [tooltip="{"long " * 2000}"]' for i in range(120))
LARGE = f"digraph {{ {_NODES} }}"
"""More than 100 kB of DOT, and a picture of more than a megabyte."""

Make = Callable[..., LayoutQueue]


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Make]:
    made: list[LayoutQueue] = []

    def make(
        engine: str = "auto", seconds: float = 30, folder: Path | None = tmp_path / "cache"
    ) -> LayoutQueue:
        made.append(LayoutQueue(engine, seconds, folder))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def _asked_anew() -> Iterator[None]:
    """What is known of the machine's Graphviz is found anew, before and after."""
    for known in (layout.engine_expected, layout.system_version):
        known.cache_clear()
    yield
    for known in (layout.engine_expected, layout.system_version):
        known.cache_clear()


def fake_dot(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program ``dot`` of the test's own first on the path."""
    program = folder / "dot"
    says = 'if [ "$1" = -V ]; then echo "dot - graphviz version 12.1.0 (0)" >&2; exit 0; fi'
    program.write_text(f"#!/bin/sh\n{says}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def gone(pid: int) -> bool:
    """Whether a process ends soon."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def worker_of(one: LayoutQueue) -> subprocess.Popen[bytes]:
    assert one._worker is not None
    return one._worker


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", layout.FORMATS)
def test_the_bytes_are_those_of_a_layout_in_this_process(
    kind: str, engine: str, queue: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    expected = [lay_out(chart, kind, engine) for chart in reversed(CHARTS)]
    capfd.readouterr()
    one = queue(engine)
    for chart in CHARTS:
        one.submit(chart, kind)
    assert [one.result(chart, kind) for chart in reversed(CHARTS)] == expected
    one.result('digraph { a [shape=nonesuch label="noisy"] }', kind)
    assert capfd.readouterr() == ("", "")


def test_a_chart_is_laid_out_once(queue: Make, tmp_path: Path) -> None:
    one = queue()
    for _ in range(3):
        one.submit(CHARTS[0], "svg")
    drawn = one.result(CHARTS[0], "svg")
    again = queue()
    again.submit(CHARTS[0], "svg")
    assert again.result(CHARTS[0], "svg") == drawn
    assert again._worker is None
    assert len([*(tmp_path / "cache").iterdir()]) == 1
    assert again.result(CHARTS[0], "pdf") != drawn


@pytest.mark.parametrize("damage", ["cut", "empty", "changed", "other"])
def test_a_damaged_file_is_made_anew(damage: str, queue: Make, tmp_path: Path) -> None:
    good = queue().result(CHARTS[0], "svg")
    (path,) = (tmp_path / "cache").iterdir()
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
    assert queue().result(CHARTS[0], "svg") == good
    assert path.read_bytes() == kept


def test_a_folder_that_cannot_be_written_to_costs_time_only(queue: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file" / "folder", None):
        found = queue(folder=folder).result(CHARTS[0], "svg")
        assert found == lay_out(CHARTS[0], "svg")


def test_large_charts_block_nothing(queue: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout_queue, "MOST_WAITING", 3)
    one = queue()
    charts = [LARGE, *(LARGE.replace("long", f"long_{number}") for number in range(3)), *CHARTS]
    for chart in charts:
        one.submit(chart, "svg")
    one.drain()
    assert not one._waiting
    found = [one.result(chart, "svg") for chart in charts]
    assert len(found[0]) > 1_000_000
    assert found[-1] == lay_out(CHARTS[-1], "svg")


def test_a_timeout_ends_one_chart_and_is_remembered(queue: Make) -> None:
    one = queue("embedded", 1)
    for chart in (CHARTS[0], ENDLESS, CHARTS[1]):
        one.submit(chart, "svg")
    with pytest.raises(LayoutTimeoutError, match=r"within 1 seconds.*ports: compact.*timeout"):
        one.result(ENDLESS, "svg")
    assert one.result(CHARTS[0], "svg")
    assert one.result(CHARTS[1], "svg")
    for seconds in (1, 0.5):
        later = queue("embedded", seconds)
        later.submit(ENDLESS, "svg")
        with pytest.raises(LayoutTimeoutError):
            later.result(ENDLESS, "svg")
        assert later._worker is None
    later = queue("embedded", 1.5)
    later.submit(ENDLESS, "svg")
    assert later._worker is not None


@pytest.mark.usefixtures("_asked_anew")
def test_the_limit_holds_for_the_program_too(
    queue: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what the program started ends with it."""
    fake_dot(tmp_path, f"sleep 300 & echo $! > {tmp_path}/pid; wait", monkeypatch)
    one = queue("system", 1)
    with pytest.raises(LayoutTimeoutError):
        one.result(CHARTS[0], "svg")
    assert gone(int((tmp_path / "pid").read_text()))
    with pytest.raises(LayoutTimeoutError):
        queue("system", 1).result(CHARTS[0], "svg")


def test_a_worker_that_is_killed_is_an_error_of_one_chart(queue: Make) -> None:
    one = queue("embedded", 300)
    for chart in (CHARTS[0], ENDLESS, CHARTS[1]):
        one.submit(chart, "svg")
    assert one.result(CHARTS[0], "svg")
    os.kill(worker_of(one).pid, signal.SIGKILL)
    with pytest.raises(LayoutError, match="status -9") as caught:
        one.result(ENDLESS, "svg")
    assert not isinstance(caught.value, LayoutTimeoutError)
    assert one.result(CHARTS[1], "svg")
    idle = worker_of(one).pid
    os.kill(idle, signal.SIGKILL)
    os.waitid(os.P_PID, idle, os.WEXITED | os.WNOWAIT)
    assert one.result(CHARTS[2], "svg")


def test_a_python_that_is_missing_is_an_error(queue: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(LayoutError, match="could not be started"):
        queue().result(CHARTS[0], "svg")


@pytest.mark.usefixtures("_asked_anew")
def test_an_engine_that_does_not_load_gives_way_to_the_other(
    queue: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pygraphviz.py").write_text("raise ImportError('libgvc.so')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    fake_dot(tmp_path, "cat > /dev/null; echo '<?xml?><svg></svg>'", monkeypatch)
    one = queue()
    one.submit(CHARTS[1], "svg")
    assert one.result(CHARTS[0], "svg") == b"<?xml?><svg></svg>\n"
    assert one.result(CHARTS[1], "svg") == b"<?xml?><svg></svg>\n"
    with pytest.raises(NoGraphvizError, match="pygraphviz is missing"):
        queue("embedded").result(CHARTS[0], "svg")
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    layout.engine_expected.cache_clear()
    layout.system_version.cache_clear()
    with pytest.raises(NoGraphvizError, match="Graphviz is missing"):
        queue(folder=None).result(CHARTS[0], "svg")


def test_nothing_is_left_by_close(queue: Make, tmp_path: Path) -> None:
    one = queue("embedded", 300)
    one.submit(ENDLESS, "svg")
    one.submit(CHARTS[0], "svg")
    worker = worker_of(one)
    one.close()
    assert worker.returncode == -9
    assert not [*(tmp_path / "cache").iterdir()]


LEFT = """
import os, signal, sys
from pathlib import Path
from sphinx_medulla.diagram.layout_queue import LayoutQueue
queue = LayoutQueue("system", 300, Path(sys.argv[1]))
queue.submit("digraph { endless }", "svg")
print(queue._worker.pid, flush=True)
with open(sys.argv[2]) as pipe:
    pipe.read()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell no process of this")
def test_nothing_is_left_by_a_process_that_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    fake_dot(tmp_path, f"echo $$ > {tmp_path}/pid; : > {pipe}; exec sleep 600", monkeypatch)
    run = subprocess.run(
        [sys.executable, "-c", LEFT, str(tmp_path / "cache"), str(pipe)],
        env={**os.environ, "PYTHONPATH": str(Path(layout.__file__).parents[2])},
        stdout=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    assert run.returncode == -signal.SIGKILL
    assert gone(int(run.stdout))
    assert gone(int((tmp_path / "pid").read_text(encoding="ascii")))


FORKED = """
import multiprocessing, sys
from pathlib import Path
from sphinx_medulla.diagram.layout_queue import LayoutQueue
queue = LayoutQueue(folder=Path(sys.argv[1]))
one, two = "digraph { one }", "digraph { two }"
drawn = queue.result(one, "svg")
def work(pipe):
    pipe.send((queue.result(one, "svg"), queue.result(two, "svg"), queue._worker.pid))
ours, theirs = multiprocessing.Pipe()
process = multiprocessing.get_context("fork").Process(target=work, args=(theirs,))
process.start()
found, other, pid = ours.recv()
process.join()
assert process.exitcode == 0
assert found == drawn
assert queue._worker.pid != pid
assert queue.result(two, "svg") == other
assert queue.result("digraph { three }", "svg")
queue.close()
"""


def test_a_process_that_was_forked_off_has_a_worker_of_its_own(tmp_path: Path) -> None:
    root = str(Path(layout.__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", FORKED, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pdf_has_the_same_bytes_in_every_time_zone(
    queue: Make, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = set()
    for zone in ("UTC0", "XXX-05:45", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        drawn.add(queue(engine, folder=tmp_path / zone).result(CHARTS[0], "pdf"))
    assert len(drawn) == 1
