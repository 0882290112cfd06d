"""Lettered notes under a table: what was corrected, and what is open.

They are no footnotes, so that the author's own keep their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes

from ..dataset.model import Waiver
from ..dataset.remarks import is_open
from .words import _, filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dataset.remarks import Remark
    from .rendering import Rendering


@dataclass
class Notes:
    """The notes of one table. ``anchor`` is the table's id; ``all`` asks for corrections too."""

    rendering: Rendering
    anchor: str
    all: bool
    _noted: list[Remark] = field(default_factory=list)

    def marks(self, remarks: Iterable[Remark]) -> list[nodes.Node]:
        """Links to the notes on some remarks, each note's letter in brackets.

        The first mark of a note has the id that the note links back to.
        """
        found: list[nodes.Node] = []
        for remark in remarks:
            if not (self.all or is_open(remark)):
                continue
            first = remark not in self._noted
            if first:
                self._noted.append(remark)
            letter = letters(self._noted.index(remark))
            if found:
                found.append(nodes.Text(" "))
            if first:
                found.append(nodes.target("", "", ids=[f"{self.anchor}-mark-{letter}"]))
            mark = nodes.Text(f"[{letter}]")
            found.append(
                nodes.reference(
                    "",
                    "",
                    mark,
                    internal=True,
                    refid=f"{self.anchor}-note-{letter}",
                    classes=["medulla-mark"],
                )
            )
        return found

    def called(self, remarks: Iterable[Remark]) -> Iterator[list[nodes.Node]]:
        """The marks, open questions before corrections, each kind after its word."""
        every = list(remarks)
        for opened, word in ((True, _("Open question:")), (False, _("Corrected:"))):
            marks = self.marks(found for found in every if is_open(found) is opened)
            if marks:
                yield [nodes.Text(word + " "), *marks]

    def paragraphs(self) -> list[nodes.Node]:
        """The notes, a paragraph each, in the order in which the table mentions them."""
        found: list[nodes.Node] = []
        for place, remark in enumerate(self._noted):
            letter = letters(place)
            paragraph = nodes.paragraph("", "", classes=["medulla-note"])
            paragraph += nodes.target("", "", ids=[f"{self.anchor}-note-{letter}"])
            paragraph += nodes.reference(
                "",
                "",
                nodes.Text(f"[{letter}]"),
                internal=True,
                refid=f"{self.anchor}-mark-{letter}",
            )
            paragraph += nodes.Text(" ")
            paragraph += explained(remark, self.rendering)
            found.append(paragraph)
        return found


def explained(remark: Remark, rendering: Rendering) -> list[nodes.Node]:
    """A remark in sentences: what was published, why it is wrong or in doubt, by what source."""
    kind = _("Open question") if is_open(remark) else _("Corrected")
    heading = [nodes.strong("", "", nodes.Text(kind)), nodes.Text(". ")]
    return [*heading, *published(remark), *reasoned(remark, rendering)]


def published(remark: Remark) -> list[nodes.Node]:
    """What was published, as a sentence with a space behind it; nothing for a waiver."""
    if isinstance(remark, Waiver):
        return []
    if not remark.published:
        return [nodes.Text(_("Nothing was published on this.") + " ")]
    words = nodes.literal("", "", nodes.Text(remark.published))
    after = " " if remark.published.endswith((".", "!", "?")) else ". "
    return [*filled(_("Published: %(words)s"), {"words": words}), nodes.Text(after)]


def reasoned(remark: Remark, rendering: Rendering) -> list[nodes.Node]:
    """The reason or the question of a remark, and its source."""
    reason = remark.reason
    if isinstance(remark, Waiver):
        reason = remark.reason or remark.question
    found: list[nodes.Node] = [nodes.Text(reason)]
    if remark.source:
        sources = rendering.sources(remark.source)
        found += [nodes.Text(" " + _("Source: ")), *sources, nodes.Text(".")]
    return found


def letters(place: int) -> str:
    """The letter of the note at a place from 0: a to z, then aa, ab and so on."""
    word = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        word = chr(ord("a") + rest) + word
    return word
