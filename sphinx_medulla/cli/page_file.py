"""The published page that a command line names, and what words of it mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..dataset.codes import listed
from ..dataset.names import find, suggestion
from ..files import read_file
from ..published.fact_reading import read_facts
from ..published.page_parts import Page, PageError
from ..published.page_reading import read_page
from ..published.published_facts import Reading
from ..published.table_columns import KINDS, missing_headings
from .argument_parser import CommandParser
from .exit_codes import UsageError, refused


def page_of(word: str) -> Page:
    """The page in a file; raises `UsageError` if it cannot be read."""
    with refused(f"{word} cannot be read"):
        content = read_file(Path(word))
    try:
        return read_page(content, word)
    except PageError as error:
        raise UsageError(f"{word}:{error.line}: {error}") from None


def add_map(command: CommandParser) -> None:
    """Add the option that says what columns hold."""
    command.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="KIND=HEADING,…",
        help=f"what the columns of tables hold; KIND is one of {', '.join(KINDS)}",
    )


def columns_of(words: Iterable[str]) -> dict[str, str]:
    """The headings of columns by their kinds; raises `UsageError` for another kind."""
    named = pairs("--map", [part for word in words for part in word.split(",")], first=True)
    kinds = {word: find(word, dict.fromkeys(KINDS)) for word in named}
    wrong = [
        f"There is no kind of column {word!r}. {suggestion(word, KINDS)}"
        for word, kind in kinds.items()
        if kind is None
    ]
    if wrong:
        raise UsageError(*wrong)
    return {kind: named[word] for word, kind in kinds.items() if kind}


def facts_of(page: Page, default_protocol: str, columns: Mapping[str, str]) -> Reading:
    """What a page says; raises `UsageError` if no table of it has a column that was named."""
    reading = read_facts(page, default_protocol, columns)
    missing = missing_headings(columns, reading.heads)
    if missing:
        known = listed(dict.fromkeys(filter(None, reading.heads))) or "none"
        raise UsageError(
            *(
                f"--map names the column {heading!r}, which no table of {page.path} has. "
                f"Columns: {known}."
                for heading in missing
            )
        )
    return reading


def pairs(option: str, words: Iterable[str], *, first: bool = False) -> dict[str, str]:
    """The words before and behind the last equals sign of each, or the ``first`` one.

    Raises `UsageError` if a word has none.
    """
    found = {}
    for word in words:
        parts = word.partition("=") if first else word.rpartition("=")
        name, equals, meant = map(str.strip, parts)
        if not (equals and name and meant):
            raise UsageError(f"{option} {word!r} says nothing. Write {option} NAME=MEANING.")
        found[name] = meant
    return found
