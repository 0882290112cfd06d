"""The rule translation-against-entry."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import rules_of

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load

RULES = rules_of("MED525")
DATASET = """\
format: 1
product: {name: Example}
revision: 1
defaults: {protocol: tcp}
rules: [Not specified means TCP.]
roles:
  hub: {name: Hub}
  client: {name: Client}
services:
  web:
    name: Web
    ports: [8443/tcp]
    description: Web interface on port 8443.
    ignore:
      - {rule: MED601, ports: [8443/tcp], question: Why port 8443?}
      - {rule: MED420, ports: [8443/tcp], question: Why over SSH?}
  screen: {name: Screen, ports: [5900/tcp], description: VNC for the Hub}
flows:
  - id: client-to-hub
    from: client
    to: hub
    ports: [8443/tcp]
    note: Initiated by the Client to the Hub.
    need: {when: if used}
"""
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def found(
    folder: Path,
    text: str,
    translation: str,
    *,
    more: str = "",
    dataset: str = DATASET,
    language: str = "fr",
) -> list[Finding]:
    """What is found in a catalog with one translation."""
    (folder / "flows.yaml").write_text(dataset, encoding="utf-8")
    catalog = folder / "locale" / language / "LC_MESSAGES" / "flows.po"
    catalog.parent.mkdir(parents=True, exist_ok=True)
    entry = f'msgid "{text}"\nmsgstr "{translation}"\n'
    catalog.write_text(HEAD + more + entry, encoding="utf-8")
    return list(check(load(folder / "flows.yaml", "some/flows.yaml"), RULES).findings)


@pytest.mark.parametrize(
    ("text", "translation", "wrong"),
    [
        ("Web interface on port 8443.", "Interface web sur le port 8444.", "names the port 8444"),
        ("Web interface on port 8443.", "Interface web (UDP 8443).", "names the port 8443/udp"),
        (
            "Web interface on port 8443.",
            "Interface web, ports 8444 et 4370 à 4390.",
            "names the ports 8444 and 4370-4390",
        ),
        ("Web interface on port 8443.", "Interface en UDP uniquement.", "says UDP"),
        ("Why port 8443?", "Pourquoi le port 8434 ?", "names the port 8434"),
        ("Why over SSH?", "Pourquoi en RDP ?", "names RDP"),
        ("VNC for the Hub", "RDP pour le Hub", "names RDP"),
        ("VNC for the Hub", "VNC pour le Client", "names Client"),
        ("if used", "si le port 9090 est ouvert", "names the port 9090"),
        ("Not specified means TCP.", "Sans précision : UDP.", "without a protocol is UDP"),
        (
            "Initiated by the Client to the Hub.",
            "Initié par le Hub vers le Client.",
            "that the other end opens the connection",
        ),
    ],
)
def test_what_a_translation_says_wrongly(tmp_path: Path, text: str, translation: str, wrong: str):
    (finding,) = found(tmp_path, text, translation)
    assert wrong in finding.problem.message
    assert str(finding.problem.location) == "some/locale/fr/LC_MESSAGES/flows.po:4:1"
    assert finding.problem.related[0].location.path == "some/flows.yaml"


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("Web interface on port 8443.", "Interface web sur le port 8443 (TCP)."),
        ("Web interface on port 8443.", "Interface web."),
        ("Why port 8443?", "Pourquoi le port 8443 ?"),
        ("Not specified means TCP.", "Sans précision : TCP."),
        ("Initiated by the Client to the Hub.", "Initié par le Client vers le Hub."),
        ("VNC for the Hub", "RDP et VNC pour le Client et le Hub"),
        ("Why over SSH?", "Pourquoi en TEST ?"),
        ("A text that is gone, on port 1.", "Un texte sur le port 2."),
    ],
)
def test_a_translation_that_says_the_same(tmp_path: Path, text: str, translation: str):
    assert found(tmp_path, text, translation) == []


def test_translated_names_count(tmp_path: Path):
    more = 'msgid "Hub"\nmsgstr "Concentrateur"\n\nmsgid "Client"\nmsgstr "Poste client"\n\n'
    text = "Initiated by the Client to the Hub."
    right = "Initié par le poste client vers le concentrateur."
    wrong = "Initié par le concentrateur vers le poste client."
    assert found(tmp_path, text, right, more=more) == []
    assert len(found(tmp_path, text, wrong, more=more)) == 1


ROLES = """\
format: 1
product: {name: Example}
revision: 1
kinds: {helper: {name: helper}}
roles:
  main: {name: Main server}
  agent: {name: Agent}
  relay: {name: Relay host, kind: helper}
  station: {name: Internal workstation}
services:
  files: {name: Files, ports: [8443/tcp], description: DESCRIPTION}
flows:
  - {id: a, from: agent, to: main, ports: [8443/tcp]}
