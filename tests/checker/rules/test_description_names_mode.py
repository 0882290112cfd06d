"""The rule description-names-mode."""

from __future__ import annotations

from checking import found_by
from text_datasets import sync


def test_a_mode_in_which_the_service_is_not_used():
    text = sync("Sync, but not with the new relay; mode one has it.")
    (found,) = found_by("MED504", text)
    assert (found.subject.id, found.subject.modes) == ("sync", ("two",))
    assert not found_by("MED503", text)
    assert not found_by("MED504", sync("Sync with the new relay.", "from: new, to: server"))


def test_a_text_that_names_a_mode_as_an_alternative_may_name_more():
    assert not found_by("MED504", sync("Sync, without and with the new relay."))
    assert found_by("MED504", sync("Sync with the old relay and with the new relay."))
