"""The rule service-names-idle-role."""

from __future__ import annotations

from checking import found_by, text_at
from text_datasets import dataset

IDLE = """\
  web:
    name: Web
    ports: [443/tcp]
    called_by: [client, old]
    listens_on: [server, new]
"""


def test_roles_that_a_service_names_for_nothing():
    text = dataset("id: a, from: client, to: server, ports: [443/tcp]", services=IDLE)
    found = found_by("MED511", text)
    assert [text_at(text, one) for one in found] == ["old", "new"]
    assert [(one.subject.from_, one.subject.to) for one in found] == [("old", ""), ("", "new")]


def test_a_flow_that_lacks_the_port_is_for_another_rule():
    lines = (
        "id: a, from: client, to: server, ports: [443/tcp]",
        "id: b, from: old, to: new, ports: [1/tcp]",
    )
    text = dataset(*lines, services=IDLE)
    assert not found_by("MED511", text)
    assert found_by("MED405", text)


def test_of_a_service_that_no_flow_uses_no_role_is_told():
    assert not found_by(
        "MED511", dataset("id: a, from: client, to: server, ports: [1/tcp]", services=IDLE)
    )
