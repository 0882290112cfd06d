"""`medulla-flows check`: report what is wrong with a dataset."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from ..checker.file_check import UnreadableFileError, report_of
from ..checker.report import Report, combined
from ..checker.reports import render
from ..checker.rule_selection import UnknownRuleError, parse_severities, selected_rules
from ..checker.rules import RULES
from ..dataset.catalogs import CatalogError, sources_beside
from ..dataset.messages import read
from ..dataset.problem import Severity
from .argument_parser import WITHOUT_DATASET, CommandParser, all_words
from .checked_files import CheckedFile, checked_files
from .current_day import current_day
from .exit_codes import FOUND, OK, UsageError
from .fixing import print_diffs, write_fixed
from .output import add_output_format, is_coloured, outputs, say, write
from .quantities import count_of

EPILOG = f"""\
{WITHOUT_DATASET}
exit status:
  0  no findings at or above the fail level
  1  findings, or a dataset that does not load
  2  wrong usage, or a file that cannot be read or written
  3  an internal error of medulla-flows

examples:
  medulla-flows check data/flows.yaml
  medulla-flows check products/ data/flows.yaml
  medulla-flows check - --stdin-filename data/flows.yaml < data/flows.yaml
  medulla-flows check --output-format concise --select MED3,MED405
  medulla-flows check --ignore near-miss --severity MED5=info --fail-level error
  medulla-flows check --output-format full --output-format sarif=build/flows.sarif
  medulla-flows check --no-ignores --exit-zero
  medulla-flows check --fix --diff data/flows.yaml
"""


def add_arguments(command: CommandParser) -> None:
    """Add the arguments."""
    command.set_defaults(unknown=[])
    command.add_argument(
        "datasets",
        nargs="*",
        metavar="DATASET",
        help="files, folders with datasets, or - for standard input; one report on all of them",
    )
    command.add_argument(
        "--stdin-filename",
        default="",
        metavar="FILE",
        help="the name of the file that is read from standard input, for locations and catalogs",
    )
    add_output_format(command)
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
        "--fix",
        action="store_true",
        help="first correct what is certain: ids for names of roles, and 443/tcp for 443/TCP",
    )
    command.add_argument(
        "--diff",
        action="store_true",
        help="only show what --fix would write; the exit status is 1 if it would write something",
    )
    command.add_argument(
        "--exit-zero", action="store_true", help="exit with status 0 even if there are findings"
    )


def _words(text: str) -> list[str]:
    """The words between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def run(options: argparse.Namespace, today: date | None = None) -> int:
    """Check the datasets, write the reports, and return the exit status.

    Files that cannot be read, and folders without datasets, do not keep the others from being
    checked; `UsageError` then names them in the end. Waivers expire by ``today``, else by
    `current_day`.
    """
    files, unusable = checked_files(all_words(options, options.datasets), options.stdin_filename)
    places = outputs(options.output_format, [file.path for file in files])
    for file in files:
        if file.why:
            say(f"Checking {file.shown} ({file.why}).")
    report_on = _reporter(options, today or current_day())
    if options.diff:
        found, unreadable = print_diffs(files)
        return _status([*unusable, *unreadable], found)
    if options.fix:
        write_fixed(files)
    report, unusable = _report_on_all(files, report_on, unusable)
    for place in places:
        colour = place.file is None and is_coloured(sys.stdout)
        write(place, render(place.format, report, colour=colour))
    say(summary(report))
    failing = any(map(report.fails, report.findings))
    return _status(unusable, failing and not options.exit_zero)


def _status(unusable: Sequence[str], found: bool) -> int:
    """The exit status; raises `UsageError` with the sentences on what cannot be used."""
    if unusable:
        raise UsageError(*unusable)
    return FOUND if found else OK


def _reporter(options: argparse.Namespace, today: date) -> Callable[..., Report]:
    """`report_of` with what the options say; raises `UsageError` if they name no rule."""
    try:
        return partial(
            report_of,
            rules=selected_rules(RULES, options.select, options.ignore),
            waive=not options.no_ignores,
            severities=parse_severities(options.severity, RULES),
            fail_level=Severity[options.fail_level.upper()],
            today=today,
        )
    except UnknownRuleError as error:
        raise UsageError(str(error)) from None


def _report_on_all(
    files: Sequence[CheckedFile], report_on: Callable[..., Report], unusable: Sequence[str]
) -> tuple[Report, list[str]]:
    """One report on all files that can be read, and a sentence for each of the others.

    Catalogs beside the files that cannot be read have sentences as well.
    ``unusable`` are sentences that come before these. Raises `UsageError` with all of them if no
    file can be read.
    """
    reports, unreadable = [], [*unusable]
    for file in files:
        try:
            reports.append(report_on(file.path, file.shown, content=file.content))
        except UnreadableFileError as error:
            unreadable.append(f"{file.shown}: {error}")
        else:
            unreadable += _unreadable_catalogs(file)
    if not reports:
        raise UsageError(*unreadable)
    return combined(reports), unreadable


def _unreadable_catalogs(file: CheckedFile) -> Iterator[str]:
    """A sentence for each catalog beside a file that cannot be read."""
    for source in sources_beside(file.path):
        try:
            read(source)
        except CatalogError as error:
            shown = Path(file.shown).parent / source.relative_to(file.path.parent)
            yield f"{shown}: The catalog cannot be read: {error}."


def summary(report: Report) -> str:
    """How much was found, and how much is waived."""
    counts = report.counts()
    waived = counts.pop("waived")
    found = [count_of(number, level) for level, number in counts.items() if number]
    sentence = f"Found {', '.join(found)}." if found else "Found nothing."
    if waived:
        are = "is" if waived == 1 else "are"
        sentence += f" {count_of(waived, 'finding')} {are} waived; --no-ignores reports them."
    return sentence
