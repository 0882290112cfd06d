"""What a YAML parser's complaint means for the person who wrote the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml import MarkedYAMLError

LONGEST_KEY = 1024
"""The characters that a key may have, for PyYAML's parsers as YAML demands."""

_TAB = re.compile(r" *\t")
_LINE = re.compile(r"[^\r\n]*")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")

# What the parsers say, C and Python, and what it means; the first that fits is taken.
_SENTENCES = (
    (
        r"escape|hexa?decimal",
        "This backslash begins no escape that YAML knows.",
        "Write two backslashes, or put the text in single quotes.",
    ),
    (
        r"directive|incompatible",
        "A line cannot begin with %.",
        "Remove the line, or put the text in quotes.",
    ),
    (
        r"sequence entries are not allowed",
        "A list cannot begin in the line of its key.",
        "Write each entry behind a - in a line of its own, or the list in [brackets].",
    ),
    (
        r"'-' indicator|block collection",
        "This is no entry of the list in which it stands.",
        "Begin it with - below the other entries, or indent it as the key that it is.",
    ),
    (
        r"block scalar",
        "Behind the | or > that begins a text stands something else.",
        "Begin the text in the next line, indented.",
    ),
    (
        r"anchor|alias",
        "A text without quotes cannot begin like this, and there are no anchors and aliases.",
        "Put a text that begins with & or * in quotes.",
    ),
    (
        r"\btags?\b",
        "A text without quotes cannot begin with !, and there are no tags.",
        "Put the text in quotes.",
    ),
    (
        r"block mapping|expected key",
        "This is no key of the mapping in which it stands.",
        "Write key: value, indented exactly as its sister keys.",
    ),
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A syntax error in words.

    ``start`` and ``end`` are indexes into the text; ``opened`` is the index of the bracket or the
    quote that the error belongs to, or -1.
    """

    start: int
    end: int
    what: str
    write: str
    opened: int = -1


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What the parser said: its words, the place, and where began what it was reading, or -1."""

    words: str
    place: int
    began: int
    text: str
    last: tuple[int, int]

    def here(self, what: str, write: str, opened: int = -1) -> Explanation:
        """A sentence about the character at the place."""
        end = self.place + (self.text[self.place : self.place + 1] not in {"", "\n", "\r"})
        return Explanation(self.place, end, what, write, opened)


def explain(error: Exception, text: str, last: tuple[int, int]) -> Explanation:
    """Put an exception of PyYAML's parsers, C or Python, into words.

    ``last`` is the span of the value that was read last.
    """
    place, began, words = len(text), -1, str(error)
    if isinstance(error, MarkedYAMLError):
        words = f"{error.context or ''}: {error.problem or ''}"
        if error.context_mark is not None:
            place = began = error.context_mark.index
        if error.problem_mark is not None:
            place = error.problem_mark.index
    said = _Complaint(words, min(place, len(text)), min(began, len(text)), text, last)
    for look in (_tab, _open_quote, _behind_quote, _bracket, _no_colon, _second_colon, _outside):
        found = look(said)
        if found is not None:
            return found
    for pattern, what, write in _SENTENCES:
        if re.search(pattern, words):
            return said.here(what, write)
    return _beginning(said)


def _tab(said: _Complaint) -> Explanation | None:
    """A tab in the indentation of the line, whatever the parser says of it."""
    start = max(said.text.rfind("\n", 0, said.place), said.text.rfind("\r", 0, said.place)) + 1
    match = _TAB.match(said.text, start)
    if match is None or match.end() - 1 > said.place:
        return None
    what, write = "A tab is used for indentation.", "Write two spaces for each level."
    return Explanation(match.end() - 1, match.end(), what, write)


def _open_quote(said: _Complaint) -> Explanation | None:
    if not re.search(r"quoted scalar.*(end of stream|document)", said.words):
        return None
    what = "The quote that opens here is never closed."
    return Explanation(said.began, said.began + 1, what, "Close it where its text ends.")


def _behind_quote(said: _Complaint) -> Explanation | None:
    """Something behind a quoted text: a quote inside it, or one that was forgotten before."""
    start, end = said.last
    if said.text[start : start + 1] not in {"'", '"'} or "expected" not in said.words:
        return None
    if end <= start + 1 or said.text[end : said.place].strip(" \t"):
        return None
    if _LINE_BREAK.search(said.text, start, end):
        line = len(_LINE_BREAK.findall(said.text, 0, start)) + 1
        return said.here(
            f"This quote closes what was opened in line {line}, and something follows it.",
            "Close each quote where its text ends.",
            start,
        )
    if said.text[said.place : said.place + 1] in ",]}":
        return None
    return said.here(
        "Something follows the quote that closes the value.",
        "Put all of the value in quotes, and write a quote inside it twice ('') or as \\\".",
        start,
    )


def _bracket(said: _Complaint) -> Explanation | None:
    match = re.search(r"flow (sequence|mapping).*'([]}])'", said.words)
    if match is None:
        return None
    return said.here(
        f"The {'[' if match[2] == ']' else '{'} is not closed before this.",
        f"Write a comma between two entries, and {match[2]} behind the last one.",
        said.began,
    )


def _no_colon(said: _Complaint) -> Explanation | None:
    if "could not find expected ':'" not in said.words:
        return None
    line = _LINE.match(said.text, said.began)
    what = "This line has no colon, so it is no key."
    write = "Write key: value; indent a text that goes on from the line above."
    if line and re.search(r":(\s|$)", line[0][LONGEST_KEY:]):
        what = f"No key may be longer than {LONGEST_KEY:,} characters."
        write = "Write a short key; a long text is a value."
    return Explanation(said.began, line.end() if line else said.began, what, write)


def _second_colon(said: _Complaint) -> Explanation | None:
    if "mapping values are not allowed" not in said.words:
        return None
    start = max(said.text.rfind("\n", 0, said.place), said.text.rfind("\r", 0, said.place)) + 1
    if re.search(r":\s+\S", said.text[start : said.place]):
        return said.here(
            "A second colon with a space behind it stands in this line.",
            "Put the value in quotes, or in the next line under >-.",
        )
    return said.here(
        "A key stands here where none can be.",
        "Indent it exactly as its sister keys; a key with keys below it has no value of its own.",
    )


def _outside(said: _Complaint) -> Explanation | None:
    if "document start" not in said.words:
        return None
    if re.search(r"^\.\.\.\s", said.text[: said.place], re.MULTILINE):
        return said.here(
            "Something follows the end of the document.",
            "Remove it, or the line ... in front of it: one file holds one dataset.",
        )
    return said.here(
        "This stands outside of what is above it.",
        "Indent it exactly as the first key of the file.",
    )


def _beginning(said: _Complaint) -> Explanation:
    """A character with which nothing can begin, or none at all."""
    character = said.text[said.place : said.place + 1]
    if not character:
        return said.here("The file ends in the middle of something.", "Complete it.")
    if character == "\t":
        return said.here("A tab stands where only spaces can.", "Write a space.")
    if character.isspace():
        return said.here("Something is missing here.", "Complete this line.")
    return said.here(f"A value cannot begin with {character} here.", "Put the value in quotes.")
