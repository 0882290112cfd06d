"""Reports for people: each finding in one line, or with the lines of the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ...dataset.characters import line_of, visible
from ...dataset.problem import Location, Problem, Severity
from ...grouping import grouped
from ..report import Report

MOST_MARKS = 8
"""How many related places a frame marks; the others are listed below it."""

LONGEST_LINE = 2000
"""The length of the longest line that a frame shows: longer ones are no text that people write."""

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_RESET = "\x1b[0m"
_STYLES = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFO: "\x1b[1;36m",
}
_BOLD = "\x1b[1m"
_FAINT = "\x1b[34m"


def render(report: Report, *, frames: bool, colour: bool) -> str:
    """The findings: with ``frames`` one paragraph each, else one line each."""
    paragraphs = []
    for file in report.each_file():
        writer = _Writer(_LINE_BREAK.split(file.text), file.path, colour=colour)
        for finding in file.findings:
            lines = writer.full(finding.problem) if frames else [writer.concise(finding.problem)]
            paragraphs.append("".join(f"{line}\n" for line in lines))
    return ("\n" if frames else "").join(paragraphs)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A part of a line, between two columns counted from 0, with a sentence about it."""

    line: int
    start: int
    end: int
    sign: str
    style: str
    label: str


class _Writer:
    """Writes findings about a file with the given lines."""

    def __init__(self, lines: list[str], path: str, *, colour: bool) -> None:
        self.lines = lines
        self.path = path
        self.colour = colour

    def concise(self, problem: Problem) -> str:
        """A finding in one line."""
        level = self._styled(problem.severity.label, _STYLES[problem.severity])
        where = self._styled(line_of(str(problem.location)), _BOLD)
        return f"{where}: {level} {problem.code} {visible(problem.message)} [{problem.name}]"

    def full(self, problem: Problem) -> Iterator[str]:
        """A finding with its places in the file and its hint."""
        style = _STYLES[problem.severity]
        head = f"{problem.severity.label} {problem.code} {problem.name}"
        yield f"{self._styled(head, style)}: {self._styled(visible(problem.message), _BOLD)}"
        here = [related for related in problem.related if related.location.path == self.path]
        shown = here[:MOST_MARKS]
        others = [related for related in problem.related if related not in shown]
        marks = [
            self._mark(problem.location, "^", style, ""),
            *(self._mark(each.location, "-", _FAINT, visible(each.message)) for each in shown),
        ]
        width = len(str(max(mark.line for mark in marks)))
        gutter = " " * width
        yield f"{gutter}{self._styled('-->', _FAINT)} {visible(str(problem.location))}"
        if self.lines != [""] and max(len(self._line(mark.line)) for mark in marks) <= LONGEST_LINE:
            yield from self._frame(marks, width)
        unmarked = grouped((related.message, str(related.location)) for related in others)
        for message, places in unmarked.items():
            line = visible(f"{message} {', '.join(places)}")
            yield f"{gutter} {self._styled('=', _FAINT)} {line}"
        if problem.hint:
            yield f"{gutter} {self._styled('= help:', _FAINT)} {visible(problem.hint)}"

    def _frame(self, marks: list[_Mark], width: int) -> Iterator[str]:
        """The marked lines in the order of the file, with dots for omitted lines."""
        bar = self._styled("|", _FAINT)
        yield f"{' ' * width} {bar}"
        before = None
        for number in sorted({mark.line for mark in marks}):
            if before is not None and number > before + 1:
                yield self._styled("...", _FAINT)
            before = number
            text = self._line(number)
            yield f"{self._styled(str(number).rjust(width), _FAINT)} {bar} {visible(text)}".rstrip()
            for mark in marks:
                if mark.line == number:
                    blank = " " * cells(text[: mark.start])
                    signs = mark.sign * max(1, cells(text[mark.start : mark.end]))
                    words = f"{signs} {mark.label}".rstrip()
                    yield f"{' ' * width} {bar} {blank}{self._styled(words, mark.style)}"

    def _mark(self, where: Location, sign: str, style: str, label: str) -> _Mark:
        start = where.column - 1
        text = self._line(where.line)
        end = where.end_column - 1 if where.end_line == where.line else len(text.rstrip())
        return _Mark(where.line, start, max(start + 1, end), sign, style, label)

    def _line(self, number: int) -> str:
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def _styled(self, text: str, style: str) -> str:
        return f"{style}{text}{_RESET}" if self.colour else text


def cells(text: str) -> int:
    """The number of terminal cells that a text takes, as `visible` writes it."""
    return sum(_cells(character) for character in visible(text))


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"F", "W"} else 1
