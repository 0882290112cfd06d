"""What the texts under `rules` say of ports without a protocol, and of arrows."""

from __future__ import annotations

import re

from .text_direction import directions_in
from .text_names import Name, NamePlace
from .text_protocols import are_joined, protocols_named

_WITHOUT_PROTOCOL = re.compile(
    r"\b(?:(?:no[tn]?|isn['’]t|aren['’]t|unless|otherwise|without|pas|non|rien|sans|sauf|aucun|"
    r"nicht\w*|kein\w*|ohne|sofern|falls|wenn)\b.{0,200}\b"
    r"(?:specif\w+|stat\w+|given|mention\w+|indicat\w+|nam\w+|protocols?|suffix|"
    r"précis\w+|spécifi\w+|indiqu\w+|mentionn\w+|protocoles?|contraire|"
    r"angegeben\w*|genannt\w*|angabe\w*|vermerkt\w*|protokoll\w*|steht)"
    r"|(?:by\s+)?default|par\s+défaut|standardmäßig|otherwise"
    r"|(?:unmarked|unlabell?ed|unspecified|untagged|unmarkierte|ungekennzeichnete)\s+ports?"
    r"|ports?\s+(?:sans\s+(?:mention|précision|marque)|non\s+(?:précisés?|marqués?)))\b",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|when|where|except|si|s['’]il|sauf|lorsque|quand|hormis|wenn|falls|sofern|"
    r"außer|wo)\b[^,.;:]*",
    re.IGNORECASE,
)
_ARROW = re.compile(r"(\w+)\s*(?:→|⇒|-+>|=+>)\s*(\w+)")


def default_protocols_in(text: str) -> tuple[str, ...]:
    """The protocols that a text gives to ports without any; none if it speaks of other things.

    Several only if they are joined: not in "TCP unless stated otherwise; UDP ports are marked".
    """
    if _WITHOUT_PROTOCOL.search(text) is None:
        return ()
    said = _CONDITION.sub("", text)
    named = protocols_named(said) or protocols_named(text)
    return named if len(named) == 1 or are_joined(said) else ()


def turns_its_arrow(text: str) -> bool:
    """Whether a text explains ``A → B`` as from B to A."""
    arrow = _ARROW.search(text)
    if arrow is None or arrow[1] == arrow[2]:
        return False
    source, target = arrow.groups()
    said = list(directions_in(text, _Words(source, target)))
    return any(
        [name.id for name in each.source] == [target]
        or [name.id for name in each.target] == [source]
        for each in said
    )


class _Words:
    """Two words that a text uses like names."""

    def __init__(self, *words: str) -> None:
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")

    def places_in(self, text: str) -> list[NamePlace]:
        """Each of the words in a text."""
        return [
            NamePlace((Name("roles", each[0], each[0], each[0]),), each.start(), each.end())
            for each in self._pattern.finditer(text)
        ]
