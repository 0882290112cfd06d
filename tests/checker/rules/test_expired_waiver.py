"""The rule expired-waiver."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from checking import rules_of
from remark_datasets import HEAD, codes, of, shown, waived

from sphinx_medulla.checker.file_check import report_of
from sphinx_medulla.cli.check_command import run as run_command


def test_a_waiver_holds_on_its_last_day_and_still_covers_behind_it():
    body = waived("rule: MED301, ports: [69, 70], until: 2026-11-25")
    assert not codes(body, today=date(2026, 11, 25))
    (found,) = of("MED902", body, today=date(2026, 11, 26))
    assert shown(body, found) == "2026-11-25"
    assert not of("MED301", body, today=date(2026, 11, 26))


def test_without_a_day_nothing_expires():
    assert not codes(waived("rule: MED301, ports: [69, 70], until: 2000-01-01"))


def test_the_command_judges_by_its_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "d.yaml"
    path.write_text(HEAD + waived("rule: MED301, ports: [69, 70], until: 2026-11-25"), "utf-8")
    asked = Namespace(
        datasets=[str(path)],
        unknown=[],
        stdin_filename=None,
        fix=False,
        diff=False,
        output_format=["concise"],
        select=["MED301", "MED902"],
        ignore=[],
        severity=[],
        fail_level="warning",
        no_ignores=False,
        exit_zero=False,
    )
    assert run_command(asked, date(2026, 11, 25)) == 0
    capsys.readouterr()
    assert run_command(asked, date(2026, 11, 26)) == 1
    assert "MED902" in capsys.readouterr().out
    assert run_command(asked) in (0, 1)
    assert not report_of(path, "d.yaml", rules_of("MED902")).findings
