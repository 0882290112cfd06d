"""A table of what is open and of what is accepted: every question, then every exception."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docutils import nodes

from ..dataset.model import Waiver
from ..dataset.remarks import Remark, is_open
from .lists import Entry, Subject, entries, narrowed
from .notes import published, reasoned
from .rendering import Rendering
from .words import _, filled

WIDTHS = (28, 28, 44)


class Line(NamedTuple):
    """A row: the entry, what is odd about it, and why that is so, or what is asked."""

    subject: list[nodes.Node]
    what: list[nodes.Node]
    why: list[nodes.Node]


class ExceptionTable:
    """Draws the table; like those of flows, it may be wider than a page."""

    def __init__(self, rendering: Rendering) -> None:
        self.rendering = rendering

    def tgroup(self) -> nodes.tgroup:
        """Head and body: what is open under one heading, what is accepted under another."""
        tgroup = nodes.tgroup("", cols=len(WIDTHS))
        for width in WIDTHS:
            tgroup += nodes.colspec("", colwidth=width)
        titles = (_("Entry"), _("What"), _("Why, or what is asked"))
        tgroup += nodes.thead("", _row([[nodes.Text(title)] for title in titles]))
        opened: list[Line] = []
        accepted: list[Line] = []
        for entry in entries(self.rendering):
            for line, is_question in self._lines(entry):
                (opened if is_question else accepted).append(line)
        body = nodes.tbody()
        for title, lines in ((_("Open questions"), opened), (_("Known exceptions"), accepted)):
            if lines:
                body += self._heading(title, "medulla-heading")
                body += [_row(list(line)) for line in lines]
        if not body.children:
            body += self._heading(
                _("Nothing is open, and nothing is an exception."), "medulla-empty"
            )
        tgroup += body
        return tgroup

    def _lines(self, entry: Entry) -> Iterator[tuple[Line, bool]]:
        """The rows of one entry, each with whether it is open."""
        for erratum in entry.errata:
            if erratum.undecided:
                yield self._line(entry.subject, erratum, published(erratum)), True
        for waiver in entry.waivers:
            yield self._line(entry.subject, waiver, self._rule(waiver)), is_open(waiver)
        if entry.like is not None and entry.like.question:
            other = self.rendering.views.flows[entry.like.flow]
            link = self.rendering.link(f"flow:{other.id}", self.rendering.connection(other))
            what = filled(_("Its ports differ from those of %(flow)s."), {"flow": link})
            yield Line(entry.subject(), what, [nodes.Text(entry.like.question)]), True

    def _line(self, subject: Subject, remark: Remark, what: list[nodes.Node]) -> Line:
        ports = ", ".join(map(str, remark.ports))
        about = [*subject(), *narrowed(remark, self.rendering)]
        if ports:
            about.append(nodes.Text(_(": ") + ports))
        return Line(about, what, reasoned(remark, self.rendering))

    def _rule(self, waiver: Waiver) -> list[nodes.Node]:
        """What a waiver's rule would say, and where to, if that is not the whole entry."""
        from ..checker.pages import what
        from ..checker.rules import RULES

        rules = {rule.code: _(what(rule)) for rule in RULES}
        sentence = f"{rules.get(waiver.rule, '')} ({waiver.rule})".strip()
        ends = [self.rendering.role(role) for role in (waiver.from_, waiver.to) if role]
        return [nodes.Text(" ".join([sentence, *([" → ".join(ends)] if ends else [])]))]

    def _heading(self, text: str, kind: str) -> nodes.row:
        """A row of one cell over all columns, or of its first cell where a writer has no spans."""
        strong = nodes.strong("", "", nodes.Text(text))
        entry = nodes.entry("", nodes.paragraph("", "", strong))
        more = len(WIDTHS) - 1
        if self.rendering.builder.format == "man":
            empty = [nodes.entry("", nodes.paragraph()) for _column in range(more)]
            return nodes.row("", *empty[:1], entry, *empty[1:], classes=[kind])
        entry["morecols"] = more
        return nodes.row("", entry, classes=[kind])


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))
