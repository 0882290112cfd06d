"""Errata that quote what is not on the page, or not any more."""

from __future__ import annotations

from collections.abc import Iterator

from ..checker.context import Place
from ..checker.finding import Subject
from ..checker.rule import Violation
from ..dataset.model import Erratum, Flow, Service
from ..grouping import grouped
from . import comparison_rules as rules
from .matched_page import Difference, MatchedPage, MatchedRow
from .published_facts import Description
from .quotations import has_number, quotes, same_words


def stale_errata(page: MatchedPage) -> Iterator[Difference]:
    """The errata of flows and services whose published words are not where they say.

    Those of a flow without a row are not reported: the missing row is.
    """
    known = grouped((flow.id, row) for row in page.rows for flow in page.flows_of(row))
    for flow in page.dataset.flows:
        rows = known.get(flow.id)
        if rows and page.is_quoted_by(flow.source):
            for at, erratum in enumerate(flow.errata):
                if not any(_is_in_row(erratum, row) for row in rows):
                    yield _stale((flow, "errata", at), flow, erratum)
    if not page.reading.descriptions:
        return
    for service in page.dataset.services.values():
        if page.is_quoted_by(service.source):
            found = _descriptions_of(page, service)
            for at, erratum in enumerate(service.errata):
                if erratum.at != "name" and not _is_in_descriptions(erratum, found):
                    yield _stale(("services", service.id, "errata", at), service, erratum)


def _is_in_row(erratum: Erratum, row: MatchedRow) -> bool:
    """Whether a row has the words of an erratum in the part that it is about."""
    connection = row.connection
    if erratum.modes and row.mode and row.mode not in erratum.modes:
        return False
    if erratum.at == "note":
        note = connection.note.words if connection.note else ""
        return same_words(erratum.published, note)
    if erratum.at == "row":
        return bool(erratum.published) and quotes(erratum, connection.words)
    if erratum.at == "ports":
        if erratum.published:
            return quotes(erratum, connection.published)
        listed = [one.port for one in connection.ports or ()]
        return not any(has_number(port, listed) for port in erratum.ports)
    name = connection.from_ if erratum.at == "from" else connection.to
    return quotes(erratum, name.words) or quotes(erratum, connection.published)


def _descriptions_of(page: MatchedPage, service: Service) -> list[Description]:
    ports = [entry.port for entry in service.ports]
    return [
        each
        for each in page.reading.descriptions
        if any(has_number(one.port, ports) for one in each.ports)
    ]


def _is_in_descriptions(erratum: Erratum, found: list[Description]) -> bool:
    """Whether descriptions have the words of an erratum; if it has none, whether there are none."""
    if not erratum.published:
        return not found
    return any(quotes(erratum, f"{each.whole}") for each in found)


def _stale(place: Place, entry: Flow | Service, erratum: Erratum) -> Difference:
    quoted = repr(erratum.published) if erratum.published else "nothing"
    subject = Subject(
        kind="flow" if isinstance(entry, Flow) else "service", id=entry.id, word=erratum.published
    )
    return Difference(
        rules.StaleErratum,
        Violation(
            (*place, "published"),
            subject,
            f"The {subject.kind} {entry.id} quotes {quoted}, which the page does not say there.",
        ),
    )
