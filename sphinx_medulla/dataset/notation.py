"""How the file writes a value, said beside the field that holds it.

`model` puts these behind its types, as in ``Annotated[str, ID]``. They are facts and nothing else:
`shapes` makes pydantic hold them, and is imported only where a file is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class Notation:
    """The notations' base: hand pydantic's two questions on to `shapes` and `schema`."""

    __slots__ = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from .shapes import core_schema_for  # noqa: PLC0415

        return core_schema_for(self, source, handler)

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> Any:
        from .schema import json_schema_for  # noqa: PLC0415

        return json_schema_for(self, core_schema, handler)


@dataclass(frozen=True, slots=True)
class Matching(Notation):
    """A text that matches a pattern; ``name`` says what kind of text it is."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Published(Notation):
    """A text that may be empty, since the page may say nothing."""


@dataclass(frozen=True, slots=True)
class OneOf(Notation):
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot(Notation):
    """A place in the palette, 1 to 5."""


@dataclass(frozen=True, slots=True)
class Flag(Notation):
    """``true`` or ``false``."""


@dataclass(frozen=True, slots=True)
class IdOf(Notation):
    """The id, the name or an alias of an entry of a table; it becomes the id."""

    table: str


@dataclass(frozen=True, slots=True)
class PortText(Notation):
    """A port such as ``22/tcp``."""


@dataclass(frozen=True, slots=True)
class OneOrMore(Notation):
    """A list, or its only entry."""


@dataclass(frozen=True, slots=True)
class PortOrMapping(Notation):
    """A mapping with the key ``port``, or the port alone."""


@dataclass(frozen=True, slots=True)
class NeedText(Notation):
    """``required``, ``optional`` or ``{when: …}``."""


@dataclass(frozen=True, slots=True)
class ExactlyOne(Notation):
    """A mapping that has exactly one of some keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtOneOf(Notation):
    """An erratum of an entry that has these parts."""

    places: tuple[str, ...]
