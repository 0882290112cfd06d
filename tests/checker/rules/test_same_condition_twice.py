"""The rule same-condition-twice."""

from __future__ import annotations

import pytest
from checking import found_by, text_at


def dataset(one: str, other: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
roles: {{server: {{name: Server}}, client: {{name: Client}}}}
modes:
  one: {{title: One{one}}}
  other: {{title: Other{other}}}
flows:
  - {{id: a, from: client, to: server, ports: [443/tcp]}}
"""


@pytest.mark.parametrize("other", ["you have a relay", "You have a  relay."])
def test_one_condition_of_two_modes(other: str):
    text = dataset(", when: you have a relay", f", when: {other}")
    (found,) = found_by("MED217", text)
    assert (found.subject.kind, found.subject.id) == ("mode", "other")
    assert text_at(text, found) == other
    assert found.problem.severity.label == "warning"


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), (", when: one", ""), (", when: one", ", when: two")]
)
def test_different_conditions(one: str, other: str):
    assert not found_by("MED217", dataset(one, other))
