"""A table of flows: its rows, the headings between them, and the marks of notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from ..dataset.model import Likeness
from ..dataset.ports import Port
from ..dataset.queries import PortUse, Row, Section, View
from ..dataset.remarks import Remark, concerning, is_open
from ..diagram.palette import slots
from .captions import table_caption
from .columns import COLUMNS, FlowColumn, Line, number_in
from .document import Column, Document, Heading, Link, Mark, Part, PortGroup, Table
from .document import Row as Cells
from .labels import Labels, connection
from .localization import _
from .notes import Noted, Notes, asked
from .parsed_options import FlowTableOptions
from .port_lines import after_ports
from .prose import below
from .signs import key, signs_in
from .targets import FIRST_CHOICE, LAST_CHOICE, Target, listed

NARROW = 10
"""The width of a column for one of several modes."""

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
        self.columns = list(_shown(request))
        self.slots = slots(labels.queries)
        self._noted_at = _noted_at([column.name for column in self.columns])

    def document(self) -> Document:
        """The table, and below it its key, its notes and the stamp.

        An empty table says so in one row.
        """
        rows = list(self._rows())
        table = self._without_empty(Table(self._head(), rows))
        signs = signs_in(
            part for row in rows if isinstance(row, Cells) for cell in row.cells for part in cell
        )
        below = self.notes.below(stamp=self.request.stamp)
        return Document(
            [table],
            [*key(signs | self.notes.kinds), *below],
            caption=table_caption(self.request.selection, self.labels.dataset),
            targets=tuple(_targets(self.view)),
        )

    def _head(self) -> list[Column]:
        """The columns; an author's width for all modes is shared among theirs."""
        count = max(1, len(self.request.selection.modes))
        widths = [
            NARROW * count if COLUMNS[name].by_mode and count > 1 else COLUMNS[name].width
            for name in self.request.columns
        ]
        if self.request.widths:
            widths = _in_characters(self.request.widths, sum(widths))
        of_column = dict(zip(self.request.columns, widths, strict=True))
        return [
            Column(self.labels.short_mode(mode), max(1, of_column[name] // count), name)
            if mode
            else Column(column.heading(), of_column[name], name)
            for name, column, mode in self.columns
        ]

    def _without_empty(self, table: Table) -> Table:
        """The table without the columns that may go and are empty."""
        rows = [row for row in table.rows if isinstance(row, Cells)]
        kept = [
            place
            for place, shown in enumerate(self.columns)
            if not (shown.column.may_go and rows) or any(row.cells[place] for row in rows)
        ]
        if len(kept) == len(self.columns) or not kept:
            return table
        return Table(
            [table.columns[place] for place in kept],
            [
                row._replace(cells=[row.cells[place] for place in kept])
                if isinstance(row, Cells)
                else row
                for row in table.rows
            ],
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
                for use in sorted(row.ports, key=self._order):
                    yield self._row(row, (use,))

    def _order(self, use: PortUse) -> tuple[Port | int, ...]:
        """What sorts the ports of a flow that have rows of their own."""
        return (use.port, use.place) if self.request.by_number else (use.place,)

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
        every += dict.fromkeys(found for use in uses for found in self._asked_of_service(use))
        remarks = [found for found in every if self._belongs(found, uses, first=first)]
        unconfirmed = self.notes.unconfirmed(remarks)
        marks: dict[int, list[Mark | Link]] = {}
        if remarks and "ports" in self.request.columns:
            remarks, marks = self._at_ports(remarks, uses)
        place = uses[0].place if uses and self.request.by_port else 0
        line = Line(
            row,
            uses,
            self.labels,
            self.request.columns,
            self.slots,
            place,
            marks,
            unconfirmed,
        )
        cells = [
            number_in(line, mode) if mode else column.cell(line)
            for _name, column, mode in self.columns
        ]
        if remarks:
            self._mark(remarks, cells[self._noted_at])
        if not first:
            return Cells(cells)
        self._shown.add(flow.id)
        modes = tuple(mode for mode, _number in row.numbers)
        keys = (f"role:{flow.from_}", f"role:{flow.to}")
        return Cells(cells, flow.id, modes, keys, flow.former_ids)

    def _asked_of_service(self, use: PortUse) -> Iterator[Remark]:
        """The open questions of a port's service that are about this port."""
        if use.service is None:
            return
        every: tuple[Remark, ...] = (*use.service.errata, *use.service.ignore)
        about = [remark for remark in every if remark.ports and is_open(remark)]
        yield from concerning(about, self.request.selection.modes or ("",), [use.port])

    def _belongs(self, remark: Noted, uses: tuple[PortUse, ...], *, first: bool) -> bool:
        """Whether a row marks a remark: the first row of its flow, or each row with its ports."""
        if not self.request.by_port or isinstance(remark, Likeness) or not remark.ports:
            return first
        return any(use.port.overlaps(port) for use in uses for port in remark.ports)

    def _at_ports(
        self, remarks: list[Noted], uses: tuple[PortUse, ...]
    ) -> tuple[list[Noted], dict[int, list[Mark | Link]]]:
        """The remarks that are about no single port, and the marks of the others at their ports."""
        of_ports = {
            place: found
            for place, found in enumerate(remarks)
            if not isinstance(found, Likeness) and found.ports
        }
        marks: dict[int, list[Mark | Link]] = {}
        for use in uses:
            about = [
                found
                for found in of_ports.values()
                if any(use.port.overlaps(port) for port in found.ports)
            ]
            if about:
                marks[use.place] = self.notes.marks(about)
        return [found for place, found in enumerate(remarks) if place not in of_ports], marks

    def _mark(self, remarks: list[Noted], cell: list[Part]) -> None:
        """Add the marks of notes to the cell that has them."""
        for call in self.notes.called(remarks):
            if cell:
                last = cell[-1]
                cell.append(after_ports() if isinstance(last, PortGroup) else below(last))
            cell += call


class _Shown(NamedTuple):
    """A column as a table shows it: for one mode, if ``mode`` is set."""

    name: str
    column: FlowColumn
    mode: str = ""


def _shown(request: FlowTableOptions) -> Iterator[_Shown]:
    """The columns of a table; in one of several modes, some of them for each mode."""
    modes = request.selection.modes
    for name in request.columns:
        column = COLUMNS[name]
        several = modes if column.by_mode and len(modes) > 1 else ("",)
        yield from (_Shown(name, column, mode) for mode in several)


def _noted_at(names: Sequence[str]) -> int:
    """Where marks of notes are that no port has: in the notes, else with the ports, else last."""
    for name in ("notes", "ports"):
        if name in names:
            return names.index(name)
    wide = [place for place, name in enumerate(names) if not COLUMNS[name].by_mode]
    return wide[-1] if wide else len(names) - 1


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
