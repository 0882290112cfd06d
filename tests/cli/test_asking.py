"""The commands that only ask: `rule`, `list`, `explain` and `schema`, and the help of all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Done
from pytest_regressions.file_regression import FileRegressionFixture

from sphinx_medulla.checker.reports.json_report import SCHEMA
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.cli.list_command import LISTED
from sphinx_medulla.cli.rule_command import ALL_RULES
from sphinx_medulla.dataset.codes import Code
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.packaged import packaged_dataset
from sphinx_medulla.dataset.schema import schema_text

Run = Callable[..., Done]

COMMANDS = ("check", "rule", "list", "explain", "schema")


# help


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples_that_the_command_takes(command: str, run: Run):
    done = run(command, "--help")
    assert (done.status, done.err) == (0, "")
    _, _, examples = done.out.partition("examples:\n")
    lines = [line.strip() for line in examples.splitlines() if line.strip()]
    assert lines
    for line in lines:
        assert line.startswith(f"medulla-flows {command}")
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|[^\s">]+', line)[2:]]
        assert "unrecognized" not in run(command, *words).err
        assert "no option" not in run(command, *words).err


def test_help_lists_the_commands_in_one_line_each(run: Run):
    done = run("--help")
    for command in COMMANDS:
        assert re.search(rf"^    {command}\s+[a-z].*[^.]$", done.out, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "required: COMMAND."),
        (("chekc",), "there is no 'chekc'. Did you mean 'check'? Choose from: check, compare,"),
        (("--bogus",), "required: COMMAND."),
        (("rule",), "required: RULE."),
        (
            ("list", "moeds"),
            "there is no 'moeds'. Did you mean 'modes'? Choose from: modes, roles,",
        ),
        (
            ("render", "flow"),
            "there is no 'flow'. Did you mean 'flows'? Choose from: flows, ports,",
        ),
    ],
)
def test_wrong_commands_end_with_2(arguments: tuple[str, ...], said: str, run: Run):
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "--help` has examples." in done.err


# rule


def test_rules_differ_in_code_and_name():
    names = [name for rule in ALL_RULES for name in (rule.code, rule.name)]
    assert len(names) == len(set(names))


def test_every_rule_has_a_page(run: Run):
    for rule in RULES:
        done = run("rule", rule.code)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(f"{rule.code} {rule.name} ({rule.severity.label})\n")
        for heading in ("Why", "How to fix it", "Bad", "Good", "How to waive it"):
            assert f"\n{heading}\n" in done.out
        assert run("rule", rule.name) == run("rule", rule.code.lower()) == done
        assert run("rule", rule.name.replace("-", " ").title()) == done


def test_codes_of_loading_have_a_page_without_blanks_alone(run: Run):
    for code in Code:
        done = run("rule", code.code)
        assert done.status == 0
        words = done.out.split("\n\n")[1]
        assert re.search(r"[a-z]{2}", re.sub(r"<\w+>", "", words)), words


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("MED300", "There is no rule 'MED300'. Did you mean 'MED3"),
        ("same-port", "`medulla-flows list rules` lists them."),
        ("MED3", "There is no rule 'MED3'."),
        ("MED708", "warnings of a Sphinx build"),
        ("", "There is no rule ''."),
    ],
)
def test_a_rule_that_is_none(word: str, said: str, run: Run):
    done = run("rule", word)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


# list


@pytest.mark.dataset
@pytest.mark.parametrize("kind", LISTED)
def test_lists_begin_with_the_ids(kind: str, run: Run):
    done = run("list", kind)
    assert done.status == 0
    dataset = load(packaged_dataset()).dataset
    ids = {
        "modes": dataset.modes, "roles": dataset.roles, "services": dataset.services,
        "zones": dataset.zones, "rules": {rule.code: rule for rule in ALL_RULES},
    }.get(kind, {flow.id: flow for flow in dataset.flows})  # fmt: skip
    assert sorted(line.split()[0] for line in done.out.splitlines()) == sorted(ids)
    assert all(len(line.split()) > 1 for line in done.out.splitlines())


def test_the_packaged_dataset_is_read_where_none_is_named_and_said_so(run: Run):
    done = run("list", "modes")
    assert done.err == (f"Reading {packaged_dataset()} (the packaged dataset).\n")


def test_the_named_dataset_is_listed(run: Run, folder: Path):
    assert run("list", "modes", "flows.yaml") == (
        0, "old  With the old relay\nnew  With the new relay\n", ""
    )  # fmt: skip
    project = '[tool.sphinx-medulla]\ndataset = "flows.yaml"\n'
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    done = run("list", "zones")
    assert done.out == "internet  Internet\ninside    Inside\n"
    assert done.err == "Reading flows.yaml (pyproject.toml, [tool.sphinx-medulla]).\n"


def test_an_empty_list_says_so(run: Run, folder: Path):
    (folder / "bare.yaml").write_text(
        "format: 1\nproduct: {name: A}\nrevision: 1\nroles: {a: {name: A}, b: {name: B}}\n"
        "flows: [{id: a-to-b, from: a, to: b, ports: [1/tcp]}]\n",
        encoding="utf-8",
    )
    assert run("list", "zones", "bare.yaml") == (0, "", "The dataset has no zones.\n")
    assert run("list", "flows", "bare.yaml").out == "a-to-b  every mode  A → B\n"


def test_a_flow_without_modes_is_in_those_with_both_ends(run: Run, folder: Path):
    (folder / "bare.yaml").write_text(
        "format: 1\nproduct: {name: A}\nrevision: 1\nroles: {a: {name: A}, b: {name: B}}\n"
        "modes: {one: {title: One, roles: [b]}, two: {title: Two}, three: {title: Three}}\n"
        "flows: [{id: a-to-b, from: a, to: b, ports: [1/tcp]}]\n",
        encoding="utf-8",
    )
    assert run("list", "flows", "bare.yaml").out == "a-to-b  one  A → B\n"
    assert "  Modes: One\n" in run("explain", "a", "b", "1", "--dataset", "bare.yaml").out


@pytest.mark.parametrize("command", [("list", "flows"), ("explain", "a", "b", "22", "--dataset")])
def test_a_dataset_that_cannot_be_used(command: tuple[str, ...], run: Run, folder: Path):
    done = run(*command, "nope.yaml")
    assert (done.status, done.out) == (2, "")
    assert "nope.yaml: The file cannot be read: No such file or directory." in done.err
    (folder / "empty.yaml").touch()
    done = run(*command, "empty.yaml")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("empty.yaml:1:1: MED005 ")


# explain

SMALL = Path(__file__).parents[1] / "manuals" / "small.yaml"


def test_explain_is_as_kept(run: Run, file_regression: FileRegressionFixture):
    asked = (
        ("client", "hub", "22"), ("client", "hub", "53"), ("Hub", "Edge relay", "22/tcp"),
        ("visitor", "edge", "4370-4380/tcp"), ("client", "hub", "7777"),
        ("client", "hub", "9/udp"), ("client", "archive", "443"),
    )  # fmt: skip
    parts = []
    for words in asked:
        done = run("explain", *words, "--dataset", SMALL)
        parts.append(f"$ explain {' '.join(words)}\n{done.out}({done.status})\n")
        assert done.err == ""
    file_regression.check("\n".join(parts), encoding="utf-8")


def test_explain_shows_the_questions_of_the_dataset(run: Run, tmp_path: Path):
    dataset = tmp_path / "flows.yaml"
    question = (
        "\nquestions: [{id: q, question: Needed?, from: client, to: hub, ports: [7778/tcp, 22]}]"
    )
    dataset.write_text(SMALL.read_text(encoding="utf-8") + question, encoding="utf-8")

    closed, other, opened = (
        run("explain", "client", to, port, "--dataset", dataset)
        for to, port in (("hub", "7778"), ("archive", "7778"), ("hub", "22"))
    )
    assert closed.out.endswith("\nOpen question: Needed?\n")
    assert closed.status == 1
    assert "Needed?" not in other.out
    assert opened.out.endswith("\n\nOpen question: Needed?\n")
    assert opened.status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("CLIENT", "main  HUB", "22/tcp"),
        ("clients", "MainHub", "22/TCP"),
        ("Client", "main-hubs", "22/Tcp"),
    ],
)
def test_explain_takes_names_in_every_spelling(words: tuple[str, ...], run: Run):
    assert run("explain", *words, "--dataset", SMALL) == run(
        "explain", "client", "hub", "22/tcp", "--dataset", SMALL
    )


def test_explain_tells_an_ambiguous_name(run: Run, tmp_path: Path):
    dataset = tmp_path / "flows.yaml"
    text = SMALL.read_text(encoding="utf-8")
    dataset.write_text(text.replace("name: Edge relay,", "name: HUB,"), encoding="utf-8")
    assert run("explain", "client", "Hub", "22", "--dataset", dataset).status == 0
    done = run("explain", "client", "hUB", "22", "--dataset", dataset)
    assert (done.status, done.out) == (2, "")
    assert "More than one role is called 'hUB'. Write hub or edge." in done.err


@pytest.mark.parametrize("kind", ["Roles", "role", " ROLES"])
def test_list_takes_a_kind_in_every_spelling(kind: str, run: Run):
    assert run("list", kind, SMALL) == run("list", "roles", SMALL)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hubb", "client", "22"), "There is no role 'hubb'. Did you mean 'hub'?"),
        (("hub", "client", "80/443"), "Write each port as an entry of its own: 80, 443."),
        (("hub", "client", "70000"), "The port '70000' is out of range."),
        (("hub", "client", "22/upd"), "has the unknown protocol 'upd'"),
        (("hub", "client", "ssh"), "'ssh' is not a port."),
    ],
)
def test_explain_refuses_what_it_does_not_know(words: tuple[str, ...], said: str, run: Run):
    done = run("explain", *words, "--dataset", SMALL)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


@pytest.mark.dataset
def test_explain_names_the_sources_and_the_corrections_of_the_packaged_dataset(run: Run):
    dataset = load(packaged_dataset()).dataset
    for flow in dataset.flows:
        for entry in flow.ports:
            done = run("explain", flow.from_, flow.to, entry.port.number)
            assert done.status == 0
            assert f"{flow.id}: " in done.out
            assert "  Source: " in done.out


# schema


def test_schemas_are_printed(run: Run):
    assert run("schema") == (0, schema_text(), "")
    assert run("schema", "findings") == (0, SCHEMA.read_text(encoding="utf-8"), "")
    json.loads(run("schema").out)
    assert run("schema", "else").status == 2
