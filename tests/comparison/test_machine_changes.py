"""What to open on machines before a change, and what may be closed after it."""

from __future__ import annotations

from sphinx_medulla.comparison.machine_changes import MachineChanges, PortChange, machine_changes
from sphinx_medulla.comparison.sides import Side
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries

HEAD = """\
format: 1
product: {name: Product}
revision: 1
defaults: {protocol: tcp}
roles:
  server: {name: Server}
  relay: {name: Relay}
  gate: {name: Gate}
  client: {name: Client}
services:
  web: {name: Web, ports: [443]%s}
modes:
  old: {title: Old, roles: [server, client, relay]}
  new: {title: New, roles: [server, client, gate]%s}
flows:
"""


def queries(*flows: str, service: str = "", mode: str = "") -> Queries:
    text = HEAD % (service, mode)
    for number, flow in enumerate(flows):
        text += f"  - {{id: flow-{number}, {flow}}}\n"
    return Queries(load_text(text, "f").dataset)


def changes(found: Queries, **renamed: str) -> dict[str, MachineChanges]:
    machines = machine_changes(Side(found, "old", renamed), Side(found, "new"))
    return {machine.role: machine for machine in machines}


def shown(ports: tuple[PortChange, ...]) -> list[str]:
    return [
        f"{one.direction} {one.peer} {one.port}{' only' * one.only_source}{' ask' * one.ask_first}"
        for one in ports
    ]


def of_ports(old: str, new: str) -> tuple[list[str], list[str]]:
    """What the server opens and closes where its ports for the client change."""
    found = changes(
        queries(
            f"from: client, to: server, modes: [old], ports: [{old}]",
            f"from: client, to: server, modes: [new], ports: [{new}]",
        )
    )
    return shown(found["server"].open), shown(found["server"].close)


def test_each_protocol_and_each_range_is_an_entry():
    opened, closed = of_ports("22", "22, 111/tcp+udp, 4369, 4370-4380")
    assert opened == [
        "in client 111/tcp only",
        "in client 4369/tcp only",
        "in client 4370-4380/tcp only",
        "in client 111/udp only",
    ]
    assert closed == []


def test_ranges_that_are_written_otherwise_are_no_change():
    assert of_ports("4369, 4370-4380", "4369-4380") == ([], [])


def test_of_a_range_that_is_known_in_part_only_the_rest_changes():
    assert of_ports("4370-4380", "4369-4380") == (["in client 4369/tcp only"], [])
    assert of_ports("4369-4380", "4370-4379") == (
        [],
        ["in client 4369/tcp only", "in client 4380/tcp only"],
    )


def test_what_replaces_any_port_is_told_so_that_nothing_breaks_when_any_is_closed():
    assert of_ports("any, icmp", "22, icmp/echo-request") == (
        ["in client 22/tcp only", "in client icmp/echo-request only"],
        ["in client icmp only", "in client any only"],
    )


def test_a_port_that_others_reached_before_has_a_new_source_only():
    found = changes(
        queries(
            "from: client, to: server, ports: [20-29]",
            "from: gate, to: server, ports: [22, 443]",
        )
    )
    assert shown(found["server"].open) == ["in gate 22/tcp", "in gate 443/tcp only"]
    assert shown(found["gate"].open) == ["out server 22/tcp", "out server 443/tcp"]
    assert (found["server"].unchanged_in, found["server"].unchanged_out) == (1, 0)


def test_machines_that_only_one_mode_has_are_new_or_gone():
    found = changes(
        queries("from: server, to: relay, ports: [22]", "from: server, to: gate, ports: [22]")
    )
    assert [(name, one.new, one.gone) for name, one in found.items()] == [
        ("server", False, False),
        ("relay", False, True),
        ("gate", True, False),
    ]
    assert shown(found["relay"].close) == ["in server 22/tcp only"]


