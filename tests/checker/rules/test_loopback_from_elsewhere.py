"""The rule loopback-from-elsewhere."""

from __future__ import annotations

from checking import found_by, text_at

DATASET = """\
format: 1
product: {name: Example}
revision: 1
roles: {server: {name: Server}, client: {name: Client}}
services:
  api: {name: API, ports: [{port: 9099/tcp, scope: loopback}, 443/tcp]}
flows:
  - {id: inside, from: server, to: server, ports: [9099/tcp]}
  - {id: outside, from: client, to: server, ports: [443/tcp, 9099/tcp]}
"""


def test_only_flows_from_elsewhere_are_found() -> None:
    (found,) = found_by("MED411", DATASET)
    assert text_at(DATASET, found) == "9099/tcp"
    assert "outside opens 9099/tcp from client" in found.problem.message
    assert not found_by("MED411", DATASET.replace(", scope: loopback", ""))


def test_a_flow_to_itself_on_loopback_is_no_mistake() -> None:
    assert not found_by("MED213", DATASET)
    assert found_by("MED213", DATASET.replace(", scope: loopback", ""))
