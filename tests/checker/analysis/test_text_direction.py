"""The analysis `text_direction`: who opens a connection, in three languages."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.text_direction import is_reversed, wrong_ends
from sphinx_medulla.checker.analysis.text_names import TextNames
from sphinx_medulla.dataset.loading import load_text

DATASET = load_text(
    """\
format: 1
product: {name: P}
revision: 1
kinds: {store: {name: Store}}
roles:
  client: {name: Client, several: true, aliases: [Poste de travail]}
  hub: {name: Hub}
  other: {name: Backup, kind: store}
flows:
  - {id: a, from: client, to: hub, ports: [443/tcp]}
  - {id: b, from: client, to: client, ports: [443/tcp]}
""",
    "d.yaml",
).dataset
NAMES = TextNames(DATASET)


@pytest.mark.parametrize(
    "note",
    [
        "Traffic initiated by the {hub} to the {client}.",
        "Initiated by: {hub}.",
        "Opened by the {hub} itself.",
        "Connections from the {hub} to the {client}.",
        "From the {hub} (10.0.0.1) to all {client}s.",
        "From the {hub} to the {client}, no proxy between them.",
        "From {hub} to {client}.",
        "To the {client} from the {hub}.",
        "The {hub} opens the connection.",
        "The {hub} connects to each {client} every hour.",
        "{hub} opens a session with the {client}.",
        "{hub} → {client}",
        "{hub} -> {client}: web pages",
        "{client} ← {hub}",
        "{client} <- {hub}",
        "{hub} to {client}",
        "{hub} vers {client}",
        "Initiator: {hub}.",
        "The {hub} is the initiator.",
        "À l’initiative du {hub}.",
        "La connexion est ouverte par le {hub}.",
        "The {hub} calls the {client} back over HTTPS.",
        "Requests from the {hub}.",
        "Connections to the {client}.",
        "Trafic initié par le {hub} vers le {client}.",
        "Flux ouvert depuis le {hub}.",
        "Depuis le {hub} vers le {client}.",
        "Du {hub} vers les {client}s.",
        "Le {hub} ouvre la connexion.",
        "Le {hub} se connecte au {client}.",
        "Connexion vers le {client} depuis le {hub}.",
        "Der Verkehr wird vom {hub} initiiert.",
        "Vom {hub} zum {client} aufgebaut.",
        "Der {hub} öffnet die Verbindung.",
        "Der {hub} baut die Verbindung zum {client} auf.",
        "Von dem {hub} zum {client}.",
        "The {client} is contacted by the {hub}.",
        "Der {client} wird vom {hub} angesprochen.",
        "Le {client} est contacté par le {hub}.",
        "Outbound from the {hub}.",
        "Inbound to the {client}.",
        "Requests of the {hub} to the {client}.",
        "Direction: {hub} to {client}.",
        "Verbindungen vom {hub} zum {client}.",
        "The {hub} reaches the {client} at night.",
        "The {client} is reached by the {hub}.",
        "The {hub} must be able to connect to the {client}.",
        "The {hub} can then reach the {client}.",
        "Allows the {hub} to reach the {client}.",
        "The {hub} pushes to the {client}.",
        "The {hub} sends its metrics to the {client}.",
        "The {hub} pulls packages from the {client}.",
        "The {hub} fetches from the {client}.",
        "The {hub} dials the {client}.",
        "The {hub} pushes to {client}s.",
        "{hub} to {client} traffic.",
        "Source: {hub}, destination: {client}.",
        "Destination: {client}; source: {hub}.",
        "Quelle: {hub}, Ziel: {client}.",
        "Connection setup by the {hub}.",
        "Verbindungsaufbau durch den {hub}.",
        "Établissement de la connexion par le {hub}.",
        "Le {hub} joint le {client}.",
        "Le {hub} doit se connecter au {client}.",
        "Le {hub} accède au {client}.",
        "Le {hub} envoie ses mesures au {client}.",
        "Le {hub} récupère les paquets du {client}.",
        "Der {hub} erreicht den {client}.",
        "Der {hub} greift auf den {client} zu.",
        "Der {hub} kann sich mit dem {client} verbinden.",
        "Der {hub} holt Pakete vom {client}.",
        "Der {hub} sendet Messwerte an den {client}.",
    ],
)
def test_a_note_that_turns_the_flow_round(note: str):
    for hub, client in (("Hub", "Client"), ("hub", "client"), ("HUB", "CLIENT")):
        wrong = note.format(hub=hub, client=client)
        right = note.format(hub=client, client=hub)
        if not (wrong[0].islower() or (note.startswith("{") and hub == "hub")):
            assert is_reversed(DATASET.flows[0], wrong, NAMES), wrong
            assert not is_reversed(DATASET.flows[0], right, NAMES), right


@pytest.mark.parametrize(
    "note",
    [
        "Between the Hub and the Client.",
        "Hub ↔ Client",
        "From the Hub to the Client and vice versa.",
        "The Client opens the connection; then the Hub opens a session with the Client.",
        "Downloads packages from the Hub to the Client.",
        "Replies from the Hub to the Client.",
        "Never initiated by the Hub.",
        "The hub opens no connection.",
        "Der Hub öffnet keine Verbindung.",
        "Replaces the flow from the Hub to the Client.",
        "Not from the Hub to the Client, but the other way round.",
        "The Hub opens port 443 for the Client.",
        "Updates from the Hub.",
        "Télécharge les paquets du Hub vers le Client.",
        "Antworten vom Hub zum Client.",
        "The Hub sends commands to the Client.",
        "The Client keeps the connection open, so that the Hub can reach the Client.",
        "The Hub reaches the Client through this connection.",
        "After the Hub connects to the Client.",
        "The agent of the Hub opens a session.",
        "Damit der Client sich mit dem Hub verbindet.",
        "The Client or the Hub opens the connection.",
        "In the opposite direction, the Hub opens a session with the Client.",
        "Dans l’autre sens, le Hub appelle le Client.",
        "In der Gegenrichtung verbindet sich der Hub mit dem Client.",
        "From the Hub to the Client nothing is open.",
        "From the Hub to the Client, no connection is opened.",
        "Nothing from the Hub to the Client.",
        "Du Hub vers le Client, rien n’est ouvert.",
        "Vom Hub zum Client wird keine Verbindung geöffnet.",
        "From the Hub to the Backup.",
        "Initiated by the Backup.",
        "The hub room and the client library: from hub rooms to client libraries.",
        "",
    ],
)
def test_other_notes_do_not(note: str):
    assert not is_reversed(DATASET.flows[0], note, NAMES)


@pytest.mark.parametrize(
    "note",
    [
        "Initiated by the Client to the Backup.",
        "Initiated by the Backup.",
        "From the Backup to the Hub.",
        "The Client polls the Backup.",
        "To the Backup.",
        "Verkehr vom Client zum Backup.",
    ],
)
def test_a_note_that_names_another_end(note: str):
    assert [name.id for name in wrong_ends(DATASET.flows[0], note, NAMES)] == ["other"]


@pytest.mark.parametrize(
    "note",
    [
        "Opened by the Client to the Hub, which then connects to the Backup.",
        "The Hub connects to the Backup.",
        "From the Client to the Hub or the Backup.",
        "Traffic to the Backup goes through the Hub.",
        "If the Backup is down, the Client connects to the Hub.",
        "As for the Backup.",
        "Only without a Backup.",
        "The Hub tells the Client the address of the Backup.",
        "Seulement sans le Backup. Wie beim Backup.",
    ],
)
def test_a_role_that_a_note_only_mentions_is_no_end(note: str):
    assert not wrong_ends(DATASET.flows[0], note, NAMES)


SHORT = load_text(
    """\
