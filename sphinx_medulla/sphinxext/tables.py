"""A table of flows in docutils nodes: the columns, the rows, the headings within it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docutils import nodes

from ..dataset.model import Need
from ..dataset.remarks import Remark
from ..dataset.views import PortUse, Row, Section, View
from .notes import Notes
from .placements import block_anchor
from .rendering import Rendering, joined, need_word
from .requests import FlowsRequest
from .words import _, filled

WIDTHS = {
    "no": 4,
    "id": 18,
    "from": 16,
    "to": 16,
    "connection": 28,
    "zones": 16,
    "ports": 26,
    "protocol": 8,
    "service": 16,
    "purpose": 34,
    "need": 16,
    "feature": 16,
    "encryption": 18,
    "setting": 18,
    "notes": 30,
    "source": 20,
    "mode": 20,
}
"""The proportions of columns; in text output, the least width in characters."""


def heading(column: str) -> str:
    """A column's heading."""
    return {
        "no": _("No."),
        "id": _("Id"),
        "from": _("From"),
        "to": _("To"),
        "connection": _("Connection"),
        "zones": _("Zones"),
        "ports": _("Destination ports"),
        "protocol": _("Protocol"),
        "service": _("Service"),
        "purpose": _("Purpose"),
        "need": _("Need"),
        "feature": _("Feature"),
        "encryption": _("Encryption"),
        "setting": _("Setting"),
        "notes": _("Notes"),
        "source": _("Source"),
        "mode": _("Mode"),
    }[column]


def encryption_word(encryption: str) -> str:
    """How a connection is encrypted, as people write it."""
    return {
        "": _("unknown"),
        "none": _("none"),
        "tls": "TLS",
        "starttls": "STARTTLS",
        "ssh": "SSH",
    }[encryption]


