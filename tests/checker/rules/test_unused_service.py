"""The rule unused-service."""

from __future__ import annotations

from role_datasets import FLOWS, ROLES, run, shown


def with_services(*lines: str, ports: str = "22") -> str:
    services = "".join(f"  {line}\n" for line in lines)
    return ROLES + "services:\n" + services + FLOWS.replace("[22]", f"[{ports}]")


def test_a_service_is_used_where_a_flow_reaches_a_listener():
    body = with_services(
        "ssh: {name: SSH, ports: [22]}",
        "mine: {name: Mine, ports: [22], listens_on: [server]}",
    )
    (found,) = run("MED210", body)
    assert shown(body, found) == "mine"
    assert "No flow to server uses the service mine (22/tcp)." in found.problem.message
    assert not run(
        "MED210",
        body.replace("listens_on: [server]", "listens_on: [new]").replace(
            "ssh: {name: SSH, ports: [22]}", "ssh: {name: SSH, ports: [22], listens_on: [old]}"
        ),
    )


def test_a_service_with_another_protocol_is_not_used():
    assert run("MED210", with_services("ssh: {name: SSH, ports: [22/udp]}"))


def test_one_used_port_is_enough_and_so_is_a_part():
    assert not run("MED210", with_services("a: {name: A, ports: [22, 23]}"))
    ranged = "a: {name: A, ports: [5000-5009]}"
    assert not run("MED210", with_services(ranged, ports="5003"))
    assert not run("MED210", with_services(ranged, ports="5005-5020"))
    assert run("MED210", with_services(ranged, ports="5010-5020"))
    elsewhere = "a: {name: A, ports: [5000-5009], listens_on: [server]}"
    assert run("MED210", with_services(elsewhere, ports="5005-5020"))