format: 1
product: {name: Example}
revision: 1
roles:
  hub: {name: Main hub}
  inner: {name: Internal station}
  admin: {name: Admin station}
  store: {name: Store server}
  cache: {name: Cache server}
flows:
  - {id: a, from: inner, to: hub, ports: [443/tcp]}
  - {id: b, from: inner, to: admin, ports: [443/tcp]}
  - {id: c, from: hub, to: store, ports: [443/tcp]}
""",
    "example.yaml",
).dataset


@pytest.mark.parametrize(
    ("flow", "note", "reverse"),
    [
        (0, "The Main hub polls the station.", True),
        (0, "The hub polls the Internal station.", True),
        (0, "The hub polls the station.", True),
        (0, "The station polls the Main hub.", False),
        (0, "The hub opens it; a station waits.", False),
        (0, "The hub polls the station list.", False),
        (1, "The station polls the Admin station.", False),
        (2, "The server polls the Main hub.", False),
        (0, "Vom Main hub zur Internal station heruntergeladene Pakete.", False),
    ],
)
def test_the_last_word_of_a_name_is_short_for_an_end(flow: int, note: str, reverse: bool):
    """If it can mean no other role, and the other end is named as well."""
    assert is_reversed(SHORT.flows[flow], note, TextNames(SHORT)) is reverse


def test_a_flow_within_one_role_has_no_other_end():
    assert not is_reversed(DATASET.flows[1], "Opened by the Client.", NAMES)
