"""The rule like-mismatch."""

from __future__ import annotations

import pytest
from checking import found_by, text_at
from flow_datasets import flows, like, ports


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        ("22/tcp, 4370-4380/tcp", "without: [80/tcp]"),
        ("4371-4380/tcp, 22/tcp, 4370/tcp", "without: [80/tcp]"),
        ("22/tcp, 80/tcp, 4370-4374/tcp, 4376-4380/tcp", "without: [4375/tcp]"),
        ("22/tcp, 80/tcp, 443/tcp, 4370-4380/tcp", "with: [443/tcp]"),
        ("443/tcp, 80/tcp", "with: [443/tcp], without: [22/tcp, 4370-4380/tcp]"),
    ],
)
def test_a_list_that_follows_from_the_other(listed: str, words: str):
    assert not found_by("MED307", like(listed, words))
    assert not found_by("MED308", like(listed, words))


@pytest.mark.parametrize(
    ("listed", "words", "differing"),
    [
        ("22/tcp, 80/tcp, 4370-4380/tcp", "without: [80/tcp]", ["80/tcp"]),
        ("22/tcp, 4370-4379/tcp", "without: [80/tcp]", ["4380/tcp"]),
        ("22/tcp, 80/tcp, 4370-4380/tcp", "with: [443/tcp]", ["443/tcp"]),
        ("22/tcp, 80/udp, 4370-4380/tcp", "with: [22/tcp]", ["80/udp", "80/tcp"]),
    ],
)
def test_a_list_that_does_not_follow(listed: str, words: str, differing: list[str]):
    text = like(listed, words)
    (found,) = found_by("MED307", text)
    assert text_at(text, found) == f"[{listed}]"
    assert ports(found) == differing


def test_the_hint_says_what_to_do_with_each_port():
    (found,) = found_by("MED307", like("22/tcp, 443/tcp, 4370-4380/tcp", "without: [9/tcp]"))
    assert found.problem.hint == "Add 80/tcp and remove 443/tcp, or correct with and without."


def test_nothing_follows_from_a_list_that_is_not_stated():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: []",
        "id: b, from: client, to: relay, ports: [22/tcp], "
        "like: {flow: a, with: [22/tcp], reason: So.}",
    )
    assert not found_by("MED307", text)
    assert not found_by("MED308", text)
