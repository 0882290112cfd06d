"""`medulla-flows check`: what is wrong with a dataset."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ..checker.report import Report, UnreadableFileError, report_of
from ..checker.reports import render
from ..checker.rule_selection import UnknownRuleError, parse_severities, selected_rules
from ..checker.rules import RULES
from ..dataset.problem import Severity
from .dataset_path import named
from .exit_codes import FOUND, OK, UsageError
from .output import is_coloured, outputs, say, write


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for, as it was written."""

    dataset: str | None = None
    output_format: Sequence[str] = ()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    severity: Sequence[str] = ()
    fail_level: str = "warning"
    no_ignores: bool = False
    exit_zero: bool = False


def run(asked: Asked, today: date | None = None) -> int:
    """Check a dataset, write the reports, and return the exit status.

    Waivers expire by ``today``, else by the clock, in UTC: the same everywhere at one time.
    """
    which = named(asked.dataset)
    if which is None:
        raise UsageError(
            "No dataset is named. Write `medulla-flows check DATASET`, or name it in "
            'pyproject.toml: [tool.sphinx-medulla] with dataset = "the/path.yaml".'
        )
    places = outputs(asked.output_format, which.path)
    if which.why:
        say(f"Checking {which.shown} ({which.why}).")
    try:
        rules = selected_rules(RULES, asked.select, asked.ignore)
        report = report_of(
            which.path,
            which.shown,
            rules,
            waive=not asked.no_ignores,
            severities=parse_severities(asked.severity, RULES),
            fail_level=Severity[asked.fail_level.upper()],
            today=today or datetime.now(UTC).date(),
        )
    except UnknownRuleError as error:
        raise UsageError(str(error)) from None
    except UnreadableFileError as error:
        raise UsageError(f"{which.shown}: {error}") from None
    for place in places:
        colour = place.file is None and is_coloured(sys.stdout)
        write(place, render(place.format, report, colour=colour))
    say(summary(report))
    failing = any(map(report.fails, report.findings))
    return FOUND if failing and not asked.exit_zero else OK


def summary(report: Report) -> str:
    """How much was found, and how much is waived."""
    counts = report.counts()
    waived = counts.pop("waived")
    found = [_count(number, level) for level, number in counts.items() if number]
    sentence = f"Found {', '.join(found)}." if found else "Found nothing."
    if waived:
        are = "is" if waived == 1 else "are"
        sentence += f" {_count(waived, 'finding')} {are} waived; --no-ignores shows what."
    return sentence


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
