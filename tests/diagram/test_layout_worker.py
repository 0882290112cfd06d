"""The worker's process: its answers, and when it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sphinx_medulla.diagram import layout
from sphinx_medulla.diagram.layout import kept_layout, lay_out
from sphinx_medulla.diagram.layout_worker import dot_file

PACKAGE = Path(layout.__file__).parents[2]
CHART = "digraph { a -> b }"
NOISY = 'digraph { a [shape=nonesuch label="noisy"] }'
"""Graphviz warns of the shape on standard error."""

Worker = subprocess.Popen[bytes]
Start = Callable[..., Worker]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Worker] = []

    def start(seconds: float = 60) -> Worker:
        command = [sys.executable, "-m", "sphinx_medulla.diagram.layout_worker"]
        worker = subprocess.Popen(
            [*command, "embedded", str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        for pipe in (worker.stdin, worker.stdout):
            assert pipe is not None
            pipe.close()
        worker.wait()


def ask(worker: Worker, path: Path, dot: str) -> list[str]:
    assert worker.stdin is not None
    assert worker.stdout is not None
    dot_file(path).write_text(dot, encoding="utf-8")
    worker.stdin.write(f"{json.dumps(str(path))}\n".encode())
    worker.stdin.flush()
    answer: list[str] = json.loads(worker.stdout.readline())
    return answer


@pytest.mark.parametrize("chart", [CHART, NOISY])
def test_a_picture_is_written_and_its_source_removed(
    chart: str, start: Start, tmp_path: Path
) -> None:
    assert ask(start(), tmp_path / "picture-svg", chart) == ["", ""]
    assert kept_layout(tmp_path / "picture-svg") == lay_out(chart, "svg", "embedded")
    assert [path.name for path in tmp_path.iterdir()] == ["picture-svg"]


def test_an_error_is_answered_and_the_next_job_is_done(start: Start, tmp_path: Path) -> None:
    worker = start()
    kind, said = ask(worker, tmp_path / "one-svg", "no graph")
    assert kind == "LayoutError"
    assert said.startswith("Graphviz could not lay out the chart: ")
    assert ask(worker, tmp_path / "two-svg", CHART) == ["", ""]


def test_sigint_is_ignored_and_the_end_of_the_input_is_the_end(
    start: Start, tmp_path: Path
) -> None:
    worker = start()
    ask(worker, tmp_path / "one-svg", CHART)
    worker.send_signal(signal.SIGINT)
    assert ask(worker, tmp_path / "two-svg", "digraph { c }") == ["", ""]
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(timeout=60) == 0


def test_neither_sphinx_nor_the_dataset_is_imported() -> None:
    code = (
        "import sys, sphinx_medulla.diagram.layout_worker\n"
        "ours = ('sphinx.', 'sphinx_', 'docutils')\n"
        "print(*sorted(name for name in sys.modules if name.startswith(ours)))\n"
        "print('pygraphviz' in sys.modules, 'pydantic' in sys.modules, 'yaml' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        capture_output=True,
        text=True,
        check=True,
    )
    names, others = run.stdout.splitlines()
    assert set(names.split()) == {
        "sphinx_medulla",
        "sphinx_medulla.diagram",
        "sphinx_medulla.diagram.layout",
        "sphinx_medulla.diagram.layout_worker",
        "sphinx_medulla.diagram.parent_process",
        "sphinx_medulla.files",
    }
    assert others == "False False False"
