"""Text of a page that knows the place of each of its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from ..dataset.problem import Location

_BLANK = re.compile(r"\s+")


class Run(NamedTuple):
    """Characters that follow one another in the page, too: where they begin, in both."""

    start: int
    line: int
    column: int


class PlacedText:
    """A text, such as that of a cell, without the markup around it.

    ``runs`` say where its characters are in the page; a line break of the page ends a run.
    """

    def __init__(self, text: str, runs: Iterable[Run]) -> None:
        self.text = text
        self.runs = tuple(runs)

    @classmethod
    def at(cls, text: str, line: int, column: int) -> PlacedText:
        """A text that is in the page as it is, from a place on."""
        if "\n" not in text:
            return cls(text, (Run(0, line, column),))
        placed = TextBuilder()
        placed.add(text, line, column)
        return placed.build()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def words(self) -> str:
        """The text on one line, with single spaces."""
        return _BLANK.sub(" ", self.text).strip()

    def part(self, start: int, end: int) -> PlacedText:
        """The text between two indexes."""
        if start >= end:
            return PlacedText("", (Run(0, *self._place(start)),))
        if len(self.runs) == 1:
            ((_, line, column),) = self.runs
            return PlacedText(self.text[start:end], (Run(0, line, column + start),))
        first = self._run(start)
        run = self.runs[first]
        runs = [Run(0, run.line, run.column + start - run.start)]
        runs += [
            Run(other.start - start, other.line, other.column)
            for other in self.runs[first + 1 : self._run(end - 1) + 1]
        ]
        return PlacedText(self.text[start:end], runs)

    def strip(self, marks: str = "") -> PlacedText:
        """The text without blanks, and these marks, at its ends."""
        blank = f" \t\r\n\u00a0\u202f\u200b\ufe0f{marks}"
        start = len(self.text) - len(self.text.lstrip(blank))
        end = max(start, len(self.text.rstrip(blank)))
        return self.part(start, end) if (start, end) != (0, len(self.text)) else self

    def without(self, marks: re.Pattern[str]) -> PlacedText:
        """The text without what a pattern finds, except for what its groups match."""
        parts, at = [], 0
        for found in marks.finditer(self.text):
            kept = [span for span in found.regs[1:] if span[0] >= 0]
            parts += [(at, found.start()), *kept]
            at = found.end()
        parts.append((at, len(self.text)))
        return joined(self.part(start, end) for start, end in parts if start < end)

    def split(self, separator: re.Pattern[str]) -> list[PlacedText]:
        """The parts between what a pattern finds."""
        parts, at = [], 0
        for found in separator.finditer(self.text):
            parts.append(self.part(at, found.start()))
            at = found.end()
        return [*parts, self.part(at, len(self.text))]

    def location(self, path: str, start: int = 0, end: int | None = None) -> Location:
        """Where the text is in a page, or the part of it between two indexes."""
        last = len(self.text) if end is None else end
        line, column = self._place(start)
        end_line, end_column = self._place(last - 1) if last > start else (line, column)
        return Location(path, line, column, end_line, end_column + (last > start))

    def _run(self, index: int) -> int:
        return max(0, bisect_right(self.runs, index, key=_start) - 1)

    def _place(self, index: int) -> tuple[int, int]:
        if not self.runs:
            return 1, 1
        run = self.runs[self._run(index)]
        return run.line, run.column + index - run.start


def _start(run: Run) -> int:
    return run.start


class TextBuilder:
    """Collects the parts of a text with their places."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0

    def __bool__(self) -> bool:
        return any(part.strip() for part in self._parts)

    def add(self, text: str, line: int, column: int) -> None:
        """Add characters that are in the page as they are, from a place on."""
        for number, part in enumerate(text.split("\n")):
            if number:
                self.add_one("\n", line + number - 1, column)
                column = 1
            self.add_one(part, line + number, column)
            column += len(part)

    def add_one(self, text: str, line: int, column: int) -> None:
        """Add characters of one line of the page."""
        if text:
            self._runs.append(Run(self._length, line, column))
            self._parts.append(text)
        self._length += len(text)

    def build(self) -> PlacedText:
        """The text of all parts."""
        return PlacedText("".join(self._parts), self._runs)


def joined(parts: Iterable[PlacedText]) -> PlacedText:
    """Texts one behind the other."""
    texts, runs, length = [], [], 0
    for part in parts:
        texts.append(part.text)
        runs += [Run(run.start + length, run.line, run.column) for run in part.runs]
        length += len(part.text)
    return PlacedText("".join(texts), runs)
