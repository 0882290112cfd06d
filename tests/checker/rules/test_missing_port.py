"""The rule missing-port."""

from __future__ import annotations

import pytest
from checking import found_by
from mode_datasets import flows, ports, run, text_at


def test_a_lost_port_of_one_flow_stands_at_its_list():
    body = flows(
        "id: a, from: client, to: server, modes: [one], ports: [445/tcp, 2049/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [445/tcp, 2049/tcp+udp]",
    )
    (found,) = run("MED405", body)
    assert text_at(body, found) == "[445/tcp, 2049/tcp]"
    assert (found.subject.kind, found.subject.id) == ("flow", "a")
    assert ports(found) == ["2049/udp"]
    assert [related.location.line for related in found.problem.related] == [19, 21, 20]


def test_a_port_that_every_flow_lacks_is_one_finding_at_the_service():
    body = flows(
        "id: a, from: client, to: server, modes: [one], ports: [2049/tcp+udp, 455/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [2049/tcp+udp]",
    )
    (found,) = run("MED405", body)
    assert (found.subject.kind, found.subject.id) == ("service", "files")
    assert text_at(body, found) == "445/tcp"
    assert len(found.problem.related) == 2


def test_a_protocol_that_every_flow_lacks_is_named_alone():
    body = flows(
        "id: a, from: client, to: server, modes: [one], ports: [2049/tcp, 445/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [2049/tcp, 445/tcp]",
    )
    (found,) = run("MED405", body)
    assert "lists 2049/udp: a and b lack it." in found.problem.message


def test_the_hint_names_the_slip():
    body = flows(
        "id: a, from: client, to: server, modes: [one], ports: [2049/tcp+udp, 455/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [2049/tcp+udp, 445/tcp]",
    )
    (found,) = run("MED405", body)
    assert found.problem.hint.startswith("Did you mean 445/tcp instead of 455/tcp?")


def test_two_flows_of_the_same_ends_share_their_ports_mode_by_mode():
    split = flows(
        "id: a, from: client, to: server, modes: [one, two], ports: [445/tcp]",
        "id: b, from: client, to: server, modes: [one, two], ports: [2049/tcp+udp]",
    )
    assert not run("MED405", split)
    (found,) = run("MED405", split.replace("two], ports: [2049", "three], ports: [2049"))[:1]
    assert found.subject.modes == ("two",)


def test_a_flow_of_every_mode_makes_up_for_the_others():
    body = flows(
        "id: a, from: client, to: server, modes: [one, two], ports: [445/tcp]",
        "id: b, from: client, to: server, group: other, ports: [445/tcp, 2049/tcp+udp]",
    )
    assert not run("MED405", body)


def test_no_flow_no_expectation_and_no_list_no_expectation():
    assert not run("MED405", flows("id: a, from: server, to: old, ports: [1/tcp]"))
    assert not run("MED405", flows("id: a, from: client, to: server, ports: []"))
    body = flows("id: a, from: client, to: server, ports: [1/tcp]")
    assert run("MED405", body)
    assert not run("MED405", body.replace("    called_by: [client, old]\n", ""))
    assert not run("MED405", body.replace("    listens_on: [server]\n", ""))


WEB = """\
services:
  web: {name: Web, ports: [80/tcp, 443/tcp], listens_on: [server], called_by: [client, old]}
  tunnel: {name: Tunnel, ports: [4500/udp], listens_on: [server], called_by: [client]}
"""


def test_a_service_may_be_of_some_modes_only():
    body = WEB + (
        "flows:\n"
        "  - {id: a, from: client, to: server, ports: [80/tcp, 443/tcp]}\n"
        "  - {id: b, from: client, to: server, modes: [one], ports: [4500/udp]}\n"
    )
    assert not run("MED405", body)
    assert run("MED405", body.replace("ports: [4500/udp]}\n", "ports: [99/udp]}\n"))


def test_ports_that_are_never_together_are_alternatives():
    body = WEB.replace("called_by: [client]}", "called_by: [old]}") + (
        "flows:\n"
        "  - {id: a, from: client, to: server, modes: [one], ports: [80/tcp]}\n"
        "  - {id: b, from: old, to: server, modes: [two], ports: [443/tcp, 4500/udp]}\n"
    )
    assert not run("MED405", body)
    (found,) = run("MED405", body.replace("[443/tcp", "[80/tcp, 443/tcp"))
    assert (found.subject.id, ports(found)) == ("a", ["443/tcp"])


def test_a_port_of_another_service_may_replace_one():
    body = WEB + (
        "flows:\n"
        "  - {id: a, from: client, to: server, modes: [one], ports: [80/tcp, 443/tcp]}\n"
        "  - {id: b, from: client, to: server, modes: [two], ports: [80/tcp, 4500/udp]}\n"
    )
    assert not run("MED405", body)
    found = run("MED405", body.replace("[80/tcp, 4500/udp]", "[80/tcp]"))
    assert ("b", ["443/tcp"]) in [(one.subject.id, ports(one)) for one in found]


@pytest.mark.parametrize(("plain", "encrypted"), [("389/tcp", "636/tcp"), ("7411/tcp", "7412/tcp")])
def test_a_connection_may_have_a_service_with_tls_where_another_has_it_without(
    plain: str, encrypted: str
):
    text = f"""\
format: 1
product: {{name: Example}}
revision: 1
kinds: {{box: {{name: box}}}}
roles:
  server: {{name: Server}}
  old: {{name: First box, kind: box}}
  new: {{name: Second box, kind: box}}
modes:
  clear: {{title: In clear text}}
  encrypted: {{title: Encrypted}}
services:
  feed:
    {{name: Feed, ports: [{plain}], listens_on: [old, new], called_by: [server]}}
  feeds:
    {{name: Feed over TLS, ports: [{encrypted}], listens_on: [old, new], called_by: [server]}}
flows:
  - {{id: a, from: server, to: old, modes: [clear], ports: [{plain}]}}
  - {{id: b, from: server, to: new, modes: [encrypted], ports: [{encrypted}]}}
"""
    assert not found_by("MED405", text)
    both = text.replace(f"[clear], ports: [{plain}]", f"[clear], ports: [{plain}, {encrypted}]")
    (found,) = found_by("MED405", both)
    assert found.subject.id == "b"
