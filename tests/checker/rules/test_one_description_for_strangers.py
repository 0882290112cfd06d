"""The rule one-description-for-strangers."""

from __future__ import annotations

import pytest
from checking import found_by
from text_datasets import dataset

MANY = "  many: {name: Many, ports: [1/tcp, 2/tcp, 3/tcp, 4/tcp], description: All of them.}\n"


@pytest.mark.parametrize(
    ("lists", "groups"),
    [
        (["1/tcp, 2/tcp, 3/tcp, 4/tcp"], ""),
        (["1/tcp, 2/tcp", "3/tcp, 4/tcp", "2/tcp, 3/tcp"], ""),
        (["4/tcp, 2/tcp", "1/tcp, 3/tcp"], "1/tcp and 3/tcp together with 2/tcp and 4/tcp"),
        (["2/tcp", "1/tcp"], "1/tcp together with 2/tcp"),
        (["2/tcp"], ""),
    ],
)
def test_ports_that_share_no_flow(lists: list[str], groups: str):
    lines = [
        f"id: f{turn}, from: client, to: server, ports: [{some}]" for turn, some in enumerate(lists)
    ]
    found = found_by("MED506", dataset(*lines, services=MANY))
    assert [f"describes {groups}," in one.problem.message for one in found] == [True] * bool(groups)
    bare = MANY.replace(", description: All of them.", "")
    assert not found_by("MED506", dataset(*lines, services=bare))


def test_alternatives_of_two_modes_and_ports_with_names():
    lines = (
        "id: a, from: client, to: server, modes: [one], ports: [1/tcp, 2/tcp]",
        "id: b, from: client, to: server, modes: [two], ports: [3/tcp, 4/tcp]",
    )
    assert not found_by("MED506", dataset(*lines, services=MANY))
    together = [line.replace("[two]", "[one, two]") for line in lines]
    assert found_by("MED506", dataset(*together, services=MANY))
    ports = ", ".join(f"{{port: {number}/tcp, name: P{number}}}" for number in range(1, 5))
    named = MANY.replace("1/tcp, 2/tcp, 3/tcp, 4/tcp", ports)
    assert not found_by("MED506", dataset(*together, services=named))
