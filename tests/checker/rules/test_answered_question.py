"""The rule answered-question."""

from __future__ import annotations

import pytest
from checking import found_by, text_at


def dataset(question: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
roles:
  server: {{name: Server}}
  relay: {{name: Relay}}
  client: {{name: Client}}
modes:
  one: {{title: One}}
  two: {{title: Two}}
flows:
  - {{id: a, from: client, to: server, modes: [one], ports: [443/tcp, 8000-8009/tcp]}}
  - {{id: b, from: client, to: relay, modes: [one, two], ports: [443/tcp]}}
questions:
  - {{id: open, question: Must it be open?, {question}}}
"""


@pytest.mark.parametrize(
    ("question", "flows"),
    [
        ("from: client, to: server, ports: [443/tcp]", "a already has"),
        ("from: client, to: server, ports: [443/tcp, 8003/tcp], modes: [one]", "a already has"),
        ("from: client, to: [server, relay], ports: [443/tcp]", "a and b already have"),
    ],
)
def test_ports_that_flows_have(question: str, flows: str):
    text = dataset(question)
    (found,) = found_by("MED908", text)
    assert flows in found.problem.message
    assert text_at(text, found).startswith("{id: open")
    assert found.problem.severity.label == "info"


@pytest.mark.parametrize(
    "question",
    [
        "from: client, to: server, ports: [443/udp]",
        "from: client, to: server, ports: [443/tcp, 22/tcp]",
        "from: server, to: client, ports: [443/tcp]",
        "from: client, to: server, ports: [443/tcp], modes: [two]",
        "from: client, to: [server, relay], ports: [8000/tcp]",
        "from: client, to: server",
        "to: server, ports: [443/tcp]",
    ],
)
def test_other_questions(question: str):
    assert not found_by("MED908", dataset(question))
