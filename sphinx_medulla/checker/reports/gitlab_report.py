"""Reports for GitLab: code quality as JSON."""

from __future__ import annotations

from ...dataset.problem import Severity
from ..finding import Finding
from ..report import Report
from .json_report import json_text

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """A list with one object per finding."""
    whole = [_issue(finding, report) for finding in report.findings]
    return json_text(whole)


def _issue(finding: Finding, report: Report) -> dict[str, object]:
    problem = finding.problem
    where = problem.location
    return {
        "description": f"{problem.code}: {problem.sentence}",
        "check_name": problem.name,
        "fingerprint": report.fingerprint(finding),
        "severity": _SEVERITIES[problem.severity],
        "location": {
            "path": report.uri_path_of(where),
            "lines": {"begin": where.line, "end": where.end_line},
        },
    }
