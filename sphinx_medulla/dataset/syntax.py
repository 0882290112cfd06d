"""What a YAML parser's complaint means for the person who wrote the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml import MarkedYAMLError, YAMLError

_QUOTED_LINE = re.compile(r"^[^#'\"]*:\s")


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


def explain(error: Exception, text: str, last: tuple[int, int]) -> Explanation:
    """Put an exception of PyYAML's parsers, C or Python, into words.

    ``last`` is the span of the value that was read last.
    """
    place = context = -1
    problem = str(error).splitlines()[0] if str(error) else "it cannot be read"
    doing = ""
    if isinstance(error, MarkedYAMLError):
        problem, doing = error.problem or problem, error.context or ""
        place = error.problem_mark.index if error.problem_mark else -1
        context = error.context_mark.index if error.context_mark else -1
    elif isinstance(error, YAMLError):
        place = getattr(error, "position", -1)
    place = min(max(place, context, 0) if place < 0 else place, len(text))
    line_start = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    before = text[line_start:place]
    at = text[place : place + 1]
    one = (place, min(place + 1, len(text)))

    tab = _indenting_tab(text, line_start)
    if tab >= 0 and ("tab" in problem or tab <= place):
        return Explanation(
            tab, tab + 1, "A tab is used for indentation.", "Indent with spaces, two for each level."
        )
    if "quoted scalar" in doing and ("end of stream" in problem or "document" in problem):
        return Explanation(
            context, context + 1, "The quote that opens here is never closed.", "Close it."
        )
    if "escape" in problem or "hexadecimal" in problem or "hexdecimal" in problem:
        return Explanation(
            *one,
            "This backslash begins no escape that YAML knows.",
            "Write two backslashes, or put the text in single quotes.",
        )
    if last[1] == place - len(text[last[1] : place]) and _is_quoted(text, last):
        if not text[last[1] : place].strip():
            lines = text.count("\n", 0, last[0]) + 1
            if "\n" in text[last[0] : last[1]]:
                return Explanation(
                    *one,
                    f"Text follows the quote that closes what was opened in line {lines}.",
                    "Close the quote where its text ends; inside double quotes, a double quote is"
                    ' written \\", and inside single quotes a single one is written twice.',
                    last[0],
                )
            if text.count("\n", last[1], place) == 0:
                return Explanation(
                    *one,
                    "Text follows behind the closing quote.",
                    "Put the whole value in quotes; a single quote within single quotes is"
                    " written twice.",
                    last[0],
                )
    if "flow sequence" in doing or "flow mapping" in doing:
        bracket, close = ("[", "]") if "sequence" in doing else ("{", "}")
        return Explanation(
            *one,
            f"The {bracket} is not closed before this.",
            f"Write a comma between two entries, and {close} behind the last one.",
            context,
        )
    if "could not find expected ':'" in problem:
        start = context if context >= 0 else place
        end = _line_end(text, start)
        return Explanation(
            start,
            end,
            "This line has no colon, so it is no key.",
            "Write key: value; indent a text that goes on from the line above.",
        )
    if "mapping values are not allowed" in problem:
        if _QUOTED_LINE.match(before) or re.search(r":\s.*\S", before):
            return Explanation(
                *one,
                "A second colon with a space behind it stands in this line.",
                "Put the value in quotes, or under the key after >-.",
            )
        return Explanation(
            *one,
            "A key stands where none can be.",
            "Indent it exactly as its sister keys, and let the key above it have no value of its"
            " own where this one stands below it.",
        )
    if "block sequence entries are not allowed" in problem:
        return Explanation(
            *one,
            "A list cannot begin in the line of its key.",
            "Write each entry with its - in a line of its own, or the list in [brackets].",
        )
    if "document start" in problem:
        return Explanation(
            *one,
            "Something follows the end of the document.",
            "Remove it, and the ... in front of it: a file holds one dataset.",
        )
    if "-' indicator" in problem or ("block end" in problem and "sequence" in doing):
        return Explanation(
            *one,
            "This is no entry of the list in which it stands.",
            "Begin it with - below the other entries, or indent it as the key that it is.",
        )
    if "expected key" in problem or "block end" in problem or "block mapping" in doing:
        return Explanation(
            *one,
            "This is no key of the mapping in which it stands.",
            "Write key: value, indented exactly as its sister keys.",
        )
    if "cannot start any token" in problem or "node content" in problem:
        if at == "\t":
            return Explanation(*one, "A tab stands here.", "Write spaces.")
        if not at:
            return Explanation(*one, "The file ends in the middle of a value.", "Complete it.")
        return Explanation(
            *one, f"A value cannot begin with {at}.", f"Put it in quotes, as in '{at}…'."
        )
    if "block scalar" in doing:
        return Explanation(
            *one,
            "The line of a text block holds nothing but | or >, with - behind it where the last"
            " line break goes.",
            "Begin the text in the next line, indented.",
        )
    if "anchor" in doing or "alias" in doing:
        return Explanation(
            *one,
            "Anchors (&) and aliases (*) are not allowed.",
            "Put a text that begins with & or * in quotes.",
        )
    if "tag" in doing or "tag" in problem:
        return Explanation(
            *one, "Tags (!) are not allowed.", "Put a text that begins with ! in quotes."
        )
    if "directive" in doing or "directive" in problem or "incompatible" in problem:
        return Explanation(
            *one, "Lines that begin with % are not allowed.", "Remove this line."
        )
    return Explanation(
        *one, f"This cannot be read as YAML ({problem}).", "Put the text in quotes."
    )


def _indenting_tab(text: str, line_start: int) -> int:
    """The index of a tab in a line's indentation, or -1."""
    match = re.compile(r" *\t").match(text, line_start)
    return match.end() - 1 if match else -1


def _is_quoted(text: str, span: tuple[int, int]) -> bool:
    return text[span[0] : span[0] + 1] in {"'", '"'} and span[1] > span[0] + 1


def _line_end(text: str, start: int) -> int:
    match = re.compile(r"[^\r\n]*").match(text, start)
    return match.end() if match else start
