"""Who opens a connection, as a note says it: in English, French and German.

Each name of a role in a note becomes a sign, so that a few patterns read who does what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

from ...dataset.model import Flow
from .direction_patterns import CALLS, FLOW, JOINED, LISTED, NO_SUBJECT, PATTERNS, Sentence, keys_in
from .text_clauses import sentence_around
from .text_names import Name, NamePlace, TextNames

_NO_INITIATOR = re.compile(
    r"\b(?:download\w*|fetch\w*|pull\w*|retriev\w+|restor\w+|cop(?:y|ies|ied)|repl(?:y|ies)|"
    r"response\w*|answer\w*|return\w*|back|result\w*|data|updates?|files?|packages?|"
    r"commands?|events?|logs?|notifications?|messages?|status|jobs?|tasks?|"
    r"commandes?|événements?|journaux|befehle?|ereignisse?|nachrichten|meldungen|aufträge|"
    r"télécharg\w+|récup\w+|réponse\w*|retour\w*|données|mises?\s+à\s+jour|fichiers?|paquets?|"
    r"herunter\w*|holt|antwort\w*|daten|updates?|dateien|pakete?|rück\w*|"
    r"after|once|before|unless|until|après|avant|nachdem|sobald|bevor|"
    r"not|never|no|pas|jamais|nicht|nie|kein\w*|unlike|instead|both|bidirectional\w*|"
    r"replac\w+|remplac\w+|ersetz\w+|contrairement|anders|statt)\b"
)
_TAKEN_BEHIND = re.compile(
    r"\s+(?:(?:is|are|wird|werden|est|sont)\s+)?(?:downloaded|fetched|pulled|copied|herunter\w+|"
    r"geholt\w*|kopiert\w*|téléchargée?s?|récupérée?s?|copiée?s?)\b"
)
_DENIED = re.compile(r"\b(?:not|never|pas|jamais|nicht|nie|kein\w*)\b")
_DENIED_BEHIND = re.compile(
    r"\s+(?:not?|never|nothing|pas|jamais|aucune?|rien|nicht|nie|kein\w*)\b"
    r"|(?:,\s|\s(?:wird|werden|ist|sind)\s)(?:nothing|rien|nichts|(?:no|aucune?|keine?)\s"
    rf"(?:ports?|{CALLS}|{FLOW})\b)"
)
_NOTHING = re.compile(r"\b(?:nothing|none|rien|aucune?|nichts)\b")
_OTHER_WAY = re.compile(
    r"\b(?:opposite|other|reverse)\s+(?:direction|way)|\bautre\s+(?:sens|direction)|"
    r"\b(?:sens|direction)\s+(?:inverse|opposée?)|\bgegenrichtung|\bumgekehrter\s+richtung"
)
_CLAUSE_BEGIN = re.compile(r".*(?<!direction)(?<!sens)(?<!inverse)(?<!richtung),(?=\s)", re.DOTALL)
_CLAUSE_END_BEHIND = re.compile(
    r"[.!?;:](?=\s)|,(?=\s)(?!\s(?:nothing|no|rien|aucune?|nichts|keine?)\b)"
)
"""Signs before the first name and behind the last one beyond which nothing is said of names.

