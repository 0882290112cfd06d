"""Whether words say of a bare number that something listens or answers there: a port.

English, French and German: "exposed on 9090", "disponible sur 9090", "auf 9090 erreichbar".
"""

from __future__ import annotations

import re

from .text_clauses import clause_before
from .text_words import word_set

_LENGTHS = (4, 5)  # with fewer digits, a number may count or be a part of a name
YEARS = range(1500, 2100)
"""Numbers that are years, or builds of operating systems."""

_LAST_WORDS = word_set("on at to sur le au à auf an am unter mit zu")
_ON = r"(?:on|sur(?:\s+le)?|auf|unter)\s+$"
_SERVES = (
    r"(?:listen(?!ed)|expos|reachab|reached|availab|accessib|serve[sd]?\b|offer|provide|bind|bound|"
    r"accept|connect|requests?|traffic|endpoints?|interface|api|https?|web|grpc|runs?\b|running|"
    r"scrap|poll|by\s+default|"
    r"écoute(?!r)|joignab|disponib|connex|requêtes?|trafic|tourne|interrog|par\s+défaut|"
    r"lausch(?!te)|hör(?!te)|erreichbar|verfügbar|angeboten|bereit|angesprochen|verbind|verbunden|"
    r"anfragen|verkehr|schnittstelle|läuft|laufen|abgefragt|standardmäßig)"
)
_SERVES_BEFORE = re.compile(rf"\b{_SERVES}[^0-9]*\s{_ON}")
_CALLS_BEFORE = re.compile(
    r"\b(?:connect(?:s|ed|ing)?|bind(?:s|ing)?|bound|talks?|speaks?|"
    r"(?:se\s+)?connecte(?:nt)?|s['’]adresse(?:nt)?|verbinde[nt](?:\s+sich)?)\s+"
    r"(?:to|at|with|au|à|mit|an|zu)\s+$"
    r"|\b(?:exposed|reachable|available|listen(?:s|ing)?)\s+at\s+$",
)
_ON_BEFORE = re.compile(rf"(?:^|[\s(]){_ON}")
_SERVES_BEHIND = re.compile(
    r"\s+(?:by\s+default|par\s+défaut|standardmäßig|erreichbar|verfügbar|"
    r"lausch(?:t|en)|hör(?:t|en)|angeboten|angesprochen)\b",
    re.IGNORECASE,
)


def is_place(text: str, start: int, end: int) -> bool:
    """Whether something is said to listen on the number between two places of a text."""
    if end - start not in _LENGTHS or text[start - 1 : start] != " ":
        return False
    if text[max(0, start - 7) : start - 1].rpartition(" ")[2].lower() not in _LAST_WORDS:
        return False
    if int(text[start:end]) in YEARS:
        return False
    before = clause_before(text, start).lower()
    if _SERVES_BEFORE.search(before) or _CALLS_BEFORE.search(before):
        return True
    return bool(_ON_BEFORE.search(before) and _SERVES_BEHIND.match(text, end))
