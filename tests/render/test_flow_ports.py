"""What a flow says of one of its ports, in everything that shows ports."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from formats import text_of, written

from sphinx_medulla.cli.main import main

DATASET = """\
format: 1
product: {name: Acme}
revision: 1
roles:
  node: {name: Node}
  log: {name: Log server}
services:
  syslog: {name: Syslog, ports: [514/tcp+udp]}
flows:
  - id: node-to-log
    from: node
    to: log
    ports: [22/tcp, {port: 514/tcp+udp, either: true}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flows.yaml"
    path.write_text(DATASET, encoding="utf-8")
    return path


def lines(file: Path) -> list[dict[str, str]]:
    """The lines of CSV."""
    text = text_of("csv", written("flows", file=file))
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


def test_either_protocol_suffices(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = " ".join(text_of("md", written("flows", file=file)).split())
    assert "tcp+udp: 514 Syslog (one protocol suffices)" in table
    assert "tcp: 22 (" not in table
    assert [(line["protocol"], line["either"]) for line in lines(file)] == [
        ("tcp", ""),
        ("tcp", "yes"),
        ("udp", "yes"),
    ]
    rules = " ".join(text_of("md", written("flow-rules", file=file)).split())
    assert "“One protocol suffices” means" in rules
    assert "suffices" not in text_of("md", written("flow-rules"))
    assert main(["explain", "node", "log", "514", "--dataset", str(file)]) == 0
    assert "One of the protocols of 514/tcp+udp suffices." in capsys.readouterr().out


def test_where_a_filter_leaves_one_protocol_the_other_one_is_named(file: Path) -> None:
    for kind in ("flows", "flowchart"):
        tcp = text_of("text", written(kind, "", {"protocol": "tcp"}, file))
        assert "(or 514/udp instead)" in " ".join(tcp.split())
        assert "suffices" not in tcp
        port = text_of("text", written(kind, "", {"port": "514/udp"}, file))
        assert "(or 514/tcp instead)" in " ".join(port.split())


def test_so_it_is_where_two_services_listen(file: Path) -> None:
    two = "  syslog: {name: Syslog, ports: [514/tcp]}\n  old: {name: Old syslog, ports: [514/udp]}"
    text = DATASET.replace("  syslog: {name: Syslog, ports: [514/tcp+udp]}", two)
    file.write_text(text, encoding="utf-8")
    table = " ".join(text_of("text", written("flows", file=file)).split())
    assert "514 Syslog (or 514/udp instead)" in table
    assert "514 Old syslog (or 514/tcp instead)" in table


def test_source_ports_and_how_a_service_listens(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ports = "[{port: 514/udp, cast: multicast}, {port: 69/udp, helper: tftp, scope: loopback}]"
    file.write_text(
        DATASET.replace("[514/tcp+udp]", ports)
        .replace("{port: 514/tcp+udp, either: true}", "514/udp, 69/udp")
        .replace("to: log\n", "to: log\n    source_ports: [1024-65535/udp, 68/udp]\n"),
        encoding="utf-8",
    )
    table = " ".join(text_of("md", written("flows", file=file)).replace("<br>", " ").split())
    assert "udp: 69 Syslog (firewall helper tftp, loopback only), 514 Syslog (multicast)" in table
    assert "Source ports: 1024-65535/udp, 68/udp" in table
    found = {(line["protocol"], line["source_ports"]) for line in lines(file)}
    assert found == {("tcp", ""), ("udp", "1024-65535/udp; 68/udp")}
    listed = text_of("md", written("ports", file=file))
    assert "514/udp (multicast), 69/udp (firewall helper tftp, loopback only)" in listed
    rules = " ".join(text_of("md", written("flow-rules", file=file)).split())
    for text in ("Flows with source ports are", "“multicast” mean", "“Loopback only” means"):
        assert text in rules
    assert main(["explain", "node", "log", "69", "--dataset", str(file)]) == 0
    explained = capsys.readouterr().out
    assert "  Source ports: 1024-65535/udp, 68/udp\n" in explained
    assert "    Helper: tftp\n    Scope: loopback\n" in explained


def test_source_ports_are_those_of_the_protocol_of_a_line(file: Path) -> None:
    file.write_text(
        DATASET.replace(
            "22/tcp, {port: 514/tcp+udp, either: true}", "22/tcp, esp, 500/udp"
        ).replace("to: log\n", "to: log\n    source_ports: [500/udp]\n"),
        encoding="utf-8",
    )
    found = {line["protocol"]: line["source_ports"] for line in lines(file)}
    assert found == {"tcp": "", "esp": "", "udp": "500/udp"}
    table = text_of("md", written("flows", "", {"layout": "ports"}, file=file))
    assert table.count("Source ports: 500/udp") == 1


def test_a_ports_own_purpose_encryption_and_setting(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ports = "443/tcp, {port: 514/tcp, note: Console, setting: [CONSOLE_PORT], encryption: ipsec}"
    file.write_text(
        DATASET.replace("22/tcp, {port: 514/tcp+udp, either: true}", ports).replace(
            "ports: [514/tcp+udp]}", "ports: [514/tcp+udp], description: Logs., encryption: none}"
        ),
        encoding="utf-8",
    )

    def table(**options: str) -> str:
        return " ".join(text_of("md", written("flows", "", options, file)).split())

    behind = "514 Syslog (encrypted, Console, encryption: IPsec, setting: CONSOLE\\_PORT)"
    assert behind in table().replace("CONSOLE_PORT", "CONSOLE\\_PORT")
    split = table(layout="ports", columns="ports, purpose, encryption, setting")
    assert "| tcp: 514 Syslog | Console;<br>Logs. | IPsec | CONSOLE" in split
    assert [(line["purpose"], line["encryption"]) for line in lines(file)] == [
        ("", "unknown"),
        ("Console; Logs.", "ipsec"),
    ]
    file.write_text(file.read_text(encoding="utf-8").replace("Console,", '"Console.",'))
    assert lines(file)[1]["purpose"] == "Console. Logs."
    file.write_text(file.read_text(encoding="utf-8").replace('"Console.",', "Console,"))
    assert main(["explain", "node", "log", "514", "--dataset", str(file)]) == 0
    explained = capsys.readouterr().out
    for line in ("Note: Console", "Encryption: IPsec", "Setting: CONSOLE_PORT"):
        assert f"    {line}\n" in explained
