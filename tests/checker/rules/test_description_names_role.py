"""The rule description-names-role."""

from __future__ import annotations

import pytest
from checking import found_by
from text_datasets import sync


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("Sync of the old relay and the main server.", []),
        ("Sync of the new relay.", ["New relay"]),
        ("Sync of the relay.", []),
        ("Sync of the Client with the newcomer.", ["Client", "newcomer"]),
        ("Sync of a client.", []),
        ("Sync of Example.", []),
        ("Sync, in front of the new relay.", []),
        ("Sync, unlike the new relay.", []),
        ("Sync behind the new relay, and of the new relay.", ["New relay"]),
    ],
)
def test_a_role_that_no_flow_of_the_service_touches(description: str, words: list[str]):
    found = found_by("MED503", sync(description))
    assert [one.subject.word for one in found] == words
    assert {one.subject.id for one in found} <= {"sync"}


def test_a_kind_of_which_no_role_is_touched():
    text = sync("Sync of the proxy.", "from: client, to: server")
    assert [one.subject.word for one in found_by("MED503", text)] == ["proxy"]


def test_two_strange_words_of_one_description_are_told_apart():
    one, other = found_by("MED503", sync("Sync of the Client with the newcomer."))
    assert one.fingerprint != other.fingerprint
