"""The connections of a page with the roles and modes that their names mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..checker.context import RuleContext
from ..checker.finding import Subject
from ..checker.rule import Violation
from ..dataset.model import Citation, Erratum, Flow
from ..dataset.ports import Port
from ..dataset.problem import Location
from ..grouping import grouped
from . import comparison_rules as rules
from .page_names import PageNames
from .placed_text import PlacedText
from .published_facts import Connection, Reading
from .quotations import concerns, same_words


class Difference(NamedTuple):
    """Something to report, and the erratum that explains it, if one does."""

    rule: type[rules.ComparisonRule]
    violation: Violation
    explanation: Erratum | None = None


@dataclass(frozen=True)
class MatchedRow:
    """A connection of the page whose names and mode are known; ``mode`` is empty if none is."""

    connection: Connection
    from_: str
    to: str
    mode: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The connection that the row is about, in its mode."""
        return self.from_, self.to, self.mode

    @property
    def title(self) -> str:
        """The connection as a sentence names it."""
        where = f" in the mode {self.mode}" if self.mode else ""
        return f"{self.from_} → {self.to}{where}"

    def subject(self, flow: Flow, ports: tuple[Port, ...] = (), word: str = "") -> Subject:
        """A flow in the mode of the row, some of its ports, or words of its note."""
        modes = (self.mode,) if self.mode else ()
        return Subject(kind="flow", id=flow.id, modes=modes, ports=ports, word=word)


