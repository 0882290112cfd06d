"""Comparing the connections of a page, their ports and their notes, with the flows of a dataset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..checker.context import ListedPort, Place
from ..checker.finding import Subject
from ..checker.rule import Violation
from ..dataset.model import Flow, FlowPort
from ..dataset.port_spans import Spans, beyond, disjoint, spans, spans_by_key
from ..dataset.ports import Port
from ..grouping import grouped
from . import comparison_rules as rules
from .matched_page import Difference, MatchedPage, MatchedRow
from .published_facts import PURPOSES, PublishedPort
from .quotations import concerns, explaining, plain_words, same_words

_WORD = re.compile(r"\w[\w.-]*\w|\w")
_LONGEST_NAME = 6  # words
_WHO_OPENS = frozenset(
    (
        *("traffic", "flow", "flows", "connection", "connections", "initiated", "opened"),
        *("established", "by", "from", "to", "towards", "the", "a", "an", "your"),
        *("trafic", "flux", "connexion", "initié", "initiée", "ouvert", "ouverte", "par", "de"),
        *("depuis", "vers", "le", "la", "les", "l", "un", "une", "du", "votre"),
        *("verkehr", "verbindung", "von", "vom", "zum", "zur", "nach", "der", "die", "das", "dem"),
        *("den", "wird", "initiiert", "aufgebaut", "geöffnet"),
    )
)
"""Words of a note that says no more than who opens the connection."""


def connection_differences(page: MatchedPage) -> Iterator[Difference]:
    """What differs in the rows of a page, and the flows that have none."""
    for rows in grouped((row.key, row) for row in page.rows).values():
        flows = page.flows_of(rows[0])
        if not flows:
            yield from (_unknown_connection(page, row) for row in rows)
            continue
        yield from _repeated(rows, flows[0])
        if all(row.connection.ports is not None for row in rows):
            yield from _ports(rows, flows)
        said = _said_of(page, flows)
        for row in rows:
            yield from _note(page, row, flows, said)
    yield from _unpublished(page)


def _unknown_connection(page: MatchedPage, row: MatchedRow) -> Difference:
    modes = (row.mode,) if row.mode else ()
    return Difference(
        rules.UnknownConnection,
        Violation(
            row.connection.place,
            Subject(kind="dataset", modes=modes, from_=row.from_, to=row.to),
            f"The page has the connection {row.title}, which the dataset does not have.",
            related=[
                ((flow,), "The dataset has it in other modes.")
                for flow in page.flows_between(row.from_, row.to)
            ],
        ),
    )


def _repeated(rows: list[MatchedRow], flow: Flow) -> Iterator[Difference]:
    """Rows with ports that an earlier row of the same connection has, for the same purpose."""
    seen: dict[str, list[Port]] = {}
    for row in rows:
        note = row.connection.note.words if row.connection.note else ""
        ports = [one.port for one in row.connection.ports or ()]
        is_copy = note in seen and row.connection.ports == ()
        before = seen.setdefault(note, [])
        known = spans(before)
        again = tuple(port for port in ports if not disjoint(port, known))
        if again or is_copy:
            listed = f", with {', '.join(map(str, again))}" if again else ""
            yield Difference(
                rules.RepeatedRow,
                Violation(
                    row.connection.place,
                    row.subject(flow, again),
                    f"The page has the connection {row.title} again{listed}.",
                    related=[(rows[0].connection.place, "The first row is here.")],
                ),
            )
        before += ports


# --- ports ----------------------------------------------------------------------------------------


def _ports(rows: list[MatchedRow], flows: list[Flow]) -> Iterator[Difference]:
    """Ports that only the page or only the dataset has for a connection."""
    row = rows[0]
    listed = [one for each in rows for one in each.connection.ports or ()]
    entries = [
        ListedPort(flow, at, one.port) for flow in flows for at, one in enumerate(flow.ports)
    ]
    known, published = spans(one.port for one in entries), spans(one.port for one in listed)
    missing = [
        ListedPort(one.flow, one.at, part)
        for one in entries
        for part in beyond((one.port,), published)
        if not any(each.connection.is_partial for each in rows)
    ]
    text = " ".join(each.connection.published for each in rows)
    for one, part in _extra(listed, known):
        other = next((each for each in missing if _has_same_number(each.port, part)), None)
        if other is None:
            violation, flow = _unknown_port(row, flows, one, part), flows[0]
            yield Difference(
                rules.UnknownPort, violation, explaining(flow.errata, row.mode, part, text)
            )
        else:
            missing.remove(other)
            errata = other.flow.errata
            yield Difference(
                rules.OtherProtocol,
                _other_protocol(row, other, one, part),
                explaining(errata, row.mode, part, text),
            )
    for other in missing:
        violation = Violation(
            row.connection.place,
            row.subject(other.flow, (other.port,)),
            f"The page does not list {other.port}, which the dataset has for {row.title}.",
            related=[(other.place, "The dataset has it here.")],
        )
        errata = other.flow.errata
        explanation = explaining(errata, row.mode, other.port, text, is_missing=True)
        yield Difference(rules.UnpublishedPort, violation, explanation)


def _extra(listed: Iterable[PublishedPort], known: Spans) -> list[tuple[PublishedPort, Port]]:
    """The published ports that are not known, each once, in their order."""
    found: dict[Port, PublishedPort] = {}
    for one in listed:
        for part in beyond((one.port,), known):
            found.setdefault(part, one)
    return [(one, part) for part, one in found.items()]


def _has_same_number(one: Port, other: Port) -> bool:
    return one.number == other.number and one.has_ports and other.has_ports


def _unknown_port(row: MatchedRow, flows: list[Flow], one: PublishedPort, part: Port) -> Violation:
    return Violation(
        one.place,
        row.subject(flows[0], (part,)),
        f"The page lists {part}, which the dataset does not have for {row.title}.",
        related=[((flow, "ports"), "The dataset has these ports.") for flow in flows],
    )


def _other_protocol(
    row: MatchedRow, other: ListedPort, one: PublishedPort, part: Port
) -> Violation:
    return Violation(
        one.place,
        row.subject(other.flow, (other.port,)),
        f"The page has {part} where the dataset has {other.port}, for {row.title}.",
        related=[(other.place, "The dataset has it here.")],
    )


# --- notes ----------------------------------------------------------------------------------------


def _note(
    page: MatchedPage, row: MatchedRow, flows: list[Flow], said: _Said
) -> Iterator[Difference]:
    """A note that says something else than the flows of a row."""
    note = row.connection.note
    if note is None or said.has(note.words, row.connection.ports or ()):
        return
    quoting = [
        erratum
        for flow in flows
        for erratum in flow.errata
        if concerns(erratum, "note", row.mode) and same_words(erratum.published, note.words)
    ]
    if not quoting and _says_who_opens(page, note.words, row):
        return
    place: Place = (flows[0], "note") if flows[0].note else (flows[0],)
    yield Difference(
        rules.OtherNote,
        Violation(
            note.location(page.top.path),
            row.subject(flows[0], word=note.words),
            f"The page says of {row.title}: {note.words!r}",
            related=[(place, "The dataset says something else.")],
        ),
        quoting[0] if quoting else None,
    )


class _Said(NamedTuple):
    """What the dataset says of flows: of all of their ports, and of the purpose of some."""

    texts: frozenset[str]
    ports: Mapping[str, Spans]

    def has(self, note: str, ports: Iterable[PublishedPort]) -> bool:
        """Whether a note is said, of all ports or of one of these."""
        words = plain_words(note)
        known = self.ports.get(words, frozenset())
        return words in self.texts or not all(disjoint(one.port, known) for one in ports)


def _said_of(page: MatchedPage, flows: list[Flow]) -> _Said:
    texts = {text for flow in flows for text in (flow.note, *flow.note.split(PURPOSES))}
    of_ports = spans_by_key(
        (plain_words(text), entry.port)
        for flow in flows
        for entry in flow.ports
        for text in _purposes(page, flow, entry)
    )
    return _Said(frozenset(map(plain_words, texts)), of_ports)


def _purposes(page: MatchedPage, flow: Flow, entry: FlowPort) -> Iterator[str]:
    """What the dataset says of the purpose of a port."""
    for use in page.queries.uses(flow, entry):
        description = use.service.description if use.service else ""
        yield description
        yield from (f"{entry.note}{joint}{description}" for joint in (" ", PURPOSES))
        yield from (entry.note, *entry.note.split(PURPOSES))


def _says_who_opens(page: MatchedPage, note: str, row: MatchedRow) -> bool:
    """Whether a note says only, and rightly, who opens the connection of a row."""
    words = _WORD.findall(note)
    ends: list[str] = []
    while words:
        for length in range(min(len(words), _LONGEST_NAME), 0, -1):
            role = page.names.role(" ".join(words[:length])).id
            if role is not None:
                ends.append(role)
                del words[:length]
                break
        else:
            if words.pop(0).casefold() not in _WHO_OPENS:
                return False
    return ends in ([row.from_, row.to], [row.from_])


# --- what the page lacks --------------------------------------------------------------------------


def _unpublished(page: MatchedPage) -> Iterator[Difference]:
    """Flows of the dataset without a row in one of their modes."""
    published = {row.key for row in page.rows}
    ends = {key[:2] for key in published}
    for flow in page.dataset.flows:
        if not page.is_source_of(flow.source):
            continue
        key = flow.from_, flow.to
        modes = page.published_modes(flow) if page.modes and flow.modes else ("",)
        for mode in modes:
            if mode:
                is_published = (*key, mode) in published or (*key, "") in published
            else:
                is_published = key in ends
            if not is_published:
                yield _unpublished_connection(page, flow, mode)


def _unpublished_connection(page: MatchedPage, flow: Flow, mode: str) -> Difference:
    where = f" in the mode {mode}" if mode else ""
    heading = page.modes.get(mode) or page.groups.get(page.queries.group_of(flow))
    errata = [one for one in flow.errata if concerns(one, "row", mode) and not one.published]
    return Difference(
        rules.UnpublishedConnection,
        Violation(
            heading.location(page.top.path) if heading else page.top,
            Subject(kind="flow", id=flow.id, modes=(mode,) if mode else ()),
            f"The page lacks the connection {flow.from_} → {flow.to}{where}.",
            related=[((flow,), "The dataset has it here.")],
        ),
        errata[0] if errata else None,
    )
