"""`medulla-flows compare`: a published page against a dataset."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..checker.report import Report
from ..checker.reports import render
from ..dataset.garbage import uncollected
from ..dataset.loading import load
from ..dataset.model import Dataset
from ..dataset.names import Names
from ..dataset.problem import DatasetError
from ..published.comparison_report import DatasetFile, report_of_comparison
from ..published.page_names import PageNames
from ..published.published_facts import Reading
from .argument_parser import ELSE_PACKAGED, WITHOUT_DATASET, CommandParser, add_dataset
from .dataset_path import Which, named_or_packaged
from .dataset_reading import in_language, language_of
from .exit_codes import FOUND, OK, UsageError
from .output import add_output_format, is_coloured, outputs, say, write
from .page_file import add_map, columns_of, facts_of, page_of, pairs
from .quantities import count_of

EPILOG = f"""\
{WITHOUT_DATASET}{ELSE_PACKAGED}
PAGE is a page as it was published, in HTML, Markdown (with tables in HTML or with pipes) or plain
text, or a table in CSV or TSV. Errata of the dataset explain differences: each only those of its
own ports, modes and published words.

exit status:
  0  no differences but those that errata explain
  1  differences that nothing explains, or a dataset that does not load
  2  wrong usage, or a page that cannot be read
  3  an internal error of medulla-flows

examples:
  medulla-flows compare page.md --source flowchart
  medulla-flows compare page.html data/flows.yaml --source manual --role "Relay=relay-server"
  medulla-flows compare page.md --mode "With two relays=two-relays" --show-explained
  medulla-flows compare page.md --output-format concise --output-format sarif=build/page.sarif
"""


def add_arguments(command: CommandParser) -> None:
    """Add the arguments."""
    command.add_argument("page", metavar="PAGE", help="the file with the published page")
    add_dataset(command)
    command.add_argument(
        "--source",
        default="",
        metavar="ID",
        help="the source in the dataset that the page is: it must have what cites this source",
    )
    for option, value, about in (
        ("--role", "NAME=ROLE", "a name on the page, and the role that it means; repeatable"),
        ("--mode", "HEADING=MODE", "a heading of the page, and the mode it means; repeatable"),
    ):
        command.add_argument(option, action="append", default=[], metavar=value, help=about)
    add_map(command)
    command.add_argument(
        "--language",
        metavar="LANGUAGE",
        help="the language of the page, such as fr, in which names are known, too",
    )
    add_output_format(command)
    command.add_argument(
        "--show-explained",
        action="store_true",
        help="also report differences that errata explain",
    )


@uncollected()
def run(options: argparse.Namespace) -> int:
    """Compare the page with the dataset, write the reports, and return the exit status.

    Raises `UsageError` if the page cannot be read, or a word means nothing in the dataset.
    """
    page = page_of(options.page)
    _, wrong = language_of(options.language)
    if wrong:
        raise UsageError(*wrong)
    which = named_or_packaged(options.dataset)
    places = outputs(options.output_format, [which.path, Path(options.page)])
    if which.why:
        say(f"Comparing with {which.shown} ({which.why}).")
    dataset = _dataset(which)
    if dataset is None:
        return FOUND
    known = dataset.loaded.dataset
    source = _source(options.source, known)
    names = PageNames(
        known,
        _meanings("--role", options.role, Names("role", known.roles)),
        _meanings("--mode", options.mode, Names("mode", known.modes)),
        in_language(known, options.dataset, options.language) if options.language else None,
    )
    columns = columns_of(options.map)
    reading = facts_of(page, known.defaults.protocol or "tcp", columns)
    report = report_of_comparison(page, reading, dataset, names, source)
    shown = _with_explained(report) if options.show_explained else report
    for place in places:
        colour = place.file is None and is_coloured(sys.stdout)
        write(place, render(place.format, shown, colour=colour))
    say(_summary(report, reading))
    return FOUND if any(map(report.fails, report.findings)) else OK


def _dataset(which: Which) -> DatasetFile | None:
    """The dataset; None if it does not load, after saying why."""
    try:
        return DatasetFile(load(which.path, which.shown), which.path, which.shown)
    except DatasetError as error:
        for problem in error.problems:
            say(str(problem))
        return None


def _source(word: str, dataset: Dataset) -> str:
    """The id of a source; raises `UsageError` if the dataset has none of this name."""
    names = Names("source", dataset.sources)
    found = names.resolve(word) if word else ""
    if found is None:
        raise UsageError(names.explain(word))
    return found


def _meanings(option: str, words: Iterable[str], names: Names) -> dict[str, str]:
    """Ids by names of the page; raises `UsageError` for all that mean nothing in the dataset."""
    found = {name: names.resolve(meant) for name, meant in pairs(option, words).items()}
    wrong = [
        names.explain(meant) for meant in pairs(option, words).values() if not names.resolve(meant)
    ]
    if wrong:
        raise UsageError(*wrong)
    return {name: key for name, key in found.items() if key}


def _with_explained(report: Report) -> Report:
    """A report in which differences count that errata explain."""
    files = tuple(map(_with_explained, report.files))
    found = (*report.findings, *(waived.finding for waived in report.waived))
    in_order = sorted(found, key=lambda one: one.problem.location)
    return replace(report, files=files, findings=tuple(in_order), waived=())


def _summary(report: Report, reading: Reading) -> str:
    """What was read, and how much of it differs."""
    rows = [one for one in reading.connections if not one.is_host and not one.is_item]
    counts = (
        (len(rows), "connection"),
        (sum(one.is_host for one in reading.connections), "host"),
        (sum(one.is_item for one in reading.connections), "item without a port"),
        (len(reading.descriptions), "description"),
    )
    read = ", ".join(count_of(number, word) for number, word in counts if number) or "nothing"
    unread = f"; {count_of(len(reading.unread), 'line')} unread" if reading.unread else ""
    loud = [one for one in report.findings if report.fails(one)]
    explained = f", {len(report.waived)} explained by errata" if report.waived else ""
    remarks = (
        len(report.findings)
        - len(loud)
        - sum(one.problem.code == "MED820" for one in report.findings if not report.fails(one))
    )
    told = f"; {count_of(remarks, 'remark')} on the page" if remarks else ""
    differing = count_of(len(loud) + len(report.waived), "difference")
    return f"Read {read}{unread}. Found {differing}{explained}{told}."
