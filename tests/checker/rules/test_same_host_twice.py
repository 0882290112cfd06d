"""The rule same-host-twice."""

from __future__ import annotations

import pytest
from checking import found_by, text_at


def dataset(one: str, other: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
roles:
  server: {{name: Server}}
  one: {{name: One, host: {one}}}
  other: {{name: Other, host: {other}}}
  none: {{name: None}}
flows:
  - {{id: a, from: server, to: one, ports: [443/tcp]}}
"""


@pytest.mark.parametrize("other", ["a.example.org", "A.example.ORG", "a.example.org."])
def test_one_host_of_two_roles(other: str):
    text = dataset("a.example.org", other)
    (found,) = found_by("MED215", text)
    assert (found.subject.kind, found.subject.id) == ("role", "other")
    assert text_at(text, found) == other
    assert found.problem.severity.label == "warning"


def test_two_hosts():
    assert not found_by("MED215", dataset("a.example.org", "b.example.org"))


def test_lists_may_have_hosts_in_common():
    one, both = "[a.example.org]", "[a.example.org, b.example.org]"
    assert not found_by("MED215", dataset(one, both))
    assert found_by("MED215", dataset(both, "[b.example.org, a.example.org]"))


@pytest.mark.parametrize("again", ["a.example.org", "A.example.ORG"])
def test_a_host_twice_in_one_list(again: str):
    text = dataset("b.example.org", f"[a.example.org, c.example.org, {again}]")
    (found,) = found_by("MED215", text)
    assert (found.subject.kind, found.subject.id) == ("role", "other")
    assert text_at(text, found) == again
    assert "lists the host" in found.problem.message