"""
NAMES = {
    "Main server": ("Hauptserver", "Serveur principal"),
    "Agent": ("Agent", "Agent"),
    "Relay host": ("Relais-Rechner", "Hôte relais"),
    "Internal workstation": ("Interne Arbeitsstation", "Poste interne"),
}


@pytest.mark.parametrize(
    ("text", "translation", "named"),
    [
        ("Files of the Main server for agents", "Dateien des Hauptservers für den Agenten", ""),
        ("Files of the Main server", "Die Hauptserver-Dateien des Agenten", ""),
        ("Files of the Agent on the Main server", "Agentendateien auf dem Hauptserver", ""),
        ("Main server, which agents call", "Server, den ein Agent aufruft", ""),
        ("Relay host of the Main server", "Helper-Rechner des Hauptservers", ""),
        ("Files of the Internal workstation", "Dateien der internen Arbeitsstationen", ""),
        ("Files of the Relay host", "Dateien der Relais-Rechners, vom Agenten gelesen", ""),
        ("Files of the Main server", "Fichiers des serveurs principaux, pour l’agent", ""),
        ("Files of the Internal workstation", "Fichiers des postes internes, de l’agent", ""),
        ("Files of the Relay host", "Dateien des Agenten", "Agent"),
        (
            "Files of the Relay host",
            "Dateien der internen Arbeitsstationen",
            "Internal workstation",
        ),
        ("Files of the Internal workstation", "Dateien des Hauptservers", "Main server"),
        ("Files of the Relay host", "Fichiers des postes internes", "Internal workstation"),
    ],
)
def test_names_in_any_form(tmp_path: Path, text: str, translation: str, named: str):
    french = "Fichiers" in translation
    language = "fr" if french else "de"
    more = "".join(f'msgid "{name}"\nmsgstr "{of[french]}"\n\n' for name, of in NAMES.items())
    dataset = ROLES.replace("DESCRIPTION", f'"{text}"')
    messages = [
        one.problem.message
        for one in found(tmp_path, text, translation, more=more, dataset=dataset, language=language)
    ]
    assert [f"names {named}, which" in message for message in messages] == [True] * bool(named)


def test_a_fault_of_the_text_is_not_told_again(tmp_path: Path):
    text = "Web interface on port 8444."
    dataset = DATASET.replace("Web interface on port 8443.", text)
    assert found(tmp_path, text, "Interface web sur le port 8444.", dataset=dataset) == []


@pytest.mark.parametrize(
    ("text", "translation", "wrong"),
    [
        ("Opened on 25222 in 2024", "Ouvert sur 25223 en 2024", "has 25223 instead of 25222"),
        ("See 443 and 22", "Voir 434 et 22", "has 434 instead of 443"),
        ("Where EVENTS_PORT is set", "Si PORT_DES_EVENEMENTS est réglé", "lacks EVENTS_PORT"),
        ("See http://if.example.org.", "Voir le serveur.", "lacks if.example.org"),
        ("Calls a.example.net", "Appelle a.example.com", "lacks a.example.net"),
        ("A broadcast over UDP, not TCP", "Diffusion TCP", "lacks UDP"),
        ("Is it used?", "C’est utilisé.", "asks nothing"),
        ("Without a relay", "Avec un relais", "says with instead of without"),
        ("Without a relay", "Mit einem Relay", "says with instead of without"),
        ("Traffic is not encrypted", "Le trafic est chiffré", "says that something is encrypted"),
        ("Used by the agents", "Von den Agenten verwendet", "is in the language 'de'"),
        ("Used by the agents", "Read by the agents of it", "is in the language 'en'"),
    ],
)
def test_what_every_translation_keeps(tmp_path: Path, text: str, translation: str, wrong: str):
    dataset = ROLES.replace("DESCRIPTION", f'"{text}"')
    (finding,) = found(tmp_path, text, translation, dataset=dataset)
    assert finding.problem.message == (f"This translation into the language 'fr' {wrong}.")


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("At most 10,000 files of 1024 MB", "10 000 fichiers au plus, de 1024 Mo"),
        ("At most 5000 files", "Au plus 5 000 fichiers"),
        ("Without a relay", "En l’absence de relais, avec le serveur"),
        ("With or without a relay", "Avec un relais, ou non"),
        ("Not without a relay", "Avec un relais"),
        ("LDAP over SSL", "LDAPS"),
        ("LDAPS", "LDAP sur TLS"),
        ("On port 8415 over TCP, never UDP", "Utilisé en TCP, jamais en UDP, sur le port 8415"),
        ("Ports 4370 to 4380", "Ports 4370-4380"),
        ("Is it used?", "ใช้หรือไม่"),
        ("Seen on 2026-11-22 at 11 pm", "Vu le 22/11/2026 à 23 h"),
        ("Twelve ports (12)", "Douze ports"),
        ("See https://en.wikipedia.org/x", "Voir https://fr.wikipedia.org/x"),
        ("See https://example.com/x", "Voir https://example.fr/x"),
        ("UDP broadcast, e.g. of Node.js", "Diffusion UDP, par ex. de Node.js"),
        ("Is it used?", "Est-ce utilisé\u202f?"),
        ("Is it used? Nobody knows.", "Personne ne sait si c’est utilisé."),
        ("Traffic is not encrypted", "Le trafic n’est pas chiffré"),
        ("Traffic is not encrypted", "Trafic sans aucun chiffrement"),
        ("Wake on LAN", "Wake on LAN"),
        ("Used by the agents", "Used by the agents"),
        ("Used by the agents", "Utilisé par the agents of the hub"),
    ],
)
def test_what_a_translation_may_write_otherwise(tmp_path: Path, text: str, translation: str):
    dataset = ROLES.replace("DESCRIPTION", f'"{text}"')
    assert found(tmp_path, text, translation, dataset=dataset) == []


def test_two_roles_stay_two(tmp_path: Path):
    more = 'msgid "Agent"\nmsgstr "Poste"\n\n'
    (finding,) = found(tmp_path, "Relay host", "poste", more=more, dataset=ROLES)
    assert "is that of 'Agent', too." in finding.problem.message
    assert found(tmp_path, "Relay host", "Relais", more=more, dataset=ROLES) == []


def test_a_text_that_is_marked_as_unsure_is_not_read(tmp_path: Path):
    assert found(tmp_path, "Web interface on port 8443.", "Port 8444.")
    catalog = next(tmp_path.rglob("*.po"))
    words = catalog.read_text(encoding="utf-8").replace('msgid "Web', '#, fuzzy\nmsgid "Web')
    catalog.write_text(words, encoding="utf-8")
    assert not check(load(tmp_path / "flows.yaml"), RULES).findings
