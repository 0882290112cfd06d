"""The analysis `text_mentions`."""

from __future__ import annotations

import pytest
from checking import found_by
from text_datasets import noted


@pytest.mark.parametrize(
    ("note", "strange", "other_mode"),
    [
        ("From the old relay to the main server of Example.", [], []),
        ("From the relay.", [], []),
        ("From the Client.", ["Client"], []),
        ("From the new relay.", [], ["New relay"]),
        ("To host.example.org.", [], ["host.example.org"]),
        ("Only with the new relay.", [], ["With the new relay"]),
        ("Only with the old relay.", [], []),
    ],
)
def test_what_a_note_names(note: str, strange: list[str], other_mode: list[str]):
    text = noted(note)
    for code, words in (("MED507", strange), ("MED508", other_mode)):
        found = found_by(code, text)
        assert [one.subject.word for one in found] == words
        assert [one.subject.id for one in found] == ["a"] * len(words)
