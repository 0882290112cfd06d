"""Measures the check of datasets of several sizes, relative to loading them in the same process.

``python -m benchmarks.checking FLOWS.yaml`` measures one file and prints as JSON the seconds for
loading, for the whole check and for each rule, and the number of findings.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from .flows import dataset, make_pages

SIZES = (1_000, 10_000)
ROWS = 10


@dataclass
class Result:
    """The medians for one dataset, in seconds; each rule is measured in a run of its own."""

    kind: str
    size: int
    load: float
    check: float
    ratio: float
    found: int
    rules: dict[str, float] = field(default_factory=dict)


def measure(folder: Path, rounds: int) -> list[Result]:
    """Measure a dataset whose modes agree, and one in which nearly all modes differ."""
    results = []
    for kind, alike in (("alike", True), ("differing", False)):
        for size in SIZES:
            file = folder / f"{kind}-{size}.yaml"
            pages = make_pages(size // ROWS, ROWS, alike=alike)
            file.write_text(dataset(pages), encoding="utf-8")
            results.append(_result(kind, size, [_in_own_process(file) for _ in range(rounds)]))
    return results


def _result(kind: str, size: int, runs: list[Result]) -> Result:
    rules = {name: median(run.rules[name] for run in runs) for name in runs[0].rules}
    return Result(
        kind,
        size,
        median(run.load for run in runs),
        median(run.check for run in runs),
        median(run.check / run.load for run in runs),
        runs[0].found,
        rules,
    )


def _in_own_process(file: Path) -> Result:
    command = [sys.executable, "-m", "benchmarks.checking", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Result(**json.loads(done.stdout))


def measured(file: Path) -> Result:
    """Load a file, check it, then run each rule on its own."""
    from sphinx_medulla.checker.context import RuleContext
    from sphinx_medulla.checker.rule import DatasetRule
    from sphinx_medulla.checker.rules import RULES
    from sphinx_medulla.checker.runner import check
    from sphinx_medulla.dataset.garbage import uncollected
    from sphinx_medulla.dataset.loading import load

    start = time.perf_counter()
    loaded = load(file)
    between = time.perf_counter()
    outcome = check(loaded)
    end = time.perf_counter()
    context = RuleContext(loaded)
    costs = {}
    with uncollected():  # as in a check
        for rule in RULES:
            begun = time.perf_counter()
            for _ in rule.check(context) if isinstance(rule, DatasetRule) else ():
                pass
            costs[f"{rule.code} {rule.name}"] = time.perf_counter() - begun
    found = len(outcome.findings) + len(outcome.waived)
    load_time, check_time = between - start, end - between
    return Result("", 0, load_time, check_time, check_time / load_time, found, costs)


def size_table(results: list[Result]) -> str:
    """Return a table of check times, relative to loading."""
    heads = ("flows", 8), ("loading", 12), ("check", 12), ("ratio", 8), ("a flow", 12), ("found", 8)
    lines = [f"{'modes':12}" + "".join(head.rjust(width) for head, width in heads)]
    lines += [
        f"{one.kind:12}{one.size:8}{one.load * 1e3:9.1f} ms{one.check * 1e3:9.1f} ms"
        f"{one.ratio:8.2f}{one.check / one.size * 1e6:9.1f} µs{one.found:8}"
        for one in results
    ]
    return "\n".join(lines)


def rule_table(results: list[Result]) -> str:
    """Return a table of the time per rule for the largest datasets, slowest first."""
    largest = [one for one in results if one.size == SIZES[-1]]
    names = sorted(largest[0].rules, key=lambda name: -max(one.rules[name] for one in largest))
    lines = [f"{'':36}" + "".join(f"{one.kind:>14}" for one in largest)]
    for name in names:
        costs = "".join(f"{one.rules[name] * 1e3:11.1f} ms" for one in largest)
        lines.append(f"{name:36}{costs}")
    return "\n".join(lines)


def main(file: Path) -> None:
    """Measure one file, after a small file has triggered all imports."""
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, "small.yaml")
        small.write_text(dataset(make_pages(1, 1)), encoding="utf-8")
        measured(small)
    print(json.dumps(vars(measured(file))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
