"""The option `questions`: open questions in full, as marks only, or as what is not confirmed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from formats import text_of, written

from sphinx_medulla.dataset.queries import Selection
from sphinx_medulla.render.shell_command import file_name, render_flows

DATASET = """\
format: 1
product: {name: Acme}
revision: 1
roles: {client: {name: Client}, server: {name: Server}}
services:
  web:
    name: Web
    ports: [80/tcp, 443/tcp]
    errata:
      - {at: ports, ports: [80/tcp], published: "80", reason: Is it closed?, undecided: true}
      - {at: name, published: Wep, reason: Misspelt.}
flows:
  - id: f
    from: client
    to: server
    ports: [22/tcp, 80/tcp]
    errata:
      - {at: ports, ports: [22/tcp], published: "22", reason: Is it used?, undecided: true}
      - {at: note, published: Not so., reason: Wrong.}
    ignore: [{rule: MED501, question: What else?}]
questions:
  - {id: q, question: And the rest?}
"""
QUESTIONS = ["Is it closed?", "Is it used?", "What else?", "And the rest?"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flows.yaml"
    path.write_text(DATASET, encoding="utf-8")
    return path


def shown(file: Path, kind: str, questions: str, **options: str) -> str:
    job = written(kind, "", {"questions": questions, **options}, file)
    return " ".join(text_of("html", job).split())


@pytest.mark.parametrize("kind", ["flows", "ports", "errata", "findings"])
def test_nothing_but_show_has_the_questions_below_a_table(kind: str, file: Path) -> None:
    lists = kind in {"errata", "findings"}
    for how in ("show", "marks", "hide"):
        text = shown(file, kind, how)
        found = [question for question in QUESTIONS if question in text]
        assert bool(found) is (how == "show" or (how == "marks" and lists)), how


def test_marks_keep_their_letters_beside_those_of_corrections(file: Path) -> None:
    text = shown(file, "flows", "marks", errata="notes")
    assert "tcp: 22 (open question [a])," in text
    assert "Open question: [b]" in text
    assert 'Corrected: <a class="medulla-mark"' in text
    assert "[c]</a> <strong>Corrected</strong>" in text


def test_what_is_hidden_is_said_not_to_be_confirmed(file: Path) -> None:
    text = shown(file, "flows", "hide", errata="notes")
    assert "tcp: 22 (not confirmed)," in text
    assert "80 Web (" not in text
    assert "Not confirmed." in text
    assert "Wrong." in text
    assert "Open question" not in text
    assert "tcp: 22 (not confirmed)," in shown(file, "flows", "hide", columns="ports")


def test_in_descriptions_it_is_behind_the_port_too(file: Path) -> None:
    text = shown(file, "ports", "hide")
    assert "80/tcp (not confirmed), 443/tcp – Web" in text


def test_files_say_it_without_the_question(file: Path) -> None:
    def lines(questions: str) -> list[tuple[str, str]]:
        text = text_of("csv", written("flows", "", {"questions": questions}, file))
        found = csv.DictReader(text.removeprefix("\ufeff").splitlines())
        return [(line["status"], line["question"]) for line in found]

    assert lines("show")[0] == ("open question", "Is it used? What else?")
    assert lines("hide") == [("not confirmed", ""), ("not confirmed", "")]
    selection = Selection(modes=("one",))
    assert file_name(selection, "csv", hides_questions=True) != file_name(selection, "csv")
    command = render_flows(selection, "csv", hides_questions=True)
    assert command == "medulla-flows render flows one --questions hide --format csv"


def test_lists_keep_what_is_settled(file: Path) -> None:
    assert "Misspelt." in shown(file, "errata", "hide")
    assert "There are no known exceptions." in shown(file, "findings", "hide")
    rules = shown(file, "flow-rules", "hide")
    assert "<dt>Not confirmed</dt>" in rules
    assert "Open question" not in rules