class MatchedPage:
    """What a page says, beside the dataset with which it is compared.

    The page must have everything for which the dataset cites ``source``; without a source, all
    that the dataset has. ``top`` is the beginning of the page.
    """

    def __init__(
        self, context: RuleContext, reading: Reading, names: PageNames, path: str, source: str = ""
    ) -> None:
        self.context = context
        self.dataset = context.dataset
        self.queries = context.queries
        self.reading = reading
        self.names = names
        self.source = source
        self.top = Location(path)
        self._flows = grouped(((flow.from_, flow.to), flow) for flow in self.dataset.flows)
        self.modes = {
            mode: heading for heading in reading.headings if (mode := names.mode([heading]))
        }
        self.groups = {
            group: heading for heading in reading.headings if (group := names.group(heading))
        }

    @property
    def rows(self) -> list[MatchedRow]:
        """The connections whose names and modes are known."""
        return self._matched[0]

    @property
    def unknown(self) -> list[Difference]:
        """The names that are not known, or not written as they should be."""
        return self._matched[1]

    def flows_between(self, from_: str, to: str) -> list[Flow]:
        """The flows from one role to another, in any mode."""
        return self._flows.get((from_, to), [])

    def flows_of(self, row: MatchedRow) -> list[Flow]:
        """The flows of a row's connection, in its mode if it has one."""
        return [
            flow
            for flow in self.flows_between(row.from_, row.to)
            if not row.mode or row.mode in self.queries.modes_of(flow)
        ]

    def is_source_of(self, entry_source: tuple[Citation, ...]) -> bool:
        """Whether the page must have what an entry with these sources says."""
        cited = [one.id for one in self.queries.source_of(entry_source)]
        return not self.source or self.source in cited

    def published_modes(self, flow: Flow) -> list[str]:
        """The modes of a flow that the page must have: not those that another source describes."""
        modes = self.dataset.modes
        return [one for one in self.queries.modes_of(flow) if self.is_source_of(modes[one].source)]

    def is_quoted_by(self, entry_source: tuple[Citation, ...]) -> bool:
        """Whether the errata of an entry with these sources quote the page: its first source."""
        cited = self.queries.source_of(entry_source)
        return not self.source or (bool(cited) and cited[0].id == self.source)

    @cached_property
    def _matched(self) -> tuple[list[MatchedRow], list[Difference]]:
        """The connections whose names and modes are known, and what to report of the others."""
        rows: list[MatchedRow] = []
        unknown: list[Difference] = []
        headings: set[str] = set()
        for connection in self.reading.connections:
            ends = [self.names.role(end.words) for end in (connection.from_, connection.to)]
            ids = [end.id for end in ends]
            if connection.is_item and ids[1] is None:
                unknown.append(self._unknown_item(connection.to))
                continue
            mode = self.names.mode(self._mode_texts(connection))
            for at, text in enumerate((connection.from_, connection.to)):
                found = ends[at].id
                if found is None:
                    ids[at], erratum = self._by_erratum(text, at, mode, ids[1 - at])
                    unknown.append(self._unknown_name(text)._replace(explanation=erratum))
                elif self.names.is_run_together(ends[at]):
                    unknown.append(self._run_together(text, found))
            if ids[0] is None or ids[1] is None:
                continue
            row = MatchedRow(connection, ids[0], ids[1], mode)
            if self._has_no_mode(row):
                heading = connection.headings[0] if connection.headings else connection.from_
                if heading.text not in headings:
                    unknown.append(self._unknown_heading(heading))
                headings.add(heading.text)
            else:
                rows.append(row)
        return rows, unknown

    @cached_property
    def _renamed(self) -> list[tuple[Flow, Erratum]]:
        """The flows of which a page names an end wrongly, with the errata that say so."""
        return [
            (flow, erratum)
            for flow in self.dataset.flows
            for erratum in flow.errata
            if erratum.at in {"from", "to"}
        ]

    def _by_erratum(
        self, text: PlacedText, at: int, mode: str, other: str | None
    ) -> tuple[str | None, Erratum | None]:
        """The role at an end of a row that an erratum quotes, and the erratum; else nothing.

        ``at`` is 0 for the end that opens the connection, ``other`` the role at the other end.
        """
        for flow, erratum in self._renamed:
            ends = (flow.from_, flow.to)
            is_about = concerns(erratum, ("from", "to")[at], mode)
            if is_about and ends[1 - at] == other and same_words(erratum.published, text.words):
                return ends[at], erratum
        return None, None

    def _mode_texts(self, connection: Connection) -> tuple[PlacedText, ...]:
        mode = connection.cells.get("mode")
        return (mode, *connection.headings) if mode else connection.headings

    def _has_no_mode(self, row: MatchedRow) -> bool:
        """Whether a row belongs to some modes only, and no heading says to which."""
        flows = self.flows_between(row.from_, row.to)
        is_partial = flows and not any(map(self.queries.is_everywhere, flows))
        return bool(self.modes and not row.mode and is_partial)

    def _unknown_name(self, text: PlacedText) -> Difference:
        words = text.words
        sentence = f"The page names {words!r}, which is no role of the dataset."
        hint = f"{self.names.unknown_role(words)} Or say what it means with --role NAME=ROLE."
        return self._unknown(rules.UnknownName, text, sentence, hint)

    def _unknown_item(self, text: PlacedText) -> Difference:
        """An item that may be a machine or a sentence, and so fails no comparison."""
        words = text.words
        sentence = f"This was not read: {words!r} is no role of the dataset."
        hint = self.names.unknown_role(words)
        return self._unknown(rules.UnreadLine, text, sentence, hint)

    def _unknown_heading(self, text: PlacedText) -> Difference:
        words = text.words
        sentence = f"The heading {words!r} names no mode, so the rows below it cannot be compared."
        hint = f"{self.names.unknown_mode(words)} Or say what it means with --mode HEADING=MODE."
        return self._unknown(rules.UnknownHeading, text, sentence, hint)

    def _unknown(
        self, rule: type[rules.ComparisonRule], text: PlacedText, sentence: str, hint: str
    ) -> Difference:
        subject = Subject(kind="dataset", word=text.words)
        return Difference(rule, Violation(text.location(self.top.path), subject, sentence, hint))

    def _run_together(self, text: PlacedText, role: str) -> Difference:
        return Difference(
            rules.UntidyPage,
            Violation(
                text.location(self.top.path),
                Subject(kind="role", id=role, word=text.words),
                f"The name {text.words!r} is written without a blank, and is read as "
                f"{self.dataset.roles[role].name!r}.",
            ),
        )
