"""Reading the lines of a page: lists of ports below names, hosts, machines and descriptions."""

from __future__ import annotations

import re
from dataclasses import replace

from ..checker.analysis.text_protocols import protocols_named
from ..dataset.hosts import is_host
from ..dataset.ip_protocols import IP_PROTOCOLS
from ..dataset.ports import PROTOCOLS
from .connection_names import (
    Ends,
    arrow_end,
    has_arrow,
    has_ordinal,
    is_name,
    split_connection,
    without_condition,
    without_ordinal,
    without_ports,
)
from .denials import denies, denies_what_follows, denies_what_precedes, says_both_ways
from .page_parts import Line
from .placed_text import PlacedText, joined
from .port_lists import NotPortsError, leading_protocols, read_ports
from .published_facts import Connection, Description, PublishedPort
from .reading_context import DENIED, HAS_NUMBER, LONGEST_TEXT, SEPARATOR, ReadingContext
from .table_columns import is_head

_LABEL = re.compile(r"(ports?\s+(?=[^:]*[0-9])[^:]{1,80}?)\s*(?::|\s[–—-]\s)\s*", re.IGNORECASE)
_HOST_AND_PORTS = re.compile(r"(?P<host>[\w*.-]+\.[\w*-]+|[0-9./]+):(?P<ports>[0-9][^:]*)")
_FIELDS = re.compile(r"\s*\|\s*|\t+")
_BULLET = re.compile(r"[•‣◦▪·]\s+")
_OPEN = re.compile(r"[0-9][^()]*\([^()]*")
_INITIATED = re.compile(r"initi|opened\s+by|ouvert|geöffnet|aufgebaut", re.IGNORECASE)
_BEGINS_AS_LIST = re.compile(r"\W*(?:(?:tcp|udp|ports?)\W*)?[0-9]{1,5}\b(?!\.)", re.IGNORECASE)
_LONGEST_HEADING = 80
_PROTOCOL = re.compile(rf"\b(?:{'|'.join((*PROTOCOLS, *IP_PROTOCOLS))})\b", re.IGNORECASE)


