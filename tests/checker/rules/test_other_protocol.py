"""The rule other-protocol."""

from __future__ import annotations

from checking import found_by, related_lines, text_at
from flow_datasets import flows, listing, ports

BOOT = """\
services:
  boot: {name: Boot, ports: [69/udp], listens_on: [server]}
"""


def test_another_protocol_is_one_finding_for_all_flows():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [69/tcp]",
        "id: b, from: relay, to: server, modes: [two], ports: [22/tcp, 69/tcp]",
        services=BOOT,
    )
    (found,) = found_by("MED306", text)
    about = found.subject
    assert (about.kind, about.id, about.modes) == ("service", "boot", ("one", "two"))
    assert ports(found) == ["69/tcp"]
    assert text_at(text, found) == "69/tcp"
    assert [line[:8] for line in related_lines(text, found)] == ["boot: {n", "- {id: b"]


def test_the_protocol_that_a_service_lacks():
    (found,) = found_by("MED306", listing("69/tcp+udp", services=BOOT))
    assert ports(found) == ["69/tcp"]
    ranges = BOOT.replace("69/udp", "60-70/udp")
    assert found_by("MED306", listing("62-64/tcp", services=ranges))
    assert not found_by("MED306", listing("62-74/tcp", services=ranges))


def test_another_number_or_another_listener_is_no_other_protocol():
    assert not found_by("MED306", listing("70/tcp", services=BOOT))
    away = BOOT.replace("[server]", "[relay]")
    assert not found_by("MED306", listing("69/tcp", services=away))
    anybody = BOOT.replace(", listens_on: [server]", "")
    assert found_by("MED306", listing("69/tcp", services=anybody))


def test_a_port_that_a_service_has_elsewhere_is_said_by_one_rule():
    other = BOOT + "  far: {name: Far, ports: [69/tcp], listens_on: [relay]}\n"
    text = listing("69/tcp", services=other)
    assert found_by("MED306", text)
    assert not found_by("MED407", text)
    away = listing("69/tcp", services=other.replace("[server]", "[client]"))
    assert not found_by("MED306", away)
    assert found_by("MED407", away)


def test_the_hint_names_the_port_of_the_service():
    (found,) = found_by("MED306", listing("69/tcp", services=BOOT))
    assert found.problem.hint == "Write 69/udp in the flow, or correct the protocol in boot."
