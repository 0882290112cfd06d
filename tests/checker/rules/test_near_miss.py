"""The rule near-miss."""

from __future__ import annotations

import pytest
from mode_datasets import ports, run

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.problem import Severity


def test_a_near_miss_is_stronger_and_said_once():
    body = """\
    flows:
      - {id: a, from: server, to: old, modes: [one], ports: [22/tcp, 8443/tcp]}
      - {id: b, from: server, to: new, modes: [two], ports: [22/tcp, 8434/tcp]}
    """
    (found,) = run("MED402", body)
    assert found.problem.severity.label == "error"
    assert ports(found) == ["8434/tcp", "8443/tcp"]
    assert not run("MED401", body)
    assert not run("MED402", body.replace("8434", "9999"))
    assert run("MED401", body.replace("8434", "9999"))


@pytest.mark.parametrize(
    ("other", "is_found"), [("8434", True), ("9999", False), ("8434/tcp, 9999", False)]
)
def test_a_near_miss_beside_a_common_row(other: str, is_found: bool):
    body = f"""\
    flows:
      - {{id: both, from: client, to: server, ports: [22/tcp]}}
      - {{id: a, from: client, to: server, modes: [one], ports: [8443/tcp]}}
      - {{id: b, from: client, to: server, modes: [two], ports: [{other}/tcp]}}
    """
    assert [ports(one) for one in run("MED402", body)] == [["8434/tcp", "8443/tcp"]] * is_found


def in_two_modes(services: str, one: str, other: str) -> str:
    return (
        "services:\n"
        + "".join(f"  {line}\n" for line in services.splitlines())
        + "flows:\n"
        + f"  - {{id: a, from: server, to: old, modes: [one], ports: [22/tcp, {one}]}}\n"
        + f"  - {{id: b, from: server, to: new, modes: [two], ports: [22/tcp, {other}]}}\n"
    )


def test_two_described_numbers_are_information():
    services = "a: {name: Events, ports: [8443/tcp], description: Events.}"
    text = in_two_modes(services, "8443/tcp", "8434/tcp")
    (found,) = run("MED402", text)
    assert found.problem.severity.label == "error"
    more = services + "\nb: {name: Alarms, ports: [8434/tcp]DESCRIPTION}"
    text = in_two_modes(more.replace("DESCRIPTION", ""), "8443/tcp", "8434/tcp")
    (found,) = run("MED402", text)
    assert found.problem.severity.label == "error"
    text = in_two_modes(
        more.replace("DESCRIPTION", ", description: Alarms."), "8443/tcp", "8434/tcp"
    )
    (found,) = run("MED402", text)
    assert found.problem.severity.label == "info"
    assert found.problem.hint == (
        "Each is a port of a described service, so both may be right; if so, say why they differ "
        "under like: {flow: a, …}."
    )


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("Consul", "8300/tcp", "8301/tcp"),
        ("Kafka", "9092/tcp", "9093/tcp"),
        ("ActiveMQ", "61616/tcp", "61617/tcp"),
    ],
)
def test_two_numbers_that_a_service_is_known_for_are_no_near_miss(name: str, one: str, other: str):
    services = (
        f"a: {{name: {name}, ports: [{one}], description: A.}}\n"
        f"b: {{name: Gossip, ports: [{other}], description: B.}}"
    )
    assert not run("MED402", in_two_modes(services, one, other))


PAIRS = [
    ("HTTP", "80/tcp", "HTTPS", "443/tcp"),
    ("Web pages", "8080/tcp", "Web pages over TLS", "8443/tcp"),
    ("LDAP", "389/tcp", "LDAPS", "636/tcp"),
    ("Global Catalog", "3268/tcp", "Global Catalog (SSL)", "3269/tcp"),
    ("SMTP", "25/tcp", "SMTPS", "465/tcp"),
    ("IMAP", "143/tcp", "IMAPS", "993/tcp"),
    ("POP3", "110/tcp", "POP3S", "995/tcp"),
    ("AMQP", "5672/tcp", "AMQPS", "5671/tcp"),
    ("MQTT", "1883/tcp", "MQTT over TLS", "8883/tcp"),
    ("SIP", "5060/tcp", "SIPS", "5061/tcp"),
    ("WinRM", "5985/tcp", "WinRM over HTTPS", "5986/tcp"),
    ("Docker API", "2375/tcp", "Docker API over TLS", "2376/tcp"),
    ("WSUS", "8530/tcp", "WSUS over HTTPS", "8531/tcp"),
    ("FTP", "21/tcp", "FTPS", "990/tcp"),
    ("Syslog", "514/tcp", "Syslog over TLS", "6514/tcp"),
    ("Reliable syslog", "601/tcp", "Syslog over TLS", "6514/tcp"),
    ("RTSP", "554/tcp", "RTSP over TLS", "322/tcp"),
    ("XMPP client", "5222/tcp", "XMPP over TLS", "5223/tcp"),
    ("Event feed", "7411/tcp", "Event feed (TLS)", "7412/tcp"),  # not well known
]


@pytest.mark.parametrize(("plain", "port", "encrypted", "other"), PAIRS)
def test_a_service_with_and_without_tls_is_no_near_miss(
    plain: str, port: str, encrypted: str, other: str
):
    services = (
        f"a: {{name: {plain}, ports: [{port}], description: {plain}.}}\n"
        f"b: {{name: {encrypted}, ports: [{other}], description: {encrypted}., encryption: tls}}"
    )
    for text in (in_two_modes(services, port, other), in_two_modes(services, other, port)):
        assert not run("MED402", text)
        assert not run("MED401", text)
    undescribed = in_two_modes(services.splitlines()[0], port, other)
    assert run("MED401", undescribed) or run("MED402", undescribed)


def test_of_more_differences_only_those_that_are_no_pair_are_named():
    services = (
        "a: {name: AMQP, ports: [5672/tcp], description: Events.}\n"
        "b: {name: AMQPS, ports: [5671/tcp], description: Events., encryption: tls}"
    )
    text = in_two_modes(services, "5672/tcp, 8443/tcp", "5671/tcp, 8434/tcp")
    (found,) = run("MED402", text)
    assert ports(found) == ["8434/tcp", "8443/tcp"]


@pytest.mark.parametrize(("plain", "port", "encrypted", "other"), PAIRS)
def test_no_rule_is_loud_about_a_service_with_and_without_tls(
    plain: str, port: str, encrypted: str, other: str
):
    text = f"""\
format: 1
product: {{name: Example}}
revision: 1
roles: {{server: {{name: Main machine}}, agent: {{name: Agent}}}}
modes:
  clear: {{title: In clear text, when: your network is safe}}
  encrypted: {{title: Encrypted, when: your network is not safe}}
services:
  a: {{name: {plain}, ports: [{port}], description: {plain}.}}
  b: {{name: {encrypted}, ports: [{other}], description: {encrypted}., encryption: tls}}
flows:
  - {{id: f1, from: agent, to: server, modes: [clear], ports: [{port}]}}
  - {{id: f2, from: agent, to: server, modes: [encrypted], ports: [{other}]}}
"""
    findings = check(load_text(text, "d.yaml")).findings
    assert [str(one.problem) for one in findings if one.problem.severity > Severity.INFO] == []
