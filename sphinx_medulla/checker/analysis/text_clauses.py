"""What the words around a place in a text say of it: denied, contrasted, or about elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache

# Patterns that do not ignore case are for texts in lower case, which takes a fifth of the time.

_DENIED = re.compile(
    r"\b(?:not(?!\s+only)|never|no(?!\.)|nor|neither|without|unlike|except|besides|instead\s+of|"
    r"\w+n['’]t|(?:moved|changed|migrated|switched)(?:\s\w+){0,2}\s+from|"
    r"rather\s+than|other\s+than|contrary\s+to|formerly|previously|before|until|replac\w+|"
    r"used\s+to\s+be|conflicts?\s+with|alternatives?\s+to|falls?\s+back\s+from|"
    r"(?:block|clos|disabl|remov)(?:e?s?|ing|ed)|"
    r"can\s+be\s+(?:set|changed|configured|moved)|"
    r"peu(?:t|vent)\s+être\s+(?:réglée?s?|changée?s?|configurée?s?|modifiée?s?)|"
    r"pas(?!\s+(?:seulement|uniquement))|non|ni|jamais|sans|sauf|hormis|contrairement|au\s+lieu|"
    r"plutôt\s+que|anciennement|auparavant|ne\s+\w+\s+plus|n['’]\w+\s+plus|remplac\w+|"
    r"bloque[rz]?|ferme[rz]|désactive[rz]?|"
    r"nicht(?!\s+nur)|kein\w*|nie|niemals|weder|ohne|außer|statt|anstatt|anstelle|"
    r"anders\s+als|im\s+gegensatz|im\s+unterschied|früher\w*|ehemals|bisher\w*|ersetz\w+|"
    r"(?:block|sperr|schließ|deaktivier)(?:t|en|e)?)\b",
)
_WAS_BEFORE = re.compile(
    r"\b(?:was|were|used|had|listened|était|étaient|utilisait|utilisaient|"
    r"war|waren|nutzte|nutzten|verwendete|verwendeten)(?<!\bis\sused)(?<!\bare\sused)\s+"
    r"(?:(?:installed|configured|set|at|on|in|it|this|that|the|sur|le|dans|en|es|"
    r"das|der|die|auf|noch|immer|always|tcp|udp|sctp|ports?|v?[0-9][\w.]*)\s+)*$",
)
_ASIDE_OF_DENIED = re.compile(
    r"\b(?:not(?!\s+only)|no|nor|never|neither|without|unlike|instead\s+of|rather\s+than|"
    r"nicht(?!\s+nur)|kein\w*|ohne|statt|weder|pas(?!\s+(?:seulement|uniquement))|non|ni|sans)"
    r"\s+(?:[\w/-]+\s+){1,2}[(\[]$",
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
_RETIRED_BEHIND = re.compile(
    rf"\s*[(\[,–—-]\s*(?:now\s+|nun\s+)?{_RETIRED}\b"
    r"|\s*[(\[,]?\s*(?:until|up\s+to|prior\s+to|before|jusqu['’]à|avant|bis|vor)\s+(?:la\s+)?"
    r"(?:(?:version|release)\s+v?[0-9]|v?[0-9]+\.[0-9])",
    re.IGNORECASE,
)
_OF_SOMETHING_DENIED_BEHIND = re.compile(
    r"\s(?:of|on|at|du|de|des|sur|der|vom|von|auf|am)\s"
    r"(?:(?!\s(?:that|which|who|qui|der|die|das)\s)[^.;:,!?()]){1,40}?\s"
    r"(?:(?:is|are|was|were|can|est|sont|peut|ist|sind|war|kann)"
    r"(?:\s(?:not|never|no\s+longer|pas|nicht)|n['’]t)|cannot|nicht|unreachable|injoignable)\b",
)
_DENIED_BEHIND = re.compile(
    r"(?:[^\w.;:,!?()]+[\w’']+){0,3}?[^\w.;:,!?()]+"
    r"(?:not(?!\s+only)|never|no\s+longer|pas|jamais|(?:n['’]est|ne\s+\w+)\s+plus|nicht(?!\s+nur)|"
    r"\w+n['’]t|nie|niemals|kein\w*|was|were|being|removed|closed|blocked|disabled|denied|dropped|"
    r"rejected|free|libres?|frei|often|sometimes|elsewhere|alternative|souvent|parfois|ailleurs|oft|manchmal|"
    r"anderswo|unused|unreachable|unavailable|deprecated|obsolete|retired|discontinued|"
    r"geschlossen|gesperrt|blockiert|deaktiviert|abgeschaltet|veraltet|unerreichbar|"
    r"était|étaient|obsolètes?|dépréciée?s?|injoignables?|"
    r"fermée?s?|bloquée?s?|désactivée?s?|supprimée?s?|war|waren|wurden?)\b"
    r"|[^.;:!?()]{0,60}\s(?:in\s+the\s+(?:other|opposite|reverse)\s+direction|"
    r"dans\s+l['’]autre\s+sens|in\s+der\s+gegenrichtung)\b",
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
_HERE = r"(?:it|this|here|https|tls|celui-ci|ici|diesen?|hierher)\b"
_ONTO = r"(?:to|onto|through|vers|à|au|an|auf|nach|zu|zum)"
TEMPORARY_PORTS = (
    r"(?:(?:ephemeral|dynamic(?:ally)?|random|temporary|arbitrary|unprivileged|high|assigned)\s)+"
    r"(?:source\s)?ports?\b"
    r"|ports?\s(?:(?:source|éphémères?|dynamiques?|aléatoires?|temporaires?|hauts?)\b\s?)+"
    r"|(?:(?:dynamisch|zufällig|temporär|hoh|beliebig)\w*\s)+(?:quell-?)?ports?\b"
)
"""Names of ports that a caller takes for a while."""

_ELSEWHERE = re.compile(
    rf"\b{_PASSING}\b.*\b{_ONTO}\b"
    r"|\b(?:redirect|forward)\w*\s+from\b|\bredirig\w+\s+(?:depuis|du)\b|\b(?:um|weiter)geleitet\s+von\b"
    r"|\b(?:tests?|checks?|prob(?:es?|ing)|scans?|scanning|testent?|vérifien?t?|testet|testen|prüf\w+)"
    r",?\s+(?:(?:the|les?|die|den|tcp|udp|whether|if|that|que|si|dass|ob)\s+)*ports?\s"
    r"|\b(?:answers?|repl(?:y|ies)|responds?|responses?|répond\w*|réponses?|antwort\w*)\b"
    r"|\b(?:iana|registered|official|standard|usual|registrierter?|üblicher?)[\s-]+port\s+is?t?\s+$"
    r"|\b(?:load\s+balancers?|reverse\s+prox(?:y|ies)|répartiteurs?|lastverteiler|in\s+front|behind|devant|"
    r"derrière|vorgeschaltet\w*|hinter)\b"
    rf"|\b(?:from|depuis|à\s+partir|von|aus)\s(?:\S+\s){{0,2}}{TEMPORARY_PORTS}"
    r"|\b(?:see|cf\.?|documentation|voir|siehe|vgl\.?|dokumentation)\s(?:\S+\s+){0,2}[a-z]+://\S*$"
    r"|://(?:docs?|wiki|help|support|learn|kb)\.\S*$",
    re.DOTALL,
)
_PASSING_BEFORE = re.compile(rf"\b(?:{_PASSING}|nats?)\b.*\bport\s+$", re.DOTALL)
_PASSING_BEHIND = re.compile(
    rf",?\s+(?:(?:which|that|qui|das|der|die)\s+)?(?:(?:is|are|est|sont|wird|werden)\s+)?{_PASSING}\s",
    re.IGNORECASE,
)
_PASSED_ON_HERE = re.compile(
    rf",?\s+(?:(?:which|that|and|qui|et|das|der|die|und)\s+)?(?:(?:is|are|est|sont|wird|werden)\s+)?"
    rf"{_PASSING}\s(?:[^\W\d]+\s){{0,2}}{_ONTO}\s{_HERE}",
    re.IGNORECASE,
)
_ONTO_HERE = re.compile(rf"\s{_ONTO}\s{_HERE}", re.IGNORECASE)
_THAT_OF = re.compile(
    r"\s+(?:is|are|est|sont|ist|sind)\s+(?:that|those|celui|celle|ceux|der|die)\s+"
    r"(?:of|de|du|des|von|vom)\b",
    re.IGNORECASE,
)
_HOST_ITSELF = (
    r"(?:localhost|127\.0\.0\.1|\[?::1\]?|loopback(?:[\s-](?:interface|address|adresse|schnittstelle))?|"
    r"boucle\s+locale|interface\s+de\s+bouclage)"
)
_ONLY = r"(?:\s+(?:only|alone|nur|allein|uniquement|seulement))?"
_LOCAL_BEFORE = re.compile(
    rf"(?<!\bfrom\s)(?<!\bvon\s)(?<!\bdepuis\s){_HOST_ITSELF}{_ONLY}(?::|\s|,\s|\s\()"
    r"(?:(?:on|at|sur|auf|le|tcp|udp)\s){0,2}(?:ports?\s)?$",
    re.IGNORECASE,
)
_LOCAL_BEHIND = re.compile(
    rf"[\s,]\s?\(?(?:(?:only|nur|uniquement|seulement|bound|lié)\s){{0,2}}"
    rf"(?:(?:of|on|at|to|de|à|sur|auf|von|an)\s)?(?:(?:the|la|le|l['’]|der|dem|die)\s?)?{_HOST_ITSELF}\b"
    rf"|(?:\s[^\W\d_]+){{1,5}}?\s(?:from|depuis|von)\s{_HOST_ITSELF}\s(?:only|alone|uniquement|seulement)\b"
    rf"|(?:\s[^\W\d_]+){{1,5}}?\s(?:only\sfrom|(?:seulement|uniquement)\sdepuis|nur\svon)\s{_HOST_ITSELF}\b",
    re.IGNORECASE,
)
_OF_HOST_ITSELF = re.compile(rf"\b{_HOST_ITSELF}\b")
_PASSING_AT_END = re.compile(rf"\s+{_PASSING}\b", re.IGNORECASE)
_TARGET = re.compile(
    rf",?[^.;:,!?()0-9]*\b{_ONTO}\s(?:[^\W\d]+\s+){{0,3}}(?P<number>[0-9]{{1,5}})(?![\w-])",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?](?=\s)")
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


@lru_cache(maxsize=65536)  # clauses are alike in many texts: "on port", "not before version"
def _says(pattern: re.Pattern[str], clause: str) -> bool:
    return pattern.search(clause.lower()) is not None


def is_denied(text: str, at: int) -> bool:
    """Whether a clause contrasts or denies what comes at a place of it: ``unlike port 80``."""
    return _says(_DENIED, clause_before(text, at))


def is_aside_of_denied(text: str, at: int) -> bool:
    """Whether a place begins what explains a denied thing in brackets: ``not QUIC (443/udp)``."""
    is_aside = text[at - 1 : at] in {"(", "["}
    return is_aside and _ASIDE_OF_DENIED.search(text[max(0, at - 50) : at].lower()) is not None


def is_retired(text: str, start: int, end: int) -> bool:
    """Whether what is between two places belongs to the past: ``deprecated: port 80``."""
    before = max(0, start - 70), start
    return bool(
        _says(_WAS_BEFORE, clause_before(text, start))
        or (":" in text[slice(*before)] and _RETIRED_BEFORE.search(text, *before))
        or _RETIRED_BEHIND.match(text, end)
    )


def is_of_older_version(text: str, at: int) -> bool:
    """Whether what comes at a place was so in an older version: ``before 7.0, port 80``."""
    before = max(0, at - 70), at
    return bool(_DIGIT.search(text, *before) and _OF_OLDER_VERSION.search(text, *before))


def is_denied_after(text: str, end: int) -> bool:
    """Whether the next words deny what ends at a place: ``port 80 is not used``."""
    behind = text[end : end + 100].lower()
    return bool(_DENIED_BEHIND.match(behind) or _OF_SOMETHING_DENIED_BEHIND.match(behind))


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


def is_passed_on_here(text: str, start: int, end: int) -> bool:
    """Whether what is between two places is said to lead on to what the text is about."""
    if _PASSED_ON_HERE.match(text, end, end + 80):
        return True
    is_passed = _ONTO_HERE.match(text, end, end + 40) is not None
    return is_passed and _says(_PASSING_BEFORE, clause_before(text, start))


def is_that_of(text: str, end: int) -> bool:
    """Whether what ends at a place is said to be another's: ``8007 is that of the backup``."""
    return _THAT_OF.match(text, end, end + 40) is not None


def is_local(text: str, start: int, end: int) -> bool:
    """Whether what is between two places is open on this host alone: ``localhost:5000``."""
    return bool(
        _LOCAL_BEFORE.search(text, max(0, start - 60), start) or _LOCAL_BEHIND.match(text, end)
    )


def is_about_host_itself(text: str, at: int) -> bool:
    """Whether a sentence of a text in lower case is about what this host alone can reach."""
    return _OF_HOST_ITSELF.search(sentence_around(text, at)) is not None


def sentence_around(text: str, start: int, end: int | None = None) -> str:
    """The sentence at a place, up to a full stop or a semicolon before and after it."""
    begins = [found.end() for found in _SENTENCE_END.finditer(text, 0, start)]
    last = _SENTENCE_END.search(text, start if end is None else end)
    return text[begins[-1] if begins else 0 : last.start() if last else len(text)]


def is_unlisted(text: str, at: int) -> bool:
    """Whether a clause says that a source does not list what comes at a place of it."""
    return _says(_NOT_LISTED, clause_before(text, at))
