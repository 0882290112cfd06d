"""`medulla-flows check` with several files, a folder, and the standard input."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from commands import FAULTY, SELECT, Done

from sphinx_medulla.checker.reports import FORMATS

Run = Callable[..., Done]

CLEAN = """\
format: 1
product: {name: Clean}
revision: 1
roles: {client: {name: Client}, server: {name: Server}}
services: {web: {name: Web, ports: [8443/tcp], description: The web pages of the server.}}
flows: [{id: a, from: client, to: server, ports: [8443/tcp]}]
"""
TWICE = CLEAN.replace("[8443/tcp]}]", "[8443/tcp, 8443/tcp]}]")
BROKEN = CLEAN.replace("to: server", "to: sever")


@pytest.fixture
def products(folder: Path) -> Path:
    """A folder with two datasets, one in a folder of its own, and files that are none."""
    made = folder / "products"
    (made / "deep").mkdir(parents=True)
    (made / ".hidden").mkdir()
    for name, text in {
        "a.yaml": TWICE,
        "deep/b.yml": CLEAN,
        "ci.yaml": "version: 2\njobs: {}\n",
        ".hidden/c.yaml": BROKEN,
        "notes.txt": TWICE,
    }.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_one_report_and_one_status_over_all(run: Run, folder: Path, products: Path):
    clean = run("check", "products/deep/b.yml")
    assert (clean.status, clean.out) == (0, "")
    done = run(
        "check",
        "products/deep/b.yml",
        "flows.yaml",
        "products/a.yaml",
        SELECT,
        "--severity=MED301=error",
    )
    assert done.status == 1
    places = [line.split(" ")[-1] for line in done.out.splitlines() if "-->" in line]
    assert {place.split(":")[0] for place in places} == {"flows.yaml", "products/a.yaml"}
    assert done.err.count("Found ") == 1
    (file,) = {place for place in places if place.startswith("products")}
    assert file == "products/a.yaml:6:61"


def test_files_may_be_named_behind_options(run: Run, products: Path):
    done = run("check", "products/a.yaml", SELECT, "products/deep/b.yml", "--exit-zero")
    assert done.status == 0
    assert run("check", "products/a.yaml", "--slect=MED3", "flows.yaml").status == 2


def test_frames_show_the_lines_of_their_own_file(run: Run, products: Path):
    out = run("check", "flows.yaml", "products/a.yaml", "--select=MED301").out
    assert "6 | flows: [{id: a, from: client, to: server, ports: [8443/tcp, 8443/tcp]}]" in out


def test_a_folder_gives_its_datasets(run: Run, products: Path):
    done = run("check", "products", "--output-format=concise", "--select=MED301")
    assert [line.split(" ")[0] for line in done.out.splitlines()] == ["products/a.yaml:6:61:"]
    assert run("check", "products/deep").status == 0


def test_a_file_that_is_named_twice_is_checked_once(run: Run, products: Path):
    done = run("check", "products/a.yaml", "products", "--output-format=concise", "--select=MED301")
    assert len(done.out.splitlines()) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_findings_of_all(name: str, run: Run, folder: Path, products: Path):
    (products / "deep" / "b.yml").write_text(BROKEN, encoding="utf-8")
    done = run("check", "flows.yaml", "products", f"--output-format={name}")
    assert done.status == 1
    for file in ("flows.yaml", "products/a.yaml", "products/deep/b.yml"):
        assert file in done.out
    if name == "junit":
        root = ET.fromstring(done.out)
        assert len(root) == 3
        assert int(root.get("tests", "")) == len(list(root.iter("testcase")))
        assert int(root.get("failures", "")) == len(list(root.iter("failure")))
    if name in {"json", "gitlab"}:
        found = json.loads(done.out)
        found = found if name == "gitlab" else found["findings"]
        prints = [one["fingerprint"] for one in found]
        assert len(set(prints)) == len(prints)


def test_equal_findings_of_two_files_differ_in_their_fingerprints(run: Run, products: Path):
    (products / "deep" / "b.yml").write_text(TWICE, encoding="utf-8")
    done = run("check", "products", "--output-format=json", "--select=MED301")
    first, second = json.loads(done.out)["findings"]
    assert first["path"] != second["path"]
    assert first["fingerprint"] != second["fingerprint"]


def test_a_file_that_is_not_there_keeps_no_other_from_being_checked(run: Run, products: Path):
    done = run("check", "gone.yaml", "products/a.yaml", "--select=MED301")
    assert done.status == 2
    assert "products/a.yaml:6:61" in done.out
    assert "gone.yaml: The file cannot be read" in done.err


@pytest.mark.parametrize("option", ["--select=MED301", "--diff"])
def test_a_folder_without_datasets_keeps_no_other_file_from_being_read(
    option: str, run: Run, folder: Path, products: Path
):
    (folder / "empty").mkdir()
    (products / "a.yaml").write_text(TWICE.replace("from: client", "from: Client"), "utf-8")
    done = run("check", "empty", "products/a.yaml", option)
    assert done.status == 2
    assert "products/a.yaml" in done.out
    assert "The folder empty contains no dataset." in done.err


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a text into the standard input."""

    def put(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return put


def test_standard_input_has_the_name_that_is_given(run: Run, typed: Callable[[str], None]):
    typed(TWICE)
    done = run("check", "-", "--select=MED301", "--output-format=concise")
    assert done.status == 1
    assert done.out.startswith("<stdin>:6:61: ")
    typed(BROKEN)
    done = run("check", "-", "--stdin-filename", "data/new.yaml")
    assert done.status == 1
    assert "--> data/new.yaml:6:" in done.out
    assert "6 | flows:" in done.out
    typed(CLEAN)
    assert run("check", "-").status == 0


def test_a_closed_standard_input_is_no_internal_error(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", None)
    done = run("check", "-")
    assert done.status == 2
    assert "Standard input is closed. Write the path of a dataset." in done.err


def test_standard_input_together_with_a_file(run: Run, typed: Callable[[str], None]):
    typed(TWICE)
    done = run("check", "-", str(FAULTY), "--select=MED301", "--output-format=concise")
    assert done.out.startswith("<stdin>:")
    assert str(FAULTY) in done.out


def test_a_report_overwrites_none_of_the_datasets(run: Run, products: Path):
    done = run("check", "flows.yaml", "products", "--output-format=json=products/a.yaml")
    assert done.status == 2
    assert "would overwrite the dataset products/a.yaml" in done.err
