"""Reading the tables of a page: the connections of their rows, or descriptions of ports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..dataset.ports import Port, PortError
from .connection_names import Ends, has_arrow, is_end, split_connection
from .denials import denies, says_both_ways
from .page_parts import Table
from .placed_text import PlacedText, joined
from .port_lists import leading_protocols
from .published_facts import Connection, Description, PublishedPort
from .reading_context import DENIED, HAS_NUMBER, LONGEST_TEXT, SEPARATOR, ReadingContext
from .table_columns import NOT_STATED, Columns

_LINE_BREAK = PlacedText("\n", ())
_TITLE_LEVEL = 10  # below every heading outside of tables
_NO_ENDS = "it does not say who connects to whom"

_DECIDING = frozenset(
    (
        *("action", "allowed", "decision", "direction", "enabled", "open", "opened", "permission"),
        *("policy", "state", "status", "target", "verdict", "sens", "statut", "état", "autorisé"),
        *("ouvert", "décision", "richtung", "aktion", "erlaubt", "offen", "zustand"),
    )
)
_ALLOWED = frozenset(
    (
        *(
            "accept",
            "accepted",
            "allow",
            "allowed",
            "open",
            "opened",
            "permit",
            "permitted",
            "pass",
        ),
        *("active", "enabled", "yes", "y", "x", "ok", "✓", "✔", "✅", "→", "->"),
        *("autoriser", "autorisé", "accepter", "accepté", "actif", "oui", "ouvert", "ouvrir"),
        *("erlauben", "erlaubt", "aktiv", "ja", "offen", "öffnen", "zulassen"),
    )
)
"""What a column of decisions may say of a row that is a connection."""

_NUMBER = re.compile(r"[0-9]+")
_NOTATION = re.compile(r"[\w.+*/-]+")
_ANOTHER_PORT = re.compile(
    r"\bnat\b|\b(?:external|internal|public|private|old|new|host|container|forward\w*|redirect\w*|"
    r"translat\w*|mapped|externe|interne|publique?|ancien|nouveau|redirig\w*|extern\w*|intern\w*|"
    r"umgeleitet\w*|weitergeleitet\w*)\b",
    re.IGNORECASE,
)
"""Headings of columns with ports that may be meant instead of those in the column of ports."""

_REFUSED = frozenset(
    (
        *("no", "n", "off", "deny", "drop", "reject", "block", "close", "disable", "✗", "✘", "❌"),
        *("⛔", "🚫", "non", "refuser", "fermer", "bloquer", "nein", "sperren", "ablehnen"),
    )
)
"""What another column that is not known says of a row that is no connection."""


class TableReader:
    """Reads tables; ``columns`` are headings that were given, by the kinds that they mean."""

    def __init__(self, context: ReadingContext, columns: Mapping[str, str]) -> None:
        self.context = context
        self.columns = columns

    def read(self, table: Table) -> None:
        """Read a table with a head, or one whose first column has arrows."""
        head, rows = _head_and_rows(table)
        columns = Columns(head, self.columns)
        self.context.reading.heads += [cell.words for cell in head]
        if not columns.indexes and has_arrow(head[0].text):
            columns = Columns(_headless(head), {})
            rows = table.rows
        else:
            columns.find_connections(rows)
            self.context.prose_or_unread(_row_text(head), "it may be the head of its table")
        self.context.reading.guessed |= columns.heading
        self.context.reading.columns += [
            head[at] for at in columns.unknown if at < len(head) and head[at]
        ]
        ends = self.context.ends, self.context.ends_of_line
        above: dict[str, PlacedText] = {}
        before: Sequence[PlacedText] = ()
        for row in rows:
            own = [cell for at, cell in enumerate(row) if cell is not _cell_at(before, at)]
            if _is_title(row):
                self.context.begin_section(row[0], _TITLE_LEVEL)
            else:
                self._read_row(self._filled(row, columns, above), columns, _row_text(own))
            before = row
        self.context.end_sections(_TITLE_LEVEL)
        self.context.ends, self.context.ends_of_line = ends
        self.context.denying_line = False

    def _filled(
        self, row: Sequence[PlacedText], columns: Columns, above: dict[str, PlacedText]
    ) -> Sequence[PlacedText]:
        """A row in which a blank name is that of the row above, as in merged cells."""
        if not any(row) or "ports" not in columns or columns.cell(row, "ports") is None:
            return row
        filled = list(row)
        begins = columns.cell(row, "from")
        if begins and "from" in above and begins.words != above["from"].words:
            above.pop("to", None)  # of another machine
        for kind in ("connection", "from", "to"):
            index = columns.indexes.get(kind)
            if index is not None and index < len(filled):
                filled[index] = filled[index] or above.get(kind, filled[index])
                above[kind] = filled[index]
        return filled

    def _read_row(self, row: Sequence[PlacedText], columns: Columns, text: PlacedText) -> None:
        """Read a row; ``text`` is that of its own cells, without those of rows above."""
        if any(len(cell.text) > LONGEST_TEXT for cell in row):
            self.context.unread(text, "a cell is too long", is_list=True)
            return
        if all(SEPARATOR.fullmatch(cell.text) for cell in row):
            if text:
                self.context.remark("separator-row", text, text.words)
            return
        why = self._why_not(row, columns)
        if why:
            self.context.unread(text, why, is_list=True)
            return
        ends = self._ends_of(row, columns)
        if "ports" not in columns or (ends is None and columns.names_ends(row)):
            is_list = "ports" in columns
            why = _NO_ENDS if is_list else "the columns of its table are not known"
            self.context.prose_or_unread(text, why, is_list=is_list)
            return
        ports = self._row_ports(row, columns, text)
        if ends is None or ends.to is None:
            self._describe_row(row, columns, ports, text)
            return
        note = columns.cell(row, "note")
        cells = {kind: cell for kind in columns.indexes if (cell := columns.cell(row, kind))}
        published = [cell.words for cell in columns.cells_with_ports(row)]
        self.context.reading.connections.append(
            Connection(
                from_=ends.from_,
                to=ends.to,
                ports=ports,
                published=" ".join(published),
                note=note,
                place=text.location(self.context.path),
                headings=self.context.headings_above(),
                cells=cells,
            )
        )
        if ports is not None:
            self.context.record("fact", text)
        self._read_unknown(row, columns)

    def _why_not(self, row: Sequence[PlacedText], columns: Columns) -> str:
        """Why a row may not say what is to be opened, or from which end; empty if it may."""
        if any(row[columns.count :]):
            return "it has more cells than its table has columns"
        for at, heading in columns.unknown.items():
            cell = row[at].words.casefold() if at < len(row) else ""
            is_deciding = heading.casefold().strip(" ?:") in _DECIDING
            if cell and (cell not in _ALLOWED if is_deciding else cell in _REFUSED):
                return "it may not say what is open, or to whom"
            is_another = HAS_NUMBER.search(cell) and _ANOTHER_PORT.search(heading)
            if is_another or (cell and at in columns.may_be_ports):
                return f"the column {heading!r} may say which port is meant"
        if columns.is_exported:
            return ""
        note = columns.cell(row, "note")
        unknown = [row[at].text for at in columns.unknown if at < len(row)]
        if self.context.is_denied or any(map(denies, (note.text if note else "", *unknown))):
            return DENIED
        if note is not None and says_both_ways(note.text):
            return "its note says that it holds in both directions"
        return ""

    def _read_unknown(self, row: Sequence[PlacedText], columns: Columns) -> None:
        """List the cells with a number whose column is not known."""
        for index, heading in columns.unknown.items():
            if index < len(row) and HAS_NUMBER.search(row[index].text):
                self.context.unread(
                    row[index], f"the column {heading!r} is not known", is_list=False
                )

    def _ends_of(self, row: Sequence[PlacedText], columns: Columns) -> Ends | None:
        if "connection" in columns:
            cell = columns.cell(row, "connection")
            return split_connection(cell, in_words=True) if cell else None
        if "to" in columns:
            to = columns.cell(row, "to")
            from_ = columns.cell(row, "from") or (self.context.ends and self.context.ends.from_)
            return Ends(from_, to) if from_ and to and is_end(from_) and is_end(to) else None
        return None if columns.names_ends(row) else self.context.ends

    def _row_ports(
        self, row: Sequence[PlacedText], columns: Columns, text: PlacedText
    ) -> tuple[PublishedPort, ...] | None:
        """The ports of a row, None if they cannot be read."""
        found = self._main_ports(row, columns, text)
        for at, protocols in columns.more_ports.items():
            cell = row[at] if at < len(row) else None
            if found is None:
                return None
            if cell and not SEPARATOR.fullmatch(cell.text):
                more = self.context.ports(cell, protocols, text, is_named=True)
                found = found + more if more is not None else None
        return found

    def _main_ports(
        self, row: Sequence[PlacedText], columns: Columns, text: PlacedText
    ) -> tuple[PublishedPort, ...] | None:
        """The ports in the first column of ports."""
        cell = columns.cell(row, "ports")
        protocol = columns.cell(row, "protocol")
        note = columns.cell(row, "note")
        if cell is not None and columns.more_ports and SEPARATOR.fullmatch(cell.text):
            cell = None
        if cell is None or cell.text == NOT_STATED:
            return self._without_number(protocol, text)
        default: tuple[str, ...] | None = columns.protocols
        if protocol is not None:
            plain = self._in_notation(cell, protocol)
            if plain is not None:
                return plain
            default = _only_protocols(protocol.text)
            if default is None:
                self.context.unread(text, f"{protocol.words!r} is no protocol", is_list=True)
                return None
            if "," in protocol.text and len(_NUMBER.findall(cell.text)) > 1:
                why = f"it is not clear which port has which protocol of {protocol.words!r}"
                self.context.unread(text, why, is_list=True)
                return None
        elif not default and note is not None and not columns.has_ends:
            default = leading_protocols(note.text)[0]
        if default:
            return self.context.ports(cell, default, text, is_named=True)
        is_clear = columns.protocols is not None
        assumed = self.context.default_beside(note.text if note else "") if is_clear else ()
        return self.context.ports(cell, assumed, text)

    def _without_number(
        self, protocol: PlacedText | None, text: PlacedText
    ) -> tuple[PublishedPort, ...] | None:
        """The protocol of a row without a port: ICMP has none, and that of TCP is not stated."""
        if protocol is None or _only_protocols(protocol.text):
            return ()
        try:
            port = Port.parse(protocol.text.lower())
        except PortError:
            self.context.unread(text, f"{protocol.words!r} is no protocol", is_list=True)
            return None
        return (PublishedPort(port, protocol.location(self.context.path)),)

    def _in_notation(
        self, cell: PlacedText, protocol: PlacedText
    ) -> tuple[PublishedPort, ...] | None:
        """The port of a row in the notation of exported tables, None if it is none."""
        number, name = cell.text, protocol.text.lower()
        if not (_NOTATION.fullmatch(number) and _NOTATION.fullmatch(name)):
            return None
        words = (f"{number}/{name}", f"{name}/{number}") if name != number else (name,)
        for word in words:
            try:
                port = Port.parse(word)
            except PortError:
                continue
            return (PublishedPort(port, cell.location(self.context.path)),)
        return None

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
            self.context.prose_or_unread(text, why, is_list=True)
            return
        label = columns.cell(row, "ports")
        service = columns.cell(row, "service")
        self.context.reading.descriptions.append(
            Description(
                ports=ports,
                label=label.words if label else "",
                text=note.words,
                place=text.location(self.context.path),
                service=service.words if service else "",
            )
        )
        self.context.record("fact", text)
        for kind in ("mode", "need", "setting"):
            cell = columns.cell(row, kind)
            if cell is not None:
                why = f"the column {columns.heading[kind]!r} is about a connection"
                self.context.unread(cell, why, is_list=False)
        self._read_unknown(row, columns)


def _head_and_rows(
    table: Table,
) -> tuple[tuple[PlacedText, ...], tuple[tuple[PlacedText, ...], ...]]:
    """The head of a table, perhaps of two rows if the second divides columns, and the rest."""
    head, *rows = table.rows
    if rows and len(rows[0]) == len(head) and _divides(head, rows[0]):
        below = rows.pop(0)
        head = tuple(
            one if one is two or not two else joined((one, PlacedText.at(" ", 1, 1), two))
            for one, two in zip(head, below, strict=True)
        )
    return head, tuple(rows)


def _divides(head: Sequence[PlacedText], row: Sequence[PlacedText]) -> bool:
    """Whether a row belongs to the head: a cell of the head reaches into it, or it has protocols.

    It has nothing else, and no number.
    """
    own = [two for one, two in zip(head, row, strict=True) if two and one is not two]
    reaches = any(one and one is two for one, two in zip(head, row, strict=True))
    return (
        bool(own)
        and not any(HAS_NUMBER.search(cell.text) for cell in own)
        and (reaches or all(_only_protocols(cell.text) for cell in own))
    )


def _is_title(row: Sequence[PlacedText]) -> bool:
    """Whether a row is a single cell that reaches over all columns, such as a heading."""
    return len(row) > 2 and bool(row[0]) and all(cell is row[0] for cell in row)


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
