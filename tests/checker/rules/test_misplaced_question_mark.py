"""The rule misplaced-question-mark."""

from __future__ import annotations

import pytest
from checking import found_by


def dataset(
    *, question: str = "Why?", like: str = "Why?", waiver: str = "Why?", more: str = ""
) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
roles:
  server: {{name: Server}}
  client: {{name: Client}}
flows:
  - id: a
    from: client
    to: server
    ports: [443/tcp]
    ignore: [{{rule: MED501, ports: [443/tcp], question: "{waiver}"}}]
    errata: [{{at: ports, published: "444", {more or "reason: Mistyped."}}}]
  - id: b
    from: server
    to: client
    ports: [443/tcp]
    like: {{flow: a, question: "{like}"}}
questions:
  - {{id: open, question: "{question}"}}
"""


@pytest.mark.parametrize(
    "words",
    [
        "Is it used?",
        "Est-il utilisé\u202f?",
        "使っていますか。",
        "用吗",
        "هل؟",
        "Used? Nobody knows.",
    ],
)
def test_questions_in_any_language(words: str):
    assert not found_by("MED910", dataset(question=words, like=words, waiver=words))


@pytest.mark.parametrize("key", ["question", "like", "waiver"])
def test_a_question_that_asks_nothing(key: str):
    (found,) = found_by("MED910", dataset(**{key: "It is used."}))
    assert found.problem.severity.label == "info"


def test_a_decided_erratum_that_asks():
    asking = 'reason: "It is 443. Is it?"'
    (found,) = found_by("MED910", dataset(more=asking))
    assert found.problem.severity.label == "warning"
    assert "ends with a question" in found.problem.message
    assert not found_by("MED910", dataset(more=f"{asking}, undecided: true"))
    (found,) = found_by("MED910", dataset(more="reason: Nobody knows., undecided: true"))
    assert found.problem.severity.label == "info"
    assert not found_by("MED910", dataset(more='reason: "Why 444? It is mistyped."'))
