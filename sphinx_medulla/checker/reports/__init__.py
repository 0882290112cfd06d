"""What was found, in one format for each reader: people, programs, forges."""

from __future__ import annotations

from ..report import Report
from . import github_report, gitlab_report, json_report, junit_report, sarif_report, text_report

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")
"""The names of the formats."""


def render(format_name: str, report: Report, *, colour: bool = False) -> str:
    """A report in a format; ``colour`` is for a terminal, and only the first two formats have it.

    The text ends with a line break, or is empty where the format has nothing to say.
    """
    if format_name in {"full", "concise"}:
        return text_report.render(report, frames=format_name == "full", colour=colour)
    return {
        "json": json_report.render,
        "sarif": sarif_report.render,
        "github": github_report.render,
        "gitlab": gitlab_report.render,
        "junit": junit_report.render,
    }[format_name](report)
