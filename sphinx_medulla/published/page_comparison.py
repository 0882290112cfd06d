"""Comparing what a page says with a dataset: all differences, and what was not compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..checker.finding import Subject
from ..checker.rule import Severity, Violation
from . import comparison_rules as rules
from .connection_comparison import connection_differences
from .description_comparison import description_differences
from .matched_page import Difference, MatchedPage
from .stale_errata import stale_errata

_BLEMISHES: Mapping[str, str] = {
    "stray-comma": "A comma is behind the last port of a line.",
    "blank-in-parentheses": "There is a blank beside a parenthesis: {words}.",
    "separator-row": "A row of the table holds nothing: {words}.",
    "same-port-twice": "The same port is listed twice: {words}.",
}


def differences(page: MatchedPage) -> Iterator[Difference]:
    """Everything to report of a page, in no order."""
    yield from page.unknown
    yield from connection_differences(page)
    yield from description_differences(page)
    yield from stale_errata(page)
    yield from _blemishes(page)
    yield from _unread(page)


def _blemishes(page: MatchedPage) -> Iterator[Difference]:
    for remark in page.reading.remarks:
        subject = Subject(kind="dataset", word=f"{remark.kind} {remark.words}")
        sentence = _BLEMISHES[remark.kind].format(words=repr(remark.words))
        yield Difference(rules.UntidyPage, Violation(remark.place, subject, sentence))


def _unread(page: MatchedPage) -> Iterator[Difference]:
    """What was not read, but the headings with a number that name modes."""
    for unread in page.reading.unread:
        if not page.names.mode([unread.text]):
            yield Difference(
                rules.UnreadLine,
                Violation(
                    unread.place,
                    Subject(kind="dataset", word=unread.text.words),
                    f"This was not read: {unread.why}.",
                    severity=Severity.WARNING if unread.is_list else None,
                ),
            )
