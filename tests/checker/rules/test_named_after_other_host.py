"""The rule named-after-other-host."""

from __future__ import annotations

import pytest
from checking import found_by, text_at


def dataset(name: str, host: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
roles:
  server: {{name: Server}}
  one: {{name: {name}, host: {host!r}}}
flows:
  - {{id: a, from: server, to: one, ports: [443/tcp]}}
"""


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("updates.example.org", "update.example.org"),
        ("updates.example.org", "updates.example.com"),
        ("updates.example.org", "*.example.com"),
        ("updates.example.org", "a.example.org, b.example.org"),
    ],
)
def test_another_host(name: str, host: str):
    text = dataset(name, host)
    (found,) = found_by("MED216", text)
    assert (found.subject.kind, found.subject.id) == ("role", "one")
    assert text_at(text, found).strip("'") == host
    assert found.problem.severity.label == "warning"


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("updates.example.org", "Updates.Example.org."),
        ("updates.example.org", "*.example.org"),
        ("updates.example.org", "cdn.example.org, updates.example.org"),
        ("Update server", "updates.example.org"),
        ("Node.js", "nodejs.org"),
        ("Example 2.0", "example.org"),
    ],
)
def test_the_same_host_or_no_host_name(name: str, host: str):
    assert not found_by("MED216", dataset(name, host))
