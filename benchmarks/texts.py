"""Measures what the texts of a dataset add to its check, relative to loading it.

``python -m benchmarks.texts KIND SIZE`` measures one dataset in a process of its own and prints as
JSON what it took in seconds of processor time, and the number of findings.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path
from time import process_time

SIZES = (1_000, 10_000)
FIRST_PORT = 10_000
WORDS = (
    "Needed for orders of the shop",
    "Keeps stock lists in step",
    "Carries the settings that administrators change",
    "Used by people who work at night",
    "Lets auditors see who signed in",
    "Holds pictures until they are printed",
    "Where somebody asks for a report",
)
ROLES = {
    f"{what}-{kind}": f"{what.title()} {kind}"
    for what, kind in product(
        ("main", "backup", "internal", "branch", "public", "test", "office", "guest"),
        ("hub", "relay", "workstation", "store", "gateway"),
    )
}


@dataclass(frozen=True)
class Flow:
    """What the texts about one flow may name."""

    number: int
    source: str
    target: str

    @property
    def words(self) -> str:
        """Words without a meaning for the checker, with which no two texts are the same."""
        return f"{WORDS[self.number % len(WORDS)]} of {_service(self.number)}"

    @property
    def port(self) -> int:
        """The flow's own port."""
        return FIRST_PORT + self.number

    @property
    def other_port(self) -> int:
        """The port of another flow, or of none."""
        return FIRST_PORT + (self.number * 7 + 3) % 20_000

    @property
    def neighbour(self) -> int:
        """The number of another flow."""
        return self.number ^ 1

    @property
    def version(self) -> str:
        """A version of some product."""
        return f"{self.number % 9 + 1}.{self.number % 31}.{self.number % 97}"


Texts = Callable[[Flow], tuple[str, str]]
"""The note and the description of a flow."""

KINDS: dict[str, Texts] = {
    "plain words": lambda flow: (
        f"{flow.words}, if there is one.",
        f"{flow.words}. People need it every day.",
    ),
    "own ports": lambda flow: (
        f"{flow.words}, on port {flow.port}.",
        f"{flow.words}. Listens on {flow.port}/tcp.",
    ),
    "roles": lambda flow: (
        f"Opened by the {flow.source} to the {flow.target} on port {flow.port}. {flow.words}.",
        f"The {flow.source} connects to the {flow.target}. {flow.words}.",
    ),
    "versions": lambda flow: (
        f"{flow.words}, since version {flow.version} of 2023.",
        f"{flow.words}. Not before {flow.version}, in RFC {flow.number % 9000 + 100}; 25 users.",
    ),
    "ports of others": lambda flow: (
        f"{flow.words}, unlike port {flow.other_port}.",
        f"{flow.words}. Replaces port {flow.other_port} of version {flow.version}.",
    ),
    "services": lambda flow: (
        f"{flow.words}, as {_service(flow.neighbour)} on port {FIRST_PORT + flow.neighbour} is.",
        f"{_service(flow.number)} sends HTTPS and LDAPS over TCP. {flow.words}.",
    ),
    "French": lambda flow: (
        f"Ouvert par {flow.source} vers {flow.target} sur le port {flow.port}, {flow.words}.",
        f"{flow.words} : depuis la version {flow.version}, écoute sur le port {flow.port}.",
    ),
    "German": lambda flow: (
        f"Vom {flow.source} zum {flow.target} auf Port {flow.port} aufgebaut, {flow.words}.",
        f"{flow.words}: seit Version {flow.version} auf Port {flow.port} erreichbar.",
    ),
    "wrong ports": lambda flow: (
        f"{flow.words}, on port {flow.port % 10_000 + 40_000}.",
        f"{flow.words}. Listens on {flow.port % 10_000 + 40_000}/tcp.",
    ),
    "wrong way": lambda flow: (
        f"Opened by the {flow.target} to the {flow.source}. {flow.words}.",
        f"The {flow.source} connects to the {flow.target} over UDP. {flow.words}.",
    ),
}
"""Kinds of texts. Only those called wrong make a finding of every text."""


@dataclass
class Result:
    """Seconds for one dataset: loading it, and checking it with and without its texts.

    ``bare`` is the mean of two checks without texts, one before and one after that with texts.
    """

    kind: str
    size: int
    load: float
    check: float
    bare: float
    found: int

    @property
    def ratio(self) -> float:
        """What the texts add to the check, relative to loading."""
        return (self.check - self.bare) / self.load


