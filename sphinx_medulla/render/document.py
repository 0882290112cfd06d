"""A document: all that a block shows, independent of any format.

A line of text is a list of parts: plain strings, and a few kinds of things that formats show in
their own ways. All are small tuples, since large tables have many. A link leads to a *key*, such
as ``flow:ID``, ``service:ID`` or ``role:ID``; each output decides whether it has a place for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

from ..diagram.chart_model import ChartModel
from .targets import Target


class Link(NamedTuple):
    """A text that leads to a key; ``within`` prefers a place of the same page."""

    key: str
    text: str
    title: str = ""
    within: bool = False


class WebLink(NamedTuple):
    """A text that leads to an address."""

    url: str
    text: str


class Literal(NamedTuple):
    """A text as a program writes it, or as it was published.

    ``language`` is that of words in another language than the block's.
    """

    text: str
    language: str = ""


class Strong(NamedTuple):
    """A text that is the heading of what follows it on the same line."""

    text: str


class Emphasis(NamedTuple):
    """A remark in place of a value, such as that the port is not stated."""

    text: str


class Mark(NamedTuple):
    """The mark of a note; the note links back to its ``first`` one.

    ``kind`` is that of a sign, such as ``corrected``. ``word`` says the same, where no text does.
    """

    letter: str
    first: bool
    kind: str = ""
    word: str = ""


class Sign(NamedTuple):
    """A fact in a word, which stylesheets may show as a sign; ``kind`` is the same in English."""

    kind: str
    word: str


class Break(NamedTuple):
    """The end of a paragraph within a text."""


class Span(NamedTuple):
    """Parts that belong together.

    ``kind`` says in a word or several what they are to a stylesheet or a program: ``port``,
    ``protocol``, ``role``, ``role any`` for one that is every machine, ``to`` (from the arrow on),
    ``zones``, ``none`` for the dash of a mode that lacks the flow, or ``number-2`` for a number in
    the second colour of charts. The search of a manual leads to them for ``keys``.
    """

    parts: list[Part]
    kind: str = ""
    keys: tuple[str, ...] = ()


class PortItem(NamedTuple):
    """A port: its number, what listens there, its signs and marks, and further remarks.

    The search of a manual leads to it for ``keys``.
    """

    number: str | Link
    name: list[Part]
    signs: list[Sign | Mark | Link]
    remarks: list[list[Part]]
    keys: tuple[str, ...] = ()


class PortGroup(NamedTuple):
    """The ports of one protocol, or of several that all of them have; ``ip`` is for all others."""

    protocol: str
    ports: list[PortItem]


Part: TypeAlias = (
    str | Link | WebLink | Literal | Strong | Emphasis | Mark | Sign | Break | Span | PortGroup
)


class Paragraph(NamedTuple):
    """A paragraph; ``kind`` says what it is for, such as ``stamp``."""

    parts: list[Part]
    kind: str = ""


class Note(NamedTuple):
    """A note under a table; ``kind`` is that of its marks."""

    letter: str
    parts: list[Part]
    kind: str = ""


class Column(NamedTuple):
    """A column of a table: its heading, and its share of the width. ``name`` is for stylesheets."""

    heading: str
    width: int
    name: str = ""


class Row(NamedTuple):
    """A row: a list of parts per column.

    It is the target of ``flow`` in its ``modes``, if it has one, of the flow's ``former`` ids, and
    of ``keys``.
    """

    cells: list[list[Part]]
    flow: str = ""
    modes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


class Heading(NamedTuple):
    """A row over all columns: a ``heading`` of those below, or that the table is ``empty``."""

    text: str
    kind: str = "heading"
    keys: tuple[str, ...] = ()


class Table(NamedTuple):
    """A table without its caption."""

    columns: list[Column]
    rows: list[Row | Heading]


class Bullets(NamedTuple):
    """A list of short texts; ``kind`` is what it lists."""

    items: list[list[Part]]
    kind: str


class Definition(NamedTuple):
    """A term with its paragraphs, the place of some keys."""

    term: list[Part]
    paragraphs: list[Paragraph]
    keys: tuple[str, ...] = ()

    @property
    def lines(self) -> Iterator[list[Part]]:
        """Its lines of text."""
        yield self.term
        yield from (paragraph.parts for paragraph in self.paragraphs)


class Definitions(NamedTuple):
    """A list of terms; ``kind`` is what it lists.

    The terms are headings if it is ``headed``, in outputs that may have headings in a block.
    """

    entries: list[Definition]
    kind: str
    headed: bool = False


class DescribedPort(NamedTuple):
    """A port of a service: its ``number`` or type, or its protocol if it has none.

    ``protocol`` is empty where the number says it all. ``encryption`` is as in the dataset. The
    search of a manual leads to the port for ``keys``.
    """

    number: str
    protocol: str
    name: str
    encryption: str
    remarks: list[str]
    keys: tuple[str, ...] = ()


class Description(NamedTuple):
    """What is known of a service, the place of some keys.

    It is ``alone`` if it has one port: the search then shows both. ``calls`` are the marks of its
    notes, and ``users`` the flows that use it.
    """

    ports: list[DescribedPort]
    name: str
    text: list[Part]
    feature: str
    settings: list[str]
    calls: list[list[Part]]
    users: list[list[Part]]
    alone: bool
    keys: tuple[str, ...] = ()

    @property
    def lines(self) -> Iterator[list[Part]]:
        """Its lines of text that may have links."""
        yield self.text
        yield from (*self.calls, *self.users)


class Descriptions(NamedTuple):
    """A list of services, laid out in columns in outputs that can do so, in sentences in others."""

    entries: list[Description]


class Chart(NamedTuple):
    """A flowchart: its model, its text for readers who cannot see it, and its flows as a list.

    ``title`` is one line; ``description`` has a line per flow. Where no flow fits, ``flows`` is a
    sentence, and there is nothing to draw. ``legend`` follows the list, if the author wants one.
    """

    model: ChartModel
    title: str
    description: str
    flows: Bullets | Paragraph
    legend: Paragraph | None = None

    @property
    def in_words(self) -> Iterator[Bullets | Paragraph]:
        """What is shown instead of the chart where it is not drawn."""
        yield self.flows
        if self.legend is not None:
            yield self.legend


Element: TypeAlias = Table | Bullets | Definitions | Descriptions | Paragraph | Chart


class Document(NamedTuple):
    """All that a block shows.

    ``caption`` is the generated one, empty for lists, which have none; ``filters`` says what was
    selected, to be added to any caption. ``below`` is what follows the body: notes and a stamp.
    """

    body: list[Element]
    below: list[Note | Paragraph]
    caption: str = ""
    filters: str = ""
    targets: tuple[Target, ...] = ()


def digest(*parts: object) -> str:
    """A short digest of documents, or of other values whose ``repr`` says all of them."""
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def lines_of(elements: Iterable[Element]) -> Iterator[list[Part]]:
    """Every line of text that may have links; of a chart, those of its list."""
    for element in elements:
        if isinstance(element, Table):
            for row in element.rows:
                if isinstance(row, Row):
                    yield from row.cells
        elif isinstance(element, Definitions | Descriptions):
            for entry in element.entries:
                yield from entry.lines
        elif isinstance(element, Chart):
            yield from lines_of(element.in_words)
        elif isinstance(element, Bullets):
            yield from element.items
        else:
            yield element.parts


def paragraphs_of(parts: Iterable[Part]) -> list[list[Part]]:
    """The parts of each paragraph of a text."""
    found: list[list[Part]] = [[]]
    for part in parts:
        if isinstance(part, Break):
            found.append([])
        else:
            found[-1].append(part)
    return found


def links_in(parts: Iterable[Part]) -> Iterator[str]:
    """The keys that the links of a line lead to."""
    for part in parts:
        if isinstance(part, Link):
            yield part.key
        elif isinstance(part, Span):
            yield from links_in(part.parts)
        elif isinstance(part, PortGroup):
            for port in part.ports:
                yield from links_in([port.number, *port.name])  # remarks have none


def links_of(document: Document) -> Iterator[str]:
    """The keys that a document refers to, some of them repeatedly."""
    for element in document.body:
        if isinstance(element, Chart):
            yield from element.model.links
    for line in lines_of(document.body):
        yield from links_in(line)


def joined(parts: Iterable[list[Part]], between: str = ",\n") -> list[Part]:
    """The parts of several lists as one list, with a separator between the lists.

    The line break in the separator becomes a space in outputs that do not keep line breaks.
    """
    found: list[Part] = []
    for part in parts:
        for one in [between, *part] if found else part:
            if found and isinstance(one, str) and isinstance(found[-1], str):
                found[-1] += one  # fewer parts to show
            else:
                found.append(one)
    return found
