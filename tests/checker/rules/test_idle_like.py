"""The rule idle-like."""

from __future__ import annotations

import pytest
from checking import found_by, text_at
from flow_datasets import flows, like


def test_a_like_of_its_own_flow_says_nothing():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [22/tcp], "
        "like: {flow: a, without: [80/tcp], reason: Because.}"
    )
    (found,) = found_by("MED308", text)
    assert text_at(text, found).startswith("{flow: a") or text_at(text, found) == "a"
    assert "itself" in found.problem.message
    assert not found_by("MED307", text)


@pytest.mark.parametrize(
    ("words", "idle"),
    [
        ("with: [443/tcp, 80/tcp]", ["80/tcp"]),
        ("with: [4371-4373/tcp]", ["4371-4373/tcp"]),
        ("with: [4371-4390/tcp]", []),
        ("without: [443/tcp, 80/tcp]", ["443/tcp"]),
        ("without: [80/udp]", ["80/udp"]),
        ("without: [4380-4390/tcp]", []),
        ("with: [443/tcp], without: [443/tcp]", ["443/tcp"]),
    ],
)
def test_what_does_nothing_stands_at_its_own_place(words: str, idle: list[str]):
    text = like("22/tcp", words)
    found = found_by("MED308", text)
    assert [text_at(text, one) for one in found] == idle
