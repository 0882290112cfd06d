"""Checking the dataset in a file, and reporting on it, whether it loads or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from ..dataset.loading import load
from ..dataset.problem import DatasetError, Problem, Severity
from ..files import MOST_BYTES, read_file
from .finding import Finding, Subject
from .report import UNREADABLE, Report, uri_path
from .rule import Rule
from .rules import RULES
from .runner import check


class UnreadableFileError(Exception):
    """A file cannot be read, so that its content cannot be checked; the message says why."""


def report_of(
    path: Path,
    shown: str,
    rules: Iterable[Rule] = RULES,
    *,
    waive: bool = True,
    severities: Mapping[str, Severity] | None = None,
    fail_level: Severity = Severity.WARNING,
    today: date | None = None,
    content: bytes | None = None,
) -> Report:
    """Check the dataset in a file, which locations call ``shown``, and report on it.

    The ``content`` of the file may have been read already.

    Without ``waive``, waived findings count; ``severities`` replace those of rules, by code;
    without ``today``, no waiver expires. If a dataset does not load, the problems of loading are
    the findings. Raises `UnreadableFileError` if the file cannot be read.
    """
    report = partial(Report, path=shown, uri_path=uri_path(path), fail_level=fail_level)
    try:
        loaded = load(path, shown, content=content)
    except DatasetError as error:
        if error.problems[0].code == UNREADABLE:
            raise UnreadableFileError(error.problems[0].sentence) from None
        return report(
            text=_content(path, content), findings=tuple(map(_of_loading, error.problems))
        )
    ran = tuple(rules)
    outcome = check(loaded, ran, waive=waive, severities=severities, today=today)
    return report(
        text=loaded.tree.text, rules=ran, findings=outcome.findings, waived=outcome.waived
    )


def _of_loading(problem: Problem) -> Finding:
    """A problem of loading as a finding; the message distinguishes those of one code."""
    return Finding(problem=problem, subject=Subject(kind="dataset", id=problem.message))


def _content(path: Path, content: bytes | None) -> str:
    """The text of a file that does not load, as far as it can be shown."""
    try:
        found = read_file(path) if content is None else content
        return found.decode("utf-8", "replace") if len(found) <= MOST_BYTES else ""
    except OSError:
        return ""
