"""Protocols without ports, and any port, in everything that shows ports."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from checking import found_by
from formats import text_of, written
from portless_datasets import PORTLESS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flows.yaml"
    path.write_text(PORTLESS, encoding="utf-8")
    return path


def lines(file: Path, **options: str) -> list[list[str]]:
    """The flow, the protocol, the port and the service of each line of CSV."""
    text = text_of("csv", written("flows", "", options, file))
    rows = list(csv.reader(text.splitlines()))[1:]
    return [[row[1], row[8], row[9], row[10]] for row in rows]


def test_csv_has_the_protocol_and_what_stands_for_its_port(file: Path) -> None:
    assert lines(file) == [
        ["node-to-peer", "tcp", "22", ""],
        ["node-to-peer", "udp", "4500", "Tunnel"],
        ["node-to-peer", "icmp", "echo-request", "Ping"],
        ["node-to-peer", "esp", "", "Tunnel"],
        ["node-to-peer", "vrrp", "", ""],
        ["guest-to-peer", "tcp", "any", ""],
        ["guest-to-peer", "proto-89", "", ""],
        ["guest-to-node", "any", "any", ""],
        ["peer-to-node", "tcp", "443", "Web"],
        ["peer-to-node", "icmpv6", "", ""],
        ["peer-to-guest", "udp", "53", ""],
    ]


@pytest.mark.parametrize(
    ("options", "flows"),
    [
        ({"port": "443"}, ["guest-to-peer", "guest-to-node", "peer-to-node"]),
        ({"port": "ESP"}, ["node-to-peer", "guest-to-node"]),
        ({"port": "icmp"}, ["node-to-peer", "guest-to-node"]),
        ({"port": "icmp/8, any/tcp"}, ["node-to-peer", *["guest-to-peer", "guest-to-node"],
                                       "peer-to-node"]),
        ({"protocol": "icmp"}, ["node-to-peer", "guest-to-node"]),
        ({"protocol": "proto-89 ICMPv6"}, ["guest-to-peer", "guest-to-node", "peer-to-node"]),
        ({"protocol": "proto-112"}, ["node-to-peer", "guest-to-node"]),
    ],
)  # fmt: skip
def test_a_number_finds_any_port_and_a_name_its_protocol(
    file: Path, options: dict[str, str], flows: list[str]
) -> None:
    assert list(dict.fromkeys(line[0] for line in lines(file, **options))) == flows


def test_charts_and_lists_say_what_there_is(file: Path) -> None:
    chart = text_of("dot", written("flowchart", "", {}, file))
    for text in ("icmp echo-request", "esp", "vrrp", "tcp any", "proto-89", "any", "udp 4500"):
        assert f">{text}<" in chart
    listed = text_of("text", written("ports", "", {}, file))
    assert "icmp/echo-request – Ping" in listed
    assert "esp, 4500/udp – Tunnel" in listed


@pytest.mark.parametrize(
    ("ports", "explained"),
    [("22, 53/udp", []), ("22, esp", ["ip"]), ("any/tcp", ["any"]), ("icmp/8, any", ["ip", "any"])],
)
def test_the_rules_explain_what_has_no_number(ports: str, explained: list[str], file: Path) -> None:
    first, *_flows = PORTLESS.split("  - {id: node-to-peer")
    flow = f"  - {{id: a, from: node, to: peer, ports: [{ports}]}}\n"
    file.write_text(first + flow, encoding="utf-8")
    rules = " ".join(text_of("text", written("flow-rules", "", {}, file)).split())
    sentences = {"ip": "“ip” precedes protocols", "any": "“any” means every port"}
    assert [word for word, start in sentences.items() if start in rules] == explained


def test_the_checker_compares_types_with_types_and_needs_no_service(file: Path) -> None:
    found = found_by("MED501", PORTLESS)
    assert [one.problem.message.split(",")[0] for one in found] == [
        "Flow node-to-peer uses 22/tcp",
        "Flow peer-to-guest uses 53/udp",
    ]
    # echo-request is type 8, which is no port
    text = PORTLESS.replace("[443]", "[443, 8/udp]").replace("[443, icmpv6]", "[443, 8/udp]")
    assert not found_by("MED306", text)
    assert not found_by("MED601", text.replace("icmp/8", "icmp/69"))
    assert not found_by("MED422", PORTLESS)
    tunnel = PORTLESS.replace("name: Tunnel,", "name: HTTP,").replace("4500/udp],", "80/tcp],")
    assert not found_by("MED420", tunnel)
    overlapping = found_by("MED302", PORTLESS.replace("[any/tcp,", "[443, any/tcp,"))
    assert "overlap in 443/tcp" in overlapping[0].problem.message
