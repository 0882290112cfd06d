"""What can be wrong with a file: each kind with its code, its sentence, and what to write."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from .problem import Location, Problem, Related

LONGEST_SHOWN = 60
"""The characters of a file's text that a message shows."""

_MOST_NAMES = 24


class Code(Enum):
    """A kind of problem: code, message and hint, with ``{words}`` that a problem fills in."""

    UNREADABLE_FILE = (
        "MED001",
        "The file cannot be read: {why}.",
        "Check its path and its permissions.",
    )
    NOT_UTF_8 = ("MED002", "The byte 0x{byte:02X} is not UTF-8 here.", "Save the file as UTF-8.")
    CONTROL_CHARACTER = ("MED003", "The character {character} is not allowed.", "{write}")
    FILE_TOO_LARGE = (
        "MED004",
        "The file is larger than 16 MiB.",
        "Keep a dataset smaller; a flow takes about 200 bytes.",
    )
    EMPTY_FILE = (
        "MED005",
        "The file is empty.",
        "Begin with format: 1, then product, revision, roles and flows.",
    )
    SYNTAX_ERROR = ("MED006", "{what}", "{write}")
    DUPLICATE_KEY = ("MED007", "The key {key} appears twice.", "Remove or rename one of them.")
    ANCHOR = (
        "MED008",
        "The anchor {anchor} is not allowed.",
        "Remove it, and write the value in each place. A text that begins with & needs quotes.",
    )
    ALIAS = (
        "MED009",
        "The alias {alias} is not allowed.",
        "Write the value itself. A text that begins with * needs quotes.",
    )
    MERGE_KEY = ("MED010", "The merge key << is not allowed.", "Write the keys themselves.")
    TAG = (
        "MED011",
        "The tag {tag} is not allowed.",
        "Remove it. A text that begins with ! needs quotes.",
    )
    SECOND_DOCUMENT = (
        "MED012",
        "The file contains a second document, which begins here.",
        "Write one dataset per file, and remove this ---.",
    )
    NESTED_TOO_DEEPLY = (
        "MED013",
        "The nesting is deeper than 32 levels.",
        "Reduce the nesting; a dataset needs at most 8 levels.",
    )
    KEY_NOT_TEXT = (
        "MED014",
        "A key must be a word, not {found}.",
        "Write one word before the colon.",
    )

    UNKNOWN_KEY = (
        "MED101",
        "The key {key} does not exist here.",
        "{suggestion}Possible keys: {known}.",
    )
    MISSING_KEY = (
        "MED102",
        "The key {key} is missing here.",
        "Write {key}: with its value. Required keys: {needed}.",
    )
    WRONG_TYPE = ("MED103", "{subject} must be {wanted}, not {found}.", "{write}")
    BLANK_TEXT = (
        "MED104",
        "{subject} is blank.",
        "Write a text, or omit the key if it is optional.",
    )
    NOT_AN_ID = (
        "MED105",
        "{value} is not an id.",
        "Use lowercase letters a to z and digits, separated by single hyphens{example}.",
    )
    NOT_A_DATE = (
        "MED106",
        "{value} is not a date.",
        "Write year, month and day, as in 2026-11-23.",
    )
    NOT_A_URL = (
        "MED107",
        "{value} is not a web address.",
        (
            "Write an address that begins with https:// or http:// "
            "and contains only characters that are allowed in addresses."
        ),
    )
    UNKNOWN_VALUE = ("MED108", "{subject} cannot be {value}.", "{suggestion}Write {known}.")
    NOT_A_PORT = ("MED109", "{message}", "{hint}")
    UNKNOWN_FORMAT = (
        "MED110",
        "The format {value} is unknown.",
        "Write format: 1, or use a newer version of sphinx_medulla.",
    )
    NOT_EXACTLY_ONE = ("MED111", "{what}.", "Write exactly one of {known}.")
    NOT_A_RULE = (
        "MED112",
        "{value} is not the code of a rule.",
        "Write MED and three digits, as in MED604.",
    )
    NOTHING_TO_CHOOSE = (
        "MED116",
        "The port {port} {what}, so either: true says nothing.",
        "Write the protocols of which one suffices, as in 514/tcp+udp, or remove either.",
    )
    NOT_A_HOST = (
        "MED117",
        "{value} is not a host name, a wildcard or a network.",
        "{hint}",
    )

    NOT_A_LANGUAGE = (
        "MED118",
        "{value} is not the tag of a language.",
        "Write its code of two or three letters, and its region if you like, as in en or pt-BR.",
    )
    NOT_A_FILE_URL = (
        "MED113",
        "{value} is not the address of a file.",
        (
            "Write an address that begins with https:// or http://; only the words commit, path, "
            "first and last may be in braces in it."
        ),
    )
    NOT_A_PLACE = (
        "MED114",
        "{value} is not a place in a source.",
        (
            "Write a path, and its lines after a colon if you like, counted from 1, as in "
            "roles/x.yml:12-17."
        ),
    )
    LINES_DESCENDING = (
        "MED119",
        "The lines of {value} are in descending order.",
        "Write {place}.",
    )
    DUPLICATE_QUESTION = (
        "MED115",
        "Another question already has the id {value}.",
        "Give this question a unique id.",
    )

    UNDEFINED_ID = ("MED201", "There is no {thing} {value}.", "{suggestion}{known}")
    AMBIGUOUS_NAME = (
        "MED202",
        "More than one {thing} is called {value}.",
        "Write the id instead: {known}.",
    )
    DUPLICATE_FLOW = (
        "MED203",
        "Another flow already has the id {value}.",
        "Give this flow a unique id; links and anchors use it.",
    )
    FORMER_ID_TAKEN = (
        "MED204",
        "The former id {value} is taken.",
        "Remove one of them; an old link can lead to only one flow.",
    )

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.code = code
        self.message = message
        self.hint = hint

    @property
    def label(self) -> str:
        """The name in words with hyphens."""
        return self.name.lower().replace("_", "-")

    def problem(
        self, location: Location, related: tuple[Related, ...] = (), **words: object
    ) -> Problem:
        """A problem of this kind at a location, its sentences filled in with the words."""
        return Problem(
            code=self.code,
            name=self.label,
            message=self.message.format(**words),
            hint=self.hint.format(**words).strip(),
            location=location,
            related=related,
        )


def quoted(text: str) -> str:
    """A text as a message shows it: in quotes, on one line, and shortened if it is long."""
    return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")


def listed(names: Iterable[str], word: str = "and") -> str:
    """Names as a sentence lists them: ``a, b and c``; if there are many, only the first ones."""
    known = list(names)
    if len(known) > _MOST_NAMES:
        rest = len(known) - _MOST_NAMES
        return f"{', '.join(known[:_MOST_NAMES])} {word} {rest} more"
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} {word} {known[-1]}"