class LineReader:
    """Reads line after line; a list of ports belongs to the names that came before it."""

    def __init__(self, context: ReadingContext) -> None:
        self.context = context
        self.list: list[PlacedText] = []
        self.list_ports: list[PublishedPort] = []
        self.description: Description | None = None
        self.wrapped: PlacedText | None = None
        self.numbered: PlacedText | None = None
        self.lists: list[int] = []  # the connections of the heading or the line above

    def end(self) -> None:
        """End what may continue on the next line, before a heading or a table."""
        self.end_list()
        self.lists = []
        self.description = None

    def read(self, line: Line) -> None:
        """Read a line of text."""
        bullet = _BULLET.match(line.text.text)
        if bullet is not None:
            line = Line(line.text.part(bullet.end(), len(line.text.text)), is_item=True)
        text = line.text
        if len(text.text) > LONGEST_TEXT:
            self.end_list()
            self.context.unread(text, "it is too long", is_list=False)
            return
        if SEPARATOR.fullmatch(text.text):
            self.context.record("prose", text)
            return
        if line.continues and self._continues_description(text):
            return
        self.description = None
        if not (line.is_item or HAS_NUMBER.search(without_ordinal(text).text)):
            self.context.denying_line = denies_what_follows(text.text)
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
        self.description = self.context.reading.descriptions[-1] = Description(
            ports=known.ports,
            label=known.label,
            text=f"{known.text} {text.words}",
            place=known.place,
        )
        self.context.record("fact", text)
        return True

    def _begins_connection(self, line: Line) -> bool:
        """Whether a line says who connects to whom, perhaps with the ports behind it."""
        text = without_ordinal(line.text)
        if not has_arrow(text.text):
            return False
        fields = _fields(text)
        ends, rest = split_connection(fields[0]), fields[1:]
        if ends is None and (colon := text.text.find(":", arrow_end(text.text))) > 0:
            ends = split_connection(text.part(0, colon))
            rest = _fields(text.part(colon + 1, len(text.text)))
        if ends is None or ends.to is None:
            return False
        if self.context.is_denied:
            self.end_list()
            self.context.ends = None
            self.context.prose_or_unread(line.text, DENIED, is_list=True)
            return True
        to, numbers = without_ports(ends.to)
        rest = [numbers, *rest] if numbers else rest
        note = rest.pop() if len(rest) == 2 and not HAS_NUMBER.search(rest[1].text) else None
        self.end_list()
        self.lists = []
        self.context.ends, self.context.ends_of_line = Ends(ends.from_, to), True
        if not all(map(self._lists, rest)):
            self.list, self.list_ports, self.context.ends = [], [], None
            why = "what is behind the names is no list of ports"
            self.context.prose_or_unread(line.text, why, is_list=True)
            return True
        if not rest and HAS_NUMBER.search(text.text):
            self.numbered = line.text  # unread unless a list follows
        else:
            self.context.record("fact" if rest else "prose", line.text)
        if note is not None:
            self.end_list(note=note)
        return True

    def _continues_list(self, text: PlacedText) -> bool:
        """Whether a line lists ports of the connection that was named before it.

        A page may wrap a line within parentheses.
        """
        if self.context.ends is None or self.context.ends.to is None or self.context.is_denied:
            return False
        if self.wrapped is not None:
            whole = joined((self.wrapped, PlacedText.at(" ", 1, 1), text))
            if self._lists(whole):
                self.context.record("fact", whole)
                self.wrapped = None
                return True
            self._end_wrapped()
        if self._lists(text):
            self.context.record("fact", text)
            return True
        if self._is_note(text):
            return True
        if _OPEN.fullmatch(text.text):
            self.wrapped = text
            return True
        return False

    def _lists(self, text: PlacedText) -> bool:
        """Whether a text is a list of ports, perhaps with their description behind them."""
        fields = _fields(text)
        if not 0 < len(fields) <= 2:
            return False
        protocols, description = leading_protocols(fields[1].text) if fields[1:] else ((), "")
        if denies(description) or says_both_ways(description):
            return False
        try:
            found = read_ports(
                fields[0].text, protocols or self.context.default_beside(description)
            )
        except NotPortsError:
            return False
        if not found.ports:
            return False
        if self.numbered is not None:
            self.context.record("fact", self.numbered)
            self.numbered = None
        self.list.append(text)
        named = bool(protocols)
        self.list_ports += self.context.published(fields[0], found, description, is_named=named)
        return True

    def _is_note(self, text: PlacedText) -> bool:
        """Whether a line is the note of the list before it: it says who opens the connection."""
        if not self.list or not _INITIATED.search(text.text) or HAS_NUMBER.search(text.text):
            return False
        self.context.record("fact", text)
        self.end_list(note=text.strip("|"))
        return True

    def _describes(self, text: PlacedText) -> bool:
        """Whether a line describes ports: ``Ports 80 and 443: …``."""
        found = _LABEL.match(text.text)
        if found is None:
            return False
        label, rest = text.part(*found.span(1)), text.part(found.end(), len(text.text))
        if not rest:
            return False
        if self.context.is_denied or denies(rest.text):
            self.context.unread(text, DENIED, is_list=True)
            return True
        ports = self.context.ports(label, self.context.default_beside(rest.text), text, shared=True)
        if ports is not None:
            self.description = Description(
                ports=ports,
                label=label.words,
                text=rest.words,
                place=text.location(self.context.path),
            )
            self.context.reading.descriptions.append(self.description)
            self.context.record("fact", text)
        return True

    def _names_hosts(self, line: Line) -> bool:
        """Whether a line is a list of hosts with their ports, below the name of who uses them."""
        parts = [part.strip() for part in line.text.split(re.compile(r",\s+|\s+"))]
        found = [_HOST_AND_PORTS.fullmatch(part.text) for part in parts]
        if not all(match is not None and is_host(match["host"]) for match in found):
            return False
        if self.context.ends is None or self.context.is_denied:
            return False
        for part, match in zip(parts, found, strict=True):
            assert match is not None
            cell = part.part(*match.span("ports"))
            ports = self.context.ports(cell, self.context.default_beside(), line.text)
            if ports is None:
                continue
            self.context.reading.connections.append(
                Connection(
                    from_=self.context.ends.from_,
                    to=part.part(*match.span("host")),
                    ports=ports,
                    published=part.words,
                    note=None,
                    place=part.location(self.context.path),
                    headings=self.context.headings_above(),
                    is_host=True,
                )
            )
            self.context.record("fact", part)
        return True

    def _names_machine(self, line: Line) -> bool:
        """Whether an item names only a machine, below the name of who uses it."""
        if self.context.ends is None or self.context.ends.to is not None:
            return False
        name = without_condition(line.text)
        if not line.is_item and name.text == line.text.text:
            return False
        if HAS_NUMBER.search(line.text.text) or not is_name(name):
            return False
        self.context.reading.connections.append(
            Connection(
                from_=self.context.ends.from_,
                to=name,
                ports=(),
                published="",
                note=None,
                place=line.text.location(self.context.path),
                headings=self.context.headings_above(),
                is_item=True,
            )
        )
        self.context.record("fact", line.text)
        return True

    def _end_of_list(self, line: Line) -> None:
        """Read a line that is no fact: it ends a list, and may be a heading."""
        text = line.text
        is_between = bool(self.context.ends and self.context.ends.to and not self.list)
        is_introduction = is_head(_fields(text)) or text.text.endswith(":")
        is_introduction = is_introduction and not protocols_named(text.text)
        is_introduction = is_introduction and not self.context.is_denied
        if is_between and is_introduction and not HAS_NUMBER.search(text.text):
            self.context.record("prose", text)
            return
        if (self.list or is_between) and _PROTOCOL.search(text.text):
            self.end_list()
            self.context.ends = None
            self.context.unread(text, "it names a protocol without a port", is_list=True)
            return
        if self.list and denies_what_precedes(text.text):
            self._deny_list()
        self.end_list()
        if _BEGINS_AS_LIST.match(text.text):
            self._mark_partial(is_between)
        if is_between or self.context.ends_of_line:
            self.context.ends = None
        if _is_heading(line):
            self.end()
            self.context.begin_section(text, 9)
            return
        self.context.prose_or_unread(text)

    def _mark_partial(self, is_between: bool) -> None:
        """Say of the connections above that a line of their lists was not read.

        If there is none yet, it is known and has no ports that can be read.
        """
        connections = self.context.reading.connections
        if is_between:
            self._add_connection(None, "", None)
        for at in self.lists:
            connections[at] = replace(connections[at], is_partial=True)

    def _deny_list(self) -> None:
        """List the ports read before a line as unread, since it says that they are not open."""
        self.context.take_back(self.list)
        for text in self.list:
            self.context.unread(text, DENIED, is_list=True)
        self.list, self.list_ports = [], []

    def end_list(self, note: PlacedText | None = None) -> None:
        """End the list of ports below who connects to whom."""
        if self.numbered is not None:
            self.context.prose_or_unread(self.numbered)
            self.numbered = None
        self._end_wrapped()
        if self.list:
            published = " ".join(text.words for text in self.list)
            self._add_connection(tuple(self.list_ports), published, note)
            self.context.ends = None if note is not None else self.context.ends
        self.list, self.list_ports = [], []

    def _add_connection(
        self, ports: tuple[PublishedPort, ...] | None, published: str, note: PlacedText | None
    ) -> None:
        """Add the connection that was named above, with a list of its ports."""
        ends = self.context.ends
        if ends is None or ends.to is None:
            return
        self.lists.append(len(self.context.reading.connections))
        self.context.reading.connections.append(
            Connection(
                from_=ends.from_,
                to=ends.to,
                ports=ports,
                published=published,
                note=note,
                place=ends.from_.location(self.context.path),
                headings=self.context.headings_above(),
            )
        )

    def _end_wrapped(self) -> None:
        """Give up a line whose parenthesis no other line ends."""
        if self.wrapped is not None:
            self.context.unread(self.wrapped, "its parenthesis does not end", is_list=True)
        self.wrapped = None


def _fields(text: PlacedText) -> list[PlacedText]:
    """The parts of a line between bars and tabs."""
    parts = (part.strip() for part in text.split(_FIELDS))
    return [part for part in parts if part]


def _is_heading(line: Line) -> bool:
    """Whether a line is used as a heading: it has a number in front, or a colon behind."""
    text = line.text
    is_blank = not any(map(str.isalnum, text.text))
    if line.is_item or is_blank or len(text.text) > _LONGEST_HEADING:
        return False
    return (has_ordinal(text) or text.text.endswith(":")) and not HAS_NUMBER.search(
        without_ordinal(text).text
    )
