"""Which errata of a dataset quote what a page says, and so explain a difference."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..dataset.model import Erratum
from ..dataset.ports import Port

_BLANK = re.compile(r"[\s,:;]+|\.(?=\s|$)")
_QUOTES = str.maketrans({"’": "'", "\u2018": "'", "“": '"', "”": '"'})


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, blanks, quotes and the full stop."""
    return plain_words(one) == plain_words(other)


def plain_words(text: str) -> str:
    """A text without what `same_words` passes over."""
    return " ".join(text.casefold().translate(_QUOTES).split()).removesuffix(".")


def quotes(erratum: Erratum, text: str) -> bool:
    """Whether an erratum quotes a part of a text, which begins and ends with whole words."""
    return f" {_words(erratum.published)} " in f" {_words(text)} "


def concerns(erratum: Erratum, at: str, mode: str, port: Port | None = None) -> bool:
    """Whether an erratum is about a part of an entry, in a mode, and about a port's number.

    Without a mode the page does not say which one it means.
    """
    return (
        erratum.at == at
        and (not mode or not erratum.modes or mode in erratum.modes)
        and (port is None or not erratum.ports or has_number(port, erratum.ports))
    )


def explaining(
    errata: Iterable[Erratum], mode: str, port: Port, text: str, *, is_missing: bool = False
) -> Erratum | None:
    """The erratum that explains a port that the page and the dataset do not share.

    It is about this port in this mode, and quotes what the page says there, which is ``text``. One
    that quotes nothing explains a port that the page does not list.
    """
    for erratum in errata:
        is_said = quotes(erratum, text) if erratum.published else is_missing
        if is_said and concerns(erratum, "ports", mode, port):
            return erratum
    return None


def has_number(port: Port, ports: Iterable[Port]) -> bool:
    """Whether ports have a number of a port, whatever the protocol."""
    return any(port.first <= other.last and other.first <= port.last for other in ports)


def _words(text: str) -> str:
    return _BLANK.sub(" ", text.casefold().translate(_QUOTES)).strip()
