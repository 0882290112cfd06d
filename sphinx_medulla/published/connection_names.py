"""Who connects to whom, as cells and headings say it: ``Workstation -> Server``."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..checker.analysis.text_protocols import protocols_named
from .placed_text import PlacedText

_ARROW = re.compile(r"\s*(?:[➡→⟶⇒➔➜➝➞➙⭢🡒]\ufe0f?|[-–—=]+>+)\s*")
_BOTH_WAYS = re.compile(r"[↔⇄⇆⟷⇔←⟵⇐⬅]|<[-–—=]+")
_WORD = re.compile(r"\s+(?:to|vers|nach|zum?)\s+", re.IGNORECASE)
_FROM = r"(?:from|depuis|de|von)(?:\s+(?:your|votre))?"
_TO = r"(?:to|vers|à|nach|zum?)"
_ACCESS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:access\s+|accès\s+|zugriff\s+)?{_FROM}\s+(.+?)\s+{_TO}\s+(.+)",
        r"accès\s+externes?\s+(?:de|du)\s+(.+)",
        r"(.+?)\s+(?:external\s+|internet\s+|outbound\s+)?access(?:\s+(?:to|vers)\s+.+)?",
    )
)
_ORDINAL = re.compile(r"(?:[0-9]+(?:\.[0-9]+)*[.)]?|[a-z][.)])\s+", re.IGNORECASE)
_CONDITION = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)$")
_TRAFFIC = re.compile(
    r"\s+(?:traffic|streams?|flows?|connections?|trafic|flux|connexions?|verkehr|verbindung(?:en)?)$",
    re.IGNORECASE,
)
_NUMBERS_BEHIND = re.compile(
    r"(?P<name>[^0-9]*[^\W\d_][^0-9\s]*)(?P<blank>\s+)(?P<ports>[0-9].*)", re.DOTALL
)
_LONGEST = 80  # a text of more characters is a sentence and no name
_MOST_WORDS = 8
_QUOTES = "\"'`“”«»„*_"


class Ends(NamedTuple):
    """The names of both ends of a connection, or only of the one that opens it."""

    from_: PlacedText
    to: PlacedText | None = None


def split_connection(text: PlacedText, *, in_words: bool = False) -> Ends | None:
    """The ends that a text with one arrow names, None if it is anything else.

    With ``in_words``, the arrow may be a word such as "to".
    """
    if _BOTH_WAYS.search(text.text):
        return None
    for arrow in (_ARROW, _WORD) if in_words else (_ARROW,):
        parts = [_name(part) for part in text.split(arrow)]
        if len(parts) == 2 and all(map(is_name, parts)):
            return Ends(*parts)
        if len(parts) > 1:
            return None
    return None


def without_ports(name: PlacedText) -> tuple[PlacedText, PlacedText | None]:
    """A name, and the numbers behind it: ``Server`` and ``22 (SSH)`` of ``Server 22 (SSH)``.

    A single digit behind one blank belongs to the name, as in ``Server 2``.
    """
    found = _NUMBERS_BEHIND.match(name.text)
    if found is None or (len(found["blank"]) == 1 and len(found["ports"]) == 1):
        return name, None
    return name.part(0, found.end("name")), name.part(found.start("ports"), len(name.text))


def has_arrow(text: str) -> bool:
    """Whether a text has an arrow of any kind."""
    return _ARROW.search(text) is not None or _BOTH_WAYS.search(text) is not None


def arrow_end(text: str) -> int:
    """The index behind the first arrow; 0 without one."""
    found = _ARROW.search(text)
    return found.end() if found else 0


def ends_of_access(text: PlacedText) -> Ends | None:
    """Whose access a heading is about: "Server external access", "Access from A to B"."""
    plain = without_ordinal(text).strip(":")
    if len(plain.text) > _LONGEST:
        return None
    for pattern in _ACCESS:
        found = pattern.fullmatch(plain.text)
        if found is not None:
            names = [plain.part(*span) for span in found.regs[1:]]
            return Ends(*names) if all(map(is_name, names)) else None
    return None


def without_ordinal(text: PlacedText) -> PlacedText:
    """A heading or an item without its number."""
    found = _ORDINAL.match(text.text)
    return text.part(found.end(), len(text.text)) if found else text


def has_ordinal(text: PlacedText) -> bool:
    """Whether a text begins with the number of a heading."""
    return _ORDINAL.match(text.text) is not None


def without_condition(text: PlacedText) -> PlacedText:
    """A name without what is in parentheses behind it."""
    found = _CONDITION.search(text.text)
    return text.part(0, found.start()).strip() if found else text


def without_traffic(name: str) -> str:
    """A name without the word for what flows: ``Relay`` of ``Relay traffic``."""
    return _TRAFFIC.sub("", name)


def is_name(text: PlacedText) -> bool:
    """Whether a text may be the name of a machine, and no sentence."""
    words = text.text.split()
    return (
        0 < len(words) <= _MOST_WORDS
        and len(text.text) <= _LONGEST
        and any(map(str.isalpha, text.text))
        and not text.text[0].isdigit()
        and not re.search(r"[.!?;]\s|[|:]\s", text.text)
        and not protocols_named(text.text)
    )


def _name(text: PlacedText) -> PlacedText:
    return text.strip(_QUOTES + ":")