def test_a_machine_that_replaces_another_is_the_same_machine():
    found = changes(
        queries("from: server, to: relay, ports: [22, 80]", "from: server, to: gate, ports: [22]"),
        relay="gate",
    )
    assert list(found) == ["server", "gate"]
    assert not found["gate"].new
    assert shown(found["server"].close) == ["out gate 80/tcp"]
    assert shown(found["gate"].open) == []
    assert (found["gate"].unchanged_in, found["gate"].unchanged_out) == (1, 0)


def test_a_flow_without_ports_is_to_be_asked_about_and_not_counted():
    found = changes(
        queries(
            "from: server, to: relay, ports: []",
            "from: server, to: gate, ports: []",
            "from: client, to: server, ports: []",
        )
    )
    assert shown(found["server"].open) == ["out gate None ask"]
    assert shown(found["server"].close) == ["out relay None ask"]
    assert (found["server"].unchanged_in, found["server"].unchanged_out) == (0, 0)


def test_a_role_that_is_every_source_is_each_machine():
    text = HEAD % ("", "") + "  - {id: a, from: any, to: server, ports: [443], modes: [new]}\n"
    text = text.replace("services:", "  any: {name: Any source, any: true}\nservices:")
    found = changes(Queries(load_text(text, "f").dataset))
    assert {name: shown(one.open) for name, one in found.items()} == {
        "server": ["in any 443/tcp only"],
        "gate": ["out server 443/tcp"],
        "client": ["out server 443/tcp"],
    }


def test_undecided_errata_and_questions_of_waivers_are_asked_first():
    undecided = "{at: ports, ports: [22], published: '22', reason: Why?, undecided: true}"
    settled = "{at: ports, ports: [80], published: '80', reason: Because.}"
    found = changes(
        queries(
            "from: server, to: gate, ports: [22, 80, 90], "
            f"errata: [{undecided}, {settled}], "
            "ignore: [{rule: MED603, ports: [90], question: Q}]"
        )
    )
    assert shown(found["server"].open) == [
        "out gate 22/tcp ask",
        "out gate 80/tcp",
        "out gate 90/tcp ask",
    ]


def test_a_question_of_like_is_about_the_ports_of_both_flows():
    found = changes(
        queries(
            "from: server, to: relay, ports: [22, 80]",
            "from: server, to: gate, ports: [22, 90], "
            "like: {flow: flow-0, with: [90], without: [80], question: Why?}",
        )
    )
    assert shown(found["server"].open) == ["out gate 22/tcp", "out gate 90/tcp ask"]
    assert shown(found["server"].close) == ["out relay 22/tcp", "out relay 80/tcp ask"]


def test_a_question_about_two_machines_of_a_mode_is_about_all_their_ports():
    question = ", ignore: [{rule: MED409, from: client, to: gate, question: Q}]"
    found = changes(
        queries(
            "from: client, to: relay, ports: [22]",
            "from: client, to: server, ports: [443]",
            mode=question,
        ),
        relay="gate",
    )
    assert shown(found["client"].close) == ["out gate 22/tcp ask"]


def test_a_question_about_the_ports_of_a_service_is_asked_first():
    question = ", errata: [{at: ports, published: '1', reason: Q, undecided: true}]"
    text = ", errata: [{at: description, published: '1', reason: Q, undecided: true}]"
    flow = "from: server, to: gate, ports: [443]"
    assert shown(changes(queries(flow, service=question))["server"].open) == [
        "out gate 443/tcp ask"
    ]
    assert shown(changes(queries(flow, service=text))["server"].open) == ["out gate 443/tcp"]


def test_a_question_that_the_new_revision_settled_need_not_be_asked():
    undecided = "errata: [{at: ports, ports: [22], published: '22', reason: Q, undecided: true}]"
    before = queries(f"from: client, to: server, ports: [22, 80], {undecided}")
    after = queries("from: client, to: server, ports: [80]")

    (server, _client) = machine_changes(Side(before), Side(after))

    assert shown(server.close) == ["in client 22/tcp only"]
