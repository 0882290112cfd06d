"""What the words around a place in a text say of it: denied, contrasted, or about elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache

_DENIED = re.compile(
    r"\b(?:not(?!\s+only)|never|no(?!\.)|nor|neither|without|unlike|except|besides|instead\s+of|"
    r"\w+n['’]t|(?:moved|changed|migrated|switched)\s+from|"
    r"rather\s+than|other\s+than|contrary\s+to|formerly|previously|before|until|replac\w+|"
    r"used\s+to\s+be|(?:block|clos|disabl|remov)(?:e?s?|ing|ed)|"
    r"pas(?!\s+(?:seulement|uniquement))|non|ni|jamais|sans|sauf|hormis|contrairement|au\s+lieu|"
    r"plutôt\s+que|anciennement|auparavant|ne\s+\w+\s+plus|n['’]\w+\s+plus|remplac\w+|"
    r"bloque[rz]?|ferme[rz]|désactive[rz]?|"
    r"nicht(?!\s+nur)|kein\w*|nie|niemals|weder|ohne|außer|statt|anstatt|anstelle|"
    r"anders\s+als|im\s+Gegensatz|im\s+Unterschied|früher\w*|ehemals|bisher\w*|ersetz\w+|"
    r"(?:block|sperr|schließ|deaktivier)(?:t|en|e)?)\b",
    re.IGNORECASE,
)
_WAS_BEFORE = re.compile(
    r"\b(?:was|were|était|étaient|war|waren)\s+(?:(?:at|on|in|it|this|that|the|sur|le|dans|en|es|"
    r"das|der|die|auf|noch|immer|always|tcp|udp|sctp|ports?|v?[0-9][\w.]*)\s+)*$",
    re.IGNORECASE,
)
_RETIRED = (
    r"(?:deprecated|obsolete|retired|discontinued|removed|closed|blocked|disabled|unused|"
    r"obsolètes?|dépréciée?s?|supprimée?s?|fermée?s?|bloquée?s?|désactivée?s?|"
    r"veraltet\w*|abgekündigt\w*|entfernt\w*|geschlossen\w*|gesperrt\w*|blockiert\w*|"
    r"deaktiviert\w*)"
)
_RETIRED_BEFORE = re.compile(
    rf"\b(?:legacy|{_RETIRED})(?:\s+ports?)?\s*:\s[^.;:!?]*$", re.IGNORECASE
)
_RETIRED_BEHIND = re.compile(rf"\s*[(\[,–—-]\s*(?:now\s+|nun\s+)?{_RETIRED}\b", re.IGNORECASE)
_OF_SOMETHING_DENIED_BEHIND = re.compile(
    r"\s(?:of|du|de|des|der|vom|von)\s[^.;:,!?()]{1,40}?\s(?:is|are|was|were|can|est|sont|peut|"
    r"ist|sind|war|kann)(?:\s(?:not|never|no\s+longer|pas|nicht)|n['’]t)\b"
    r"|\s(?:of|du|de|des|der|vom|von)\s[^.;:,!?()]{1,40}?\s(?:nicht|unreachable|injoignable)\b",
    re.IGNORECASE,
)
_DENIED_BEHIND = re.compile(
    r"(?:[^\w.;:,!?()]+[\w’']+){0,3}?[^\w.;:,!?()]+"
    r"(?:not(?!\s+only)|never|no\s+longer|pas|jamais|(?:n['’]est|ne\s+\w+)\s+plus|nicht(?!\s+nur)|"
    r"\w+n['’]t|nie|niemals|kein\w*|was|were|being|removed|closed|blocked|disabled|denied|dropped|"
    r"rejected|unused|unreachable|unavailable|deprecated|obsolete|retired|discontinued|"
    r"geschlossen|gesperrt|blockiert|deaktiviert|abgeschaltet|veraltet|unerreichbar|"
    r"était|étaient|obsolètes?|dépréciée?s?|injoignables?|"
    r"fermée?s?|bloquée?s?|désactivée?s?|supprimée?s?|war|waren|wurden?|"
    r"in\s+the\s+(?:other|opposite|reverse)\s+direction|dans\s+l['’]autre\s+sens|"
    r"in\s+der\s+Gegenrichtung)\b",
    re.IGNORECASE,
)
_DENIED_IN_CLAUSE_BEHIND = re.compile(
    r"[^.;:,!?()]{0,40},\s(?:which|that|qui|que|qu['’]|den|die|das|der|was)\s[^.;:,!?()]{0,30}?"
    r"(?:\bnot|\bnever|n['’]t|\bno\s+longer|\bpas|\bjamais|\bnicht|\bnie|\bniemals)\b",
    re.IGNORECASE,
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
    re.IGNORECASE,
)
_PASSING = (
    r"(?:redirect\w*|forward\w*|map(?:s|ped)|translat\w+|tunnel\w*|prox(?:ied|ies)|relay(?:s|ed)|"
    r"redirig\w+|rediri\w+|renvo\w+|transf\w+|relai\w+|leitet|um(?:ge)?leit\w+|"
    r"weiter(?:ge)?leit\w+)"
)
_ONTO = r"(?:to|onto|through|vers|à|au|an|auf|nach|zu|zum)"
TEMPORARY_PORTS = (
    r"(?:(?:ephemeral|dynamic(?:ally)?|random|temporary|arbitrary|unprivileged|high|assigned)\s)+"
    r"(?:source\s)?ports?\b"
    r"|ports?\s(?:(?:source|éphémères?|dynamiques?|aléatoires?|temporaires?|hauts?)\b\s?)+"
    r"|(?:(?:dynamisch|zufällig|temporär|hoh|beliebig)\w*\s)+(?:Quell-?)?ports?\b"
)
"""Names of ports that a caller takes for a while."""

_ELSEWHERE = re.compile(
    rf"\b{_PASSING}\b.*\b{_ONTO}\b"
    r"|\b(?:answers?|repl(?:y|ies)|responds?|responses?|répond\w*|réponses?|antwort\w*)\b"
    r"|\b(?:IANA|registered|official|standard|usual|registrierter?|üblicher?)[\s-]+port\s+is?t?\s+$"
    r"|\b(?:load\s+balancers?|reverse\s+prox(?:y|ies)|répartiteurs?|lastverteiler|in\s+front|devant|"
    r"vorgeschaltet\w*)\b"
    rf"|\b(?:from|depuis|à\s+partir|von|aus)\s(?:\S+\s){{0,2}}{TEMPORARY_PORTS}"
    r"|\b(?:see|cf\.?|documentation|voir|siehe|vgl\.?|dokumentation)\s(?:\S+\s+){0,2}[a-z]+://\S*$",
    re.IGNORECASE | re.DOTALL,
)
_PASSING_BEFORE = re.compile(rf"\b(?:{_PASSING}|NATs?)\b.*\bport\s+$", re.IGNORECASE | re.DOTALL)
_PASSING_BEHIND = re.compile(
    rf"\s+(?:(?:is|are|est|sont|wird|werden)\s+)?{_PASSING}\s", re.IGNORECASE
)
_PASSING_AT_END = re.compile(rf"\s+{_PASSING}\b", re.IGNORECASE)
_TARGET = re.compile(
    rf"[^.;:,!?()0-9]*\b{_ONTO}\s(?:[^\W\d]+\s+){{0,3}}(?P<number>[0-9]{{1,5}})(?![\w-])",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?=[.;:!?(),\s])(?:[.;:!?()](?=\s)|(?<!before),\s|[()]|\s(?:but|mais|aber|sondern)\s)",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)  # several questions are asked of one place
def clause_before(text: str, start: int) -> str:
    """The clause before a place, of which at most the last words."""
    part = text[max(0, start - 70) : start]
    ends = [match.end() for match in _CLAUSE.finditer(part)]
    return part[ends[-1] :] if ends else part


@lru_cache(maxsize=8192)  # clauses are alike in many texts: "on port", "not before version"
def _says(pattern: re.Pattern[str], clause: str) -> bool:
    return pattern.search(clause) is not None


def is_denied(text: str, at: int) -> bool:
    """Whether a clause contrasts or denies what comes at a place of it: ``unlike port 80``."""
    return _says(_DENIED, clause_before(text, at))


def is_retired(text: str, start: int, end: int) -> bool:
    """Whether what is between two places belongs to the past: ``deprecated: port 80``."""
    return bool(
        _says(_WAS_BEFORE, clause_before(text, start))
        or _RETIRED_BEFORE.search(text, max(0, start - 70), start)
        or _RETIRED_BEHIND.match(text, end)
    )


def is_of_older_version(text: str, at: int) -> bool:
    """Whether what comes at a place was so in an older version: ``before 7.0, port 80``."""
    before = max(0, at - 70), at
    return bool(_DIGIT.search(text, *before) and _OF_OLDER_VERSION.search(text, *before))


def is_denied_after(text: str, end: int) -> bool:
    """Whether the next words deny what ends at a place: ``port 80 is not used``."""
    return any(
        pattern.match(text, end, end + 100) is not None
        for pattern in (_DENIED_BEHIND, _OF_SOMETHING_DENIED_BEHIND)
    )


def is_denied_in_clause_after(text: str, end: int) -> bool:
    """Whether a relative clause denies what ends at a place: ``port 80, which we do not use``."""
    return _DENIED_IN_CLAUSE_BEHIND.match(text, end, end + 100) is not None


def is_elsewhere(text: str, at: int) -> bool:
    """Whether a clause is about another connection, such as one that something is forwarded to."""
    return _says(_ELSEWHERE, clause_before(text, at))


def passed_on_to(text: str, start: int, end: int) -> int | None:
    """The port to which a clause says that the port at a place is passed on.

    It is 8443 of ``forwards port 443 to 8443`` and ``port 443 is forwarded to port 8443``.
    """
    passes = _PASSING_BEFORE.search(clause_before(text, start)) or _PASSING_BEHIND.match(text, end)
    target = _TARGET.match(text, end, end + 80)
    if target is None or not (passes or _PASSING_AT_END.match(text, target.end())):
        return None
    return int(target["number"])


def is_unlisted(text: str, at: int) -> bool:
    """Whether a clause says that a source does not list what comes at a place of it."""
    return _says(_NOT_LISTED, clause_before(text, at))
