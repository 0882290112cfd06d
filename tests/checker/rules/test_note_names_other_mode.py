"""The rule note-names-other-mode."""

from __future__ import annotations

from checking import found_by
from text_datasets import noted


def test_a_role_of_some_of_the_flows_modes_is_a_stranger_to_its_row_only():
    text = noted("From the new relay.", "from: client, to: old, modes: [one, two]")
    assert found_by("MED507", text)
    assert not found_by("MED508", text)
    everywhere = noted("To host.example.org.", "from: client, to: old")
    assert found_by("MED508", everywhere)
