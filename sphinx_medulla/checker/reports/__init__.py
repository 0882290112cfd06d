"""The formats of reports: for people, programs and forges."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..report import Report
from . import github_report, gitlab_report, json_report, junit_report, sarif_report, text_report

FORMATS: dict[str, Callable[..., str]] = {
    "full": partial(text_report.render, frames=True),
    "concise": partial(text_report.render, frames=False),
    "json": json_report.render,
    "sarif": sarif_report.render,
    "github": github_report.render,
    "gitlab": gitlab_report.render,
    "junit": junit_report.render,
}
"""Each format by name, with the function that renders a report."""

_FOR_TERMINALS = ("full", "concise")


def render(format_name: str, report: Report, *, colour: bool = False) -> str:
    """A report in a format; ``colour`` affects only the formats for terminals.

    The text ends with a line break; it is empty if the format has nothing to say.
    """
    options = {"colour": colour} if format_name in _FOR_TERMINALS else {}
    return FORMATS[format_name](report, **options)
