"""Lettered notes under a table: what was corrected, and what is open.

They are not footnotes, so that the author's own footnotes keep their numbers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TypeAlias

from ..dataset.model import Erratum, Likeness, Question
from ..dataset.ports import Port
from ..dataset.remarks import Remark, is_open, text_of
from .document import Link, Literal, Mark, Note, Paragraph, Part, Strong, joined
from .labels import Labels
from .localization import _, filled
from .prose import prose
from .signs import SIGNS, UNCONFIRMED

Noted: TypeAlias = Remark | Likeness | Question
"""What may be explained; a likeness only if it asks why two lists of ports differ."""

OPEN_QUESTIONS = "errata:open"
"""The key of the list of open questions."""


@dataclass
class Notes:
    """The notes of one table: on open questions, and with ``all`` also on corrections.

    ``questions`` is how open questions are shown, one of `QUESTIONS`; ``kinds`` are those of the
    signs for notes that the table has.
    """

    labels: Labels
    all: bool
    questions: str = "show"
    kinds: set[str] = field(default_factory=set)
    _noted: list[Noted] = field(default_factory=list)
    _places: dict[Hashable, int] = field(default_factory=dict)

    def marks(self, remarks: Iterable[Noted], *, worded: bool = True) -> list[Mark | Link]:
        """The marks of the notes on some remarks, each with its word unless a text says it."""
        found: dict[int, Mark | Link] = {}
        for remark in remarks:
            if self.questions != "hide" if is_open(remark) else self.all:
                place = self._place(remark)
                first = place == len(self._noted)
                if first:
                    self._noted.append(remark)
                    for key in _known_by(remark):
                        self._places.setdefault(key, place)
                kind = _kind(remark)
                self.kinds.add(kind)
                word = SIGNS[kind].word() if worded else ""
                letter = letters(place)
                if not self._is_noted_below(remark):
                    text = f"{word} [{letter}]".lstrip()
                    found[place] = Link(OPEN_QUESTIONS, text, _("Open question"))
                elif place not in found:
                    found[place] = Mark(letter, first, kind, word)
        return list(found.values())

    def _place(self, remark: Noted) -> int:
        """The place of a remark among those that have a note, or the next one."""
        found = [self._places[key] for key in _shared_with(remark) if key in self._places]
        return min(found, default=len(self._noted))

    def _is_noted_below(self, remark: Noted) -> bool:
        return self.questions == "show" or not is_open(remark)

    def unconfirmed(self, remarks: Iterable[Noted]) -> tuple[Port, ...]:
        """The ports that are only said not to be confirmed, since their questions are hidden."""
        hidden = [one for one in remarks if self.questions == "hide" and is_open(one)]
        return tuple(port for one in hidden for port in ports_of(one))

    def called(self, remarks: Iterable[Noted]) -> Iterator[list[Part]]:
        """The marks, open questions before corrections, each kind after its word."""
        every = list(remarks)
        for opened, word in ((True, _("Open question:")), (False, _("Corrected:"))):
            marks = self.marks((found for found in every if is_open(found) is opened), worded=False)
            if marks:
                yield [word + " ", *joined(([mark] for mark in marks), " ")]
        if self.questions == "hide" and any(is_open(one) and not ports_of(one) for one in every):
            self.kinds.add(UNCONFIRMED)
            yield [_("Not confirmed.")]

    def below(self, *, stamp: bool) -> list[Note | Paragraph]:
        """The notes in the order of their letters, and the stamp if ``stamp`` is set."""
        found: list[Note | Paragraph] = [
            Note(letters(place), explained(remark, self.labels), _kind(remark))
            for place, remark in enumerate(self._noted)
            if self._is_noted_below(remark)
        ]
        if stamp:
            found.append(self.labels.stamp())
        return found


def _kind(remark: Noted) -> str:
    """The kind of the sign at a remark's marks and at its note."""
    return "open-question" if is_open(remark) else "corrected"


def _known_by(remark: Noted) -> Iterator[Hashable]:
    """What finds the note of a remark: the remark itself, and the text of a question."""
    yield remark
    if is_open(remark):
        yield text_of(remark), isinstance(remark, Erratum)


def _shared_with(remark: Noted) -> Iterator[Hashable]:
    """What finds the notes that a remark may share: equal ones, and the same question elsewhere.

    Two errata with one question stay apart, since each quotes what was published.
    """
    yield remark
    if is_open(remark):
        yield text_of(remark), False
        if not isinstance(remark, Erratum):
            yield text_of(remark), True


def ports_of(remark: Noted) -> tuple[Port, ...]:
    """The ports that a remark is about; nothing if it is about its whole entry."""
    return () if isinstance(remark, Likeness) else remark.ports


def asked(like: Likeness | None) -> Iterator[Likeness]:
    """A flow's likeness, if it asks why the two lists of ports differ."""
    if like is not None and is_open(like):
        yield like


def explained(remark: Noted, labels: Labels) -> list[Part]:
    """A remark in sentences: what was published, why it is wrong or in doubt, and the source."""
    kind = _("Open question") if is_open(remark) else _("Corrected")
    heading: list[Part] = [Strong(kind), ". "]
    return [*heading, *published(remark, labels), *reasoned(remark, labels)]


def published(remark: Noted, labels: Labels) -> list[Part]:
    """What was published, as a sentence with a space after it; empty unless it is an erratum."""
    if not isinstance(remark, Erratum):
        return []
    if not remark.published:
        return [_("Nothing was published about this.") + " "]
    words = Literal(remark.published, labels.foreign_language(remark))
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