class FlowTable:
    """Draws one request; `tgroup` is the table's inside, `below` what stands under it."""

    def __init__(self, rendering: Rendering, request: FlowsRequest) -> None:
        self.rendering = rendering
        self.request = request
        self.view: View = rendering.views.select(request.selection)
        self.notes = Notes(rendering, block_anchor(*request.key), request.errata)
        self._shown: set[str] = set()
        columns = request.columns
        self._named = "service" not in columns
        self._noted = "notes" if "notes" in columns else columns[-1]
        self._numbered = "no" in columns
        self._cells = [getattr(self, f"_{column.replace('from', 'from_')}") for column in columns]

    def tgroup(self) -> nodes.tgroup:
        """Head and body. Without a row, one row that says so."""
        columns = self.request.columns
        tgroup = nodes.tgroup("", cols=len(columns))
        widths = self.request.widths or tuple(WIDTHS[column] for column in columns)
        for width in widths:
            tgroup += nodes.colspec("", colwidth=width)
        head = nodes.row()
        for column in columns:
            entry = _entry([nodes.Text(heading(column))])
            entry["classes"].append(f"medulla-column-{column}")  # for widths; cells need none
            head += entry
        tgroup += nodes.thead("", head)
        tgroup += nodes.tbody("", *self._rows())
        return tgroup

    def below(self) -> list[nodes.Node]:
        """The notes and the stamp; to be asked for after `tgroup`."""
        found = self.notes.paragraphs()
        if self.request.stamp:
            found.append(self.rendering.stamp())
        return found

    def _rows(self) -> Iterator[nodes.row]:
        sections = self.view.sections
        if not sections:
            yield self._wide_row(_("No flow fits."), "medulla-empty")
        headed = len(sections) > 1 or any(section.kind != "group" for section in sections)
        for section in sections:
            if headed and section.id:
                wide = self._wide_row(self._title(section), "medulla-heading")
                if section.kind != "group":
                    self._anchor(wide.next_node(nodes.paragraph), [f"role:{section.id}"])
                yield wide
            for row in section.rows:
                if not self.request.by_port or not row.ports:
                    yield self._row(row, row.ports)
                    continue
                for use in row.ports:
                    yield self._row(row, (use,))

    def _title(self, section: Section) -> str:
        if section.kind == "group":
            return self.rendering.dataset.groups[section.id].label
        template = {
            "inbound": _("Open inbound on %(role)s"),
            "outbound": _("%(role)s connects out to"),
        }[section.kind]
        return template % {"role": self.rendering.role(section.id)}

    def _wide_row(self, text: str, kind: str) -> nodes.row:
        """A row of one cell over all columns, or of its second cell where a writer has no spans."""
        entry = _entry([nodes.strong("", "", nodes.Text(text))])
        more = len(self.request.columns) - 1
        if more and self.rendering.builder.format == "man":
            empty = [_entry([]) for _column in range(more)]
            return nodes.row("", *empty[:1], entry, *empty[1:], classes=[kind])
        if more:
            entry["morecols"] = more
        return nodes.row("", entry, classes=[kind])

    def _row(self, row: Row, uses: tuple[PortUse, ...]) -> nodes.row:
        cells = [nodes.paragraph("", "", *cell(row, uses)) for cell in self._cells]
        first = row.flow.id not in self._shown
        if first:
            self._shown.add(row.flow.id)
            modes = [mode for mode, _number in row.numbers]
            flow = row.flow
            ids = (flow.id, *flow.former_ids)
            anchors = self.rendering.domain.row_anchors(ids, modes, self.request.key)
            self._anchor(cells[0], [f"role:{flow.from_}", f"role:{flow.to}"], anchors)
        every: list[Remark] = [*row.errata, *row.questions]
        remarks = [found for found in every if self._belongs(found, uses, first=first)]
        self._mark(remarks, cells[self.request.columns.index(self._noted)])
        return nodes.row("", *(nodes.entry("", cell) for cell in cells))

    def _belongs(self, remark: Remark, uses: tuple[PortUse, ...], *, first: bool) -> bool:
        """Whether a remark on a flow is marked in a row of it; every row, if it has but one."""
        if not self.request.by_port or not remark.ports:
            return first
        return any(use.port.overlaps(port) for use in uses for port in remark.ports)

    def _anchor(self, cell: Any, keys: list[str], more: Iterable[str] = ()) -> None:
        """Put ids into a cell: those of keys whose place this table is, and some more."""
        anchors = [*more, *self.rendering.anchors(keys, self.request)]
        if anchors:
            cell.insert(0, nodes.target("", "", ids=anchors))

    def _mark(self, remarks: list[Remark], cell: nodes.Element) -> None:
        """Put the marks of notes into the cell that has them."""
        if self._noted != "notes":
            marks = self.notes.marks(remarks)
            cell += [nodes.Text(" "), *marks] if marks and cell.children else marks
            return
        for call in self.notes.called(remarks):
            if cell.children:
                cell += nodes.Text("\n")
            cell += call

    # The columns: what a cell of each holds

    def _no(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return joined(
            [[self._number(row, mode, str(number))] for mode, number in row.numbers], ",\n"
        )

    def _number(self, row: Row, mode: str, text: str) -> nodes.Node:
        key, title = f"chart:{row.flow.id}@{mode}", _("To the flowchart")
        return self.rendering.link_within(key, text, title)

    def _mode(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        modes = self.rendering.dataset.modes
        parts: list[list[nodes.Node]] = []
        for mode, number in row.numbers:
            title = modes[mode].title if mode else _("every mode")
            if self._numbered or not mode:
                parts.append([nodes.Text(title)])
            else:
                parts.append([nodes.Text(title + _(": ")), self._number(row, mode, str(number))])
        return joined(parts)

    def _id(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return [nodes.literal("", "", nodes.Text(row.flow.id))]

    def _from_(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return [nodes.Text(self.rendering.role(row.flow.from_))]

    def _to(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return [nodes.Text(self.rendering.role(row.flow.to))]

    def _connection(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return [nodes.Text(self.rendering.connection(row.flow))]

    def _zones(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        zones = [self.rendering.zone(row.flow.from_), self.rendering.zone(row.flow.to)]
        return [nodes.Text(" → ".join(zones))]

    def _ports(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        if not uses:
            return [nodes.emphasis("", "", nodes.Text(_("port not stated")))]
        return joined(self._port(use) for use in uses)

    def _port(self, use: PortUse) -> list[nodes.Node]:
        """A port with its protocol, the service's name, and a link to the description."""
        text = f"{use.port} {use.name}".rstrip() if self._named else str(use.port)
        return [self._linked(use, text)]

    def _linked(self, use: PortUse, text: str) -> nodes.Node:
        if use.service is None:
            return nodes.Text(text)
        return self.rendering.link(f"service:{use.service.id}", text)

    def _service(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        named = {use.name: use for use in uses if use.name}
        return joined([self._linked(use, name)] for name, use in named.items())

    def _protocol(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return _words(name for use in uses for name in use.port.protocols)

    def _purpose(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        services = [use.service for use in uses if use.service and use.service.description]
        if len(uses) == 1:
            return [nodes.Text(service.description) for service in services]
        return _words(
            (f"{service.name}{_(': ')}{service.description}" for service in services), "\n"
        )

    def _need(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        if not uses:
            return [nodes.Text(need_word(self.rendering.views.need_of(row.flow)))]
        return self._by_value(uses, lambda use: need_word(use.need))

    def _feature(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return self._by_value(
            uses, lambda use: self.rendering.feature(use.feature) if use.feature else ""
        )

    def _encryption(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return self._by_value(uses, lambda use: encryption_word(use.encryption))

    def _setting(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return self._by_value(uses, lambda use: ", ".join(use.setting))

    def _by_value(
        self, uses: tuple[PortUse, ...], value: Callable[[PortUse], str]
    ) -> list[nodes.Node]:
        """A value that all ports share alone; else each value with its ports."""
        values: dict[str, list[str]] = {}
        for use in uses:
            values.setdefault(value(use), []).append(str(use.port))
        if len(values) == 1:
            return [nodes.Text(word) for word in values]
        return _words(
            (f"{word}{_(': ')}{', '.join(ports)}" for word, ports in values.items() if word), "\n"
        )

    def _notes(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        flow = row.flow
        initiator = self.rendering.role(flow.from_)
        parts: list[list[nodes.Node]] = [
            [nodes.Text(_("Initiated by: %(role)s.") % {"role": initiator})]
        ]
        needs: dict[Need, list[str]] = {}
        for use in uses:
            if use.need is not None:
                needs.setdefault(use.need, []).append(str(use.port))
        for need, ports in needs.items():
            sentence = (
                f"{_whole_need(need)}."
                if len(ports) == len(uses)
                else f"{', '.join(ports)}{_(': ')}{need_word(need)}."
            )
            parts.append([nodes.Text(sentence)])
        if not uses and (of_flow := self.rendering.views.need_of(flow)) is not None:
            parts.append([nodes.Text(f"{_whole_need(of_flow)}.")])
        if flow.note:
            parts.append([nodes.Text(flow.note)])
        for end in (flow.from_, flow.to):
            see = self.rendering.dataset.roles[end].see
            if see is not None:
                link = nodes.reference("", "", nodes.Text(see.title), refuri=see.url)
                parts.append(filled(_("See: %(page)s."), {"page": link}))
        return joined(parts, "\n")

    def _source(self, row: Row, uses: tuple[PortUse, ...]) -> list[nodes.Node]:
        return self.rendering.sources(self.rendering.views.source_of(row.flow.source))


def _whole_need(need: Need) -> str:
    """The need of a whole row."""
    if need.level == "conditional":
        return _("Condition: %(when)s") % {"when": need.when}
    return _("Need: %(word)s") % {"word": need_word(need)}


def _words(words: Iterable[str], between: str = ", ") -> list[nodes.Node]:
    """Different words in a row."""
    text = between.join(dict.fromkeys(word for word in words if word))
    return [nodes.Text(text)] if text else []


def _entry(inside: list[nodes.Node]) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", *inside))
