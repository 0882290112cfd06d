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
  web: {name: Web, ports: [{port: 80/tcp, encryption: optional}], encryption: optional}
flows:
  - {id: f, from: client, to: server, ports: [{port: 80/tcp, encryption: none}]}
"""


LISTED = "80/tcp], encryption: tls"


@pytest.mark.parametrize(
    ("there", "found"), [("optional", 0), ("none", 0), ("tls", 1), ("starttls", 1)]
)
def test_only_what_the_service_excludes_is_found(there: str, found: int) -> None:
    dataset = DATASET.replace("80/tcp, encryption: optional", f"80/tcp, encryption: {there}")
    assert len(found_by("MED412", dataset)) == found


def test_it_is_found_at_the_flows_port() -> None:
    dataset = DATASET.replace("{port: 80/tcp, encryption: optional}], encryption: optional", LISTED)
    (found,) = found_by("MED412", dataset)
    assert text_at(dataset, found) == "{port: 80/tcp, encryption: none}"
    declared = found.problem.related[0].location
    assert dataset.splitlines()[declared.line - 1][declared.column - 1 :] == "tls}"
    assert (
        "declares encryption: none for 80/tcp, but the service web declares tls"
        in found.problem.message
    )


def test_the_flows_port_decides_whether_a_border_is_crossed_without_encryption() -> None:
    (found,) = found_by("MED603", DATASET)
    assert found.problem.related[0].location.line == 9
    assert not found_by("MED603", DATASET.replace("none", "tls"))


@pytest.mark.parametrize(
    ("port", "service", "found"),
    [
        ("none", "tls", True),
        ("tls", "none", True),
        ("starttls", "tls", True),
        ("optional", "tls", True),
        ("tls", "optional", False),
        ("none", "optional", False),
        ("tls", "tls", False),
    ],
)
def test_the_port_of_a_service_may_only_say_more_than_the_service(
    port: str, service: str, found: bool
) -> None:
    dataset = DATASET.replace("80/tcp, encryption: none", "80/tcp").replace(
        "80/tcp, encryption: optional}], encryption: optional",
        f"80/tcp, encryption: {port}}}, 81/tcp], encryption: {service}",
    )
    places = [text_at(dataset, one) for one in found_by("MED412", dataset)]
    assert places == ([f"{{port: 80/tcp, encryption: {port}}}"] if found else [])
