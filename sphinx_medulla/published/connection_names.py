"""Who connects to whom, as cells and headings say it: ``Workstation -> Server``."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..checker.analysis.text_protocols import protocols_named
from .denials import denies, says_both_ways
from .placed_text import PlacedText

_ARROW = re.compile(r"\s*(?:[➡→⟶⇒➔➜➝➞➙⭢🡒]\ufe0f?|[-–—=]+>+)\s*")
_NO_ARROW = re.compile(r"[↔⇄⇆⟷⇔←⟵⇐⬅↛⇏⇸↮⇎]|<[-–—=]+|[-–—=]\s?[/\\xX\u00d7✗✘❌|]{1,2}\s?[-–—=]*>")
"""Arrows to the left, in both directions, or crossed out."""
_WORD = re.compile(r"\s+(?:to|vers|nach|zum?)\s+", re.IGNORECASE)
_THE = r"(?:(?:your|the|an?|votre|le|la|les|une?|der|die|das|dem|den|ihr\w*|eine?[mnr]?)\s+|l['’])?"
_FROM = rf"(?:from|depuis|de|du|des|von|vom)\s+{_THE}"
_TO = rf"(?:to|vers|à|au|aux|nach|zum?|zur)\s+{_THE}"
_ACCESS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:access\s+|accès\s+|zugriff\s+)?{_FROM}(.+?)\s+{_TO}(.+)",
        r"accès\s+externes?\s+(?:de|du)\s+(.+)",
        r"(.+?)\s+(?:external|internet|outbound)\s+access(?:\s+(?:to|vers)\s+.+)?",
        r"(.+?)\s+access\s+(?:to|vers)\s+.*\b(?:internet|others?|machines?|hosts?|servers?|serveurs?)",
    )
)
_NO_MACHINE = re.compile(
    r"^(?:grant|allow|give|check|test|enabl|configur|secur|restrict|provid)\w*\b"
    r"|^(?:ssh|https?|rdp|vnc|web|remote|root|user|public|api|sftp|ftp|console)$",
    re.IGNORECASE,
)
"""What comes before "access" and is no machine, as in "Granting access to servers"."""

_ORDINAL = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|[0-9]{1,2}(?:\.[0-9]{1,2})+|[a-z][.)])\s+", re.IGNORECASE
)
_BARE_ORDINAL = re.compile(r"[0-9]{1,2}\s+(?=[^\W\d_])")
_SENTENCE = re.compile(r"[.!?;]\s|[|:]\s")
_PORT_BEHIND = re.compile(
    r"\s(?!(?:19|20)[0-9]{2}$)[0-9]{3,5}$|\b(?:public|wan|nat|external|externe)\b.*[0-9]",
    re.IGNORECASE,
)
"""A number behind a name that may be its port, and no year such as that of Windows."""
_NO_END = re.compile(
    r"--|^\W*[!≠~^]|\s[-–—]+\s*[0-9]+$|\bports?\b.*[0-9]"
    r"|://|(?:^[^:]*|\]):[0-9]+$|\([^()\w]*[0-9]{2,5}(?:/\w+)?\)"
    r"|(?:^|\s)v?[0-9]+(?:\.[0-9]+){1,2}(?:$|\s)"
    r"|\b(?:except|not|never|sauf|hormis|außer|nicht|keine?)\b",
    re.IGNORECASE,
)
"""What no name of a machine has: a port, a version, a denial."""
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
    if _NO_ARROW.search(text.text):
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
    return _ARROW.search(text) is not None or _NO_ARROW.search(text) is not None


def arrow_end(text: str) -> int:
    """The index behind the first arrow; 0 without one."""
    found = _ARROW.search(text)
    return found.end() if found else 0


def ends_of_access(text: PlacedText) -> Ends | None:
    """Whose access a heading is about: "Server external access", "Access from A to B"."""
    plain = without_ordinal(text, bare=True).strip(":")
    if len(plain.text) > _LONGEST:
        return None
    for pattern in _ACCESS:
        found = pattern.fullmatch(plain.text)
        if found is not None:
            names = [plain.part(*span) for span in found.regs[1:]]
            is_one = all(map(is_name, names)) and not _NO_MACHINE.search(names[0].text)
            return Ends(*names) if is_one else None
    return None


def without_ordinal(text: PlacedText, *, bare: bool = False) -> PlacedText:
    """A heading or an item without its number, which may be ``bare``: ``1 Ports``."""
    found = _ORDINAL.match(text.text) or (_BARE_ORDINAL.match(text.text) if bare else None)
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
        and not _SENTENCE.search(text.text)
        and not _PORT_BEHIND.search(text.text)
        and is_end(text)
        and not protocols_named(text.text)
    )


def is_end(text: PlacedText) -> bool:
    """Whether a cell may say where a connection begins or ends: it has no arrow, port or denial.

    It may be an address.
    """
    return not (
        has_arrow(text.text)
        or text.text.isdigit()
        or _NO_END.search(text.text)
        or denies(text.text)
        or says_both_ways(text.text)
    )


def _name(text: PlacedText) -> PlacedText:
    is_wildcard = text.strip().text.startswith("*.")
    return text.strip((_QUOTES.replace("*", "") if is_wildcard else _QUOTES) + ":")
