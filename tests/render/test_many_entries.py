"""Thousands of errata or modes take time that grows with their number."""

from __future__ import annotations

import sys
from collections.abc import Callable

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.render.labels import Labels
from sphinx_medulla.render.notes import Notes

HEAD = """\
format: 1
product: {name: Product}
revision: 1
sources: {page: {title: The page}}
defaults: {source: page}
roles: {a: {name: A}, b: {name: B}}
flows:
  - id: a-to-b
    from: a
    to: b
    ports: [80/tcp]
"""


def steps(action: Callable[[], object]) -> int:
    """How many functions are called."""
    called = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal called
        called += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(before)
    return called


def marking(number: int) -> int:
    errata = "".join(
        f"      - {{at: ports, ports: [80/tcp], published: p{n}, reason: r{n}, undecided: true}}\n"
        for n in range(number)
    )
    queries = Queries(load_text(f"{HEAD}    errata:\n{errata}", "f").dataset)
    (flow,) = queries.dataset.flows
    notes = Notes(Labels(queries), all=True)
    return steps(lambda: notes.marks(flow.errata))


def checking(number: int) -> int:
    modes = "".join(f"  m{n}: {{title: M{n}, roles: [a, b]}}\n" for n in range(number))
    loaded = load_text(f"{HEAD}modes:\n{modes}", "f")
    return steps(lambda: check(loaded))


def test_marks_of_many_errata() -> None:
    assert marking(800) < 6 * marking(200)


def test_checks_of_many_modes() -> None:
    checking(1)  # the first check of a process loads what all of them need
    assert checking(400) < 6 * checking(100)
