"""What holds while a page is read: the headings above, and who connects to whom there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..checker.analysis.text_protocols import protocols_named
from ..dataset.problem import Location
from .connection_names import Ends, ends_of_access, split_connection, without_ordinal
from .denials import denies
from .page_parts import Line, Page
from .placed_text import PlacedText
from .port_lists import NotPortsError, PortList, read_ports
from .published_facts import LineKind, PageRemark, PublishedPort, Reading, Unread

DENIED = "words beside it say that it is not to be opened"
"""Why what seems to list ports is not read."""

NO_LIST = "it has a number, and it is no list of ports"
"""Why most lines are not read."""

HAS_NUMBER = re.compile(r"[0-9]")
SEPARATOR = re.compile(r"[-–—_=*.\s|]*")
"""The whole of a line or a cell that only separates others."""

LONGEST_TEXT = 5000
"""The most characters of a line or a cell: a longer one is no list of ports."""

_STATED = (
    r"(?:stated|specified|given|named|noted|mentioned|indicated|otherwise|contraire|"
    r"précisé|spécifié|indiqué|mentionné|angegeben|genannt|anders)"
)
_BY_DEFAULT = r"(?:default\s+protocol|protocole?\s+(?:by\s+default|par\s+défaut)|standardprotokoll)"
_TRANSPORT = r"\b(tcp|udp)\b"
_DEFAULT = re.compile(
    rf"\b{_BY_DEFAULT}\b[^.;]*?{_TRANSPORT}|{_TRANSPORT}[^.;]*\b{_BY_DEFAULT}\b"
    rf"|\b(?:protocole?|protokoll)\b[^.;]*?\b(?:not|pas|nicht|kein)\s+{_STATED}[^.;]*?{_TRANSPORT}"
    rf"|\b(?:no|without|aucun|sans|ohne|kein)\s+(?:an?\s+)?(?:protocole?|protokoll)\b"
    rf"[^.;]*?{_TRANSPORT}"
    rf"|\b(?:unless|sauf|sofern|wenn)\b[^.;]{{0,30}}?\b{_STATED}\b[^.;]*?{_TRANSPORT}"
    rf"|{_TRANSPORT}[^.;0-9]*\b(?:unless|sauf|sofern)\b[^.;]{{0,30}}?\b{_STATED}\b",
    re.IGNORECASE,
)
"""What a page says of ports for which it names no protocol."""


class ReadingContext:
    """Collects what is read; ``default`` is the protocol of ports for which nothing names one.

    It is empty if the page says of more than one protocol that it is the default.
    ``ends`` are those that a heading or, with ``ends_of_line``, a line names for what follows it.
    """

    def __init__(self, page: Page, default_protocol: str) -> None:
        self.path = page.path
        self.reading = Reading()
        stated = _stated_defaults(page)
        self.is_default_stated = bool(stated)
        self.default = (*stated, default_protocol)[:1] if len(stated) < 2 else ()
        self.ends: Ends | None = None
        self.ends_of_line = False
        self.denying_line = False
        self._headings: list[tuple[int, PlacedText]] = []

    def begin_section(self, text: PlacedText, level: int) -> None:
        """Read a heading, which may name a mode, or say who connects to whom."""
        self.end_sections(level)
        self.denying_line = False
        plain = without_ordinal(text, bare=True).strip(":")
        if len(plain.text) > LONGEST_TEXT:
            self.unread(text, "it is too long", is_list=False)
            return
        self._headings.append((level, plain))
        self.reading.headings.append(plain)
        self.ends, self.ends_of_line = split_connection(plain) or ends_of_access(plain), False
        if self.is_denied:
            self.ends = None
        self.prose_or_unread(text)

    def end_sections(self, level: int) -> None:
        """End what is below headings of a level, and those above which they stand."""
        self._headings = [one for one in self._headings if one[0] < level]

    @property
    def is_denied(self) -> bool:
        """Whether a heading, or the line above, says that what follows is not to be opened."""
        return self.denying_line or any(denies(text.text) for _, text in self._headings)

    def default_beside(self, text: str = "") -> tuple[str, ...]:
        """The protocol of ports for which nothing names one.

        Empty if a text beside them, or the heading above them, names another: then it is not clear.
        """
        heading = self._headings[-1][1].text if self._headings else ""
        named = protocols_named(f"{text} {heading}")
        return self.default if {*named} <= {*self.default} else ()

    def ports(
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
            place = cell.location(self.path, error.start, error.end)
            self.unread(whole, str(error), is_list=True, place=place)
            return None
        return self.published(cell, found, is_named=is_named)

    def published(
        self, cell: PlacedText, found: PortList, note: str = "", *, is_named: bool = False
    ) -> tuple[PublishedPort, ...]:
        """Ports with their places, after noting what is written wrongly."""
        for blemish in found.blemishes:
            part = cell.part(blemish.start, blemish.end)
            self.reading.remarks.append(
                PageRemark(blemish.kind, part.location(self.path), part.words)
            )
        if not (is_named or self.is_default_stated):
            self.reading.assumed += sum(one.assumed for one in found.ports)
        return tuple(
            PublishedPort(one.port, cell.location(self.path, one.start, one.end), note)
            for one in found.ports
        )

    def headings_above(self) -> tuple[PlacedText, ...]:
        """The headings above what is read, the nearest first."""
        return tuple(text for _, text in reversed(self._headings))

    def record(self, kind: LineKind, text: PlacedText) -> None:
        """Say what a line, a row or a heading is."""
        self.reading.lines.append((kind, text))

    def take_back(self, texts: Iterable[PlacedText]) -> None:
        """Forget that lines were facts, before they are recorded as something else."""
        taken = {id(text) for text in texts}
        lines = self.reading.lines
        lines[:] = [one for one in lines if id(one[1]) not in taken]

    def remark(self, kind: str, text: PlacedText, words: str) -> None:
        """Record a line or a row that says nothing but is written wrongly."""
        self.reading.remarks.append(PageRemark(kind, text.location(self.path), words))
        self.record("remark", text)

    def unread(
        self, text: PlacedText, why: str, *, is_list: bool, place: Location | None = None
    ) -> None:
        """List a line or a row as unread, with the reason; `is_list` if it seems to list ports."""
        where = place or text.location(self.path)
        self.reading.unread.append(Unread(text, where, why, is_list))
        self.record("unread", text)

    def prose_or_unread(
        self, text: PlacedText, why: str = NO_LIST, *, is_list: bool = False
    ) -> None:
        """Record what is no fact: prose if it has no number, else as unread, with the reason."""
        if HAS_NUMBER.search(without_ordinal(text).text):
            self.unread(text, why, is_list=is_list)
        else:
            self.record("prose", text)


def _stated_defaults(page: Page) -> set[str]:
    """The protocols of which a page says that they are meant where none is named."""
    return {
        name.lower()
        for part in page.parts
        if isinstance(part, Line) and len(part.text.text) <= LONGEST_TEXT
        for found in _DEFAULT.finditer(part.text.text)
        for name in found.groups()
        if name
    }
