"""The rule contradicting-encryption."""

from __future__ import annotations

import pytest
from checking import found_by, text_at

DATASET = """\
format: 1
product: {name: Example}
revision: 1
zones: {out: {name: Out}, in: {name: In}}
roles: {server: {name: Server, zone: in}, client: {name: Client, zone: out}}
services:
  web: {name: Web, ports: [{port: 80/tcp, encryption: optional}], encryption: tls}
flows:
  - {id: f, from: client, to: server, ports: [{port: 80/tcp, encryption: none}]}
"""


@pytest.mark.parametrize(
    ("there", "found"), [("optional", 0), ("none", 0), ("tls", 1), ("starttls", 1)]
)
def test_only_what_the_service_excludes_is_found(there: str, found: int) -> None:
    dataset = DATASET.replace("encryption: optional", f"encryption: {there}")
    assert len(found_by("MED412", dataset)) == found


def test_it_is_found_at_the_flows_port() -> None:
    dataset = DATASET.replace("{port: 80/tcp, encryption: optional}", "80/tcp")
    (found,) = found_by("MED412", dataset)
    assert text_at(dataset, found) == "{port: 80/tcp, encryption: none}"
    assert (
        "declares encryption: none for 80/tcp, but the service web declares tls"
        in found.problem.message
    )


def test_the_flows_port_decides_whether_a_border_is_crossed_without_encryption() -> None:
    (found,) = found_by("MED603", DATASET)
    assert found.problem.related[0].location.line == 9
    assert not found_by("MED603", DATASET.replace("none", "tls"))
