"""The rule wrong-transport."""

from __future__ import annotations

import pytest
from zone_datasets import body, ports, run, text_at

WOL = body(
    "wol: {name: Wake on LAN, ports: [9/tcp]}",
    "id: a, from: server, to: client, ports: [22/tcp, 9/tcp]",
    "id: b, from: proxy, to: client, ports: [9/tcp]",
)


def test_a_wrong_transport_is_said_once_at_the_service():
    (found,) = run("MED601", WOL)
    assert text_at(WOL, found) == "9/tcp"
    assert (found.subject.kind, found.subject.id, ports(found)) == ("service", "wol", ["9/tcp"])
    assert [related.location.line for related in found.problem.related] == [14, 15]
    assert "9/udp" in found.problem.hint


def test_a_port_without_a_service_is_known_by_its_number():
    text = body(
        "",
        "id: a, from: server, to: client, ports: [69/tcp+udp]",
        "id: b, from: proxy, to: client, ports: [69/tcp+udp]",
    )
    (found,) = run("MED601", text)
    assert (found.subject.kind, found.subject.id, ports(found)) == ("flow", "a", ["69/tcp"])
    assert [related.location.line for related in found.problem.related] == [13]


def test_another_service_may_have_the_number():
    assert not run("MED601", WOL.replace("Wake on LAN", "Discard"))
    assert run("MED601", WOL.replace("Wake on LAN", "Boot, description: Sends a magic PACKET"))


def test_words_are_whole_words():
    assert not run("MED601", WOL.replace("Wake on LAN", "Wolves"))


def test_a_flow_that_contradicts_its_own_dataset_is_left_to_others():
    assert not run("MED601", WOL.replace("ports: [9/tcp]}\nflows", "ports: [9/udp]}\nflows"))


@pytest.mark.parametrize("port", ["53/tcp+udp", "443/udp", "22000/udp", "3389/udp", "111/udp"])
def test_transports_that_a_service_may_have_too(port: str):
    assert not run("MED601", body("", f"id: a, from: server, to: client, ports: [{port}]"))
