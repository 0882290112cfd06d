"""How the file writes a value, stated beside the field that holds it.

`model` puts these behind its types, as in ``Annotated[str, ID]``. They are facts and nothing else:
`validation` makes pydantic check a file against them, and `schema` tells them to editors.
"""

from __future__ import annotations

from dataclasses import dataclass


class Notation:
    """The base of all notations; those without values of their own differ by type alone."""


@dataclass(frozen=True)
class Matching(Notation):
    """A text that matches a pattern; ``name`` says what kind of text it is.

    ``translated`` says that it is for readers, who see it in their language.
    """

    name: str
    pattern: str
    translated: bool = False


TEXT = Matching("text", r"\S")
WORDS = Matching("text", r"\S", translated=True)
ID = Matching("id", r"^[a-z0-9]+(-[a-z0-9]+)*$")
DATE = Matching("date", r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
URL = Matching("url", r"""^https?://[^\s/<>"\\^`{|}][^\s<>"\\^`{|}]*$""")
FILE_URL = Matching(
    "file url",
    r"""^https?://[^\s/<>"\\^`{|}]([^\s<>"\\^`{|}]|\{(commit|path|first|last)\})*$""",
)
# A language with its script, its region and its variants, as BCP 47 writes them.
LANGUAGE = Matching(
    "language",
    r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$",
)
PLACE = Matching("place", r"^[^\s:][^:\n]*(:[1-9][0-9]*(-[1-9][0-9]*)?)?$")
RULE_CODE = Matching("rule", r"^MED[0-9]{3}$")


class Published(Notation):
    """A text that may be empty, since the page may say nothing."""


@dataclass(frozen=True)
class OneOf(Notation):
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Slot(OneOf):
    """A place in the palette, 1 to 5."""

    words: tuple[str, ...] = ("1", "2", "3", "4", "5")


class Flag(Notation):
    """``true`` or ``false``."""


@dataclass(frozen=True)
class IdOf(Notation):
    """The id, the name or an alias of an entry of a table; it becomes the id."""

    table: str


@dataclass(frozen=True)
class PortText(Notation):
    """A port such as ``22/tcp``; a ``source`` port has a number, or is any of some protocols."""

    source: bool = False


class OneOrMore(Notation):
    """A list, or its only entry."""


class Hosts(Notation):
    """Any text, or a list of host names, wildcards and networks, which is not empty.

    ``NAME`` is the pattern of names and wildcards, ``NETWORK`` one that every network matches. A
    prefix is a number of bits.
    """

    _LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
    NAME = rf"(\*\.)?({_LABEL}\.)*(?=[^.]*[A-Za-z_]){_LABEL}"
    NETWORK = r"([0-9]+(\.[0-9]+){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)(/(0|[1-9][0-9]*))?"


@dataclass(frozen=True)
class PortOrMapping(Notation):
    """A mapping with the key ``port``, or the port alone.

    With ``either``, the mapping may have this key if the port has several protocols.
    """

    either: bool = False


class SourceOrMapping(Notation):
    """A mapping with the key ``id``, or the id of a source alone."""


class NeedText(Notation):
    """``required``, ``optional`` or ``{when: …}``."""


@dataclass(frozen=True)
class ExactlyOne(Notation):
    """A mapping that has exactly one of some keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class AtOneOf(Notation):
    """An erratum of an entry that has these parts."""

    places: tuple[str, ...]
