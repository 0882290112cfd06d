"""The rule other-encryption-in-text."""

from __future__ import annotations

import pytest
from checking import found_by, text_at
from entry_text_datasets import dataset


def with_encryption(value: str, **texts: str) -> str:
    return dataset(**texts).replace("listens_on: [proxy]", f"listens_on: [proxy], {value}")


PLAIN = [
    "Unencrypted events.",
    "The events are not encrypted.",
    "Events in clear text.",
    "Events over plain HTTP.",
    "Événements en clair.",
    "Événements non chiffrés.",
    "Unverschlüsselte Ereignisse.",
    "Ereignisse ohne Verschlüsselung.",
]
ENCRYPTED = [
    "Events over TLS.",
    "Events by XML-RPC over HTTPS.",
    "Events, always encrypted with TLS.",
    "Events over SSL.",
    "Événements en HTTPS.",
    "Ereignisse über TLS.",
    "All connections are encrypted.",
    "Le trafic est toujours chiffré.",
    "Diese Verbindungen sind verschlüsselt.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_encrypted_is_not_called_plain(text: str):
    (found,) = found_by("MED528", with_encryption("encryption: tls", description=text))
    assert "says that connections are unencrypted, but the service has encryption: tls." in (
        found.problem.message
    )
    assert not found_by("MED528", with_encryption("encryption: none", description=text))
    assert not found_by("MED528", with_encryption("encryption: optional", description=text))
    assert not found_by("MED528", dataset(description=text))


@pytest.mark.parametrize("text", ENCRYPTED)
def test_what_is_plain_is_not_called_encrypted(text: str):
    (found,) = found_by("MED528", with_encryption("encryption: none", description=text))
    assert found.subject.word == "encrypted"
    assert not found_by("MED528", with_encryption("encryption: tls", description=text))
    assert not found_by("MED528", with_encryption("encryption: ssh", description=text))


@pytest.mark.parametrize(
    "text",
    [
        "Over TLS if a certificate is installed.",
        "Connections start unencrypted and are upgraded with STARTTLS.",
        "Over TLS or in clear text.",
        "Passwords are encrypted. Not all connections are encrypted; no connection is encrypted.",
        "Unencrypted requests come from localhost only.",
        "Over HTTPS on the loopback interface.",
        "Never in clear text, not over TLS.",
        "For clients with and without encryption, avec et sans TLS, mit und ohne TLS.",
        "Can be unencrypted; by default over TLS.",
        "Redirects to a page over HTTPS. A load balancer in front speaks via TLS.",
        "TLS of the proxy; HTTPS certificates; plain text files, a clear picture.",
    ],
)
def test_other_sentences_say_nothing(text: str):
    assert not found_by("MED528", with_encryption("encryption: tls", description=text))
    assert not found_by("MED528", with_encryption("encryption: none", description=text))


def test_a_note_is_compared_with_what_its_ports_have():
    text = with_encryption("encryption: tls", note="Not encrypted.")
    (found,) = found_by("MED528", text)
    assert text_at(text, found) == "'Not encrypted.'"
    port = "{port: 8443/tcp, encryption: none}"
    own = f"to: proxy\n    ports: [{port}]"
    assert not found_by("MED528", text.replace("to: proxy\n    ports: [8443/tcp]", own))


def test_one_port_that_fits_is_enough():
    ports = "8443/tcp, {port: 8080/tcp, encryption: none}"
    text = with_encryption("encryption: tls", description="In clear text.")
    assert found_by("MED528", text)
    assert not found_by(
        "MED528", text.replace("ports: [8443/tcp], desc", f"ports: [{ports}], desc")
    )


def test_of_all_connections_one_is_enough():
    ports = "8443/tcp, {port: 8080/tcp, encryption: none}"
    for words, found in (
        ("All of its connections are encrypted.", 1),
        ("Toutes les connexions sont chiffrées.", 1),
        ("Alle Verbindungen sind verschlüsselt.", 1),
        ("Its connections are encrypted.", 0),
        ("For all clients, over TLS.", 0),
    ):
        text = with_encryption("encryption: tls", description=words)
        text = text.replace("ports: [8443/tcp], desc", f"ports: [{ports}], desc")
        assert len(found_by("MED528", text)) == found


def test_a_clause_about_another_service_says_nothing_of_this_one():
    words = "The browser itself connects to the Web console over HTTPS."
    text = with_encryption("encryption: none", description=words)
    assert found_by("MED528", text)
    other = "services:\n  console: {name: Web console, ports: [9443/tcp], description: Console.}\n"
    text = text.replace("services:\n", other)
    assert not found_by("MED528", text)
    assert found_by("MED528", text.replace(words, "Events, over HTTPS: the Web console has them."))
