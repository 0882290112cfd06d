"""Who opens a connection, as a note says it: in English, French and German.

Each name of a role in a note becomes a sign, so that a few patterns read who does what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from ...dataset.model import Flow
from .text_names import Name, NamePlace, TextNames
from .text_words import OPENING_VERBS

_A, _B = r"⟦(?P<a>\d+)⟧", r"⟦(?P<b>\d+)⟧"
_THE = (
    r"(?:(?:the|an?|each|every|any|all|its|your|our|"
    r"le|la|les|un|une|des|du|chaque|votre|vos|cette?|"
    r"de[rnms]|die|das|ein\w{0,2}|jede[rnms]?|alle[nr]?|ihr\w{0,2})\s+|l['’])?"
)
_SELF = r"(?:\s+(?:itself|themselves|selbst|lui-même|elle-même))?"
_TO = rf"(?:to|towards?|into|onto|with|vers|jusqu['’]à|à|au|aux|avec|zum?|zur|nach|an|mit)\s+{_THE}"
_FROM = rf"(?:from|depuis|de|du|des|d['’]|von|vom|ab|aus)\s*(?<!\w){_THE}"
_BY = rf"(?:by|par|von|vom|durch)(?:\s*:)?\s+{_THE}"
_OPENED = (
    r"\b(?:initiated|opened|started|established|triggered|originated|originating|begun|"
    r"contacted|polled|contactée?s?|interrogée?s?|kontaktiert|angesprochen|abgefragt|"
    r"initiée?s?|ouverte?s?|établie?s?|démarrée?s?|lancée?s?|déclenchée?s?|"
    r"initiiert\w{0,2}|geöffnet\w{0,2}|aufgebaut\w{0,2}|hergestellt\w{0,2}|gestartet\w{0,2}|"
    r"ausgelöst\w{0,2}|eröffnet\w{0,2}|ausgehend)"
)
_OPENS = (
    r"(?:always\s+|only\s+|alone\s+)?"
    rf"(?:{'|'.join(sorted(OPENING_VERBS - {'se'}, reverse=True))}|se\s+connect(?:e|ent))\b"
    r"(?!\s+(?:an?\s+|the\s+|its\s+|le\s+|un\s+|son\s+|den\s+|einen\s+|seinen\s+)?"
    r"(?:ports?|firewalls?|pare-feu)\b)"
)
_CALLS = (
    r"(?:connections?|requests?|calls|sessions?|access|connexions?|requêtes?|appels|accès|"
    r"verbindung(?:en)?|anfragen?|aufrufe?|zugriffe?|zugang)"
)
_NEAR = r"[^.;:!?⟦]{0,60}?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_OPENED}\s+{_BY}{_A}{_SELF}(?:\s+{_TO}{_B})?",
        rf"{_OPENED}\s+(?:from|depuis|von|vom)\s+{_THE}{_A}(?:{_NEAR}\s{_TO}{_B})?",
        rf"\b{_BY}{_A}(?:\s+{_TO}{_B})?\s+{_OPENED}",
        rf"\b{_FROM}{_A}(?:\s*\([^()⟦]*\))?\s+{_TO}{_B}",
        rf"\b{_TO}{_B}\s+{_FROM}{_A}",
        rf"{_A}{_SELF}\s+{_OPENS}(?:\s+{_THE}{_B})?",
        rf"{_A}{_SELF}\s+{_OPENS}{_NEAR}\b{_TO}{_B}",
        rf"\b{_CALLS}\s+{_FROM}{_A}(?:\s+{_TO}{_B})?",
        rf"\b(?:connections?|requests?|connexions?|requêtes?|verbindung(?:en)?)\s+{_TO}{_B}",
        rf"(?:^|:\s*){_A}\s+{_TO}{_B}",
        rf"\b{_CALLS}\s+(?:of|de|du|des|der)\s+{_THE}{_A}\s+{_TO}{_B}",
        rf"\b(?:outbound|outgoing|sortante?s?|ausgehend\w{{0,2}})\s+(?:[^\W\d]+\s+)?{_FROM}{_A}",
        (
            r"\b(?:inbound|incoming|entrante?s?|eingehend\w{0,2})\s+(?:[^\W\d]+\s+)?"
            rf"(?:to|towards|on|at|vers|sur|à|au|zum?|zur|auf|an|am|beim?)\s+{_THE}{_B}"
        ),
        rf"\binitiat(?:or|eur|ive)\b(?:\s+(?:is|est|ist|of|du|de|des|von))?\s*:?\s*{_THE}{_A}",
        rf"{_A}\s+(?:is|est|ist)\s+(?:the\s+|l['’]|der\s+)?initiat(?:or|eur)\b",
        rf"{_A}\s*(?:→|⟶|➔|⇒|-+>|=+>)\s*{_THE}{_B}",
        rf"{_B}\s*(?:←|⟵|⇐|<-+|<=+)\s*{_THE}{_A}",
    )
)
_NO_INITIATOR = re.compile(
    r"\b(?:download\w*|fetch\w*|pull\w*|retriev\w+|restor\w+|cop(?:y|ies|ied)|repl(?:y|ies)|"
    r"response\w*|answer\w*|return\w*|back|result\w*|data|updates?|files?|packages?|"
    r"commands?|events?|logs?|notifications?|messages?|status|jobs?|tasks?|"
    r"commandes?|événements?|journaux|befehle?|ereignisse?|nachrichten|meldungen|aufträge|"
    r"télécharg\w+|récup\w+|réponse\w*|retour\w*|données|mises?\s+à\s+jour|fichiers?|paquets?|"
    r"herunter\w*|holt|antwort\w*|daten|updates?|dateien|pakete?|rück\w*|"
    r"not|never|no|pas|jamais|nicht|nie|kein\w*|unlike|instead|both|bidirectional\w*|"
    r"replac\w+|remplac\w+|ersetz\w+|contrairement|anders|statt)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|pas|jamais|nicht|nie|kein\w*)\b", re.IGNORECASE)
_DENIED_BEHIND = re.compile(r"\s+(?:not?|never|pas|jamais|aucune?|nicht|nie|kein\w*)\b")
_CLAUSE_END = re.compile(r"[.;:!?]\s|,\s")
_BOTH_WAYS = re.compile(
    r"↔|⇄|⇆|<-+>|<=+>|\b(?:both\s+(?:ways|directions)|either\s+(?:way|direction)|vice\s+versa|"
    r"bidirection\w+|deux\s+sens|bidirektional\w*|beide\w*\s+richtung\w*|umgekehrt)\b",
    re.IGNORECASE,
)


class Direction(NamedTuple):
    """Which role a text says to open a connection, and to which; either may be unknown."""

    source: tuple[Name, ...]
    target: tuple[Name, ...]


class NameFinder(Protocol):
    """Finds names in a text, such as `TextNames`."""

    def places_in(self, text: str) -> list[NamePlace]:
        """Each name with its place, in the order of the text."""


def directions_in(text: str, names: NameFinder) -> Iterator[Direction]:
    """What a text says of who opens a connection."""
    found = names.places_in(text)
    if not found:
        return
    marked, at = [], 0
    for index, place in enumerate(found):
        marked += [text[at : place.start], f"⟦{index}⟧"]
        at = place.end
    signs = "".join([*marked, text[at:]]).lower()
    for pattern in _PATTERNS:
        for match in pattern.finditer(signs):
            before = _CLAUSE_END.split(signs[max(0, match.start() - 40) : match.start()])[-1]
            denied = _DENIED.search(match[0]) or _DENIED_BEHIND.match(signs, match.end())
            if denied or _NO_INITIATOR.search(before):
                continue
            ends = (match.groupdict().get(key) for key in ("a", "b"))
            yield Direction(*(found[int(end)].names if end else () for end in ends))


def is_reversed(flow: Flow, note: str, names: TextNames) -> bool:
    """Whether a note turns a flow round, and says nothing that fits its ends.

    What a note says of a role at neither end is not compared.
    """
    source, target = flow.from_, flow.to
    if source == target:
        return False
    reverse = False
    for direction in directions_in(note, names):
        said = [{role for name in end for role in names.roles_of(name)} for end in direction]
        if any(roles and roles.isdisjoint((source, target)) for roles in said):
            continue
        if source in said[0] or target in said[1]:
            return False
        reverse = reverse or target in said[0] or source in said[1]
    return reverse and _BOTH_WAYS.search(note) is None
