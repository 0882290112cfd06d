"""Patterns of sentences that say who opens a connection: in English, French and German.

Names of roles are signs in the sentences, which are in lower case: ``⟦0⟧ opens a session``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from .text_words import OPENING_VERBS

Sentence = Literal["opening", "action", "calling", "naming"]
"""What a pattern finds, as the lists of patterns below say it."""

Key = Literal[
    "sign",
    "clause",
    "opened",
    "by",
    "from",
    "to",
    "call",
    "outbound",
    "inbound",
    "initiator",
    "flow",
    "opens",
    "calls",
    "arrow",
    "setup",
    "label",
]
"""A kind of words by which patterns are found."""


class Pattern(NamedTuple):
    """A pattern, what it begins with, and another kind of words that it has.

    The group ``a`` is who opens the connection, ``b`` the other end, ``sent`` what is sent. A group
    ``free`` is in sentences whose first name need not be a subject: ``allows ⟦0⟧ to reach``.
    """

    begin: Key
    has: Key
    expression: re.Pattern[str]
    sentence: Sentence


_A, _B = r"⟦(?P<a>\d+)⟧", r"⟦(?P<b>\d+)⟧"
THE = (
    r"(?:(?:the|an?|each|every|any|all|its|your|our|"
    r"le|la|les|un|une|des|du|chaque|votre|vos|cette?|"
    r"de[rnms]|die|das|ein\w{0,2}|jede[rnms]?|alle[nr]?|ihr\w{0,2})\s+|l['’])?"
)
"""An article or its like before a name, if there is one."""

_SELF = r"(?:\s+(?:itself|themselves|selbst|lui-même|elle-même))?"
_TO_WORD = r"(?:to|towards?|into|onto|with|vers|jusqu['’]à|à|au|aux|avec|zum?|zur|nach|an|mit)"
_TO = rf"{_TO_WORD}\s+{THE}"
_FROM_WORD = r"(?:from|depuis|de|du|des|d['’]|von|vom|ab|aus)"
_FROM = rf"{_FROM_WORD}\s*(?<!\w){THE}"
_BY_WORD = r"(?:by|par|von|vom|durch)"
_BY = rf"{_BY_WORD}(?:\s*:)?\s+{THE}"
_OPENED = (
    r"\b(?:initiated|opened|started|established|triggered|originated|originating|begun|"
    r"contacted|polled|reached|called|queried|scraped|probed|pinged|accessed|"
    r"contactée?s?|interrogée?s?|jointe?s?|atteinte?s?|appelée?s?|"
    r"kontaktiert|angesprochen|abgefragt|erreicht|aufgerufen|angerufen|"
    r"initiée?s?|ouverte?s?|établie?s?|démarrée?s?|lancée?s?|déclenchée?s?|"
    r"initiiert\w{0,2}|geöffnet\w{0,2}|aufgebaut\w{0,2}|hergestellt\w{0,2}|gestartet\w{0,2}|"
    r"ausgelöst\w{0,2}|eröffnet\w{0,2}|ausgehend)"
)
_OPENS_WORD = "|".join(sorted(OPENING_VERBS - {"se"}, reverse=True))
_OPENS = (
    r"(?:always\s+|only\s+|alone\s+)?"
    rf"(?:{_OPENS_WORD}|se\s+connect(?:e|ent))\b"
    r"(?!\s+(?:an?\s+|the\s+|its\s+|le\s+|un\s+|son\s+|den\s+|einen\s+|seinen\s+)?"
    r"(?:ports?|firewalls?|pare-feu)\b)"
)
CALLS = (
    r"(?:connections?|requests?|calls|sessions?|access|connexions?|requêtes?|appels|accès|"
    r"verbindung(?:en)?|anfragen?|aufrufe?|zugriffe?|zugang)"
)
_NEAR = r"[^.;:!?⟦]{0,60}?"

_OUTBOUND = r"(?:outbound|outgoing|sortante?s?|ausgehend\w{0,2})"
_INBOUND = r"(?:inbound|incoming|entrante?s?|eingehend\w{0,2})"
_AT = r"(?:to|towards|on|at|vers|sur|à|au|zum?|zur|auf|an|am|beim?)"
_SETUP = (
    r"(?:verbindungsaufbau|verbindungsinitiierung|setup|establishment|initiation|établissement)"
)
_SOURCE = r"(?:source|src|initiat(?:or|eur)|client|from|quelle|origine)"
_DESTINATION = r"(?:destination|dest|dst|target|to|ziel|zielsystem|cible)"
_INITIATOR = r"initiat(?:or|eur|ive)"
FLOW = r"(?:traffic|flow|flux|trafic|verkehr)"
"""What is opened, and what flows: words for connections."""

_OPENINGS: tuple[tuple[Key, Key, str], ...] = (
    ("opened", "by", rf"{_OPENED}\s+{_BY}{_A}{_SELF}(?:\s+{_TO}{_B})?"),
    (
        "opened",
        "from",
        rf"{_OPENED}\s+(?:from|depuis|von|vom)\s+{THE}{_A}(?:{_NEAR}\s{_TO}{_B})?",
    ),
    ("by", "opened", rf"{_BY}{_A}(?:\s+{_TO}{_B})?\s+{_OPENED}"),
    ("from", "to", rf"{_FROM}{_A}(?:\s*\([^()⟦]*\))?\s+{_TO}{_B}"),
    ("to", "from", rf"{_TO}{_B}\s+{_FROM}{_A}"),
    ("call", "from", rf"{CALLS}\s+{_FROM}{_A}(?:\s+{_TO}{_B})?"),
    (
        "call",
        "to",
        rf"(?:connections?|requests?|connexions?|requêtes?|verbindung(?:en)?)\s+{_TO}{_B}",
    ),
    ("clause", "to", rf"(?:^|:\s*){_A}\s+{_TO}{_B}"),
    ("call", "to", rf"{CALLS}\s+(?:of|de|du|des|der)\s+{THE}{_A}\s+{_TO}{_B}"),
    ("outbound", "from", rf"{_OUTBOUND}\s+(?:[^\W\d]+\s+)?{_FROM}{_A}"),
    (
        "inbound",
        "sign",
        rf"{_INBOUND}\s+(?:[^\W\d]+\s+)?{_AT}\s+{THE}{_B}",
    ),
    (
        "initiator",
        "sign",
        rf"{_INITIATOR}\b(?:\s+(?:is|est|ist|of|du|de|des|von))?\s*:?\s*{THE}{_A}",
    ),
    ("sign", "initiator", rf"{_A}\s+(?:is|est|ist)\s+(?:the\s+|l['’]|der\s+)?initiat(?:or|eur)\b"),
    (
        "setup",
        "sign",
        rf"{_SETUP}(?:\s+(?:de\s+la\s+|der\s+)?(?:connexion|verbindung))?\s+{_BY}{_A}(?:\s+{_TO}{_B})?",
    ),
    (
        "label",
        "sign",
        rf"{_SOURCE}\s?[:=]\s*{THE}{_A}\s*[,;/.]?\s+{_DESTINATION}\s?[:=]\s*{THE}{_B}",
    ),
    (
        "label",
        "sign",
        rf"{_DESTINATION}\s?[:=]\s*{THE}{_B}\s*[,;/.]?\s+{_SOURCE}\s?[:=]\s*{THE}{_A}",
    ),
    ("sign", "arrow", rf"{_A}\s*(?:→|⟶|➔|⇒|-*>|=+>)\s*{THE}{_B}"),
    ("sign", "arrow", rf"{_B}\s*(?:←|⟵|⇐|<-+|<=+)\s*{THE}{_A}"),
)
"""Who opens a connection, or which way it leads."""

_ACTIONS = (
    rf"{_A}{_SELF}\s+{_OPENS}(?:\s+{THE}{_B})?",
    rf"{_A}{_SELF}\s+{_OPENS}{_NEAR}\b{_TO}{_B}",
)
"""Sentences in which somebody opens a connection, which may be another one than the flow's."""

