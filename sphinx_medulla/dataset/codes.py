"""What can be wrong with a file: each code with its name, its sentence, and what to write."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from .problem import Location, Problem, Related

_LONGEST = 60
_MOST_NAMES = 24


class Code(Enum):
    """A kind of problem: code, name, message and hint, with ``{words}`` that a problem fills in."""

    UNREADABLE_FILE = (
        "MED001",
        "unreadable-file",
        "The file cannot be read: {why}.",
        "Check its path and its permissions.",
    )
    NOT_UTF_8 = (
        "MED002",
        "not-utf-8",
        "The byte 0x{byte:02X} is not UTF-8 here.",
        "Save the file as UTF-8.",
    )
    CONTROL_CHARACTER = (
        "MED003",
        "control-character",
        "The control character {character} is not allowed.",
        "{write}",
    )
    FILE_TOO_LARGE = (
        "MED004",
        "file-too-large",
        "The file is larger than 16 MiB.",
        "Keep a dataset smaller; a flow takes about 200 bytes.",
    )
    EMPTY_FILE = (
        "MED005",
        "empty-file",
        "The file holds no dataset.",
        "Begin with format: 1, then product, revision, roles and flows.",
    )
    SYNTAX_ERROR = ("MED006", "syntax-error", "{what}", "{write}")
    DUPLICATE_KEY = (
        "MED007",
        "duplicate-key",
        "The key {key} stands here a second time.",
        "Keep one of the two, or rename one.",
    )
    ANCHOR = (
        "MED008",
        "anchor",
        "The anchor {anchor} is not allowed.",
        "Remove it, and write the value wherever it is meant; & begins a text in quotes only.",
    )
    ALIAS = (
        "MED009",
        "alias",
        "The alias {alias} is not allowed.",
        "Write the value itself; * begins a text in quotes only.",
    )
    MERGE_KEY = (
        "MED010",
        "merge-key",
        "The merge key << is not allowed.",
        "Write the keys that are meant.",
    )
    TAG = (
        "MED011",
        "tag",
        "The tag {tag} is not allowed.",
        "Remove it; ! begins a text in quotes only.",
    )
    SECOND_DOCUMENT = (
        "MED012",
        "second-document",
        "A second document begins here.",
        "Keep one dataset in one file, and remove this ---.",
    )
    NESTED_TOO_DEEPLY = (
        "MED013",
        "nested-too-deeply",
        "Nothing may be nested deeper than 32 levels.",
        "Write it flatter; a dataset needs no more than 8 levels.",
    )
    KEY_NOT_TEXT = (
        "MED014",
        "key-not-text",
        "A key must be a word, not {found}.",
        "Write one word in front of the colon.",
    )

    UNKNOWN_KEY = (
        "MED101",
        "unknown-key",
        "There is no key {key} here.",
        "{suggestion}The keys here are {known}.",
    )
    MISSING_KEY = (
        "MED102",
        "missing-key",
        "The key {key} is missing here.",
        "Write {key}: with its value; what must stand here is {needed}.",
    )
    WRONG_TYPE = ("MED103", "wrong-type", "{subject} must be {wanted}, not {found}.", "{write}")
    BLANK_TEXT = (
        "MED104",
        "blank-text",
        "{subject} is blank.",
        "Write a text, or leave the key out where it is optional.",
    )
    NOT_AN_ID = (
        "MED105",
        "not-an-id",
        "{value} is not an id.",
        "Write small letters a to z and digits, with single hyphens between them{example}.",
    )
    NOT_A_DATE = (
        "MED106",
        "not-a-date",
        "{value} is not a date.",
        "Write year, month and day as in 2026-11-23.",
    )
    NOT_A_URL = (
        "MED107",
        "not-a-url",
        "{value} is not a web address.",
        "Write one that begins with https:// or http://, in characters that addresses may have.",
    )
    UNKNOWN_VALUE = (
        "MED108",
        "unknown-value",
        "{subject} cannot be {value}.",
        "{suggestion}Write {known}.",
    )
    NOT_A_PORT = ("MED109", "not-a-port", "{message}", "{hint}")
    UNKNOWN_FORMAT = (
        "MED110",
        "unknown-format",
        "The format {value} is unknown.",
        "Write format: 1, or take a newer sphinx_medulla.",
    )
    NOT_EXACTLY_ONE = (
        "MED111",
        "not-exactly-one",
        "{what}.",
        "Write exactly one of {known}.",
    )
    NOT_A_RULE = (
        "MED112",
        "not-a-rule",
        "{value} is not the code of a rule.",
        "Write MED and three digits, as in MED604.",
    )

    UNDEFINED_ID = (
        "MED201",
        "undefined-id",
        "There is no {thing} {value}.",
        "{suggestion}{known}",
    )
    AMBIGUOUS_NAME = (
        "MED202",
        "ambiguous-name",
        "More than one {thing} is called {value}.",
        "Write the id of the one that is meant: {known}.",
    )
    DUPLICATE_FLOW = (
        "MED203",
        "duplicate-flow",
        "The flow id {value} stands here a second time.",
        "Give this flow an id of its own; links and anchors use it.",
    )
    FORMER_ID_TAKEN = (
        "MED204",
        "former-id-taken",
        "The former id {value} is taken.",
        "Remove one of the two; an old link can lead to one flow only.",
    )

    @property
    def code(self) -> str:
        """``MEDnnn``."""
        return self.value[0]

    @property
    def label(self) -> str:
        """The name in words with hyphens."""
        return self.value[1]

    def problem(
        self, location: Location, related: tuple[Related, ...] = (), **words: object
    ) -> Problem:
        """A problem of this kind at a location, its sentences filled in with the words."""
        code, name, message, hint = self.value
        return Problem(
            code=code,
            name=name,
            message=message.format(**words),
            hint=hint.format(**words).strip(),
            location=location,
            related=related,
        )


def quoted(text: str) -> str:
    """A text as a message shows it: in quotes, on one line, and shortened where it is long."""
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def listed(names: Iterable[str], word: str = "and") -> str:
    """Names as a sentence lists them: ``a, b and c``; of many only the first ones."""
    known = list(names)
    if len(known) > _MOST_NAMES:
        rest = len(known) - _MOST_NAMES
        return f"{', '.join(known[:_MOST_NAMES])} {word} {rest} more"
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} {word} {known[-1]}"
