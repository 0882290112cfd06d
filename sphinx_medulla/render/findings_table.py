"""A table of what is open and of what is accepted: every question, then every exception."""

from __future__ import annotations

from collections.abc import Iterator

from ..dataset.model import Waiver
from ..dataset.remarks import Remark, is_open
from .captions import findings_caption
from .document import Column, Document, Heading, Link, Part, Row, Table
from .labels import Labels, arrow
from .localization import _, filled
from .notes import asked, published, reasoned
from .parsed_options import BlockOptions
from .plain_lists import Entry, entries, narrowed


def findings_table(labels: Labels, options: BlockOptions) -> Document:
    """A table: open questions below one heading unless hidden, known exceptions below another."""
    columns = [
        Column(_("Entry"), 28),
        Column(_("Finding"), 28),
        Column(_("Reason or question"), 44),
    ]
    found = [
        (row, is_question)
        for entry in entries(labels)
        for row, is_question in _rows(entry, labels)
        if not (is_question and options.hides_questions)
    ]
    rows: list[Row | Heading] = []
    for title, is_open_part in ((_("Open questions"), True), (_("Known exceptions"), False)):
        part = [row for row, is_question in found if is_question is is_open_part]
        rows += [Heading(title), *part] if part else []
    if not rows and options.hides_questions:
        rows.append(Heading(_("There are no known exceptions."), "empty"))
    elif not rows:
        rows.append(Heading(_("There are no open questions and no known exceptions."), "empty"))
    return Document([Table(columns, rows)], [], findings_caption())


def _rows(entry: Entry, labels: Labels) -> Iterator[tuple[Row, bool]]:
    """The rows of one entry, each with whether it is open."""
    for erratum in entry.errata:
        if erratum.undecided:
            yield _row(entry, erratum, published(erratum, labels), labels), True
    for waiver in entry.waivers:
        yield _row(entry, waiver, _rule(waiver, labels), labels), is_open(waiver)
    for like in asked(entry.like):
        other = labels.queries.flows[like.flow]
        link = Link(f"flow:{other.id}", labels.connection(other))
        what = filled(_("Its ports differ from those of %(flow)s."), {"flow": link})
        yield Row([entry.subject, what, reasoned(like, labels)]), True
    if entry.question:
        what = [_("No entry of the dataset is about this.")]
        about = [*entry.subject, *narrowed(entry.question, labels)]
        yield Row([about, what, reasoned(entry.question, labels)]), True


def _row(entry: Entry, remark: Remark, what: list[Part], labels: Labels) -> Row:
    """The entry, what is odd about it, and the reason for that, or the open question."""
    about = [*entry.subject, *narrowed(remark, labels)]
    if remark.ports:
        about.append(_(": ") + ", ".join(map(str, remark.ports)))
    return Row([about, what, reasoned(remark, labels)])


def _rule(waiver: Waiver, labels: Labels) -> list[Part]:
    """What a waiver's rule would say, and the ends of the connection if the waiver names some."""
    from ..checker.rule_pages import what
    from ..checker.rules import RULES

    rules = {rule.code: _(what(rule)) for rule in RULES}
    sentence = f"{rules.get(waiver.rule, '')} ({waiver.rule})".strip()
    ends = [labels.role(role) for role in (waiver.from_, waiver.to) if role]
    return [" ".join([sentence, *([arrow(ends)] if ends else [])])]
