"""Reports for GitHub Actions: workflow commands, which show findings beside changed lines."""

from __future__ import annotations

from ...dataset.characters import visible
from ...dataset.problem import Problem, Severity
from ..report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """One command per finding and line."""
    return "".join(f"{_command(finding.problem, report)}\n" for finding in report.findings)


def _command(problem: Problem, report: Report) -> str:
    where = problem.location
    properties = {
        "file": report.uri_path_of(where),
        "line": str(where.line),
        "endLine": str(where.end_line),
        "col": str(where.column),
    }
    if where.end_line == where.line:  # GitHub accepts no end column for several lines
        properties["endColumn"] = str(where.end_column)
    properties["title"] = f"{problem.code} {problem.name}"
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    words = [problem.sentence]
    words += [
        f"{report.uri_path_of(related.location)}:{related.location.line}: {related.message}"
        for related in problem.related
    ]
    text = "%0A".join(map(_data, words))
    return f"::{_COMMANDS[problem.severity]} {named}::{text}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
