"""The rule question-in-wrong-mode."""

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
  old: {{name: Old relay}}
  new: {{name: New relay}}
  admin: {{name: Admin}}
  anybody: {{name: Anybody, any: true}}
modes:
  one: {{title: One, roles: [server, old]}}
  two: {{title: Two, roles: [server, new]}}
  three: {{title: Three, roles: [server]}}
flows:
  - {{id: a, from: server, to: admin, ports: [443/tcp]}}
questions:
  - {{id: open, question: Must it be open?, {question}}}
"""


@pytest.mark.parametrize(
    ("question", "place", "severity", "message"),
    [
        (
            "from: new, to: server, modes: [one]",
            "new",
            "info",
            (
                "The question open names new, which is in the mode two only, but it is about the "
                "mode one."
            ),
        ),
        (
            "to: [old, new], modes: [one, three]",
            "[old, new]",
            "warning",
            (
                "The question open names new, which is in the mode two only, but it is about the "
                "modes one and three."
            ),
        ),
        (
            "from: server, to: [old, new], modes: [one, two, three]",
            "three",
            "warning",
            "The question open is about the mode three, which lacks old and new.",
        ),
    ],
)
def test_modes_and_roles_that_do_not_fit(question: str, place: str, severity: str, message: str):
    text = dataset(question)
    found = found_by("MED909", text)
    assert message in [one.problem.message for one in found]
    assert place in [text_at(text, one) for one in found]
    assert {one.problem.severity.label for one in found} == {severity}


@pytest.mark.parametrize(
    "question",
    [
        "from: server, to: [old, new], modes: [one, two]",
        "from: old, to: server, modes: [one]",
        "from: admin, to: server, modes: [one, three]",
        "from: anybody, to: old, modes: [one]",
        "from: new, to: server",
        "modes: [one, two, three]",
    ],
)
def test_modes_and_roles_that_fit(question: str):
    assert not found_by("MED909", dataset(question))
