"""The rule same-question-twice."""

from __future__ import annotations

import pytest
from checking import found_by, text_at


def dataset(other: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
roles:
  server: {{name: Server}}
  client: {{name: Client}}
flows:
  - {{id: a, from: client, to: server, ports: [443/tcp]}}
questions:
  - {{id: one, question: Is it used?}}
  - {{id: other, question: {other}}}
"""


@pytest.mark.parametrize("other", ["Is it used?", "is it  used?"])
def test_one_text(other: str):
    text = dataset(other)
    (found,) = found_by("MED911", text)
    assert text_at(text, found) == other
    assert found.problem.message == "The questions one and other have the same text."


def test_two_texts():
    assert not found_by("MED911", dataset("Is it needed?"))
