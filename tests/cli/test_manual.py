"""What the manual shows of the command is what it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Done

from sphinx_medulla.checker.reports import FORMATS
from sphinx_medulla.checker.rules import RULES

Run = Callable[..., Done]

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "manual" / "checking.md").read_text(encoding="utf-8")


def test_the_report_of_the_manual_is_what_is_written(run: Run, folder: Path):
    shown = re.search(r"\$ (medulla-flows check .*)\n((?:.*\n)*?)```", MANUAL)
    assert shown is not None
    (rule,) = (rule for rule in RULES if rule.code == "MED301")
    (folder / "data").mkdir()
    (folder / "data" / "flows.yaml").write_text(rule.bad, encoding="utf-8")
    assert run(*shown[1].split()[1:], "--select=MED301").out == shown[2]


def test_the_manual_names_every_format_and_every_option(run: Run):
    table = MANUAL.partition("### Formats")[2].partition("###")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(FORMATS)
    options = set(re.findall(r"--[a-z-]+", run("check", "--help").out)) - {"--help"}
    assert {option for option in options if f"`{option}" not in MANUAL} == set()


@pytest.mark.parametrize("text", [MANUAL, (ROOT / "README.md").read_text(encoding="utf-8")])
def test_commands_in_the_texts_are_taken(text: str, run: Run):
    lines = re.findall(r"^(?:\$ )?medulla-flows (\w+ [^>\n]*)", text, re.MULTILINE)
    assert lines
    for line in lines:
        assert "usage:" not in run(*line.split()).err
