"""Reports for programs: one JSON object, described by findings.schema.json beside this file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...dataset.characters import replaced
from ...dataset.problem import Location
from ..finding import Finding, Waived
from ..report import Report

SCHEMA = Path(__file__).with_name("findings.schema.json")
"""The JSON Schema of the object."""


def render(report: Report) -> str:
    """The object as indented JSON."""
    whole = {
        "findings": [_finding(finding, report) for finding in report.findings],
        "waived": [_waived(each, report) for each in report.waived],
        "counts": report.counts(),
    }
    return json_text(whole)


def json_text(whole: object) -> str:
    """A value as indented JSON, in which what a terminal may obey is escaped."""
    text = json.dumps(whole, indent=2, ensure_ascii=False)
    return replaced(text, lambda character: f"\\u{ord(character):04x}") + "\n"


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    problem, about = finding.problem, finding.subject
    where = problem.location
    return {
        "code": problem.code,
        "name": problem.name,
        "severity": problem.severity.label,
        **_place(where),
        "end_line": where.end_line,
        "end_column": where.end_column,
        "message": problem.message,
        "hint": problem.hint,
        "flow": about.id if about.kind == "flow" else None,
        "modes": list(about.modes),
        "ports": list(map(str, about.ports)),
        "related": [
            {**_place(related.location), "message": related.message} for related in problem.related
        ],
        "fingerprint": report.fingerprint(finding),
    }


def _place(where: Location) -> dict[str, Any]:
    return {"path": where.path, "line": where.line, "column": where.column}


def _waived(waived: Waived, report: Report) -> dict[str, Any]:
    waiver = waived.waiver
    return {
        **_finding(waived.finding, report),
        "reason": waiver.reason or None,
        "question": waiver.question or None,
        "sources": [cited.id for cited in waiver.source],
        "until": waiver.until or None,
    }
