"""What a YAML parser's complaint means for the person who wrote the file."""

from __future__ import annotations

import re
from typing import NamedTuple

from yaml import MarkedYAMLError

from .codes import LONGEST_SHOWN, Code
from .problem import Problem, Related
from .yaml_tree import Tree

LONGEST_KEY = 1024
"""The characters that a key may have, for PyYAML's parsers as YAML demands."""

_TAB = re.compile(r" *\t")
_BARE_COMMA = re.compile(r"([,\[{])\s*,\Z")
_LINE = re.compile(r"[^\r\n]*")

# What the parsers say, C and Python, and what it means; the first that fits is taken.
_SENTENCES = {
    r"escape|hexa?decimal": (
        "This backslash does not begin a valid YAML escape.",
        "Write two backslashes, or put the text in single quotes.",
    ),
    r"directive|incompatible": (
        "A line cannot begin with %.",
        "Remove the line, or put the text in quotes.",
    ),
    r"sequence entries are not allowed": (
        "A list cannot begin on the line of its key.",
        "Write each entry on its own line after a -, or the list in [brackets].",
    ),
    r"'-' indicator|block collection": (
        "This is not a valid list entry.",
        "Begin it with - below the other entries, or indent it as a key.",
    ),
    r"block scalar": (
        "The | or > that begins a text is followed by something else.",
        "Begin the text on the next line, indented.",
    ),
    r"anchor|alias": (
        "A text without quotes cannot begin like this, and anchors and aliases are not allowed.",
        "Put a text that begins with & or * in quotes.",
    ),
    r"\btags?\b": (
        "A text without quotes cannot begin with !, and tags are not allowed.",
        "Put the text in quotes.",
    ),
    r"block mapping|expected key": (
        "This is not a valid key of its mapping.",
        "Write key: value, indented exactly like the other keys.",
    ),
}


class _Complaint(NamedTuple):
    """What the parser said: its words, the place, and where the part it was in began, or -1."""

    words: str
    place: int
    began: int
    tree: Tree

    @property
    def text(self) -> str:
        return self.tree.text

    @property
    def line_start(self) -> int:
        """The index at which the line of the place begins."""
        return self.place - self.tree.span(self.place, self.place).column + 1

    def here(self, what: str, write: str, opened: int = -1) -> Problem:
        """A problem with the character at the place."""
        end = self.place + (self.text[self.place : self.place + 1] not in {"", "\n", "\r"})
        return self.between(self.place, end, what, write, opened)

    def between(self, start: int, end: int, what: str, write: str, opened: int = -1) -> Problem:
        """A problem from one index of the text to another.

        ``opened`` is the index of the bracket or the quote that it belongs to, or -1.
        """
        related: tuple[Related, ...] = ()
        if opened >= 0:
            related = (Related(self.tree.span(opened, opened + 1), "It begins here."),)
        place = self.tree.span(start, end)
        return Code.SYNTAX_ERROR.problem(place, related, what=what, write=write)


