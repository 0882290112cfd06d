"""Measures loading datasets of several sizes, relative to the event stream of PyYAML's C parser.

``python -m benchmarks.loading FLOWS.yaml`` measures one file and prints both times in seconds. Each
file is measured in a new process, so that no run profits from an earlier one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from .flows import dataset, make_pages

SIZES = (100, 1_000, 10_000)
ROWS = 10


def measure(folder: Path, rounds: int) -> list[tuple[int, float, float]]:
    """Return the size in flows, and the medians of loading and of the event stream, in seconds."""
    results = []
    for size in SIZES:
        file = folder / f"{size}.yaml"
        file.write_text(dataset(make_pages(size // ROWS, ROWS)), encoding="utf-8")
        runs = [_in_own_process(file) for _ in range(rounds)]
        loads, streams = zip(*runs, strict=True)
        results.append((size, median(loads), median(streams)))
    return results


def _in_own_process(file: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.loading", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    load, stream = done.stdout.split()
    return float(load), float(stream)


def load_file(file: Path) -> None:
    """Load and validate a dataset."""
    from sphinx_medulla.dataset.loading import load

    load(file)


def stream_events(file: Path) -> None:
    """Parse a file and discard its events."""
    import yaml

    for _ in yaml.parse(file.read_bytes(), Loader=yaml.CSafeLoader):
        pass


def _seconds(task: Callable[[Path], None], file: Path) -> float:
    start = time.perf_counter()
    task(file)
    return time.perf_counter() - start


def main(file: Path) -> None:
    """Measure one file, after a small file has triggered all imports."""
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, "small.yaml")
        small.write_text(dataset(make_pages(1, 1)), encoding="utf-8")
        load_file(small)
        stream_events(small)
    print(_seconds(load_file, file), _seconds(stream_events, file))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
