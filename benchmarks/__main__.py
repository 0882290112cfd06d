"""The command that ``nox -s bench`` runs."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from . import checking, loading, texts
from .flows import MOST_ROWS, make_pages
from .projects import VARIANTS, Variant
from .run import BuildError, Round, one_round

NAMES = [variant.name for variant in VARIANTS]
LOADING, CHECKING, TEXTS = "loading", "checking", "texts"
MEASURED = (*NAMES, LOADING, CHECKING, TEXTS)
PACKAGES = ("sphinx", "sphinx-needs", "sphinxcontrib-datatemplates", "pygraphviz", "sphinx-medulla")


def arguments() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="nox -s bench --", description=__doc__)
    parser.add_argument(
        "--only",
        default=",".join(MEASURED),
        help=f"what to measure, separated by commas: {', '.join(MEASURED)}",
    )
    parser.add_argument("--pages", type=int, default=100, help="pages per project (100)")
    parser.add_argument("--rows", type=int, default=10, help="rows per page (10)")
    parser.add_argument("--rounds", type=int, default=5, help="builds of each kind (5)")
    chosen = parser.parse_args()
    chosen.only = chosen.only.split(",")
    if unknown := set(chosen.only) - {*MEASURED}:
        parser.error(f"unknown measurement: {', '.join(sorted(unknown))}")
    if not 1 <= chosen.rows <= MOST_ROWS:
        parser.error(f"--rows must be from 1 to {MOST_ROWS}")
    return chosen


def chosen_variants(only: list[str]) -> list[Variant]:
    """Return the variants to build. The empty pages come first: the ratios need them."""
    wanted = [variant for variant in VARIANTS if variant.name in {"empty", *only}]
    if len(wanted) == 1 and "empty" not in only:
        return []
    if shutil.which("dot"):
        return wanted
    for variant in wanted:
        if variant.needs_dot:
            print(
                f"Skipped: {variant.name}. It needs the program dot, which no wheel includes: "
                "install your system's graphviz (apt-get install graphviz)."
            )
    return [variant for variant in wanted if not variant.needs_dot]


def run_all(
    variants: list[Variant], pages: int, rows: int, rounds: int, folder: Path
) -> dict[str, list[Round]]:
    """Build all variants in turn, so that load on the machine affects all of them alike."""
    results: dict[str, list[Round]] = {variant.name: [] for variant in variants}
    data = make_pages(pages, rows)
    for variant in variants:  # not counted: compiles byte code and fills the disk cache
        one_round(variant, data[:2], folder / "project")
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for variant in variants:
            results[variant.name].append(one_round(variant, data, folder / "project"))
    return results


def ratio(value: Callable[[Round], float], runs: list[Round], empties: list[Round]) -> str:
    """Return the median ratio of a value to that of the empty pages in the same round."""
    return f"{median(value(a) / value(b) for a, b in zip(runs, empties, strict=True)):.2f}"


def build_table(variants: list[Variant], results: dict[str, list[Round]]) -> str:
    """Return a table of build times and memory."""
    empties = results["empty"]
    lines = [
        (
            f"{'':26}{'build':>9}{'ratio':>7}{'no-op':>7}{'edit':>7}"
            f"{'re-read':>9}{'written':>9}{'memory':>9}{'ratio':>7}"
        )
    ]
    for variant in variants:
        runs = results[variant.name]
        last = runs[-1].edit
        seconds = median(run.cold.seconds for run in runs)
        memory = median(run.cold.memory for run in runs) / 1e6
        lines.append(
            f"{variant.label:26}{seconds:7.2f} s"
            f"{ratio(lambda run: run.cold.seconds, runs, empties):>7}"
            f"{ratio(lambda run: run.no_op.seconds, runs, empties):>7}"
            f"{ratio(lambda run: run.edit.seconds, runs, empties):>7}"
            f"{last.read:9}{last.written:9}{memory:6.0f} MB"
            f"{ratio(lambda run: run.cold.memory, runs, empties):>7}"
        )
    return "\n".join(lines)


def loading_table(results: list[tuple[int, float, float]]) -> str:
    """Return a table of loading times."""
    lines = [f"{'flows':>8}{'loading':>12}{'events':>12}{'ratio':>8}{'a flow':>12}"]
    lines += [
        f"{size:8}{load * 1e3:9.1f} ms{events * 1e3:9.1f} ms{load / events:8.2f}"
        f"{load / size * 1e6:9.1f} µs"
        for size, load, events in results
    ]
    return "\n".join(lines)


def versions() -> str:
    """Return the versions of Python and of the measured packages."""
    found = [f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def main() -> int:
    """Measure, print the results, and return the exit status."""
    chosen = arguments()
    variants = chosen_variants(chosen.only)
    print(versions())
    with tempfile.TemporaryDirectory(prefix="medulla-bench-") as name:
        folder = Path(name)
        if variants:
            try:
                results = run_all(variants, chosen.pages, chosen.rows, chosen.rounds, folder)
            except BuildError as error:
                print(error, file=sys.stderr)
                return 1
            print(
                f"\n{chosen.pages} pages with {chosen.rows} rows each, html, one process; medians "
                f"of {chosen.rounds}, ratios to the empty pages. no-op: nothing changed; edit: one "
                "flow changed; re-read and written count its pages.\n"
            )
            print(build_table(variants, results))
        if LOADING in chosen.only:
            print("\nLoading and validating, relative to the events of PyYAML's C parser:\n")
            print(loading_table(loading.measure(folder, chosen.rounds)))
        if CHECKING in chosen.only:
            print("\nThe check, relative to loading the same file in the same process:\n")
            checks = checking.measure(folder, chosen.rounds)
            print(checking.size_table(checks))
            print(f"\nEach rule, with {checking.SIZES[-1]:,} flows:\n")
            print(checking.rule_table(checks))
        if TEXTS in chosen.only:
            print("\nWhat a note of each flow and a description of each service add to the check,")
            print("relative to loading the same file; the limit is 0.7 where nothing is found:\n")
            print(texts.table(texts.measure(chosen.rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
