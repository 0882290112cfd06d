"""Lettered notes under a table: what was corrected, and what is open.

They are no footnotes, so that the author's own keep their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes

from .words import _, filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dataset.model import Erratum
    from .rendering import Rendering


@dataclass
class Notes:
    """The notes of one table. ``anchor`` is the table's id; ``all`` asks for corrections too."""

    rendering: Rendering
    anchor: str
    all: bool
    _errata: list[Erratum] = field(default_factory=list)

    def marks(self, errata: Iterable[Erratum]) -> list[nodes.Node]:
        """Links to the notes on some errata, each note's letter in brackets.

        The first mark of a note has the id that the note links back to.
        """
        found: list[nodes.Node] = []
        for erratum in errata:
            if not (self.all or erratum.undecided):
                continue
            first = erratum not in self._errata
            if first:
                self._errata.append(erratum)
            letter = letters(self._errata.index(erratum))
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

    def called(self, errata: Iterable[Erratum]) -> Iterator[list[nodes.Node]]:
        """The marks, open questions before corrections, each kind after its word."""
        every = list(errata)
        for undecided, word in ((True, _("Open question:")), (False, _("Corrected:"))):
            marks = self.marks(found for found in every if found.undecided is undecided)
            if marks:
                yield [nodes.Text(word + " "), *marks]

    def paragraphs(self) -> list[nodes.Node]:
        """The notes, a paragraph each, in the order in which the table mentions them."""
        found: list[nodes.Node] = []
        for place, erratum in enumerate(self._errata):
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
            paragraph += explained(erratum, self.rendering)
            found.append(paragraph)
        return found


def explained(erratum: Erratum, rendering: Rendering) -> list[nodes.Node]:
    """An erratum in sentences: what was published, why it is wrong or in doubt, by what source."""
    kind = _("Open question") if erratum.undecided else _("Corrected")
    found: list[nodes.Node] = [nodes.strong("", "", nodes.Text(kind)), nodes.Text(". ")]
    if erratum.published:
        words = nodes.literal("", "", nodes.Text(erratum.published))
        after = " " if erratum.published.endswith((".", "!", "?")) else ". "
        found += [*filled(_("Published: %(words)s"), {"words": words}), nodes.Text(after)]
    else:
        found.append(nodes.Text(_("Nothing was published on this.") + " "))
    found.append(nodes.Text(erratum.reason))
    if erratum.source:
        sources = rendering.sources(erratum.source)
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
