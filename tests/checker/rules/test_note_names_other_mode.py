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


def test_what_a_note_only_compares_its_flow_with_fits():
    ends = "from: client, to: old, modes: [one]"
    for note in (
        "As with the new relay.",
        "Same ports, like the new relay.",
        "Similar to the new relay.",
        "Comme avec the new relay.",
        "Wie bei the new relay.",
    ):
        assert not found_by("MED508", noted(note, ends))
    assert found_by("MED508", noted("Needed with the new relay.", ends))
