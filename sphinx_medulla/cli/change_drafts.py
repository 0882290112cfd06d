"""Drafts of the key ``changes`` from the revisions that a dataset had in git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..comparison.comparison import Comparison
from ..comparison.machine_changes import PortChange
from ..comparison.sides import Side
from ..dataset.codes import listed
from ..dataset.loading import load_text
from ..dataset.model import Dataset
from ..dataset.problem import DatasetError
from ..dataset.queries import Queries
from ..grouping import grouped
from ..render.labels import connection
from .git_file import commits_of, git_file

_COUNTED = {
    "renamed": ("id", "ids"),
    "modes": ("list of modes", "lists of modes"),
    "need": ("need", "needs"),
    "encryption": ("encryption", "encryptions"),
    "text": ("text", "texts"),
    "new-question": ("new question", "new questions"),
    "answered-question": ("answered question", "answered questions"),
    "reworded-question": ("reworded question", "reworded questions"),
}
"""The kinds of changes that a draft counts, one and several of them."""


def revisions_in_git(path: Path) -> dict[str, Dataset]:
    """The last state of each revision that a file had in git, the oldest first.

    Commits in which the file does not load are skipped. Raises `UsageError` if git cannot be asked.
    """
    found: dict[str, Dataset] = {}
    for commit in commits_of(path):
        word = f"git:{commit}:./{path.name}"
        try:
            dataset = load_text(git_file(word, path.parent), word).dataset
        except DatasetError:
            continue
        found.pop(dataset.revision, None)
        found[dataset.revision] = dataset
    return found


def drafts(revisions: Iterable[Dataset], known: Iterable[str]) -> Iterator[dict[str, Any]]:
    """An entry of ``changes`` per revision that is not known yet, the newest first."""
    pairs = [*pairwise(Queries(dataset) for dataset in revisions)]
    for old, new in reversed(pairs):
        if new.dataset.revision not in {*known}:
            yield _draft(Comparison(Side(old), Side(new), ("", "")))


def _draft(found: Comparison) -> dict[str, Any]:
    """The entry for the last of two revisions."""
    old, new = found.old.queries, found.new.queries
    opened = [one for machine in found.machines for one in machine.open if one.direction == "in"]
    closed = [one for machine in found.machines for one in machine.close if one.direction == "in"]
    sentences = [
        *_ports("Opened", opened, new.dataset),
        *_ports("Closed", closed, old.dataset),
        *_others(found),
    ]
    flows = [one.flow.id for one in (*opened, *closed)]
    flows += [change.entry.partition(":")[2] for change in found.changes if "flow:" in change.entry]
    entry: dict[str, Any] = {
        "revision": new.dataset.revision,
        "change": " ".join(sentences) or "No entry changed.",
    }
    present = [flow for flow in new.flows if flow in flows]
    return entry | ({"flows": present} if present else {})


def _ports(what: str, changes: Iterable[PortChange], dataset: Dataset) -> Iterator[str]:
    """A sentence with the connections and their ports."""
    by_flow = grouped((one.flow.id, one) for one in changes)
    words = []
    for some in by_flow.values():
        ports = dict.fromkeys(str(one.port) for one in some if one.port)
        words.append(f"{connection(some[0].flow, dataset)} {', '.join(ports)}".rstrip())
    if words:
        yield f"{what}: {'; '.join(words)}."


def _others(found: Comparison) -> Iterator[str]:
    """A sentence with the numbers of all other changes."""
    by_kind = grouped((change.kind, change) for change in found.changes)
    counts = [
        f"{len(by_kind[kind])} {words[len(by_kind[kind]) > 1]}"
        for kind, words in _COUNTED.items()
        if kind in by_kind
    ]
    if counts:
        yield f"Changed: {listed(counts)}."
