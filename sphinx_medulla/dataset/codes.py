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
        "The file is empty.",
        "Begin with format: 1, then product, revision, roles and flows.",
    )
    SYNTAX_ERROR = ("MED006", "syntax-error", "{what}", "{write}")
    DUPLICATE_KEY = (
        "MED007",
        "duplicate-key",
        "The key {key} appears twice.",
        "Remove or rename one of them.",
    )
    ANCHOR = (
        "MED008",
        "anchor",
        "The anchor {anchor} is not allowed.",
        "Remove it, and write the value in each place. A text that begins with & needs quotes.",
    )
    ALIAS = (
        "MED009",
        "alias",
        "The alias {alias} is not allowed.",
        "Write the value itself. A text that begins with * needs quotes.",
    )
    MERGE_KEY = (
        "MED010",
        "merge-key",
        "The merge key << is not allowed.",
        "Write the keys themselves.",
    )
    TAG = (
        "MED011",
        "tag",
        "The tag {tag} is not allowed.",
        "Remove it. A text that begins with ! needs quotes.",
    )
    SECOND_DOCUMENT = (
        "MED012",
        "second-document",
        "The file contains a second document, which begins here.",
        "Write one dataset per file, and remove this ---.",
    )
    NESTED_TOO_DEEPLY = (
        "MED013",
        "nested-too-deeply",
        "The nesting is deeper than 32 levels.",
        "Reduce the nesting; a dataset needs at most 8 levels.",
    )
    KEY_NOT_TEXT = (
        "MED014",
        "key-not-text",
        "A key must be a word, not {found}.",
        "Write one word before the colon.",
    )

    UNKNOWN_KEY = (
        "MED101",
        "unknown-key",
        "The key {key} does not exist here.",
        "{suggestion}Possible keys: {known}.",
    )
    MISSING_KEY = (
        "MED102",
        "missing-key",
        "The key {key} is missing here.",
        "Write {key}: with its value. Required keys: {needed}.",
    )
    WRONG_TYPE = ("MED103", "wrong-type", "{subject} must be {wanted}, not {found}.", "{write}")
    BLANK_TEXT = (
        "MED104",
        "blank-text",
        "{subject} is blank.",
        "Write a text, or omit the key if it is optional.",
    )
    NOT_AN_ID = (
        "MED105",
        "not-an-id",
        "{value} is not an id.",
        "Use lowercase letters a to z and digits, separated by single hyphens{example}.",
    )
    NOT_A_DATE = (
        "MED106",
        "not-a-date",
        "{value} is not a date.",
        "Write year, month and day, as in 2026-11-23.",
    )
    NOT_A_URL = (
        "MED107",
        "not-a-url",
        "{value} is not a web address.",
        (
            "Write an address that begins with https:// or http:// "
            "and contains only characters that are allowed in addresses."
        ),
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
        "Write format: 1, or use a newer version of sphinx_medulla.",
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
        "Write the id instead: {known}.",
    )
    DUPLICATE_FLOW = (
        "MED203",
        "duplicate-flow",
        "Another flow already has the id {value}.",
        "Give this flow a unique id; links and anchors use it.",
    )
    FORMER_ID_TAKEN = (
        "MED204",
        "former-id-taken",
        "The former id {value} is taken.",
        "Remove one of them; an old link can lead to only one flow.",
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
