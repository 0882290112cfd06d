"""Reading what the parts of a page say: connections, descriptions of ports, and what is unread.

Nothing is dropped: each line and each row is a fact, a remark, prose without a number, or unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..checker.analysis.text_protocols import protocols_named
from ..dataset.hosts import is_host
from ..dataset.ports import Port, PortError
from ..dataset.problem import Location
from .connection_names import (
    Ends,
    arrow_end,
    ends_of_access,
    has_arrow,
    has_ordinal,
    is_name,
    split_connection,
    without_condition,
    without_ordinal,
)
from .page_parts import Heading, Line, Page, Table
from .placed_text import PlacedText, joined
from .port_lists import NotPortsError, PortList, leading_protocols, read_ports
from .published_facts import (
    Connection,
    Description,
    LineKind,
    PageRemark,
    PublishedPort,
    Reading,
    Unread,
)
from .table_columns import NOT_STATED, Columns, is_head

_DEFAULT = re.compile(
    r"\b(?:default|défaut|standard)\w*\b[^.]*?\b(tcp|udp)\b|\b(tcp|udp)\b[^.]*\b(?:default|défaut)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(ports?\s+(?=[^:]*[0-9])[^:]{1,80}?)\s*(?::|\s[–—-]\s)\s*", re.IGNORECASE)
_HOST_AND_PORTS = re.compile(r"(?P<host>[\w*.-]+\.[\w*-]+|[0-9./]+):(?P<ports>[0-9][^:]*)")
_FIELDS = re.compile(r"\s*\|\s*|\t+")
_HAS_NUMBER = re.compile(r"[0-9]")
_SEPARATOR = re.compile(r"[-–—_=*.\s|]*")
_OPEN = re.compile(r"[0-9][^()]*\([^()]*")
_INITIATED = re.compile(r"initi|opened\s+by|ouvert|geöffnet|aufgebaut", re.IGNORECASE)
_LONGEST_HEADING = 80
_LONGEST_TEXT = 5000  # characters of a line or a cell: a longer one is no list of ports
_LINE_BREAK = PlacedText("\n", ())
_NO_ENDS = "it does not say who connects to whom"


def read_facts(
    page: Page, default_protocol: str = "tcp", columns: Mapping[str, str] | None = None
) -> Reading:
    """Read a page.

    ``default_protocol`` is that of ports without one, unless the page says another. ``columns``
    are the headings of tables by the kinds that they mean, beside those that are known.
    """
    reader = _Reader(page, default_protocol, columns or {})
    for part in page.parts:
        if isinstance(part, Table):
            reader.read_table(part)
        elif isinstance(part, Heading):
            reader.read_heading(part.text, part.level)
        else:
            reader.read_line(part)
    reader.end_list()
    return reader.reading


class _Reader:
    """Reads part after part; what a heading says holds until the next one."""

    def __init__(self, page: Page, default_protocol: str, columns: Mapping[str, str]) -> None:
        self.page = page
        stated = _stated_default(page)
        self.is_default_stated = bool(stated)
        self.default = (stated or default_protocol,)
        self.columns = columns
        self.reading = Reading()
        self.headings: list[tuple[int, PlacedText]] = []
        self.ends: Ends | None = None
        self.ends_of_line = False
        self.list: list[PlacedText] = []
        self.list_ports: list[PublishedPort] = []
        self.description: Description | None = None
        self.wrapped: PlacedText | None = None

    # --- headings -------------------------------------------------------------------------------

    def read_heading(self, text: PlacedText, level: int) -> None:
        """Read a heading, which may name a mode, or say who connects to whom."""
        self.end_list()
        self.description = None
        self.headings = [one for one in self.headings if one[0] < level]
        plain = without_ordinal(text).strip(":")
        if len(plain.text) > _LONGEST_TEXT:
            self._unread(text, "it is too long", is_list=False)
            return
        self.headings.append((level, plain))
        self.reading.headings.append(plain)
        self.ends, self.ends_of_line = split_connection(plain) or ends_of_access(plain), False
        if _HAS_NUMBER.search(plain.text):
            self._unread(text, "it has a number, and it is no list of ports", is_list=False)
        else:
            self._line("prose", text)

    # --- tables ---------------------------------------------------------------------------------

    def read_table(self, table: Table) -> None:
        """Read a table with a head, or one whose first column has arrows."""
        self.end_list()
        self.description = None
        head, rows = table.rows[0], table.rows[1:]
        columns = Columns(head, self.columns)
        if not columns.indexes and has_arrow(head[0].text):
            columns = Columns(_headless(head), {})
            rows = table.rows
        else:
            self._line("prose", _row_text(head))
        self.reading.guessed |= columns.heading
        above: dict[str, PlacedText] = {}
        before: Sequence[PlacedText] = ()
        for row in rows:
            own = [cell for at, cell in enumerate(row) if cell is not _cell_at(before, at)]
            self._read_row(self._filled(row, columns, above), columns, _row_text(own))
            before = row

    def _filled(
        self, row: Sequence[PlacedText], columns: Columns, above: dict[str, PlacedText]
    ) -> Sequence[PlacedText]:
        """A row in which a blank name is that of the row above, as in merged cells."""
        if not any(row) or "ports" not in columns or columns.cell(row, "ports") is None:
            return row
        filled = list(row)
        for kind in ("connection", "from", "to"):
            index = columns.indexes.get(kind)
            if index is not None and index < len(filled):
                filled[index] = filled[index] or above.get(kind, filled[index])
                above[kind] = filled[index]
        return filled

    def _read_row(self, row: Sequence[PlacedText], columns: Columns, text: PlacedText) -> None:
        """Read a row; ``text`` is that of its own cells, without those of rows above."""
        if any(len(cell.text) > _LONGEST_TEXT for cell in row):
            self._unread(text, "a cell is too long", is_list=True)
            return
        if all(_SEPARATOR.fullmatch(cell.text) for cell in row):
            if text:
                self._remark("separator-row", text, text.words)
            return
        ends = self._ends_of(row, columns)
        if "ports" not in columns or (ends is None and "to" in columns):
            why = _NO_ENDS if "ports" in columns else ""
            self._prose_or_unread(
                text, why or "the columns of its table are not known", "ports" in columns
            )
            return
        ports = self._row_ports(row, columns, text)
        if ends is None or ends.to is None:
            self._describe_row(row, columns, ports, text)
            return
        note = columns.cell(row, "note")
        cells = {kind: cell for kind in columns.indexes if (cell := columns.cell(row, kind))}
        published = columns.cell(row, "ports")
        self.reading.connections.append(
            Connection(
                from_=ends.from_,
                to=ends.to,
                ports=ports,
                published=published.words if published else "",
                note=note,
                place=text.location(self.page.path),
                headings=self._headings(),
                cells=cells,
            )
        )
        if ports is not None:
            self._line("fact", text)
        self._read_unknown(row, columns)

    def _read_unknown(self, row: Sequence[PlacedText], columns: Columns) -> None:
        """List the cells with a number whose column is not known."""
        for index, heading in columns.unknown.items():
            if index < len(row) and _HAS_NUMBER.search(row[index].text):
                self._unread(row[index], f"the column {heading!r} is not known", is_list=False)

    def _ends_of(self, row: Sequence[PlacedText], columns: Columns) -> Ends | None:
        if "connection" in columns:
            cell = columns.cell(row, "connection")
            return split_connection(cell, in_words=True) if cell else None
        if "to" in columns:
            to = columns.cell(row, "to")
            from_ = columns.cell(row, "from") or (self.ends and self.ends.from_)
            return Ends(from_, to) if from_ and to else None
        return self.ends

    def _row_ports(
        self, row: Sequence[PlacedText], columns: Columns, text: PlacedText
    ) -> tuple[PublishedPort, ...] | None:
        """The ports of a row, None if they cannot be read."""
        cell = columns.cell(row, "ports")
        protocol = columns.cell(row, "protocol")
        note = columns.cell(row, "note")
        if cell is None or cell.text == NOT_STATED:
            return ()
        default: tuple[str, ...] | None = columns.protocols
        if protocol is not None:
            plain = self._in_notation(cell, protocol)
            if plain is not None:
                return plain
            default = _only_protocols(protocol.text)
            if default is None:
                self._unread(text, f"{protocol.words!r} is no protocol", is_list=True)
                return None
        elif default is None:
            if not protocols_named(cell.text):
                self._unread(text, "it is not clear which protocol its ports have", is_list=True)
                return None
            default = self.default
        elif not default and note is not None and not columns.has_ends:
            default = leading_protocols(note.text)[0]
        return self._ports(cell, default or self.default, text, is_named=bool(default))

    def _in_notation(
        self, cell: PlacedText, protocol: PlacedText
    ) -> tuple[PublishedPort, ...] | None:
        """The port of a row in the notation of exported tables, None if it is none."""
        number, name = cell.text, protocol.text.lower()
        words = (f"{number}/{name}", f"{name}/{number}") if name != number else (name,)
        for word in words:
            try:
                port = Port.parse(word)
            except PortError:
                continue
            return (PublishedPort(port, cell.location(self.page.path)),)
        return None

    def _ports(
        self,
        cell: PlacedText,
        default: tuple[str, ...],
        whole: PlacedText,
        *,
        shared: bool = False,
        is_named: bool = False,
    ) -> tuple[PublishedPort, ...] | None:
        """The ports of a text with their places; lists ``whole`` as unread if it is no list.

        ``is_named`` says that ``default`` is named for them elsewhere, such as in another column.
        """
        try:
            found = read_ports(cell.text, default, shared=shared)
        except NotPortsError as error:
            place = cell.location(self.page.path, error.start, error.end)
            self._unread(whole, str(error), is_list=True, place=place)
            return None
        return self._published(cell, found, is_named=is_named)

    def _published(
        self, cell: PlacedText, found: PortList, note: str = "", *, is_named: bool = False
    ) -> tuple[PublishedPort, ...]:
        """Ports with their places, after noting what is written wrongly."""
        for blemish in found.blemishes:
            part = cell.part(blemish.start, blemish.end)
            self.reading.remarks.append(
                PageRemark(blemish.kind, part.location(self.page.path), part.words)
            )
        if not (is_named or self.is_default_stated):
            self.reading.assumed += sum(one.assumed for one in found.ports)
        return tuple(
            PublishedPort(one.port, cell.location(self.page.path, one.start, one.end), note)
            for one in found.ports
        )

    def _describe_row(
        self,
        row: Sequence[PlacedText],
        columns: Columns,
        ports: tuple[PublishedPort, ...] | None,
        text: PlacedText,
    ) -> None:
        """Read a row without ends as the description of its ports."""
        if ports is None:
            return
        note = columns.cell(row, "note") or columns.cell(row, "service")
        unknown = [head for at, head in columns.unknown.items() if at < len(row) and row[at]]
        if not ports or note is None or unknown:
            why = f"the column {unknown[0]!r} is not known" if unknown else _NO_ENDS
            self._prose_or_unread(text, why, is_list=True)
            return
        label = columns.cell(row, "ports")
        self.reading.descriptions.append(
            Description(
                ports=ports,
                label=label.words if label else "",
                text=note.words,
                place=text.location(self.page.path),
            )
        )
        self._line("fact", text)
        self._read_unknown(row, columns)

    # --- lines ----------------------------------------------------------------------------------

    def read_line(self, line: Line) -> None:
        """Read a line of text."""
        text = line.text
        if len(text.text) > _LONGEST_TEXT:
            self.end_list()
            self._unread(text, "it is too long", is_list=False)
            return
        if _SEPARATOR.fullmatch(text.text):
            self._line("prose", text)
            return
        if line.continues and self._continues_description(text):
            return
        self.description = None
        if not (
            self._begins_connection(line)
            or self._continues_list(text)
            or self._describes(text)
            or self._names_hosts(line)
            or self._names_machine(line)
        ):
            self._end_of_list(line)

    def _continues_description(self, text: PlacedText) -> bool:
        known = self.description
        if known is None or _LABEL.match(text.text) or has_arrow(text.text):
            return False
        self.description = self.reading.descriptions[-1] = Description(
            ports=known.ports,
            label=known.label,
            text=f"{known.text} {text.words}",
            place=known.place,
        )
        self._line("fact", text)
        return True

    def _begins_connection(self, line: Line) -> bool:
        """Whether a line says who connects to whom, perhaps with the ports behind it."""
        text = without_ordinal(line.text)
        if not has_arrow(text.text):
            return False
        fields = text.split(_FIELDS)
        ends, rest = split_connection(fields[0]), fields[1:]
        if ends is None and (colon := text.text.find(":", arrow_end(text.text))) > 0:
            ends, rest = (
                split_connection(text.part(0, colon)),
                [text.part(colon + 1, len(text.text))],
            )
        if ends is None:
            return False
        self.end_list()
        self.ends, self.ends_of_line = ends, True
        rest = [cell for cell in (cell.strip() for cell in rest) if cell]
        if not all(map(self._lists, rest)):
            self.list, self.list_ports = [], []
            self._prose_or_unread(line.text, "what is behind the names is no list of ports", True)
        else:
            self._line("fact" if rest else "prose", line.text)
        return True

    def _continues_list(self, text: PlacedText) -> bool:
        """Whether a line lists ports of the connection that was named before it.

        A page may wrap a line within parentheses.
        """
        if self.ends is None or self.ends.to is None:
            return False
        if self.wrapped is not None:
            whole = joined((self.wrapped, PlacedText.at(" ", 1, 1), text))
            if self._lists(whole):
                self._line("fact", whole)
                self.wrapped = None
                return True
            self._end_wrapped()
        if self._lists(text):
            self._line("fact", text)
            return True
        if self._is_note(text):
            return True
        if _OPEN.fullmatch(text.text):
            self.wrapped = text
            return True
        return False

    def _lists(self, text: PlacedText) -> bool:
        """Whether a text is a list of ports, perhaps with their description behind them."""
        fields = [one for one in text.split(_FIELDS) if one]
        if not 0 < len(fields) <= 2:
            return False
        protocols, description = leading_protocols(fields[1].text) if fields[1:] else ((), "")
        try:
            found = read_ports(fields[0].text, protocols or self.default)
        except NotPortsError:
            return False
        if not found.ports:
            return False
        self.list.append(text)
        named = bool(protocols)
        self.list_ports += self._published(fields[0], found, description, is_named=named)
        return True

    def _is_note(self, text: PlacedText) -> bool:
        """Whether a line is the note of the list before it: it says who opens the connection."""
        if not self.list or not _INITIATED.search(text.text) or _HAS_NUMBER.search(text.text):
            return False
        self._line("fact", text)
        self.end_list(note=text)
        return True

    def _describes(self, text: PlacedText) -> bool:
        """Whether a line describes ports: ``Ports 80 and 443: …``."""
        found = _LABEL.match(text.text)
        if found is None:
            return False
        label, rest = text.part(*found.span(1)), text.part(found.end(), len(text.text))
        if not rest:
            return False
        ports = self._ports(label, self.default, text, shared=True)
        if ports is not None:
            self.description = Description(
                ports=ports,
                label=label.words,
                text=rest.words,
                place=text.location(self.page.path),
            )
            self.reading.descriptions.append(self.description)
            self._line("fact", text)
        return True

    def _names_hosts(self, line: Line) -> bool:
        """Whether a line is a list of hosts with their ports, below the name of who uses them."""
        parts = [part.strip() for part in line.text.split(re.compile(r",\s+|\s+"))]
        found = [_HOST_AND_PORTS.fullmatch(part.text) for part in parts]
        if not all(match is not None and is_host(match["host"]) for match in found):
            return False
        if self.ends is None:
            return False
        for part, match in zip(parts, found, strict=True):
            assert match is not None
            cell = part.part(*match.span("ports"))
            ports = self._ports(cell, self.default, line.text)
            if ports is None:
                continue
            self.reading.connections.append(
                Connection(
                    from_=self.ends.from_,
                    to=part.part(*match.span("host")),
                    ports=ports,
                    published=part.words,
                    note=None,
                    place=part.location(self.page.path),
                    headings=self._headings(),
                    is_host=True,
                )
            )
            self._line("fact", part)
        return True

    def _names_machine(self, line: Line) -> bool:
        """Whether an item names only a machine, below the name of who uses it."""
        if self.ends is None or self.ends.to is not None:
            return False
        name = without_condition(line.text)
        if not line.is_item and name.text == line.text.text:
            return False
        if _HAS_NUMBER.search(line.text.text) or not is_name(name):
            return False
        self.reading.connections.append(
            Connection(
                from_=self.ends.from_,
                to=name,
                ports=(),
                published="",
                note=None,
                place=line.text.location(self.page.path),
                headings=self._headings(),
                is_item=True,
            )
        )
        self._line("fact", line.text)
        return True

    def _end_of_list(self, line: Line) -> None:
        """Read a line that is no fact: it ends a list, and may be a heading."""
        text = line.text
        is_between = bool(self.ends and self.ends.to and not self.list)
        is_introduction = is_head(text.split(_FIELDS)) or text.text.endswith(":")
        if is_between and is_introduction and not _HAS_NUMBER.search(text.text):
            self._line("prose", text)
            return
        self.end_list()
        if is_between or self.ends_of_line:
            self.ends = None
        if _is_heading(line):
            self.read_heading(text, 9)
            return
        self._prose_or_unread(text, "it has a number, and it is no list of ports", is_list=False)

    def end_list(self, note: PlacedText | None = None) -> None:
        """End the list of ports below who connects to whom."""
        self._end_wrapped()
        if self.list and self.ends is not None and self.ends.to is not None:
            self.reading.connections.append(
                Connection(
                    from_=self.ends.from_,
                    to=self.ends.to,
                    ports=tuple(self.list_ports),
                    published=" ".join(text.words for text in self.list),
                    note=note,
                    place=self.ends.from_.location(self.page.path),
                    headings=self._headings(),
                )
            )
            self.ends = None if note is not None else self.ends
        self.list, self.list_ports = [], []

    def _end_wrapped(self) -> None:
        """Give up a line whose parenthesis no other line ends."""
        if self.wrapped is not None:
            self._unread(self.wrapped, "its parenthesis does not end", is_list=True)
        self.wrapped = None

    # --- what every line is -----------------------------------------------------------------------

    def _headings(self) -> tuple[PlacedText, ...]:
        return tuple(text for _, text in reversed(self.headings))

    def _line(self, kind: LineKind, text: PlacedText) -> None:
        self.reading.lines.append((kind, text))

    def _remark(self, kind: str, text: PlacedText, words: str) -> None:
        self.reading.remarks.append(PageRemark(kind, text.location(self.page.path), words))
        self._line("remark", text)

    def _unread(
        self, text: PlacedText, why: str, *, is_list: bool, place: Location | None = None
    ) -> None:
        where = place or text.location(self.page.path)
        self.reading.unread.append(Unread(text, where, why, is_list))
        self._line("unread", text)

    def _prose_or_unread(self, text: PlacedText, why: str, is_list: bool) -> None:
        if _HAS_NUMBER.search(without_ordinal(text).text):
            self._unread(text, why, is_list=is_list)
        else:
            self._line("prose", text)


def _stated_default(page: Page) -> str:
    """The protocol of which a page says that it is meant where none is named."""
    for part in page.parts:
        if isinstance(part, Line) and len(part.text.text) <= _LONGEST_TEXT:
            found = _DEFAULT.search(part.text.text)
            if found is not None and "protocol" in part.text.text.lower():
                return (found[1] or found[2]).lower()
    return ""


def _only_protocols(text: str) -> tuple[str, ...] | None:
    """The protocols of a cell that names nothing else."""
    found, rest = leading_protocols(text)
    return found if found and not rest.strip() else None


def _headless(row: Sequence[PlacedText]) -> list[PlacedText]:
    """The head that a table without one might have."""
    return [PlacedText.at(word, 1, 1) for word in ("Connection", "Ports", "Notes")][: len(row)]


def _row_text(row: Iterable[PlacedText]) -> PlacedText:
    """The text of a row, each cell on a line of its own."""
    parts = [part for cell in row if cell for part in (cell, _LINE_BREAK)]
    return joined(parts[:-1])


def _cell_at(row: Sequence[PlacedText], index: int) -> PlacedText | None:
    """The cell of a row, None if it has fewer; one that spans rows is the same in each of them."""
    return row[index] if index < len(row) else None


def _is_heading(line: Line) -> bool:
    """Whether a line stands for a heading: it has a number in front, or a colon behind."""
    text = line.text
    if line.is_item or len(text.text) > _LONGEST_HEADING:
        return False
    return (has_ordinal(text) or text.text.endswith(":")) and not _HAS_NUMBER.search(
        without_ordinal(text).text
    )
