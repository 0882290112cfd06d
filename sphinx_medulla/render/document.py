"""What a table, a list or a description says, before anybody knows in which format.

A line of text is a list of parts: plain strings, and a few kinds of things that formats show in
their own ways. All are small tuples, since large tables have many. A link leads to a *key*, such
as ``flow:ID``, ``service:ID`` or ``role:ID``; each output decides whether it has a place for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias


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
    """A text as a program writes it."""

    text: str


class Strong(NamedTuple):
    """A text that heads what follows it."""

    text: str


class Emphasis(NamedTuple):
    """A text that is no value but says something about it."""

    text: str


class Mark(NamedTuple):
    """The mark of a note; the note links back to its ``first`` one."""

    letter: str
    first: bool


class Span(NamedTuple):
    """Parts that belong together."""

    parts: list[Part]


Part: TypeAlias = str | Link | WebLink | Literal | Strong | Emphasis | Mark | Span


class Paragraph(NamedTuple):
    """A paragraph; ``kind`` is what it is of ours, such as ``stamp``."""

    parts: list[Part]
    kind: str = ""


class Note(NamedTuple):
    """A note under a table."""

    letter: str
    parts: list[Part]


class Column(NamedTuple):
    """A column of a table: its heading, and its share of the width. ``name`` is for stylesheets."""

    heading: str
    width: int
    name: str = ""


class Row(NamedTuple):
    """A row: a list of parts for each column.

    It is the place of ``flow`` in its ``modes``, if it has one, and of ``keys``.
    """

    cells: list[list[Part]]
    flow: str = ""
    modes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


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


class Definitions(NamedTuple):
    """A list of terms; ``kind`` is what it lists."""

    entries: list[Definition]
    kind: str


Element: TypeAlias = Table | Bullets | Definitions | Paragraph


class Document(NamedTuple):
    """What one request stands for, and what stands under it."""

    body: list[Element]
    below: list[Note | Paragraph]


def joined(parts: Iterable[list[Part]], between: str = ",\n") -> list[Part]:
    """Lists of parts one behind the other, each but the first after a separator.

    The line break within the separator is a space everywhere but where an output keeps it.
    """
    found: list[Part] = []
    for part in parts:
        for one in [between, *part] if found else part:
            if found and isinstance(one, str) and isinstance(found[-1], str):
                found[-1] += one  # fewer parts to show
            else:
                found.append(one)
    return found
