"""The rule alias-for-name."""

from __future__ import annotations

import pytest
from checking import found_by, related_lines, text_at
from text_datasets import dataset, noted


def test_an_alias_is_one_finding_over_keys_notes_and_descriptions():
    services = "  ssh: {name: SSH, ports: [22/tcp], listens_on: [Server], description: SSH.}\n"
    text = dataset(
        "id: a, from: client, to: Central Server, ports: [22/tcp], note: To the central server.",
        "id: b, from: Central Server, to: Old relay, ports: [22/tcp]",
        services=services,
    )
    found = {one.subject.word: one for one in found_by("MED509", text)}
    assert list(found) == ["Server", "Central Server"]
    central = found["Central Server"]
    assert (central.subject.kind, central.subject.id) == ("role", "server")
    assert text_at(text, central) == "Central Server"
    assert [line[:8] for line in related_lines(text, central)] == ["- {id: b", "- {id: a"]
    hint = central.problem.hint
    assert hint == "Write 'Main server' in texts and server where an id is expected."


@pytest.mark.parametrize("word", ["Main server", "main server", "the relay", "Example", "server"])
def test_names_ids_and_the_product_are_no_aliases(word: str):
    assert not found_by("MED509", noted(f"To {word}."))


@pytest.mark.parametrize(
    ("word", "kind"), [("the proxy", "term"), ("mode one", "mode"), ("the newcomer", "role")]
)
def test_kinds_and_modes_have_aliases_too(word: str, kind: str):
    (found,) = found_by("MED509", noted(f"To {word}."))
    assert found.subject.kind == kind


def test_the_products_name_is_an_alias_where_an_id_stands():
    (found,) = found_by("MED509", dataset("id: a, from: client, to: Example, ports: [1/tcp]"))
    assert found.subject.word == "Example"


def test_a_waiver_on_the_role_covers_its_aliases():
    waiver = "ignore: [{rule: MED509, reason: As in the manual.}]"
    text = noted("To the central server.").replace("Main server,", f"Main server, {waiver},")
    assert not found_by("MED509", text)