_MAY = (
    r"(?:\s+(?:(?:must|can|may|should|will|shall|doit|doivent|peut|peuvent|pouvoir|"
    r"(?:needs?|ha(?:s|ve)|(?:is|are|be)\s+able)(?=\s+to)|always|only|also|then|directly|regularly|"
    r"periodically|(?P<free>to))(?=\s)))*"
)
_REACHES = (
    r"(?:reach(?:es)?|quer(?:y|ies)|scrapes?|access(?:es)?|probes?|pings?|dials?|"
    r"calls?|contacts?|polls?|joi(?:nt|gnent|ndre)|attei(?:nt|gnent|ndre)|appeler|interroger|"
    r"contacter|erreich(?:t|en))"
)
_TALKS_WORD = (
    r"connects?|sends?|push(?:es)?|posts?|reports?|writes?|replicates?|talks?|speaks?|"
    r"registers?|subscribes?|authenticates?|publish(?:es)?|uploads?|"
    r"envo(?:ie|ient|yer)|pousse(?:nt|r)?|accède(?:nt)?|accéder|écri(?:t|vent|re)|"
    r"connecter|sende[nt]|schick(?:t|en)|überträgt|übertragen|schreib(?:t|en)"
)
_TALKS = (
    rf"(?:{_TALKS_WORD}|logs?\s+(?:in|on)|se\s+connecter|melde[nt]\s+sich)\s+"
    rf"(?:to|towards?|into|with|against|vers|à|au|aux|auprès\s+d[eu]s?|an|zum?|zur|beim?)\s+{THE}"
)
_SENDS = (
    r"(?:sends?|push(?:es)?|posts?|reports?|writes?|replicates?|uploads?|submits?|"
    r"envo(?:ie|ient|yer)|pousse(?:nt|r)?|sende[nt]|schick(?:t|en)|überträgt|übertragen)"
)
_FETCHES = (
    r"(?:pulls?|fetch(?:es)?|downloads?|reads?|retrieves?|récupère(?:nt)?|récupérer|"
    r"télécharge(?:nt|r)?|li(?:t|sent|re)|holt|holen|lädt|laden|liest|lesen|bezieht|beziehen)"
)
_MODAL = r"(?:muss|müssen|kann|können|soll|sollen|darf|dürfen|will)"
_WHAT = r"\s+[^.,;:!?⟦]{1,40}?"