No such sign is the comma in "in the other direction, the hub" and "to the hub, nothing is open".
"""

_SAME_DIGITS = str.maketrans("123456789", "000000000")
"""Makes texts the same that differ only in numbers, which do not say who opens a connection."""

_CLAUSE_END = re.compile(r"[.;:!?]\s|,\s")
_BOTH_WAYS = re.compile(
    r"↔|⇄|⇆|<-+>|<=+>|\b(?:both\s+(?:ways|directions)|either\s+(?:way|direction)|vice\s+versa|"
    r"bidirection\w+|deux\s+sens|bidirektional\w*|beide\w*\s+richtung\w*|umgekehrt)\b",
    re.IGNORECASE,
)
_HELD_OPEN = re.compile(
    r"\b(?:through|over|via|par|über|durch)\s+(?:this|that|the|its|same|existing|an?\s+open|"
    r"cette|la|le|diesen?|dieser|die|den|das|dieselbe)\s+(?:\w+\s+)?"
    r"(?:connection|channel|session|connexion|canal|verbindung|kanal|sitzung)"
    r"|\b(?:ke(?:eps?|pt)|holds?|held|long[- ]poll\w*|persist\w+|permanent\w*|tunnels?|reverse|"
    r"mainten\w+|maintien\w*|garde(?:nt)?|permanent\w*|inverse|hält|halten|offen|aufrecht\w*|"
    r"dauerhaft\w*)\b",
    re.IGNORECASE,
)
"""Says that a connection is kept, over which the other end calls back."""

_PASSED_ON = re.compile(
    r"\b(?:through|via|behalf|forward\w*|relay(?:s|ed)|prox(?:y|ied|ies)|hand(?:s|ed)\s+on|"
    r"pass(?:es|ed)\s+on|then|afterwards|in\s+turn|transmet\w*|relai\w+|puis|ensuite|"
    r"weiter\w*|dann|danach|über|durch|par\s+l['’]intermédiaire)\b",
    re.IGNORECASE,
)
"""Says that a connection goes on to other machines, which are no ends of the flow."""


class Direction(NamedTuple):
    """Which role a text says to open a connection, and to which; either may be unknown."""

    source: tuple[Name, ...]
    target: tuple[Name, ...]
    sentence: Sentence = "opening"


class NameFinder(Protocol):
    """Finds names in a text, such as `TextNames`."""

    def places_in(self, text: str) -> list[NamePlace]:
        """Each name with its place, in the order of the text."""


def directions_in(text: str, names: NameFinder) -> Iterator[Direction]:
    """What a text says of who opens a connection.

    The names of a list, such as "the hub or the relay", are one end together.
    """
    ends = _ends_named(text, names.places_in(text))
    if not ends:
        return
    begin = _CLAUSE_BEGIN.match(text, 0, ends[0].start)
    marked, at = [], begin.end() - 1 if begin else 0
    for index, end in enumerate(ends):
        marked += [text[at : end.start].translate(_SAME_DIGITS), f"⟦{index}⟧"]
        at = end.end
    last = _CLAUSE_END_BEHIND.search(text, at)
    marked.append(text[at : last.end() if last else None].translate(_SAME_DIGITS))
    for source, target, sentence in _said("".join(marked).lower()):
        yield Direction(
            () if source is None else ends[source].names,
            () if target is None else ends[target].names,
            sentence,
        )


def _ends_named(text: str, places: list[NamePlace]) -> list[NamePlace]:
    """The places of names in a text, those of a list as one."""
    ends: list[NamePlace] = []
    is_list = False
    for place in reversed(places):
        if ends:
            gap = place.end, ends[-1].start
            is_list = bool(
                JOINED.fullmatch(text, *gap) or (is_list and LISTED.fullmatch(text, *gap))
            )
            if is_list:
                last = ends.pop()
                place = NamePlace(place.names + last.names, place.start, last.end)  # noqa: PLW2901
        ends.append(place)
    return ends[::-1]


@lru_cache(maxsize=65536)
def _said(signs: str) -> tuple[tuple[int | None, int | None, Sentence], ...]:
    """What a text with signs for names says: the signs at both ends of each connection."""
    found: dict[tuple[int | None, int | None], Sentence] = {}
    for sentence, match in _matches(signs):
        if _is_meant(signs, match):
            ends = match.groupdict()
            source, target = (int(end) if (end := ends.get(key)) else None for key in "ab")
            found.setdefault((source, target), sentence)
    with_target = {source for source, target in found if target is not None}
    return tuple(
        (source, target, sentence)
        for (source, target), sentence in found.items()
        if target is not None or source not in with_target
    )


def _matches(signs: str) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """What matches each pattern, of matches that overlap the first one."""
    places = keys_in(signs)
    for pattern in PATTERNS:
        if pattern.has not in places:
            continue
        end = 0
        for start in places.get(pattern.begin, ()):
            match = pattern.expression.match(signs, start) if start >= end else None
            if match is not None:
                end = match.end()
                yield pattern.sentence, match


def _is_meant(signs: str, match: re.Match[str]) -> bool:
    """Whether a sentence neither denies what matches a pattern nor speaks of other things."""
    before = _CLAUSE_END.split(signs[max(0, match.start() - 40) : match.start()])[-1]
    behind = match.end()
    if _DENIED.search(match[0]) or _DENIED_BEHIND.match(signs, behind) or _NOTHING.search(before):
        return False
    if _OTHER_WAY.search(signs) and _OTHER_WAY.search(sentence_around(signs, *match.span())):
        return False
    if _TAKEN_BEHIND.match(signs, behind):
        return False
    groups = match.groupdict()
    if match[0].startswith("⟦") and not groups.get("free") and NO_SUBJECT.search(before):
        return False
    around = f"{before} {groups.get('sent') or ''}"
    return around.isspace() or _NO_INITIATOR.search(around) is None


class _NamesAtEnds(NamedTuple):
    """Finds names in the note of a flow, and what is short for them."""

    names: TextNames
    ends: tuple[str, str]

    def places_in(self, text: str) -> list[NamePlace]:
        """Each name with its place, in the order of the text."""
        return self.names.places_at_ends(text, self.ends)


def is_reversed(flow: Flow, note: str, names: TextNames) -> bool:
    """Whether a note turns a flow round, and says nothing that fits its ends.

    What a note says of a role at neither end is not compared.
    """
    source, target = flow.from_, flow.to
    if source == target:
        return False
    reverse = False
    at_ends = _NamesAtEnds(names, (source, target))
    for direction in directions_in(note, at_ends):
        if direction.sentence == "naming":
            continue
        from_, to = _roles_of(direction, names)
        if any(roles and roles.isdisjoint((source, target)) for roles in (from_, to)):
            continue
        if source in from_ or target in to:
            return False
        calls_back = direction.sentence == "calling" and _HELD_OPEN.search(
            _without_names(note, at_ends)
        )
        reverse = reverse or (not calls_back and (target in from_ or source in to))
    return reverse and _BOTH_WAYS.search(_without_names(note, at_ends)) is None


def wrong_ends(flow: Flow, note: str, names: TextNames) -> tuple[Name, ...]:
    """The names that a note gives to an end of its flow, although they are of other roles.

    There are none if the note also says something that fits both ends, or speaks of what happens
    before or after the connection: "the hub then connects to the store".
    """
    source, target = flow.from_, flow.to
    found: dict[Name, None] = {}
    for direction in directions_in(note, names):
        from_, to = _roles_of(direction, names)
        is_right = source in from_ or not from_, target in to or not to
        if all(is_right):
            return ()
        is_other = direction.sentence in {"action", "calling"} and not any(is_right)
        if is_other or (to and _PASSED_ON.search(_without_names(note, names))):
            continue
        for roles, said in ((from_, direction.source), (to, direction.target)):
            if roles and roles.isdisjoint((source, target)):
                found.update(dict.fromkeys(said))
    return tuple(found)


def _without_names(text: str, names: NameFinder) -> str:
    """The words of a text beside its names: a role called Proxy passes nothing on by its name."""
    parts, at = [], 0
    for place in names.places_in(text):
        parts.append(text[at : place.start])
        at = place.end
    return "".join((*parts, text[at:]))


def _roles_of(direction: Direction, names: TextNames) -> tuple[set[str], set[str]]:
    """The roles that a text says to be at the ends of a connection."""
    from_, to = (
        {role for name in end for role in names.roles_of(name)}
        for end in (direction.source, direction.target)
    )
    return from_, to
