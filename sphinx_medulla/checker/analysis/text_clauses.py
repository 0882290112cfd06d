"""What the words around a place in a text say of it: denied, contrasted, or about elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache

# Patterns that do not ignore case are for texts in lower case, which takes a fifth of the time.

_DENIED = re.compile(
    r"\b(?:not(?!\s+only)|never|no(?!\.)|nor|neither|without|unlike|except|besides|instead\s+of|"
    r"\w+n['’]t|(?:moved|changed|migrated|switched)\s+from|"
    r"rather\s+than|other\s+than|contrary\s+to|formerly|previously|before|until|replac\w+|"
    r"pas(?!\s+(?:seulement|uniquement))|non|ni|jamais|sans|sauf|hormis|contrairement|au\s+lieu|"
    r"plutôt\s+que|anciennement|auparavant|ne\s+\w+\s+plus|n['’]\w+\s+plus|remplac\w+|"
    r"nicht(?!\s+nur)|kein\w*|nie|niemals|weder|ohne|außer|statt|anstatt|anstelle|"
    r"anders\s+als|im\s+gegensatz|im\s+unterschied|früher\w*|ehemals|bisher\w*|ersetz\w+)\b",
)
_DENIED_BEHIND = re.compile(
    r"(?:[^\w.;:,!?()]+[\w’']+){0,3}?[^\w.;:,!?()]+"
    r"(?:not(?!\s+only)|never|no\s+longer|pas|jamais|(?:n['’]est|ne\s+\w+)\s+plus|nicht(?!\s+nur)|"
    r"\w+n['’]t|nie|niemals|kein\w*|was|were|being|removed|closed|blocked|disabled|denied|dropped|"
    r"rejected|unused|geschlossen|gesperrt|blockiert|deaktiviert|abgeschaltet|était|étaient|"
    r"fermée?s?|bloquée?s?|désactivée?s?|supprimée?s?|war|waren|wurden?|in\s+the\s+(?:other|opposite|reverse)\s+direction|dans\s+l['’]autre\s+sens|"
    r"in\s+der\s+gegenrichtung)\b",
)
_DENIED_IN_CLAUSE_BEHIND = re.compile(
    r"[^.;:,!?()]{0,40},\s(?:which|that|qui|que|qu['’]|den|die|das|der|was)\s[^.;:,!?()]{0,30}?"
    r"(?:\bnot|\bnever|n['’]t|\bno\s+longer|\bpas|\bjamais|\bnicht|\bnie|\bniemals)\b",
)
_DIGIT = re.compile(r"[0-9]")
_OF_OLDER_VERSION = re.compile(
    r"\b(?:before|until|up\s+to|prior\s+to|avant|jusqu['’]à|bis|vor)\s+(?:the\s+|la\s+)?"
    r"(?:(?:version|release)\s+v?[0-9][\w.]*|v?[0-9]+\.[\w.]+)(?:\s*,)?\s+[^.;:,!?()0-9]*$",
    re.IGNORECASE,
)
_NOT_LISTED = re.compile(
    r"\b(?:not|never|\w+n['’]t)\s+(?:list|mention|name|show|state|document|describe)"
    r"|\bne\s+(?:liste|mentionne|nomme|documente|décrit)(?:nt)?\s+pas\b"
    r"|\b(?:nennt|nennen|erwähnt|erwähnen|listet|zeigt|dokumentiert|beschreibt)\b.*\bnicht\b",
)
_PASSING = (
    r"(?:redirect\w*|forward\w*|map(?:s|ped)|translat\w+|tunnel\w*|prox(?:ied|ies)|relay(?:s|ed)|"
    r"redirig\w+|rediri\w+|renvo\w+|transf\w+|relai\w+|leitet|um(?:ge)?leit\w+|"
    r"weiter(?:ge)?leit\w+)"
)
_ONTO = r"(?:to|onto|through|vers|à|au|an|auf|nach|zu|zum)"
_ELSEWHERE = re.compile(
    rf"\b{_PASSING}\b.*\b{_ONTO}\b"
    r"|\b(?:answers?|repl(?:y|ies)|responds?|responses?|répond\w*|réponses?|antwort\w*)\b"
    r"|\b(?:iana|registered|official|standard|usual|registrierter?|üblicher?)[\s-]+port\s+is?t?\s+$"
    r"|\b(?:load\s+balancers?|reverse\s+prox(?:y|ies)|répartiteurs?|lastverteiler)\b",
    re.DOTALL,
)
_PASSING_BEFORE = re.compile(rf"\b(?:{_PASSING}|nats?)\b.*\bport\s+$", re.DOTALL)
_PASSING_BEHIND = re.compile(
    rf"\s+(?:(?:is|are|est|sont|wird|werden)\s+)?{_PASSING}\s", re.IGNORECASE
)
_PASSING_AT_END = re.compile(rf"\s+{_PASSING}\b", re.IGNORECASE)
_TARGET = re.compile(
    rf"[^.;:,!?()0-9]*\b{_ONTO}\s(?:[^\W\d]+\s+){{0,3}}(?P<number>[0-9]{{1,5}})(?![\w-])",
    re.IGNORECASE,
)
_CLAUSE_BEGIN = re.compile(
    r".*[.;:!?(),\s](?:(?<=[.;:!?()])(?=\s)|(?<=,)(?<!before,)\s|(?<=[()])|"
    r"(?<=\s)(?:but|mais|aber|sondern)\s)",
    re.IGNORECASE | re.DOTALL,
)


@lru_cache(maxsize=256)  # several questions are asked of one place
def clause_before(text: str, start: int) -> str:
    """The clause before a place, of which at most the last words."""
    part = text[max(0, start - 70) : start]
    begin = _CLAUSE_BEGIN.match(part)
    return part[begin.end() :] if begin else part


@lru_cache(maxsize=8192)  # clauses are alike in many texts: "on port", "not before version"
def _says(pattern: re.Pattern[str], clause: str) -> bool:
    return pattern.search(clause.lower()) is not None


def is_denied(text: str, at: int) -> bool:
    """Whether a clause contrasts or denies what comes at a place of it: ``unlike port 80``."""
    return _says(_DENIED, clause_before(text, at))


def is_of_older_version(text: str, at: int) -> bool:
    """Whether what comes at a place was so in an older version: ``before 7.0, port 80``."""
    before = max(0, at - 70), at
    return bool(_DIGIT.search(text, *before) and _OF_OLDER_VERSION.search(text, *before))


def is_denied_after(text: str, end: int) -> bool:
    """Whether the next words deny what ends at a place: ``port 80 is not used``."""
    return _DENIED_BEHIND.match(text[end : end + 100].lower()) is not None


def is_denied_in_clause_after(text: str, end: int) -> bool:
    """Whether a relative clause denies what ends at a place: ``port 80, which we do not use``."""
    return _DENIED_IN_CLAUSE_BEHIND.match(text[end : end + 100].lower()) is not None


def is_elsewhere(text: str, at: int) -> bool:
    """Whether a clause is about another connection, such as one that something is forwarded to."""
    return _says(_ELSEWHERE, clause_before(text, at))


def passed_on_to(text: str, start: int, end: int) -> int | None:
    """The port to which a clause says that the port at a place is passed on.

    It is 8443 of ``forwards port 443 to 8443`` and ``port 443 is forwarded to port 8443``.
    """
    target = _DIGIT.search(text, end, end + 80) and _TARGET.match(text, end, end + 80)
    if target is None:
        return None
    passes = _says(_PASSING_BEFORE, clause_before(text, start)) or _PASSING_BEHIND.match(text, end)
    if not (passes or _PASSING_AT_END.match(text, target.end())):
        return None
    return int(target["number"])


def is_unlisted(text: str, at: int) -> bool:
    """Whether a clause says that a source does not list what comes at a place of it."""
    return _says(_NOT_LISTED, clause_before(text, at))
