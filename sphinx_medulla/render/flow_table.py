"""A table of flows: its rows, the headings between them, and the marks of notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from ..dataset.model import Likeness
from ..dataset.queries import PortUse, Row, Section, View
from .captions import table_caption
from .columns import COLUMNS, Line
from .document import Column, Document, Heading, Part, Table
from .document import Row as Cells
from .labels import Labels, connection
from .localization import _
from .notes import Noted, Notes, asked
from .parsed_options import FlowTableOptions
from .targets import FIRST_CHOICE, LAST_CHOICE, Target, listed

WIDEST = 200
"""The number of characters up to which the author's widths may make a table wider."""


class FlowTable:
    """Makes the Document of one flow table."""

    def __init__(self, labels: Labels, request: FlowTableOptions) -> None:
        self.labels = labels
        self.request = request
        self.view: View = labels.queries.select(request.selection)
        self.notes = Notes(labels, request.errata, request.questions)
        self._shown: set[str] = set()
        names = request.columns
        self.columns = [COLUMNS[name] for name in names]
        self._noted_at = names.index("notes") if "notes" in names else len(names) - 1

    def document(self) -> Document:
        """The table, and below it its notes and the stamp. An empty table says so in one row."""
        widths = [column.width for column in self.columns]
        if self.request.widths:
            widths = _in_characters(self.request.widths, sum(widths))
        parts = zip(self.request.columns, self.columns, widths, strict=True)
        head = [Column(column.heading(), width, name) for name, column, width in parts]
        table = Table(head, list(self._rows()))
        return Document(
            [table],
            self.notes.below(stamp=self.request.stamp),
            caption=table_caption(self.request.selection, self.labels.dataset),
            targets=tuple(_targets(self.view)),
        )

    def _rows(self) -> Iterator[Cells | Heading]:
        sections = self.view.sections
        if not sections:
            yield Heading(_("No flow matches."), "empty")
        headed = len(sections) > 1 or any(section.kind != "group" for section in sections)
        for section in sections:
            if headed and section.id:
                keys = () if section.kind == "group" else (f"role:{section.id}",)
                yield Heading(self._title(section), keys=keys)
            for row in section.rows:
                if not self.request.by_port or not row.ports:
                    yield self._row(row, row.ports)
                    continue
                for use in row.ports:
                    yield self._row(row, (use,))

    def _title(self, section: Section) -> str:
        if section.kind == "group":
            return self.labels.dataset.groups[section.id].label
        template = {
            "inbound": _("Open inbound on %(role)s"),
            "outbound": _("%(role)s connects out to"),
        }[section.kind]
        name = self.labels.role(section.id) + self.labels.hosts_behind(section.id)
        return template % {"role": name}

    def _row(self, row: Row, uses: tuple[PortUse, ...]) -> Cells:
        flow = row.flow
        first = flow.id not in self._shown
        every: list[Noted] = [*row.errata, *row.questions, *asked(flow.like)]
        remarks = [found for found in every if self._belongs(found, uses, first=first)]
        unconfirmed = self.notes.unconfirmed(remarks)
        line = Line(row, uses, self.labels, self.request.columns, unconfirmed)
        cells = [column.cell(line) for column in self.columns]
        if remarks:
            self._mark(remarks, cells[self._noted_at])
        if not first:
            return Cells(cells)
        self._shown.add(flow.id)
        modes = tuple(mode for mode, _number in row.numbers)
        keys = (f"role:{flow.from_}", f"role:{flow.to}")
        return Cells(cells, flow.id, modes, keys, flow.former_ids)

    def _belongs(self, remark: Noted, uses: tuple[PortUse, ...], *, first: bool) -> bool:
        """Whether a row marks a remark: the first row of its flow, or each row with its ports."""
        if not self.request.by_port or isinstance(remark, Likeness) or not remark.ports:
            return first
        return any(use.port.overlaps(port) for use in uses for port in remark.ports)

    def _mark(self, remarks: list[Noted], cell: list[Part]) -> None:
        """Add the marks of notes to the cell that has them."""
        if "notes" not in self.request.columns and self.request.questions != "hide":
            marks = self.notes.marks(remarks)
            cell += [" ", *marks] if marks and cell else marks
            return
        for call in self.notes.called(remarks):
            if cell:
                cell.append("\n")
            cell += call


def _targets(view: View) -> Iterator[Target]:
    """What a table of flows shows: its flows, its mode if it is whole, and roles."""
    dataset, selection = view.dataset, view.selection
    for row in view.rows:
        flow, title = row.flow, connection(row.flow, dataset)
        at = ["", *(f"@{mode}" for mode, _ in row.numbers)]
        for name in at:
            yield Target(f"flow:{flow.id}{name}", title)
        for former in flow.former_ids:
            for name in at:
                yield Target(f"flow:{former}{name}", title, LAST_CHOICE, flow.id)
        for use in row.ports:
            if use.port.numbered:
                yield Target(listed(use.port), "")
    whole = len(selection.modes) == 1 and not selection.filtered
    for mode in selection.modes:
        rank = FIRST_CHOICE if whole else LAST_CHOICE
        yield Target(f"mode:{mode}", dataset.modes[mode].title, rank)
    headed = {section.id for section in view.sections if section.kind != "group"}
    for role in view.roles:
        rank = FIRST_CHOICE if role in headed else LAST_CHOICE
        yield Target(f"role:{role}", dataset.roles[role].name, rank)


def _in_characters(proportions: Sequence[int], whole: int) -> list[int]:
    """The author's proportions, scaled to at least ``whole``: text output counts in characters."""
    given = sum(proportions)
    if given < whole:
        return [ceil(whole / given) * width for width in proportions]
    if given > max(whole, WIDEST):
        return [max(1, round(width * whole / given)) for width in proportions]
    return [*proportions]