def dataset(size: int, texts: Texts | None) -> str:
    """Return a dataset with as many flows and services, and a text on each, if there are texts.

    Without texts, nothing is found in it either: no two flows of the same ends share a port.
    """
    ends = list(permutations(ROLES.values(), 2))
    flows = [Flow(number, *ends[number * 7 % len(ends)]) for number in range(size)]
    keys = {name: key for key, name in ROLES.items()}
    lines = ["format: 1", "product: {name: Benchmark}", "revision: 1"]
    lines += ["sources: {guide: {title: The guide, retrieved: 2026-01-01}}", "roles:"]
    lines += [f"  {key}: {{name: {name}}}" for key, name in ROLES.items()]
    lines += ["modes:", "  alone: {title: On one machine}", "  spread: {title: On several sites}"]
    written = [texts(flow) if texts else ("", "") for flow in flows]
    lines += ["services:", "  web:", "    name: HTTPS", "    ports: [443/tcp]"]
    lines += ["    description: HTTPS.", "    source: guide"]
    for flow, (_note, description) in zip(flows, written, strict=True):
        lines += [f"  s{flow.number}:", f"    name: {_service(flow.number)}"]
        lines += [f"    ports: [{flow.port}/tcp]", "    encryption: tls"]
        lines += [f"    description: '{description}'"] if texts else []
        lines += [f"    listens_on: [{keys[flow.target]}]", f"    called_by: [{keys[flow.source]}]"]
        lines.append("    source: guide")
    lines.append("flows:")
    for flow, (note, _description) in zip(flows, written, strict=True):
        lines += [f"  - id: f{flow.number}", f"    from: {keys[flow.source]}"]
        lines += [f"    to: {keys[flow.target]}", "    modes: [alone, spread]"]
        shared = ", 443/tcp" if flow.number < len(ends) else ""
        lines += [f"    ports: [{flow.port}/tcp{shared}]", "    source: guide"]
        lines += [f"    note: '{note}'"] if texts else []
    return "\n".join([*lines, ""])


def _service(number: int) -> str:
    """Return the name of a service."""
    return f"Queue {_letters(number + 26**3)}"


def _letters(number: int) -> str:
    """Return a number as a word: ``b`` for 1, ``ba`` for 26."""
    return (_letters(number // 26) if number > 25 else "") + chr(ord("a") + number % 26)


def measure(rounds: int) -> list[Result]:
    """Measure each kind of texts with each size, and return the medians."""
    return [
        _middle([_in_own_process(kind, size) for _ in range(rounds)])
        for kind in KINDS
        for size in SIZES
    ]


def _middle(runs: list[Result]) -> Result:
    return sorted(runs, key=lambda run: run.ratio)[len(runs) // 2]


def _in_own_process(kind: str, size: int) -> Result:
    command = [sys.executable, "-m", "benchmarks.texts", kind, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Result(**json.loads(done.stdout))


def measured(kind: str, size: int) -> Result:
    """Load a dataset, and check it with and without its texts."""
    from sphinx_medulla.checker.runner import check
    from sphinx_medulla.dataset.loading import load

    with tempfile.TemporaryDirectory() as folder:
        file, bare = Path(folder, "texts.yaml"), Path(folder, "bare.yaml")
        file.write_text(dataset(size, KINDS[kind]), encoding="utf-8")
        bare.write_text(dataset(size, None), encoding="utf-8")
        without = load(bare)
        start = process_time()
        loaded = load(file)
        read = process_time()
        check(without)
        before = process_time()
        outcome = check(loaded)
        between = process_time()
        check(without)
        after = process_time()
    bare_time = (before - read + after - between) / 2
    return Result(kind, size, read - start, between - before, bare_time, len(outcome.findings))


def table(results: list[Result]) -> str:
    """Return a table of what texts add to the check."""
    heads = ("flows", 8), ("loading", 12), ("texts", 12), ("ratio", 8), ("found", 8)
    lines = [f"{'texts':18}" + "".join(head.rjust(width) for head, width in heads)]
    lines += [
        f"{one.kind:18}{one.size:8}{one.load * 1e3:9.1f} ms{(one.check - one.bare) * 1e3:9.1f} ms"
        f"{one.ratio:8.2f}{one.found:8}"
        for one in results
    ]
    return "\n".join(lines)


def main(kind: str, size: int) -> None:
    """Measure one dataset, after a small one has triggered all imports."""
    measured(kind, 10)
    print(json.dumps(vars(measured(kind, size))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
