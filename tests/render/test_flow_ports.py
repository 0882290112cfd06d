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
    assert "514/tcp+udp Syslog (one protocol suffices)" in table
    assert "22/tcp (" not in table
    assert [(line["protocol"], line["either"]) for line in lines(file)] == [
        ("tcp", ""),
        ("tcp", "yes"),
        ("udp", "yes"),
    ]
    rules = " ".join(text_of("md", written("flow-rules", file=file)).split())
    assert "“One protocol suffices” means" in rules
    assert "suffices" not in text_of("md", written("flow-rules"))
    assert main(["explain", "node", "log", "514", str(file)]) == 0
    assert "One of the protocols of 514/tcp+udp suffices." in capsys.readouterr().out
