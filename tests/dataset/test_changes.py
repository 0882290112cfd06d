"""What an edit can concern: queries of other modes are what they were."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sphinx_medulla.dataset.changes import changed_modes
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.model import Dataset
from sphinx_medulla.dataset.queries import Queries, Selection
from sphinx_medulla.diagram.palette import slots

TEXT = """\
format: 1
product: {name: P}
revision: r
defaults: {protocol: tcp}
zones: {out: {name: Out}, in: {name: In}}
groups: {core: {title: Core}, more: {title: More}}
roles: {a: {name: A, zone: out}, b: {name: B, zone: in}, c: {name: C, zone: in}}
modes:
  one: {title: One, roles: [a, b]}
  two: {title: Two, roles: [a, b, c]}
  three: {title: Three, roles: [b, c]}
services: {web: {name: Web, ports: [80, 443]}}
flows:
  - {id: a-b, from: a, to: b, ports: [80, 22], modes: [one, two], group: core}
  - {id: b-c, from: b, to: c, ports: [443], modes: [two], group: core}
  - {id: c-b, from: c, to: b, ports: [22], modes: [three], group: core}
  - {id: a-c, from: a, to: c, ports: [9]}
"""
DATA: Any = load_text(TEXT, "flows.yaml").tree.data

Flow = dict[str, Any]

EDITS: dict[str, Callable[[Flow], Flow]] = {
    "another port": lambda flow: flow | {"ports": ["7/udp"]},
    "a note": lambda flow: flow | {"note": "Something else."},
    "another group": lambda flow: flow | {"group": "more"},
    "another mode": lambda flow: flow | {"modes": ["three"]},
    "another mode by its title": lambda flow: flow | {"modes": ["Three"]},
    "every mode": lambda flow: {key: flow[key] for key in flow if key != "modes"},
    "every mode, emptied": lambda flow: flow | {"modes": []},
    "another initiator": lambda flow: flow | {"from": flow["to"], "to": flow["from"]},
    "another id": lambda flow: flow | {"id": f"{flow['id']}-new"},
}


def edited() -> Iterator[tuple[str, Any]]:
    flows = DATA["flows"]
    for place, flow in enumerate(flows):
        before, after = flows[:place], flows[place + 1 :]
        for name, edit in EDITS.items():
            yield f"{flow['id']}: {name}", DATA | {"flows": [*before, edit(flow), *after]}
        yield f"{flow['id']}: gone", DATA | {"flows": before + after}
        yield f"{flow['id']}: last", DATA | {"flows": [*before, *after, flow]}


def dataset_of(data: Any) -> Dataset:
    """The dataset that a file with these data holds."""
    return load_text(json.dumps(data), "flows.yaml").dataset


def shown(data: Any, mode: str) -> tuple[str, dict[str, int]]:
    """All that a table or a chart of a mode can show."""
    queries = Queries(dataset_of(data))
    return queries.select(Selection(modes=(mode,))).digest, slots(queries)


@pytest.mark.parametrize(("name", "new"), list(edited()))
def test_other_modes_show_what_they_showed(name: str, new: Any) -> None:
    changed = changed_modes(DATA, new)
    for mode in () if changed is None else set(DATA["modes"]) - changed:
        assert shown(new, mode) == shown(DATA, mode)


@pytest.mark.parametrize(
    ("name", "modes"),
    [
        ("b-c: another port", {"two"}),
        ("b-c: another mode", {"two", "three"}),
        ("b-c: another mode by its title", {"two", "three"}),
        ("a-b: a note", {"one", "two"}),
        ("b-c: another group", {"two"}),
    ],
)
def test_a_changed_flow_concerns_its_modes(name: str, modes: set[str]) -> None:
    assert changed_modes(DATA, dict(edited())[name]) == modes


@pytest.mark.parametrize(
    "name",
    [
        "a-c: a note",
        "b-c: every mode",
        "b-c: every mode, emptied",
        "b-c: another initiator",
        "b-c: another id",
        "b-c: gone",
        "b-c: last",
    ],
)
def test_other_changes_concern_everything(name: str) -> None:
    assert changed_modes(DATA, dict(edited())[name]) is None


def test_what_is_no_flow_concerns_everything_its_order_too() -> None:
    assert changed_modes(DATA, DATA | {"revision": "s"}) is None
    turned = dict(reversed(DATA["roles"].items()))
    assert changed_modes(DATA, DATA | {"roles": turned}) is None


def test_without_a_change_nothing_is_concerned() -> None:
    assert changed_modes(DATA, load_text(TEXT, "flows.yaml").tree.data) == frozenset()
