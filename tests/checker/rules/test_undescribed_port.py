"""The rule undescribed-port."""

from __future__ import annotations

import pytest
from checking import found_by, related_lines, text_at
from text_datasets import dataset, ports

WEB = "  web: {name: Web, ports: [443/tcp], description: The web pages., listens_on: [server]}\n"


def test_a_port_that_nothing_describes_is_one_finding_for_all_flows():
    text = dataset(
        "id: a, from: client, to: server, modes: [one], ports: [443/tcp, 22/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [22/tcp+udp]",
        services=WEB,
    )
    (found,) = found_by("MED501", text)
    assert (found.subject.id, ports(found)) == ("a", ["22/tcp+udp"])
    assert text_at(text, found) == "22/tcp"
    assert [line[:8] for line in related_lines(text, found)] == ["- {id: b"]


@pytest.mark.parametrize(
    ("described", "missing"),
    [
        ("[4370-4380/tcp]", []),
        ("[4370-4375/tcp, 4376-4380/tcp]", []),
        ("[4370-4379/tcp]", ["4380/tcp"]),
        ("[4372-4375/tcp, 4377/tcp]", ["4370-4371/tcp", "4376/tcp", "4378-4380/tcp"]),
    ],
)
def test_of_a_range_all_is_described_or_what_is_not(described: str, missing: list[str]):
    services = f"  media: {{name: Media, ports: {described}, description: Media.}}\n"
    text = dataset("id: a, from: client, to: server, ports: [4370-4380/tcp]", services=services)
    assert sorted(ports(one)[0] for one in found_by("MED501", text)) == missing


def test_what_another_rule_says_of_a_port_is_not_said_again():
    for port, rule in (("443/udp", "MED306"), ("443/tcp", "MED407")):
        to = "server" if rule == "MED306" else "old"
        text = dataset(f"id: a, from: client, to: {to}, ports: [{port}]", services=WEB)
        assert found_by(rule, text)
        assert not found_by("MED501", text)


def test_a_service_without_a_description_where_others_have_one():
    bare = "  shell: {name: Shell, ports: [22/tcp]}\n"
    flow = "id: a, from: client, to: server, ports: [443/tcp, 22/tcp]"
    text = dataset(flow, services=WEB + bare)
    (found,) = found_by("MED501", text)
    assert (found.subject.kind, found.subject.id, ports(found)) == ("service", "shell", ["22/tcp"])
    assert text_at(text, found) == "shell"
    assert not found_by("MED501", dataset(flow.replace("443/tcp, ", ""), services=bare))
    assert not found_by("MED501", dataset(flow.replace(", 22/tcp", ""), services=WEB + bare))


def test_a_dataset_without_services_is_asked_for_no_description():
    assert not found_by("MED501", dataset("id: a, from: client, to: server, ports: [22/tcp]"))


def test_a_note_at_the_port_describes_it():
    flow = "id: a, from: client, to: server, ports: [{port: 22/tcp, note: Copies of files.}]"
    assert not found_by("MED501", dataset(flow, services=WEB))
    assert found_by("MED501", dataset(flow.replace("note: Copies of files.", ""), services=WEB))
