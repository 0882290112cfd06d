"""Lettered notes under a table: what was corrected, and what is open.

They are not footnotes, so that the author's own footnotes keep their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TypeAlias

from ..dataset.model import Erratum, Likeness, Question
from ..dataset.remarks import Remark, is_open, text_of
from .document import Literal, Mark, Note, Paragraph, Part, Strong, joined
from .labels import Labels
from .localization import _, filled
from .prose import prose
from .signs import SIGNS

Noted: TypeAlias = Remark | Likeness | Question
"""What may be explained; a likeness only if it asks why two lists of ports differ."""


@dataclass
class Notes:
    """The notes of one table: on open questions, and with ``all`` also on corrections.

    ``kinds`` are those of the signs for them that the table has.
    """

    labels: Labels
    all: bool
    kinds: set[str] = field(default_factory=set)
    _noted: list[Noted] = field(default_factory=list)

    def marks(self, remarks: Iterable[Noted], *, worded: bool = True) -> list[Mark]:
        """The marks of the notes on some remarks, each with its word unless a text says it."""
        found = []
        for remark in remarks:
            if self.all or is_open(remark):
                first = remark not in self._noted
                if first:
                    self._noted.append(remark)
                kind = "open-question" if is_open(remark) else "corrected"
                self.kinds.add(kind)
                word = SIGNS[kind].word() if worded else ""
                found.append(Mark(letters(self._noted.index(remark)), first, kind, word))
        return found

    def called(self, remarks: Iterable[Noted]) -> Iterator[list[Part]]:
        """The marks, open questions before corrections, each kind after its word."""
        every = list(remarks)
        for opened, word in ((True, _("Open question:")), (False, _("Corrected:"))):
            marks = self.marks((found for found in every if is_open(found) is opened), worded=False)
            if marks:
                yield [word + " ", *joined(([mark] for mark in marks), " ")]

    def below(self, *, stamp: bool) -> list[Note | Paragraph]:
        """The notes in the order of their letters, and the stamp if ``stamp`` is set."""
        found: list[Note | Paragraph] = [
            Note(letters(place), explained(remark, self.labels))
            for place, remark in enumerate(self._noted)
        ]
        if stamp:
            found.append(self.labels.stamp())
        return found


def asked(like: Likeness | None) -> Iterator[Likeness]:
    """A flow's likeness, if it asks why the two lists of ports differ."""
    if like is not None and is_open(like):
        yield like


def explained(remark: Noted, labels: Labels) -> list[Part]:
    """A remark in sentences: what was published, why it is wrong or in doubt, and the source."""
    kind = _("Open question") if is_open(remark) else _("Corrected")
    heading: list[Part] = [Strong(kind), ". "]
    return [*heading, *published(remark), *reasoned(remark, labels)]


def published(remark: Noted) -> list[Part]:
    """What was published, as a sentence with a space after it; empty unless it is an erratum."""
    if not isinstance(remark, Erratum):
        return []
    if not remark.published:
        return [_("Nothing was published about this.") + " "]
    words = Literal(remark.published)
    after = " " if remark.published.endswith((".", "!", "?")) else ". "
    return [*filled(_("Published: %(words)s"), {"words": words}), after]


def reasoned(remark: Noted, labels: Labels) -> list[Part]:
    """The reason or the question of a remark, and its source."""
    found = prose(text_of(remark))
    if remark.source:
        found += labels.cited(remark.source, " ")
    return found


def letters(place: int) -> str:
    """The letter of the note at a place from 0: a to z, then aa, ab and so on."""
    before = letters(place // 26 - 1) if place >= 26 else ""
    return before + ascii_lowercase[place % 26]
