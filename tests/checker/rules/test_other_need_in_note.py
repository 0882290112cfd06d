"""The rule other-need-in-note."""

from __future__ import annotations

import pytest
from checking import found_by


def dataset(note: str, need: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
roles:
  server: {{name: Server}}
  client: {{name: Client}}
flows:
  - {{id: a, from: client, to: server, note: "{note}", ports: [{{port: 443, need: {need}}}, 80]}}
  - {{id: b, from: server, to: client, ports: [{{port: 22, note: "{note}", need: {need}}}]}}
defaults: {{protocol: tcp}}
"""


@pytest.mark.parametrize(
    ("note", "need", "flows"),
    [
        ("Always required.", "optional", ["a", "b"]),
        ("All ports of this row are required.", "optional", ["a", "b"]),
        ("Mandatory", "optional", ["a", "b"]),
        ("Toujours nécessaire", "optional", ["a", "b"]),
        ("Zwingend", "optional", ["a", "b"]),
        ("All of these ports are optional.", "required", ["b"]),  # of 80 nothing is stated
        ("Facultatif", "required", ["b"]),
        ("For backups. It is optional", "required", ["b"]),
        ("Opened by agents (optional)", "required", ["b"]),
        ("These ports are required", "optional", ["a", "b"]),
        ("Diese Verbindungen sind immer erforderlich", "optional", ["a", "b"]),
    ],
)
def test_a_note_that_says_the_opposite(note: str, need: str, flows: list[str]):
    assert [one.subject.id for one in found_by("MED531", dataset(note, need))] == flows


@pytest.mark.parametrize(
    ("note", "need"),
    [
        ("Always required.", "required"),
        ("Always required if agents are deployed.", "optional"),
        ("Required for deployment", "optional"),
        ("Not mandatory", "optional"),
        ("Optional", "optional"),
        ("With optional encryption", "required"),
        ("Always required.", "{when: if used}"),
        ("Not optional", "required"),
        ("TLS is optional.", "required"),
        ("The optional client agent uses it", "required"),
        ("Die Verschlüsselung ist optional", "required"),
        ("The encryption of this port's traffic is optional", "required"),
        ("A licence is always required", "optional"),
        ("Always required in large sites", "optional"),
        ("Reboot required", "optional"),
    ],
)
def test_a_note_that_may_be_right(note: str, need: str):
    assert not found_by("MED531", dataset(note, need))
