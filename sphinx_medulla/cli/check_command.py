"""`medulla-flows check`: report what is wrong with a dataset."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from ..checker.report import Report, UnreadableFileError, report_of
from ..checker.reports import render
from ..checker.rule_selection import UnknownRuleError, parse_severities, selected_rules
from ..checker.rules import RULES
from ..dataset.problem import Severity
from .argument_parser import WITHOUT_DATASET, CommandParser, add_dataset
from .current_day import current_day
from .dataset_path import named
from .exit_codes import FOUND, OK, UsageError
from .output import is_coloured, outputs, say, write

EPILOG = f"""\
{WITHOUT_DATASET}
exit status:
  0  no findings at or above the fail level
  1  findings, or a dataset that does not load
  2  wrong usage, or a file that cannot be read or written
  3  an internal error of medulla-flows

examples:
  medulla-flows check data/flows.yaml
  medulla-flows check --output-format concise --select MED3,MED405
  medulla-flows check --ignore near-miss --severity MED5=info --fail-level error
  medulla-flows check --output-format full --output-format sarif=build/flows.sarif
  medulla-flows check --no-ignores --exit-zero
"""


def add_arguments(command: CommandParser) -> None:
    """Add the arguments."""
    add_dataset(command)
    command.add_argument(
        "--output-format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help="full (the default), concise, json, sarif, github, gitlab or junit; with =FILE, "
        "write to a file instead of standard output; repeatable",
    )
    rules = "a rule is a code, the beginning of a code, or a name"
    for option, value, about in (
        ("--select", "RULE[,RULE]", f"run only these rules; {rules}"),
        ("--ignore", "RULE[,RULE]", f"do not run these rules; {rules}"),
        ("--severity", "RULE=LEVEL", "change the severity of a rule to error, warning or info"),
    ):
        command.add_argument(
            option, action="extend", type=_words, default=[], metavar=value, help=about
        )
    command.add_argument(
        "--fail-level",
        choices=("error", "warning", "info"),
        default="warning",
        help="the lowest severity that makes the exit status 1 (default: warning)",
    )
    command.add_argument(
        "--no-ignores", action="store_true", help="also report findings that waivers cover"
    )
    command.add_argument(
        "--exit-zero", action="store_true", help="exit with status 0 even if there are findings"
    )


def _words(text: str) -> list[str]:
    """The words between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def run(options: argparse.Namespace, today: date | None = None) -> int:
    """Check a dataset, write the reports, and return the exit status.

    Waivers expire by ``today``, else by `current_day`.
    """
    which = named(options.dataset)
    if which is None:
        raise UsageError(
            "No dataset is named. Write `medulla-flows check DATASET`, or name it in "
            'pyproject.toml: [tool.sphinx-medulla] with dataset = "the/path.yaml".'
        )
    places = outputs(options.output_format, which.path)
    if which.why:
        say(f"Checking {which.shown} ({which.why}).")
    try:
        rules = selected_rules(RULES, options.select, options.ignore)
        report = report_of(
            which.path,
            which.shown,
            rules,
            waive=not options.no_ignores,
            severities=parse_severities(options.severity, RULES),
            fail_level=Severity[options.fail_level.upper()],
            today=today or current_day(),
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
    return FOUND if failing and not options.exit_zero else OK


def summary(report: Report) -> str:
    """How much was found, and how much is waived."""
    counts = report.counts()
    waived = counts.pop("waived")
    found = [_count(number, level) for level, number in counts.items() if number]
    sentence = f"Found {', '.join(found)}." if found else "Found nothing."
    if waived:
        are = "is" if waived == 1 else "are"
        sentence += f" {_count(waived, 'finding')} {are} waived; --no-ignores reports them."
    return sentence


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