_CALLINGS = (
    rf"{_A}{_SELF}{_MAY}\s+{_REACHES}\s+{THE}{_B}",
    rf"{_A}{_SELF}{_MAY}\s+{_TALKS}{_B}",
    rf"{_A}{_SELF}{_MAY}\s+{_SENDS}(?P<sent>{_WHAT})\s+{_TO}{_B}",
    rf"{_A}{_SELF}{_MAY}\s+{_FETCHES}(?:{_WHAT})?\s+(?:chez\s+|beim?\s+|{_FROM}){_B}",
    rf"{_A}{_SELF}\s+requests{_WHAT}\s+{_FROM}{_B}",
    rf"{_A}{_SELF}\s+grei(?:ft|fen)\s+auf\s+{THE}{_B}\s+zu\b",
    (
        rf"{_A}{_SELF}\s+{_MODAL}\s+(?:sich\s+)?"
        rf"(?:(?:mit|auf|an|beim?|zum?|zur)\s+)?{THE}{_B}\s+"
        r"(?:erreichen|verbinden|zugreifen|ansprechen|abfragen|kontaktieren|aufrufen|anrufen|"
        r"anmelden)\b"
    ),
)
"""Who calls whom, which says who opens a connection unless the text says that another did."""

_NAMINGS: tuple[tuple[Key, Key, str], ...] = (
    ("clause", "from", rf"(?:^|[.;:]\s+){_FROM}{_A}(?=\s*(?:$|[.;:,(]))"),
    ("clause", "to", rf"(?:^|[.;:]\s+){_TO}{_B}(?=\s*(?:$|[.;:,(]))"),
    ("flow", "to", rf"{FLOW}\s+{_TO}{_B}"),
    ("flow", "from", rf"{FLOW}\s+{_FROM}{_A}"),
)
"""Which end a text names alone, which may be that of the answers."""

PATTERNS = (
    *(Pattern(begin, has, re.compile(each), "opening") for begin, has, each in _OPENINGS),
    *(Pattern("sign", "opens", re.compile(each), "action") for each in _ACTIONS),
    *(Pattern("sign", "calls", re.compile(each), "calling") for each in _CALLINGS),
    *(Pattern(begin, has, re.compile(each), "naming") for begin, has, each in _NAMINGS),
)
"""All patterns, in the order of what they are worth."""

_KEY_WORDS: dict[Key, re.Pattern[str]] = {
    "sign": re.compile("⟦"),
    "clause": re.compile("[.;:]"),
    "opened": re.compile(rf"{_OPENED}\w*"),
    "by": re.compile(_BY_WORD),
    "from": re.compile(rf"{_FROM_WORD}|d"),  # d'
    "to": re.compile(rf"{_TO_WORD}|jusqu"),  # jusqu'à
    "call": re.compile(CALLS),
    "outbound": re.compile(_OUTBOUND),
    "inbound": re.compile(_INBOUND),
    "initiator": re.compile(_INITIATOR),
    "flow": re.compile(FLOW),
    "opens": re.compile(rf"{_OPENS_WORD}|connecte(?:nt)?"),  # se connecte
    "calls": re.compile(
        rf"{_REACHES}|{_TALKS_WORD}|logs?|melde[nt]|{_SENDS}|{_FETCHES}|requests|grei(?:ft|fen)|{_MODAL}"
    ),
    "arrow": re.compile("[→⟶➔⇒>←⟵⇐<]"),
    "setup": re.compile(_SETUP),
    "label": re.compile(rf"{_SOURCE}|{_DESTINATION}"),
}
_WORD = re.compile(r"\w+|[⟦.;:→⟶➔⇒>←⟵⇐<]")


def keys_in(signs: str) -> dict[Key, list[int]]:
    """The places of a text at which it has each kind of words."""
    places: dict[Key, list[int]] = {"clause": [0]}
    for found in _WORD.finditer(signs):
        for key in _keys_of(found[0]):
            places.setdefault(key, []).append(found.start())
    return places


@lru_cache(maxsize=65536)
def _keys_of(word: str) -> tuple[Key, ...]:
    """The kinds of words to which a word or a sign belongs."""
    return tuple(key for key, words in _KEY_WORDS.items() if words.fullmatch(word))


NO_SUBJECT = re.compile(
    r"(?:\b(?:of|to|from|with|at|on|by|for|mit|zum?|zur|vom|von|an|auf|beim?|für|de|du|des|à|au|aux|"
    rf"vers|avec|par)\s+{THE}|\b(?:den|dem|einen|einem)\s+)$"
)
"""Words before a name that does nothing itself: ``the agent of the ⟦0⟧ opens``."""

JOINED = re.compile(rf"\s*,?\s+(?:and|or|et|ou|und|oder)\s+{THE}", re.IGNORECASE)
LISTED = re.compile(rf"\s*,\s+{THE}", re.IGNORECASE)
"""What is between two names of a list: before the last one, and before the others."""