def spare_comma(error: Exception, text: str) -> int:
    """The index of a comma with no entry before it, at which a parser gave up; -1 if none is."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return -1
    place = error.problem_mark.index
    return place if _bare_comma(text, place) else -1


def _bare_comma(text: str, place: int) -> re.Match[str] | None:
    """A comma at a place, with no entry before it."""
    return _BARE_COMMA.search(text, 0, place + 1) if text.startswith(",", place) else None


def explain(error: Exception, tree: Tree) -> Problem:
    """Put an exception of PyYAML's parsers, C or Python, into words.

    ``tree`` has what was read before; the value that was read last is its last node.
    """
    end = len(tree.text)
    place, began, words = end, -1, str(error)
    mark = getattr(error, "problem_mark", None)
    if mark is not None and "maximum nesting depth" in words:  # libyaml's own bound, 1,000
        return Code.NESTED_TOO_DEEPLY.problem(tree.span(mark.index, mark.index + 1))
    if isinstance(error, MarkedYAMLError):
        words = f"{error.context or ''}: {error.problem or ''}"
        if error.context_mark is not None:
            place = began = error.context_mark.index
        if error.problem_mark is not None:
            place = error.problem_mark.index
    said = _Complaint(words, min(place, end), min(began, end), tree)
    for look in (
        _comma,
        _tab,
        _open_quote,
        _behind_quote,
        _bracket,
        _no_colon,
        _second_colon,
        _outside,
    ):
        found = look(said)
        if found is not None:
            return found
    for pattern, (what, write) in _SENTENCES.items():
        if re.search(pattern, words):
            return said.here(what, write)
    return _beginning(said)


def _comma(said: _Complaint) -> Problem | None:
    """A second comma, or a comma before the first entry."""
    match = _bare_comma(said.text, said.place)
    if match is None:
        return None
    if match[1] == ",":
        return said.here(
            "There are two commas with no entry between them.",
            "Remove one of them, or write the missing entry between them.",
        )
    return said.here(
        f"The comma after {match[1]} has no entry before it.",
        "Remove the comma, or write the missing entry before it.",
    )


def _tab(said: _Complaint) -> Problem | None:
    """A tab in the indentation of the line, whatever the parser says of it."""
    match = _TAB.match(said.text, said.line_start)
    if match is None or match.end() - 1 > said.place:
        return None
    what, write = "A tab is used for indentation.", "Write two spaces for each level."
    return said.between(match.end() - 1, match.end(), what, write)


def _open_quote(said: _Complaint) -> Problem | None:
    if not re.search(r"quoted scalar.*(end of stream|document)", said.words):
        return None
    what = "The quote that opens here is never closed."
    return said.between(said.began, said.began + 1, what, "Close it at the end of the text.")


def _behind_quote(said: _Complaint) -> Problem | None:
    """Something behind a quoted text: a quote inside it, or one that was forgotten before."""
    if not said.tree.starts:
        return None
    start, end = said.tree.starts[-1], said.tree.ends[-1]
    if said.text[start : start + 1] not in {"'", '"'} or "expected" not in said.words:
        return None
    if end <= start + 1 or said.text[end : said.place].strip(" \t"):
        return None
    quoted = said.tree.span(start, end)
    if quoted.end_line > quoted.line:
        return said.here(
            f"This quote closes the one opened on line {quoted.line}, but something follows it.",
            "Close each quote at the end of its text.",
            start,
        )
    if said.text[said.place : said.place + 1] in ",]}":
        return None
    return said.here(
        "Something follows the quote that closes the value.",
        "Put the whole value in quotes, and write a quote inside it twice ('') or as \\\".",
        start,
    )


def _bracket(said: _Complaint) -> Problem | None:
    match = re.search(r"flow (sequence|mapping).*'([]}])'", said.words)
    if match is None:
        return None
    if said.text[said.place : said.place + 1] == ":" and said.line_start <= said.tree.starts[-1]:
        return said.here(
            "A colon followed by a space is not allowed inside a value.",
            "Put the whole text in quotes, or write a comma before the next key.",
        )
    opening = "[" if match[2] == "]" else "{"
    return said.here(
        f"The {opening} is not closed before this.", _to_close(said, match[2]), said.began
    )


def _to_close(said: _Complaint, closing: str) -> str:
    """Where to close a bracket: before or in place of another one, or behind the last entry."""
    here = said.text[said.place : said.place + 1]
    if here == "]":
        return f"Remove the ], or write {closing} in place of it."
    if here == "}":
        around = said.text[said.line_start : said.began]
        is_open = around.count("{") > around.count("}")
        return f"Write {closing} {'before' if is_open else 'in place of'} the }}."
    start, end = (said.tree.starts[-1], said.tree.ends[-1]) if said.tree.starts else (-1, -1)
    last = said.text[start:end].splitlines()[0].rstrip() if said.began < start < end else ""
    if last and len(last) < LONGEST_SHOWN and ("\n" in said.text[start : said.place] or not here):
        return f"Write {closing} after {last}."
    return f"Write a comma between two entries, and {closing} after the last one."


def _no_colon(said: _Complaint) -> Problem | None:
    if "could not find expected ':'" not in said.words:
        return None
    line = _LINE.match(said.text, said.began)
    what = "This line has no colon, so it is not a key."
    write = "Write key: value; indent a text that continues from the line above."
    if line and re.search(r":(\s|$)", line[0][LONGEST_KEY:]):
        what = f"This key is longer than {LONGEST_KEY:,} characters."
        write = "Write a short key; a long text is a value."
    return said.between(said.began, line.end() if line else said.began, what, write)


def _second_colon(said: _Complaint) -> Problem | None:
    if "mapping values are not allowed" not in said.words:
        return None
    if re.search(r":\s+\S", said.text[said.line_start : said.place]):
        return said.here(
            "This line has a second colon followed by a space.",
            "Put the value in quotes, or on the next line after >-.",
        )
    return said.here(
        "A key is not allowed here.",
        "Indent it exactly like the other keys. A key with keys below it cannot have a value.",
    )


def _outside(said: _Complaint) -> Problem | None:
    if "document start" not in said.words:
        return None
    if re.search(r"^\.\.\.\s", said.text[: said.place], re.MULTILINE):
        return said.here(
            "Something follows the end of the document.",
            "Remove it, or the line ... before it: a file contains one dataset.",
        )
    return said.here(
        "This does not belong to the lines above it.",
        "Indent it exactly like the first key of the file.",
    )


def _beginning(said: _Complaint) -> Problem:
    """A character with which nothing can begin, or none at all."""
    character = said.text[said.place : said.place + 1]
    if not character:
        return said.here(
            "The file ends too early.", "Write the rest of its last entry, or remove that entry."
        )
    if character == "\t":
        return said.here("A tab is used where only spaces are allowed.", "Write a space.")
    if character.isspace():
        return said.here(
            "Something is missing here.", "Write the value, or remove what is before it."
        )
    if character in "]}":
        opening = "[" if character == "]" else "{"
        return said.here(
            f"There is no {opening} that this {character} closes.",
            f"Remove it, or write {opening} before the first entry.",
        )
    return said.here(f"A value cannot begin with {character} here.", "Put the value in quotes.")
