"""The script of .ci/run that validates a report against the official SARIF schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / ".ci" / "valid_sarif.py"
SCHEMA = {"type": "object", "required": ["runs"], "properties": {"runs": {"type": "array"}}}


def run(folder: Path, report: object, schema: object | None = SCHEMA) -> tuple[int, str]:
    (folder / "report.sarif").write_text(json.dumps(report), encoding="utf-8")
    if schema is not None:
        (folder / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    command = [sys.executable, str(SCRIPT), "report.sarif", "schema.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_valid_report(tmp_path: Path):
    assert run(tmp_path, {"runs": []}) == (0, "report.sarif is valid according to schema.json.\n")


def test_a_report_that_is_not_valid(tmp_path: Path):
    status, said = run(tmp_path, {"runs": {}})
    assert status == 1
    assert said.startswith("FAILED report.sarif $.runs: ")


def test_a_missing_schema_is_reported_and_does_not_fail(tmp_path: Path):
    status, said = run(tmp_path, {}, None)
    assert (status, said) == (
        0,
        "report.sarif was not validated: schema.json does not exist.\n",
    )
