"""`medulla-flows import`: a published page, or a table, as a dataset."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..dataset.characters import replaced, visible
from ..dataset.garbage import uncollected
from ..dataset.loading import load_text
from ..dataset.problem import DatasetError
from ..published.drafts import Draft
from ..published.exported_table import exported_draft, is_exported
from ..published.imported_facts import imported_draft
from ..published.page_parts import Page, PageError
from ..published.published_facts import Reading
from .argument_parser import CommandParser
from .exit_codes import FOUND, OK, UsageError, refused
from .output import is_same, print_text, say, write_bytes
from .page_file import add_map, columns_of, facts_of, page_of, pairs
from .quantities import count_of

EPILOG = """\
FILE is a table in CSV or TSV, or a page in HTML, Markdown or plain text, as for compare. A CSV that
medulla-flows exported becomes a dataset that exports the same CSV. What the columns of a table hold
is guessed from their headings and said; --map says it for headings that are not known. Lines that
are not read are listed.

exit status:
  0  everything was read
  1  something was not read; the dataset has everything else
  2  wrong usage, or a file that cannot be read or written
  3  an internal error of medulla-flows

examples:
  medulla-flows import ports.csv -o flows.yaml --title "Port list" --url https://example.com/ports
  medulla-flows import ports.tsv --map "from=Machine,to=Target,ports=Open ports"
  medulla-flows import page.md -o flows.yaml --role "Relays=Relay server"
"""


def add_arguments(command: CommandParser) -> None:
    """Add the arguments."""
    command.add_argument("file", metavar="FILE", help="the file with the table or the page")
    command.add_argument(
        "-o", "--output", metavar="DATASET", help="the file to write, instead of standard output"
    )
    add_map(command)
    command.add_argument(
        "--role",
        action="append",
        default=[],
        metavar="NAME=OTHER",
        help="two names of one machine, of which the dataset gets the second; repeatable",
    )
    command.add_argument("--title", default="", metavar="TITLE", help="the title of the source")
    command.add_argument("--url", default="", metavar="URL", help="the address of the source")
    command.add_argument("--force", action="store_true", help="overwrite an existing dataset")


@uncollected()
def run(options: argparse.Namespace) -> int:
    """Write the dataset, list what was not read, and return the exit status.

    Raises `UsageError` if the file cannot be read, or the dataset must not be written.
    """
    page = page_of(options.file)
    output = Path(options.output) if options.output else None
    if output is not None and is_same(output, Path(options.file)):
        raise UsageError(f"{output} is the file to import. Name another one.")
    if output is not None and not options.force:
        with refused(f"{output} cannot be written"):
            exists = output.exists()
        if exists:
            raise UsageError(f"{output} already exists. Name another file, or add --force.")
    columns, roles = columns_of(options.map), pairs("--role", options.role)
    name = visible(replaced(Path(options.file).name))  # it becomes a text of the dataset
    if is_exported(page.text):
        draft, reading = _exported(page), Reading()
    else:
        reading = facts_of(page, "tcp", columns)
        title = options.title or Path(name).stem
        draft = imported_draft(reading, name, title, options.url, roles)
    text = draft.text(f"Imported from {name} by medulla-flows.")
    _check(text, options.file)
    if output is None:
        print_text(text)
    else:
        write_bytes(output, text.encode())
    _report(reading, draft, options)
    return FOUND if reading.unread or reading.columns else OK


def _exported(page: Page) -> Draft:
    try:
        return exported_draft(page.text)
    except PageError as error:
        raise UsageError(f"{page.path}:{error.line}: {error}") from None


def _check(text: str, file: str) -> None:
    """Check that a dataset loads; raises `UsageError` with what its file must not contain."""
    try:
        load_text(text, file)
    except DatasetError as error:
        why = " ".join(problem.message for problem in error.problems[:3])
        raise UsageError(f"{file} cannot become a dataset: {why}") from None


def _report(reading: Reading, draft: Draft, options: argparse.Namespace) -> None:
    """Say what was read, how, and what was not."""
    for unread in reading.unread:
        say(f"{unread.place}: not read, {unread.why}: {unread.text.words!r}")
    for column in reading.columns:
        place = column.location(options.file)
        say(f"{place}: not read, the column {column.words!r} is not known. Map it with --map.")
    if reading.guessed:
        guessed = ", ".join(f"{kind}={heading}" for kind, heading in reading.guessed.items())
        say(f"Columns: {guessed}. To change them, use --map.")
    if reading.assumed:
        say(f"No protocol is named for {count_of(reading.assumed, 'port')}: read as TCP.")
    if reading.connections and not options.title:
        say("The source has no title. Add --title and --url, or write them under sources.")
    counts = (
        (len(draft.flows), "flow"),
        (len(draft.roles), "role"),
        (len(draft.services), "service"),
    )
    imported = ", ".join(count_of(number, word) for number, word in counts)
    missing = f"; {count_of(len(reading.unread), 'line')} not read" if reading.unread else ""
    say(f"Imported {imported}{missing}.")
