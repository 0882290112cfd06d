"""What an edit can concern: views of other modes are what they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from sphinx_medulla.dataset.changes import changed_modes
from sphinx_medulla.dataset.load import load_text
from sphinx_medulla.dataset.model import Dataset, Flow, FlowPort
from sphinx_medulla.dataset.port import Port
from sphinx_medulla.dataset.views import Selection, Views
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
DATASET = load_text(TEXT, "flows.yaml").dataset

EDITS: dict[str, Callable[[Flow], Flow]] = {
    "another port": lambda flow: replace(flow, ports=(FlowPort(port=Port.parse("7/udp")),)),
    "a note": lambda flow: replace(flow, note="Something else."),
    "another group": lambda flow: replace(flow, group="more"),
    "another mode": lambda flow: replace(flow, modes=("three",)),
    "every mode": lambda flow: replace(flow, modes=()),
    "another initiator": lambda flow: replace(flow, from_=flow.to, to=flow.from_),
    "another id": lambda flow: replace(flow, id=f"{flow.id}-new"),
}


def edited() -> Iterator[tuple[str, Dataset]]:
    for place, flow in enumerate(DATASET.flows):
        before, after = DATASET.flows[:place], DATASET.flows[place + 1 :]
        for name, edit in EDITS.items():
            yield f"{flow.id}: {name}", replace(DATASET, flows=(*before, edit(flow), *after))
        yield f"{flow.id}: gone", replace(DATASET, flows=before + after)
        yield f"{flow.id}: last", replace(DATASET, flows=(*before, *after, flow))


def shown(dataset: Dataset, mode: str) -> tuple[str, dict[str, int]]:
    """All that a table or a chart of a mode can show."""
    views = Views(dataset)
    return views.select(Selection(modes=(mode,))).digest, slots(views)


@pytest.mark.parametrize(("name", "new"), list(edited()))
def test_other_modes_show_what_they_showed(name: str, new: Dataset) -> None:
    changed = changed_modes(DATASET, new)
    for mode in () if changed is None else set(DATASET.modes) - changed:
        assert shown(new, mode) == shown(DATASET, mode)


@pytest.mark.parametrize(
    ("name", "modes"),
    [
        ("b-c: another port", {"two"}),
        ("b-c: another mode", {"two", "three"}),
        ("a-b: a note", {"one", "two"}),
        ("b-c: another group", {"two"}),
    ],
)
def test_a_changed_flow_concerns_its_modes(name: str, modes: set[str]) -> None:
    assert changed_modes(DATASET, dict(edited())[name]) == modes


@pytest.mark.parametrize(
    "name",
    [
        "a-c: a note",
        "b-c: every mode",
        "b-c: another initiator",
        "b-c: another id",
        "b-c: gone",
        "b-c: last",
    ],
)
def test_other_changes_concern_everything(name: str) -> None:
    assert changed_modes(DATASET, dict(edited())[name]) is None


def test_what_is_no_flow_concerns_everything_its_order_too() -> None:
    assert changed_modes(DATASET, replace(DATASET, revision="s")) is None
    turned = dict(reversed(DATASET.roles.items()))
    assert changed_modes(DATASET, replace(DATASET, roles=turned)) is None


def test_without_a_change_nothing_is_concerned() -> None:
    assert changed_modes(DATASET, load_text(TEXT, "flows.yaml").dataset) == frozenset()
