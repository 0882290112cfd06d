"""The analysis `text_direction`: who opens a connection, in three languages."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.text_direction import is_reversed
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
        "From {hub} to {client}.",
        "To the {client} from the {hub}.",
        "The {hub} opens the connection.",
        "The {hub} connects to each {client} every hour.",
        "{hub} opens a session with the {client}.",
        "{hub} → {client}",
        "{hub} -> {client}: web pages",
        "{client} ← {hub}",
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
        "From the Hub to the Backup.",
        "Initiated by the Backup.",
        "The hub room and the client library: from hub rooms to client libraries.",
        "",
    ],
)
def test_other_notes_do_not(note: str):
    assert not is_reversed(DATASET.flows[0], note, NAMES)


def test_a_flow_within_one_role_has_no_other_end():
    assert not is_reversed(DATASET.flows[1], "Opened by the Client.", NAMES)
