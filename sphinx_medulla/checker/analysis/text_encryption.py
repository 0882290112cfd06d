"""Whether a text says that connections are encrypted: in English, French and German."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from .text_clauses import is_about_host_itself, is_denied, is_elsewhere, sentence_around

# All patterns are for texts in lower case, in which looking for them takes a fifth of the time.

_PLAIN = re.compile(
    r"\b(?:unencrypted|not\s+encrypted|(?<!and\s)(?<!or\s)without\s+(?:encryption|tls|ssl)|clear[\s-]?text|"
    r"(?:in|over)\s+plain\s?text|(?:over|by|via|uses?)\s+plain\s+http|"
    r"en\s+clair|non\s+chiffrée?s?|(?<!et\s)(?<!ou\s)sans\s+(?:chiffrement|tls|ssl)|"
    r"unverschlüsselt\w*|nicht\s+verschlüsselt\w*|(?<!und\s)(?<!oder\s)ohne\s+(?:verschlüsselung|tls|ssl)|im\s+klartext)\b",
)
_CONNECTIONS_ARE_ENCRYPTED = (
    r"(?:connections?|traffic|communications?|connexions?|trafic|flux|verbindung(?:en)?|"
    r"(?:daten)?verkehr)\b[^.,;:!?]{0,25}?\s(?:is|are|est|sont|ist|sind|wird|werden)\s"
    r"(?:(?:always|all|both|toujours|toutes|tous|immer|alle)\s)?"
    r"(?:encrypted|chiffrée?s?|verschlüsselt)"
)
_ALL_ARE_ENCRYPTED = re.compile(
    rf"\b(?:all|every|each|both|toutes?|tous|chaque|alle|jede[rs]?)\s[^.,;:!?]{{0,30}}?"
    rf"{_CONNECTIONS_ARE_ENCRYPTED}\b"
)
_ENCRYPTED = re.compile(
    rf"\b(?:{_CONNECTIONS_ARE_ENCRYPTED}|"
    r"(?:over|by|via|uses?|in|sur|en|par|über|per)\s+(?:https|tls|ssl)|"
    r"(?:is|are|always|encrypted|secured|protected)\s+(?:by|with)\s+(?:tls|ssl)|(?:tls|ssl)[\s-]encrypted|"
    r"(?:chiffrée?s?\s+(?:par|en|avec)|verschlüsselt\s+(?:mit|durch|per))\s+(?:tls|ssl))\b",
)
_OPEN = re.compile(
    r"\b(?:if|unless|when|can|may|could|optional\w*|either|by\s+default|starttls|upgrad\w+|"
    r"si|sauf|peut|peuvent|facultatif\w*|par\s+défaut|"
    r"wenn|falls|sofern|kann|können|wahlweise|standardmäßig)\b",
)
"""Words of a sentence that leaves open whether connections are encrypted."""

_PLAIN_WORDS = ("encr", "tls", "ssl", "plain", "clear", "chiff", "clair", "schlüssel", "klartext")
_TLS_WORDS = ("tls", "ssl", "https", "encr", "chiff", "schlüssel")
"""Parts of words, one of which is in all that a pattern finds: a quick look, before it is tried."""

Encryption = Literal["none", "some", ""]


def encryption_said(text: str) -> Encryption:
    """What a text says of its connections: that they are not encrypted, or that they are.

    Nothing if it says neither, or both, or depends on something.
    """
    lowered = text.lower()
    plain = _says(_PLAIN, _PLAIN_WORDS, lowered)
    if plain == _says(_ENCRYPTED, _TLS_WORDS, lowered):
        return ""
    return "none" if plain else "some"


def says_all_encrypted(text: str) -> bool:
    """Whether a text says of all its connections that they are encrypted."""
    return _says(_ALL_ARE_ENCRYPTED, _TLS_WORDS, text.lower())


def _says(pattern: re.Pattern[str], words: Iterable[str], text: str) -> bool:
    """Whether a text claims what a pattern finds, of which one of some parts of words is part."""
    if not any(map(text.__contains__, words)):
        return False
    for found in pattern.finditer(text):
        at = found.start()
        if _OPEN.search(sentence_around(text, at)) is None and not (
            is_denied(text, at) or is_elsewhere(text, at) or is_about_host_itself(text, at)
        ):
            return True
    return False
