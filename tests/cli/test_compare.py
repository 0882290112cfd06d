"""`medulla-flows compare`: its exit status, its reports and its errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Done

Run = Callable[..., Done]

DATASET = """\
format: 1
product: {name: Example}
revision: 1
defaults: {protocol: tcp}
sources: {page: {title: Page}}
roles: {client: {name: Client}, server: {name: Server}}
flows:
  - id: client-to-server
    from: client
    to: server
    ports: [22, 443]
    source: page
    errata: [{at: ports, ports: [443], published: "80", reason: It is encrypted.}]
"""
PAGE = "Client → Server: 22, 80\n"


@pytest.fixture
def page(folder: Path) -> Path:
    """A page and its dataset; nothing explains port 80, which the page has instead of 443."""
    (folder / "flows.yaml").write_text(DATASET, encoding="utf-8")
    (folder / "page.md").write_text(PAGE, encoding="utf-8")
    return folder / "page.md"


def test_a_difference_that_nothing_explains_fails(run: Run, page: Path) -> None:
    done = run("compare", "page.md", "flows.yaml", "--source=page", "--output-format=concise")
    assert done.status == 1
    assert done.out == (
        "page.md:1:22: warning MED803 The page lists 80/tcp, which the dataset does not have for "
        "client → server. [unknown-port]\n"
    )
    assert done.err == ("Read 1 connection. Found 2 differences, 1 explained by errata.\n")


def test_explained_differences_do_not_fail_and_are_shown_on_request(run: Run, page: Path) -> None:
    page.write_text("Client → Server: 22\n\nOn 80 we say nothing.\n", encoding="utf-8")
    dataset = DATASET.replace('published: "80"', 'published: ""')
    page.with_name("flows.yaml").write_text(dataset, encoding="utf-8")
    command = ("compare", "page.md", "flows.yaml", "--output-format=concise")
    done = run(*command)
    assert (done.status, done.out.count("\n")) == (0, 1)
    assert "MED820" in done.out
    assert "1 line unread" in done.err
    assert "MED804" in run(*command, "--show-explained").out


def test_places_are_shown_on_the_page_and_in_the_dataset(run: Run, page: Path) -> None:
    done = run("compare", "page.md", "flows.yaml")
    assert "1 | Client → Server: 22, 80\n  |                      ^^\n" in done.out
    assert "= The dataset has these ports. flows.yaml:11:12" in done.out


def test_every_format_of_the_check_is_one_of_the_comparison(run: Run, page: Path) -> None:
    command = ("compare", "page.md", "flows.yaml")
    found = json.loads(run(*command, "--output-format=json").out)
    assert found["counts"] == {"error": 0, "warning": 1, "info": 0, "waived": 1}
    assert found["waived"][0]["reason"] == "It is encrypted."
    sarif = json.loads(run(*command, "--output-format=sarif").out)
    results = sarif["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == ["MED803", "MED804"]
    assert results[1]["suppressions"][0]["justification"] == "It is encrypted."
    for name in ("github", "gitlab", "junit"):
        assert "MED803" in run(*command, f"--output-format={name}").out


def test_names_may_be_given(run: Run, page: Path) -> None:
    page.write_text("PC → Server: 22, 443/tcp\n", encoding="utf-8")
    assert "MED810" in run("compare", "page.md", "flows.yaml").out
    done = run("compare", "page.md", "flows.yaml", "--role", "PC=Client")
    assert "MED810" not in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.md"], "none.md cannot be read"),
        (["page.md", "flows.yaml", "--source=pag"], "Did you mean 'page'?"),
        (["page.md", "flows.yaml", "--role", "PC"], "Write --role NAME=MEANING."),
        (["page.md", "flows.yaml", "--role", "PC=clint"], "Did you mean 'client'?"),
        (["page.md", "flows.yaml", "--mode", "One=one"], "There is no mode 'one'."),
        (["page.md", "flows.yaml", "--map", "form=A"], "Did you mean 'from'?"),
        (["page.md", "flows.yaml", "--language=xx"], "There is no language 'xx'."),
        (["grid.md", "flows.yaml"], "grid.md:1: The page has a grid table"),
        (["page.md", "flows.yaml", "--output-format=json=page.md"], "would overwrite"),
    ],
)
def test_wrong_usage_is_explained(arguments: list[str], words: str, run: Run, page: Path) -> None:
    page.with_name("grid.md").write_text("+---+---+\n| A | 2 |\n+---+---+\n", encoding="utf-8")
    done = run("compare", *arguments)
    assert done.status == 2
    assert words in done.err


def test_a_dataset_that_does_not_load_is_reported(run: Run, page: Path) -> None:
    page.with_name("flows.yaml").write_text("format: 1\n", encoding="utf-8")
    done = run("compare", "page.md", "flows.yaml")
    assert (done.status, done.out) == (1, "")
    assert "MED102" in done.err


def test_its_findings_are_explained_like_those_of_rules(run: Run) -> None:
    assert "An erratum" in run("rule", "stale-erratum").out
    assert "MED812" in run("list", "rules").out


def test_columns_may_be_given(run: Run, page: Path) -> None:
    table = "| X | Y | Ports |\n|---|---|---|\n| Client | Server | 22, 443 |\n"
    page.write_text(table, encoding="utf-8")
    assert "MED820" in run("compare", "page.md", "flows.yaml").out
    done = run("compare", "page.md", "flows.yaml", "--map=from=X,to=Y", "--output-format=concise")
    assert "MED802" not in done.out
    assert "Read 1 connection" in done.err


def test_names_of_another_language_are_known(run: Run, page: Path) -> None:
    page.write_text("Poste interne → Serveur Medulla: 22\n", encoding="utf-8")
    dataset = Path(__file__).parents[1] / "release" / "medulla.yaml"
    assert "MED810" in run("compare", "page.md", dataset).out
    assert "MED810" not in run("compare", "page.md", dataset, "--language=fr").out
