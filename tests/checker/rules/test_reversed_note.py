"""The rule reversed-note."""

from __future__ import annotations

from checking import found_by, text_at
from text_datasets import noted


def test_the_note_is_compared_with_the_ends_of_its_flow():
    text = noted("Initiated by the main server.")
    (found,) = found_by("MED522", text)
    assert text_at(text, found) == "'Initiated by the main server.'"
    assert found.problem.message == (
        "The note of a says that server opens the connection, but the flow leads from old to "
        "server."
    )
    assert not found_by("MED522", noted("Initiated by the old relay."))


def test_the_name_of_a_kind_is_that_of_its_roles():
    assert found_by("MED522", noted("From the main server to the relay."))
    assert not found_by("MED522", noted("From the relay to the main server."))


def test_a_role_at_neither_end_is_left_to_other_rules():
    text = noted("From the Client to the old relay.")
    assert not found_by("MED522", text)
    assert found_by("MED507", text)


def test_the_note_of_a_port_is_read():
    text = """\
format: 1
product: {name: Example}
revision: 1
roles: {hub: {name: Hub}, client: {name: Client}}
flows:
  - id: client-to-hub
    from: client
    to: hub
    ports: [{port: 443/tcp, note: Opened by the Hub.}]
"""
    (found,) = found_by("MED522", text)
    assert found.problem.message == (
        "The note of 443/tcp in client-to-hub says that hub opens the connection, but the flow "
        "leads from client to hub."
    )
    assert found.problem.hint == (
        "Say in the note that client opens the connection, or swap from and to."
    )
