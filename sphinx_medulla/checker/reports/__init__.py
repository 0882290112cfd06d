"""The formats of reports: for people, programs and forges."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..report import Report
from . import github_report, gitlab_report, json_report, junit_report, sarif_report, text_report

COLOURED: dict[str, Callable[..., str]] = {
    "full": partial(text_report.render, frames=True),
    "concise": partial(text_report.render, frames=False),
}
"""The formats for terminals, which can have colours: each with a function of a report."""

FORMATS: dict[str, Callable[..., str]] = {
    **COLOURED,
    "json": json_report.render,
    "sarif": sarif_report.render,
    "github": github_report.render,
    "gitlab": gitlab_report.render,
    "junit": junit_report.render,
}
"""All formats by name, each with a function that renders a report."""


def render(format_name: str, report: Report, *, colour: bool = False) -> str:
    """A report in a format; ``colour`` affects only the formats for terminals.

    The text ends with a line break; it is empty if the format has nothing to say.
    """
    if format_name in COLOURED:
        return COLOURED[format_name](report, colour=colour)
    return FORMATS[format_name](report)
