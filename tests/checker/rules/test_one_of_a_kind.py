"""The rule one-of-a-kind."""

from __future__ import annotations

import pytest
from checking import found_by, related_lines
from text_datasets import sync

BOTH = ("from: old, to: server, modes: [one]", "from: server, to: new, modes: [two]")


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("Sync, in particular of the old relay.", ["Old relay"]),
        ("Sync of the old relay and the new relay.", []),
        ("Sync of the old relay and every other relay.", []),
        ("Sync of the main server.", []),
        ("Sync of its mates, or the old relay.", []),
        ("Sync, between Example and the old relay.", ["Old relay"]),
        ("Sync.", []),
    ],
)
def test_one_role_of_a_kind_where_its_sister_uses_the_port_too(description: str, words: list[str]):
    found = found_by("MED505", sync(description, *BOTH))
    assert [one.subject.word for one in found] == words
    if found:
        text = sync(description, *BOTH)
        assert [line[:9] for line in related_lines(text, found[0])] == ["- {id: f1"]


def test_a_sister_that_does_not_use_the_port_need_not_be_named():
    assert not found_by("MED505", sync("Sync of the old relay.", BOTH[0]))
    assert not found_by("MED505", sync("Sync of the old relay.", BOTH[1]))
