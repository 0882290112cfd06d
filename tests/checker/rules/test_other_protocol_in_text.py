"""The rule other-protocol-in-text."""

from __future__ import annotations

import pytest
from checking import found_by, text_at
from entry_text_datasets import dataset


def found(text: str) -> list[str]:
    return [one.subject.word for one in found_by("MED521", text)]


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("Events over UDP.", ["UDP"]),
        ("UDP only.", ["UDP"]),
        ("En UDP uniquement.", ["UDP"]),
        ("Nur über UDP.", ["UDP"]),
        ("Events over TCP.", []),
        ("TCP only.", []),
        ("The main UDP channel.", ["UDP"]),
        ("Der UDP-Kanal.", ["UDP"]),
        ("Le canal UDP.", ["UDP"]),
        ("TCP, and UDP inside of it.", []),
        ("TCP/IP. Not over UDP; unlike UDP.", []),
        ("Events.", []),
        ("Used over UDP only by clients.", ["UDP"]),
        ("8443 is UDP only.", ["UDP"]),
        ("UDP is blocked. UDP ist gesperrt.", []),
        ("Events over TCP and UDP.", ["UDP"]),
        ("Events (TCP/UDP).", ["UDP"]),
        ("En TCP et UDP.", ["UDP"]),
        ("Sowohl TCP als auch UDP.", ["UDP"]),
        ("UDP for discovery, TCP for data.", ["UDP"]),
        ("TCP pour les données et UDP pour la découverte.", ["UDP"]),
        ("Über TCP für Daten, über UDP für die Suche.", ["UDP"]),
        ("Over TCP; UDP as a fallback for events.", []),
        ("Not over TCP and UDP. Balances TCP and UDP of clients.", []),
        ("8443 (UDP).", []),  # a port that the service does not have
    ],
)
def test_a_description_is_compared_with_the_protocols_of_its_service(
    description: str, words: list[str]
):
    assert found(dataset(description=description)) == words


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("UDP only.", ["UDP"]),
        ("TCP only.", ["TCP"]),
        ("22/tcp only for administrators.", []),
        ("TCP only on the LAN.", []),
        ("Only TCP 8443 is open.", []),
        ("TCP or UDP. Over TCP and UDP.", []),
    ],
)
def test_only_excludes_the_others(note: str, words: list[str]):
    assert found(dataset(note=note, ports="8443/tcp+udp")) == words


def test_all_rows_of_a_connection_count():
    extra = "  - {id: second, from: server, to: proxy, ports: [443/udp]}"
    assert found(dataset(note="Over UDP.", extra=extra)) == []
    assert found(dataset(note="Over UDP.")) == ["UDP"]


def test_places_and_words():
    text = dataset(note="UDP only.", ports="8443/tcp+udp")
    (one,) = found_by("MED521", text)
    assert text_at(text, one) == "'UDP only.'"
    assert one.problem.message == (
        "The note of the flow server-to-proxy says UDP only, but the flow has 8443/tcp+udp."
    )


def test_a_note_speaks_of_its_own_row_or_of_all_rows_of_its_connection():
    extra = "  - {id: second, from: server, to: proxy, ports: [53/tcp+udp]}"
    assert found(dataset(note="TCP only.", extra=extra)) == []
    assert found(dataset(note="UDP only.", extra=extra)) == ["UDP"]


def test_the_hint_names_the_protocol():
    (one,) = found_by("MED521", dataset(description="Events over UDP."))
    assert one.problem.hint == (
        "Write TCP in the description, or correct the protocol of the ports."
    )
