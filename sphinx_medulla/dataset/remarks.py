"""Remarks on an entry for its readers: corrections, exceptions, and open questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from .model import Erratum, Likeness, Question, Waiver
from .ports import Port

Remark = Erratum | Waiver

_Remark = TypeVar("_Remark", bound=Remark)


def is_open(remark: Remark | Likeness | Question) -> bool:
    """Whether a remark is a question that nobody answered yet."""
    return remark.undecided if isinstance(remark, Erratum) else bool(remark.question)


def text_of(remark: Remark | Likeness | Question) -> str:
    """The reason or the question of a remark."""
    if isinstance(remark, Question):
        return remark.question
    return remark.reason if isinstance(remark, Erratum) else remark.reason or remark.question


def questions(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """The waivers that wait for an answer."""
    return tuple(waiver for waiver in waivers if waiver.question)


def concerning(
    remarks: Iterable[_Remark], modes: tuple[str, ...], ports: Iterable[Port]
) -> Iterator[_Remark]:
    """The remarks that concern one of some modes (``""`` means all) and one of some ports."""
    shown = tuple(ports)
    for remark in remarks:
        if remark.modes and modes != ("",) and set(remark.modes).isdisjoint(modes):
            continue
        if remark.ports and not any(mine.overlaps(port) for mine in shown for port in remark.ports):
            continue
        yield remark
