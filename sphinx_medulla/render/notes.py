"""Lettered notes under a table: what was corrected, and what is open.

They are no footnotes, so that the author's own keep their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ..dataset.model import Erratum, Likeness
from ..dataset.remarks import Remark, is_open
from .document import Literal, Mark, Note, Paragraph, Part, Strong
from .labels import Labels
from .localization import _, filled

Noted: TypeAlias = Remark | Likeness
"""What a table has notes on; likenesses only if they ask why two lists of ports differ."""


@dataclass
class Notes:
    """The notes of one table; ``all`` asks for corrections too."""

    labels: Labels
    all: bool
    _noted: list[Noted] = field(default_factory=list)

    def marks(self, remarks: Iterable[Noted]) -> list[Part]:
        """The marks of the notes on some remarks."""
        found: list[Part] = []
        for remark in remarks:
            if not (self.all or _is_open(remark)):
                continue
            first = remark not in self._noted
            if first:
                self._noted.append(remark)
            if found:
                found.append(" ")
            found.append(Mark(letters(self._noted.index(remark)), first))
        return found

    def called(self, remarks: Iterable[Noted]) -> Iterator[list[Part]]:
        """The marks, open questions before corrections, each kind after its word."""
        every = list(remarks)
        for opened, word in ((True, _("Open question:")), (False, _("Corrected:"))):
            marks = self.marks(found for found in every if _is_open(found) is opened)
            if marks:
                yield [word + " ", *marks]

    def below(self, *, stamp: bool) -> list[Note | Paragraph]:
        """The notes in the order in which they were mentioned, and the stamp where it is wanted."""
        found: list[Note | Paragraph] = [
            Note(letters(place), explained(remark, self.labels))
            for place, remark in enumerate(self._noted)
        ]
        if stamp:
            found.append(self.labels.stamp())
        return found


def _is_open(remark: Noted) -> bool:
    return bool(remark.question) if isinstance(remark, Likeness) else is_open(remark)


def explained(remark: Noted, labels: Labels) -> list[Part]:
    """A remark in sentences: what was published, why it is wrong or in doubt, by what source."""
    kind = _("Open question") if _is_open(remark) else _("Corrected")
    heading: list[Part] = [Strong(kind), ". "]
    return [*heading, *published(remark), *reasoned(remark, labels)]


def published(remark: Noted) -> list[Part]:
    """What was published, as a sentence with a space behind it; of errata only."""
    if not isinstance(remark, Erratum):
        return []
    if not remark.published:
        return [_("Nothing was published about this.") + " "]
    words = Literal(remark.published)
    after = " " if remark.published.endswith((".", "!", "?")) else ". "
    return [*filled(_("Published: %(words)s"), {"words": words}), after]


def reasoned(remark: Noted, labels: Labels) -> list[Part]:
    """The reason or the question of a remark, and its source."""
    reason = remark.reason if isinstance(remark, Erratum) else remark.reason or remark.question
    found: list[Part] = [reason]
    if not isinstance(remark, Likeness) and remark.source:
        found += [" " + _("Source: "), *labels.sources(remark.source), "."]
    return found


def letters(place: int) -> str:
    """The letter of the note at a place from 0: a to z, then aa, ab and so on."""
    word = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        word = chr(ord("a") + rest) + word
    return word
