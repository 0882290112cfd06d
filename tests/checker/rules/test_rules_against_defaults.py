"""The rule rules-against-defaults."""

from __future__ import annotations

import pytest
from checking import found_by, text_at
from entry_text_datasets import dataset


@pytest.mark.parametrize(
    "rule",
    [
        "If the protocol of a port is not specified, it is {}.",
        "If not specified, it is {}.",
        "Ports without a protocol are {}.",
        "{} unless otherwise stated.",
        "The default protocol is {}.",
        "Unless SCTP is stated, a port is {}.",
        "Si le protocole d’un port n’est pas précisé, il s’agit de {}.",
        "Sauf indication contraire, les ports sont en {}.",
        "Par défaut, un port est en {}.",
        "Si rien n’est précisé, c’est {}.",
        "Ist bei einem Port kein Protokoll angegeben, gilt {}.",
        "Wenn nicht anders angegeben, sind Ports {}.",
        "Ports ohne Protokollangabe sind {}-Ports.",
        "Unmarked ports are {}.",
        "Ports sans mention : {}.",
        "Ungekennzeichnete Ports sind {}-Ports.",
    ],
)
def test_the_default_protocol_is_that_of_defaults(rule: str):
    text = dataset(rules=rule.format("UDP"))
    (found,) = found_by("MED523", text)
    assert text_at(text, found) == repr(rule.format("UDP"))
    assert not found_by("MED523", dataset(rules=rule.format("TCP")))
    assert not found_by("MED523", text.replace("defaults: {protocol: tcp}\n", ""))


@pytest.mark.parametrize(
    "rule",
    [
        "UDP traffic must be allowed in both directions.",
        "Where no port is listed, ask for UDP and TCP.",
        "SNMP uses UDP.",
        "TCP unless stated otherwise; UDP ports are marked.",
    ],
)
def test_other_rules_say_nothing_of_the_default(rule: str):
    assert not found_by("MED523", dataset(rules=rule))


@pytest.mark.parametrize(
    "rule",
    [
        "If no protocol is given, TCP and UDP are meant.",
        "Ports without a protocol are TCP/UDP.",
        "Sans précision de protocole, TCP et UDP.",
        "Ist kein Protokoll angegeben, sind TCP und UDP gemeint.",
    ],
)
def test_two_protocols_are_not_the_one_of_defaults(rule: str):
    (found,) = found_by("MED523", dataset(rules=rule))
    assert found.problem.message == (
        "This rule says that a port without a protocol is TCP and UDP, but defaults has tcp."
    )
    assert found.problem.hint == "Write TCP in the rule, or the protocols beside each port."


@pytest.mark.parametrize(
    ("rule", "is_turned"),
    [
        ("SOURCE → DESTINATION means: initiated from the SOURCE to the DESTINATION.", False),
        ("SOURCE → DESTINATION means: initiated from the DESTINATION to the SOURCE.", True),
        ("A -> B is opened by B.", True),
        ("A -> B is opened by A.", False),
        ("SOURCE → CIBLE signifie que le flux va depuis la CIBLE vers la SOURCE.", True),
        ("QUELLE → ZIEL heißt: Die Verbindung wird vom ZIEL aufgebaut.", True),
        ("→ means to.", False),
    ],
)
def test_an_arrow_leads_to_the_destination(rule: str, is_turned: bool):
    assert bool(found_by("MED523", dataset(rules=rule))) is is_turned
