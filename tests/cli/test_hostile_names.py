"""Names of files reach neither the terminal nor the log of a CI server as commands."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import FAULTY, SELECT, Done
from lxml import etree

from sphinx_medulla.dataset.characters import line_of, visible
from sphinx_medulla.dataset.loading import load_text

Run = Callable[..., Done]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")

NAMES = [
    "\x1b]0;title\x07\x1b[31mred.yaml",
    "a\n::error::said\r\n.yaml",
    "::error file=x,line=1::said.yaml",
    "##[error]said ##vso[task.complete] ##teamcity[x].yaml",
    "\u202egnp.yaml",
    "\x9b31mred.yaml",
]
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")


def harmless(text: str) -> None:
    assert not CONTROLS.search(text)
    assert not re.search(r"##\w*\[", text)
    for line in text.splitlines():
        assert not line.lstrip().startswith("::")


@pytest.mark.parametrize("name", NAMES)
def test_names_are_made_visible(name: str, run: Run, folder: Path) -> None:
    (folder / name).write_bytes(FAULTY.read_bytes())
    for form in ("full", "concise", "json", "gitlab", "sarif", "junit"):
        done = run("check", name, SELECT, f"--output-format={form}")
        assert done.status == 1
        is_json = form in {"json", "gitlab"}  # read by programs, not from a log
        harmless(done.out.replace("##", "") if is_json else done.out)
        harmless(done.err)
        if form == "json":
            assert json.loads(done.out)["findings"][0]["path"] == name
        elif form == "junit":
            etree.fromstring(done.out.encode())
    (folder / name).unlink()
    for words in (("check", name), ("list", "modes", name), ("generate", name, "--format", "x")):
        done = run(*words)
        assert done.status == 2
        harmless(done.out + done.err)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_for_github_has_its_own_commands_only(name: str, run: Run, folder: Path) -> None:
    (folder / name).write_bytes(FAULTY.read_bytes())
    done = run("check", name, SELECT, "--output-format=github")
    assert not CONTROLS.search(done.out)
    assert [line.split()[0] for line in done.out.splitlines()] == ["::error", "::warning"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_folders_are_made_visible(name: str, run: Run, folder: Path) -> None:
    for words in (("generate", name, "--format", "md", "--dataset", "flows.yaml"), ("new", name)):
        done = run(*words, "--force")
        assert done.status == 0
        harmless(done.out + done.err)
    (folder / "pyproject.toml").mkdir()
    done = run("check", "--fix", "--diff", "flows.yaml")
    harmless(done.out + done.err)


def test_lines_of_a_log() -> None:
    assert line_of("  ::error::x") == "./  ::error::x"
    assert line_of("a::b") == "a::b"
    assert visible("a\tb\n") == "a b\N{SYMBOL FOR LINE FEED}"
    assert visible("## [x] ##a[") == "## [x] # #a["


@pytest.mark.parametrize("name", [*NAMES, "caf\udce9.yaml"])
def test_an_imported_file_is_named_by_what_a_dataset_may_have(
    name: str, run: Run, folder: Path
) -> None:
    (folder / name).write_text("A -> B\n22/tcp\n", encoding="utf-8")
    done = run("import", name)
    assert done.status in {0, 1}
    harmless(done.out.replace("'", ""))
    assert load_text(done.out, "f").dataset.flows
