"""The analysis `text_names`."""

from __future__ import annotations

import pytest
from text_datasets import dataset

from sphinx_medulla.checker.analysis.text_names import TextNames
from sphinx_medulla.dataset.loading import load_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("From the OLD  relay\nto it", ["Old relay"]),
        ("the relay and a new relay", ["relay", "New relay"]),
        ("needed with the old relay", ["With the old relay"]),
        ("relays, relayed, a-relay, relay-based", []),
        ("a relay. Relay? (relay)", ["relay"]),
        ("a server, a client, an SSH Server", ["Server"]),
        ("The Client: host.example.org.", ["Client", "host.example.org"]),
        ("Client certificates. Server pages: Server certificates; a Server", ["Server"]),
        ("Newcomer", ["newcomer"]),
        ("xhost.example.org host.example", []),
        ("Example and the central server of Example", ["Central Server"]),
        ("old, relay", ["relay"]),
        ("ids are not names: new, old, client, main", []),
        ("the newcomer", ["newcomer"]),
        ("to the client", ["Client"]),
        ("from the CLIENT to all clients", ["Client"]),
        ("from client to server.", ["Client", "Server"]),
        ("the client library, the client and its server", ["Client", "Server"]),
        ("a client, some clients, of clients, client", []),
        ("Client → Server", ["Client", "Server"]),
        ("Client opens it. Server: client. By: Client.", ["Client"]),
        ("depuis le client, l’ancien client, vom client zum server", ["Client", "Server"]),
        ("the old relay", ["Old relay"]),
        ("to old relays and new relays", ["Old relay", "New relay"]),
        ("", []),
    ],
)
def test_names_are_found_longest_first_as_whole_words(text: str, found: list[str]):
    names = TextNames(load_text(dataset("id: a, from: client, to: server, ports: []"), "d").dataset)
    assert [name.text for name in names.found_in_any_case(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the client and the SERVER of the Client", ["Client"]),
        ("the old relay and the newcomer", ["Old relay", "newcomer"]),
        ("Client → Server", ["Server"]),
    ],
)
def test_a_description_names_what_it_writes_as_the_dataset_does(text: str, found: list[str]):
    names = TextNames(load_text(dataset("id: a, from: client, to: server, ports: []"), "d").dataset)
    assert [name.text for name in names.found_in(text)] == found
