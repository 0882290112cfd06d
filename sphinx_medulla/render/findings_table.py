"""A table of what is open and of what is accepted: every question, then every exception."""

from __future__ import annotations

from collections.abc import Iterator

from ..dataset.model import Waiver
from ..dataset.remarks import Remark, is_open
from .captions import findings_caption
from .document import Column, Document, Heading, Link, Part, Row, Table
from .labels import Labels, arrow
from .localization import _, filled
from .notes import published, reasoned
from .plain_lists import Entry, entries, narrowed


class ExceptionTable:
    """Makes the table."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def document(self) -> Document:
        """A table: open questions below one heading, known exceptions below another."""
        columns = [
            Column(_("Entry"), 28),
            Column(_("Finding"), 28),
            Column(_("Reason or question"), 44),
        ]
        opened: list[Row] = []
        accepted: list[Row] = []
        for entry in entries(self.labels):
            for row, is_question in self._rows(entry):
                (opened if is_question else accepted).append(row)
        rows: list[Row | Heading] = []
        for title, found in ((_("Open questions"), opened), (_("Known exceptions"), accepted)):
            if found:
                rows += [Heading(title), *found]
        if not rows:
            rows.append(Heading(_("There are no open questions and no known exceptions."), "empty"))
        return Document([Table(columns, rows)], [], findings_caption())

    def _rows(self, entry: Entry) -> Iterator[tuple[Row, bool]]:
        """The rows of one entry, each with whether it is open."""
        for erratum in entry.errata:
            if erratum.undecided:
                yield self._row(entry, erratum, published(erratum)), True
        for waiver in entry.waivers:
            yield self._row(entry, waiver, self._rule(waiver)), is_open(waiver)
        if entry.like is not None and entry.like.question:
            other = self.labels.queries.flows[entry.like.flow]
            link = Link(f"flow:{other.id}", self.labels.connection(other))
            what = filled(_("Its ports differ from those of %(flow)s."), {"flow": link})
            yield Row([entry.subject, what, [entry.like.question]]), True

    def _row(self, entry: Entry, remark: Remark, what: list[Part]) -> Row:
        """The entry, what is odd about it, and why that is so, or what is asked."""
        about = [*entry.subject, *narrowed(remark, self.labels)]
        if remark.ports:
            about.append(_(": ") + ", ".join(map(str, remark.ports)))
        return Row([about, what, reasoned(remark, self.labels)])

    def _rule(self, waiver: Waiver) -> list[Part]:
        """What a waiver's rule would say, and where to, if that is not the whole entry."""
        from ..checker.rule_pages import what
        from ..checker.rules import RULES

        rules = {rule.code: _(what(rule)) for rule in RULES}
        sentence = f"{rules.get(waiver.rule, '')} ({waiver.rule})".strip()
        ends = [self.labels.role(role) for role in (waiver.from_, waiver.to) if role]
        return [" ".join([sentence, *([arrow(ends)] if ends else [])])]
