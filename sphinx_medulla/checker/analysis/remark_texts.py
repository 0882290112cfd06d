"""The reasons and questions of a dataset, with the ports that each may name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...dataset.model import Erratum, Likeness, Waiver
from ...dataset.ports import Port
from ..context import Place, RuleContext
from ..finding import Subject
from .port_sets import ports_of
from .remarked_entries import RemarkedEntry, errata, waivers


@dataclass(frozen=True)
class RemarkText:
    """A reason or a question, and its place.

    ``ports`` are those of the remark and those under its ``mentions``, ``entry_ports`` those of the
    entry that it is about, ``published`` the words that an erratum corrects.
    """

    words: str
    place: Place
    title: str
    subject: Subject
    ports: tuple[Port, ...]
    entry_ports: tuple[Port, ...] = ()
    published: str = ""


def remark_texts(context: RuleContext) -> Iterator[RemarkText]:
    """Every reason and question of the dataset."""
    for entry, place, erratum in errata(context):
        yield from _texts(place, erratum, entry, entry.subject(erratum), erratum.ports)
    for entry, place, waiver in waivers(context):
        yield from _texts(place, waiver, entry, entry.subject(waiver), waiver.ports)
    for flow in context.flows:
        if flow.like is not None:
            place = (flow, "like")
            ports = (*flow.like.with_, *flow.like.without)
            entry = RemarkedEntry("flow", flow)
            yield from _texts(place, flow.like, entry, Subject.of_flow(flow), ports)
    for index, asked in enumerate(context.dataset.questions):
        yield RemarkText(
            words=asked.question,
            place=("questions", index, "question"),
            title=f"The question {asked.id}",
            subject=Subject(kind="dataset", id=asked.id, modes=asked.modes),
            ports=(*asked.ports, *asked.mentions),
        )


def _texts(
    place: Place,
    remark: Erratum | Waiver | Likeness,
    entry: RemarkedEntry,
    subject: Subject,
    ports: tuple[Port, ...],
) -> Iterator[RemarkText]:
    for key in ("reason", "question"):
        words = getattr(remark, key, "")
        if words:
            yield RemarkText(
                words=words,
                place=(*place, key),
                title=f"A {key} on the {entry.title}",
                subject=subject,
                ports=(*ports, *remark.mentions),
                entry_ports=tuple(ports_of(entry.entry)),
                published=remark.published if isinstance(remark, Erratum) else "",
            )
