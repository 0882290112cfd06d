"""The option `questions`: open questions in full, as marks only, or as what is not confirmed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from formats import text_of, written

from sphinx_medulla.cli.main import main
from sphinx_medulla.dataset.selection import Selection
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
  - {id: new, question: Is it open too?, from: client, to: server, ports: [5555/tcp]}
  - {id: elsewhere, question: Does the client listen?, to: client, ports: [80/tcp]}
  - {id: back, question: Does the server call?, from: server, ports: [80/tcp]}
"""
QUESTIONS = ["Is it closed?", "Is it used?", "What else?", "And the rest?", "Is it open too?"]


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
    assert "80 Web (open question [b])" in text
    assert "Open question: [c]" in text
    assert 'Corrected: <a class="medulla-mark"' in text
    assert "[d]</a> <strong>Corrected</strong>" in text


def test_a_question_that_a_service_and_its_flow_ask_has_one_note(file: Path) -> None:
    asked = "{rule: MED603, ports: [80/tcp], question: Is it closed?}"
    text = DATASET.replace("[{rule: MED501", f"[{asked}, {{rule: MED501")
    file.write_text(f"{text}  - {{id: other, question: Last?}}\n", encoding="utf-8")
    table = shown(file, "flows", "show")
    assert table.count("Is it closed?") == 1
    assert table.count(">[b]</a>") == 2  # at the port, and in front of the note


def test_what_is_hidden_is_said_not_to_be_confirmed(file: Path) -> None:
    text = shown(file, "flows", "hide", errata="notes")
    assert "tcp: 22 (not confirmed)," in text
    assert "80 Web (not confirmed)" in text
    assert "Not confirmed." in text
    assert "Wrong." in text
    assert "Open question" not in text
    assert "tcp: 22 (not confirmed)," in shown(file, "flows", "hide", columns="ports")


def test_the_key_explains_what_is_not_confirmed(file: Path) -> None:
    meant = "not confirmed: ask first"
    assert meant in shown(file, "flows", "hide")
    assert meant in shown(file, "flows", "hide", columns="notes")
    assert meant not in shown(file, "flows", "show")
    settled = DATASET.replace(", undecided: true", "").replace("question: What", "reason: What")
    file.write_text(settled, encoding="utf-8")
    assert meant not in shown(file, "flows", "hide")


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


def test_the_look_up_has_the_doubts_of_each_port(file: Path) -> None:
    text = text_of("text", written("lookup", "", {}, file))
    ports = dict(part.strip().split("\n", 1) for part in text.split("\n\n"))
    assert list(ports) == ["22/tcp", "80/tcp Web", "80/tcp", "443/tcp Web", "5555/tcp"]
    assert "Client → Server: Open question. Is it used?" in ports["22/tcp"]
    assert "Client → Server: Open question. What else?" in ports["22/tcp"]
    assert "    Open question. Is it closed?" in ports["80/tcp Web"]
    assert "Does the" not in ports["80/tcp Web"]
    assert ports["80/tcp"] == (
        "    Client (80/tcp): Open question. Does the client listen?\n"
        "    Server (80/tcp): Open question. Does the server call?"
    )
    assert "Open question" not in ports["443/tcp Web"]
    assert ports["5555/tcp"] == "    Client → Server (5555/tcp): Open question. Is it open too?"
    assert "Misspelt" not in text
    assert "Wrong." not in text


def test_the_look_up_marks_and_hides_doubts(file: Path) -> None:
    marked = shown(file, "lookup", "marks")
    assert marked.count('<p class="medulla-question">Open question.</p>') == 4
    assert not any(question in marked for question in QUESTIONS)
    hidden = shown(file, "lookup", "hide")
    assert "22/tcp (not confirmed)" in hidden
    assert "80/tcp Web (not confirmed)" in hidden
    assert "443/tcp Web<" in hidden
    assert "5555" not in hidden
    assert "Open question" not in hidden


def test_a_question_with_an_open_end_leaves_known_flows_confirmed(file: Path) -> None:
    asks = "  - {id: wide, question: Is it open to anybody?, to: server, ports: [443/tcp]}\n"
    file.write_text(f"{DATASET}{asks}", encoding="utf-8")
    assert "Is it open to anybody?" in shown(file, "lookup", "show")
    assert "443/tcp Web<" in shown(file, "lookup", "hide")


def test_the_command_says_that_its_marks_lead_nowhere(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str) -> str:
        assert main(["render", *words, "--dataset", str(file)]) == 0
        return capsys.readouterr().err

    start = "medulla-flows: MED718 Marks of open questions lead nowhere, since this output"
    for kind in ("flows", "ports", "lookup"):
        assert said(kind, "--questions", "marks").startswith(start)
    for words in (
        ("flows", "--questions", "hide"),
        ("flows",),
        ("flows", "--questions", "marks", "--format", "csv"),
        ("errata", "--questions", "marks"),
    ):
        assert "MED718" not in said(*words)
