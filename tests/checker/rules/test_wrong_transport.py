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


def service(name: str, port: str) -> str:
    return body(
        f"known: {{name: {name}, ports: [{port}]}}",
        f"id: a, from: server, to: client, ports: [{port}]",
    )


def test_the_verb_agrees_with_the_name():
    (one,) = run("MED601", service("SNMP traps", "162/tcp"))
    assert "but SNMP traps use UDP on this port." in one.problem.message


@pytest.mark.parametrize(
    ("name", "port", "severity"),
    [
        ("SNMP", "161/tcp", "info"),  # a registry has it
        ("RTSP", "554/udp", "info"),
        ("Redis", "6379/udp", "warning"),
        ("SSH", "22/udp", "info"),
        ("Kubernetes API", "6443/udp", "warning"),
        ("WireGuard", "51821/tcp", "warning"),  # at no number
        ("RTSP", "1554/udp", "info"),
        ("VXLAN of the pods", "8472/tcp", "warning"),
    ],
)
def test_what_a_registry_has_is_information(name: str, port: str, severity: str):
    (found,) = run("MED601", service(name, port))
    assert found.problem.severity.label == severity


@pytest.mark.parametrize(
    ("name", "port"),
    [
        ("HTTPS relay", "9443/udp"),
        ("NodePort", "30000-32767/udp"),
        ("Syncthing", "22000/udp"),
        ("Syslog", "5514/tcp"),
        ("Kerberos", "88/udp"),
    ],
)
def test_transports_that_are_in_use_or_of_something_else(name: str, port: str):
    assert not run("MED601", service(name, port))


@pytest.mark.parametrize("port", ["esp", "icmp", "icmp/echo-request", "proto-89", "any"])
def test_what_has_no_ports_is_no_transport(port: str):
    services = f"ike: {{name: IKE, ports: [{port}, 500/udp]}}"
    assert not run("MED601", body(services, "id: a, from: server, to: client, ports: [500/udp]"))
