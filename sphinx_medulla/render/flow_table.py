"""A table of flows: the columns, the rows, the headings within it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING

from ..dataset.model import Likeness, Need
from ..dataset.queries import PortUse, Row, Section, View
from .block_options import FlowTableOptions
from .document import (
    Column,
    Document,
    Emphasis,
    Heading,
    Link,
    Literal,
    Part,
    Table,
    WebLink,
    joined,
)
from .document import Row as Cells
from .labels import Labels, need_word
from .localization import _, filled
from .notes import Notes

if TYPE_CHECKING:
    from .notes import Noted

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


WIDEST = 200
"""How many characters wide a table may become by widths that its author gives."""


def _in_characters(proportions: Sequence[int], whole: int) -> list[int]:
    """An author's proportions, made as large as text output needs: it takes them for characters."""
    given = sum(proportions)
    if given < whole:
        return [ceil(whole / given) * width for width in proportions]
    if given > max(whole, WIDEST):
        return [max(1, round(width * whole / given)) for width in proportions]
    return [*proportions]


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
    """Makes the table of one request."""

    def __init__(self, labels: Labels, request: FlowTableOptions) -> None:
        self.labels = labels
        self.request = request
        self.view: View = labels.queries.select(request.selection)
        self.notes = Notes(labels, request.errata)
        self._shown: set[str] = set()
        columns = request.columns
        self._named = "service" not in columns
        self._noted = "notes" if "notes" in columns else columns[-1]
        self._noted_at = columns.index(self._noted)
        self._numbered = "no" in columns
        self._to_chart = _("To the flowchart")
        self._cells = [getattr(self, f"_{column.replace('from', 'from_')}") for column in columns]

    def document(self) -> Document:
        """The table, with its notes and the stamp under it. Without a row, one that says so."""
        columns = self.request.columns
        widths = [WIDTHS[column] for column in columns]
        if self.request.widths:
            widths = _in_characters(self.request.widths, sum(widths))
        head = [
            Column(heading(column), width, column)
            for column, width in zip(columns, widths, strict=True)
        ]
        table = Table(head, list(self._rows()))
        return Document([table], self.notes.below(stamp=self.request.stamp))

    def _rows(self) -> Iterator[Cells | Heading]:
        sections = self.view.sections
        if not sections:
            yield Heading(_("No flow fits."), "empty")
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
        return template % {"role": self.labels.role(section.id)}

    def _row(self, row: Row, uses: tuple[PortUse, ...]) -> Cells:
        cells = [cell(row, uses) for cell in self._cells]
        flow = row.flow
        first = flow.id not in self._shown
        every: list[Noted] = [*row.errata, *row.questions]
        if flow.like is not None and flow.like.question:
            every.append(flow.like)
        remarks = [found for found in every if self._belongs(found, uses, first=first)]
        if remarks:
            self._mark(remarks, cells[self._noted_at])
        if not first:
            return Cells(cells)
        self._shown.add(flow.id)
        modes = tuple(mode for mode, _number in row.numbers)
        keys = (f"role:{flow.from_}", f"role:{flow.to}")
        return Cells(cells, flow.id, modes, keys, flow.former_ids)

    def _belongs(self, remark: Noted, uses: tuple[PortUse, ...], *, first: bool) -> bool:
        """Whether a remark on a flow is marked in a row of it; every row, if it has but one."""
        if not self.request.by_port or isinstance(remark, Likeness) or not remark.ports:
            return first
        return any(use.port.overlaps(port) for use in uses for port in remark.ports)

    def _mark(self, remarks: list[Noted], cell: list[Part]) -> None:
        """Put the marks of notes into the cell that has them."""
        if self._noted != "notes":
            marks = self.notes.marks(remarks)
            cell += [" ", *marks] if marks and cell else marks
            return
        for call in self.notes.called(remarks):
            if cell:
                cell.append("\n")
            cell += call

    # The columns: what a cell of each holds

    def _no(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return joined(
            [[self._number(row, mode, str(number))] for mode, number in row.numbers], ",\n"
        )

    def _number(self, row: Row, mode: str, text: str) -> Link:
        return Link(f"chart:{row.flow.id}@{mode}", text, self._to_chart, within=True)

    def _mode(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        modes = self.labels.dataset.modes
        parts: list[list[Part]] = []
        for mode, number in row.numbers:
            title = modes[mode].title if mode else _("every mode")
            if self._numbered or not mode:
                parts.append([title])
            else:
                parts.append([title + _(": "), self._number(row, mode, str(number))])
        return joined(parts)

    def _id(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return [Literal(row.flow.id)]

    def _from_(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return [self.labels.role(row.flow.from_)]

    def _to(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return [self.labels.role(row.flow.to)]

    def _connection(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return [self.labels.connection(row.flow)]

    def _zones(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        zones = [self.labels.zone(row.flow.from_), self.labels.zone(row.flow.to)]
        return [" → ".join(zones)]

    def _ports(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        if not uses:
            return [Emphasis(_("port not stated"))]
        return joined(self._port(use) for use in uses)

    def _port(self, use: PortUse) -> list[Part]:
        """A port with its protocol, the service's name, and a link to the description."""
        text = f"{use.port} {use.name}".rstrip() if self._named else str(use.port)
        return [self._linked(use, text)]

    def _linked(self, use: PortUse, text: str) -> Part:
        if use.service is None:
            return text
        return Link(f"service:{use.service.id}", text)

    def _service(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        named = {use.name: use for use in uses if use.name}
        return joined([self._linked(use, name)] for name, use in named.items())

    def _protocol(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return _words(name for use in uses for name in use.port.protocols)

    def _purpose(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        services = [use.service for use in uses if use.service and use.service.description]
        if len(uses) == 1:
            return [service.description for service in services]
        return _words(
            (f"{service.name}{_(': ')}{service.description}" for service in services), "\n"
        )

    def _need(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        if not uses:
            return [need_word(self.labels.queries.need_of(row.flow))]
        return self._by_value(uses, lambda use: need_word(use.need))

    def _feature(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return self._by_value(
            uses, lambda use: self.labels.feature(use.feature) if use.feature else ""
        )

    def _encryption(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return self._by_value(uses, lambda use: encryption_word(use.encryption))

    def _setting(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return self._by_value(uses, lambda use: ", ".join(use.setting))

    def _by_value(self, uses: tuple[PortUse, ...], value: Callable[[PortUse], str]) -> list[Part]:
        """A value that all ports share alone; else each value with its ports."""
        values: dict[str, list[str]] = {}
        for use in uses:
            values.setdefault(value(use), []).append(str(use.port))
        if len(values) == 1:
            return list(values)
        return _words(
            (f"{word}{_(': ')}{', '.join(ports)}" for word, ports in values.items() if word), "\n"
        )

    def _notes(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        flow = row.flow
        initiator = self.labels.role(flow.from_)
        parts: list[list[Part]] = [[_("Initiated by: %(role)s.") % {"role": initiator}]]
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
            parts.append([sentence])
        if not uses and (of_flow := self.labels.queries.need_of(flow)) is not None:
            parts.append([f"{_whole_need(of_flow)}."])
        if flow.note:
            parts.append([flow.note])
        for end in (flow.from_, flow.to):
            see = self.labels.dataset.roles[end].see
            if see is not None:
                link = WebLink(see.url, see.title)
                parts.append(filled(_("See: %(page)s."), {"page": link}))
        return joined(parts, "\n")

    def _source(self, row: Row, uses: tuple[PortUse, ...]) -> list[Part]:
        return self.labels.sources(self.labels.queries.source_of(row.flow.source))


def _whole_need(need: Need) -> str:
    """The need of a whole row."""
    if need.level == "conditional":
        return _("Condition: %(when)s") % {"when": need.when}
    return _("Need: %(word)s") % {"word": need_word(need)}


def _words(words: Iterable[str], between: str = ", ") -> list[Part]:
    """Different words in a row."""
    text = between.join(dict.fromkeys(word for word in words if word))
    return [text] if text else []
