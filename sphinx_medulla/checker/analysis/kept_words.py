"""What a translation keeps, whatever the language: numbers, names, and whether it asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...dataset.codes import listed
from ...dataset.model import Dataset
from ...dataset.ports import PROTOCOLS
from ..context import Place
from .named_ports import folded
from .port_sets import numbers_differ_by_one_slip
from .question_marks import has_question_mark
from .text_clauses import is_denied
from .text_encryption import encryption_said
from .text_words import word_set

_NUMBER = re.compile(
    r"(?<![\w.,/-])(?<![0-9][\s\u00a0\u202f'’])[0-9]{2,5}"
    r"(?![\w/]|[.,][0-9]|[\s\u00a0\u202f'’][0-9]{3}\b)"
)
_LONG = 4
_SETTING = re.compile(r"(?<![\w./-])[A-Za-z]\w*_\w*[A-Za-z0-9](?![\w./-])")
_HOST = re.compile(r"(?<![\w.@-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w-])")
_PROTOCOL = re.compile(rf"\b(?:{'|'.join(PROTOCOLS)})\b", re.IGNORECASE)
_ENCRYPTION = re.compile(r"chiffr|verschlüssel|encrypt", re.IGNORECASE)

_WITH = re.compile(r"\b(?:with|avec|mit)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:without|sans|ohne)\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|unless|unencrypted|ne|pas|non|aucune?|jamais|sauf|hors|absence|inutiles?|"
    r"nicht\w*|kein\w*|nie|fehl\w*|außer|unnötig\w*|unverschlüsselt\w*)\b|\bn['’]|n['’]t\b",
    re.IGNORECASE,
)

_FUNCTION_WORDS = {
    "en": word_set("the of and to is are by with which from that used must its on"),
    "fr": word_set("le la les des du et est sont pour par sur qui une dans avec aux au"),
    "de": word_set("der die das den dem und ist sind für von mit nicht werden wird zum zur im auf"),
}
"""Words that tell these languages apart, if several of one and none of another are in a text."""

_WORD = re.compile(r"[^\W\d_]+")


def difference_of(text: str, translation: str, language: str) -> str:
    """What a translation says otherwise than its text, as half a sentence; empty if nothing."""
    for differs in (_numbers, _settings, _hosts, _protocols, _question, _encryption, _without):
        if wrong := differs(text, translation):
            return wrong
    return _language(translation, language) if translation != text else ""


def names_made_one(
    dataset: Dataset, translate: Callable[[str], str]
) -> Iterator[tuple[Place, str, str]]:
    """The names of roles, modes and zones whose translation another one has, with that one."""
    tables = (
        ("roles", "name", dataset.roles.values()),
        ("modes", "title", dataset.modes.values()),
        ("modes", "short", dataset.modes.values()),
        ("zones", "name", dataset.zones.values()),
    )
    for table, key, entries in tables:
        first: dict[str, str] = {}
        for entry in entries:
            name = getattr(entry, key)
            other = first.setdefault(folded(translate(name)), name) if name else name
            if folded(other) != folded(name):
                yield (table, entry.id, key), name, other


def _numbers(text: str, translation: str) -> str:
    """A number instead of another one; short ones only if one slip is between them."""
    lost, added = _only_in(_NUMBER, text, translation)
    pairs = (
        (new, old)
        for new in added
        for old in lost
        if min(len(new), len(old)) >= _LONG or numbers_differ_by_one_slip(new, old)
    )
    return next((f"has {new} instead of {old}" for new, old in pairs), "")


def _settings(text: str, translation: str) -> str:
    lost, _added = _only_in(_SETTING, text, translation)
    return f"lacks {listed(lost)}" if lost else ""


def _hosts(text: str, translation: str) -> str:
    """The hosts that are missing; one in the domain of a country may be a translated page's."""
    lost, _added = _only_in(_HOST, text, translation)
    there = {_domain(host) for host in _HOST.findall(translation)}
    names = {domain[0] for domain in there if len(domain[1]) == 2}
    lost = [host for host in lost if _domain(host) not in there and _domain(host)[0] not in names]
    return f"lacks {listed(lost)}" if lost else ""


def _domain(host: str) -> tuple[str, str]:
    """The last two parts of a host name."""
    *_, name, top = host.split(".")
    return name, top


def _protocols(text: str, translation: str) -> str:
    lost, _added = _only_in(_PROTOCOL, text, translation, str.upper)
    return f"lacks {listed(lost)}" if lost else ""


def _question(text: str, translation: str) -> str:
    asks = has_question_mark(text.rstrip()[-1:]) and not has_question_mark(translation)
    return "asks nothing" if asks else ""


def _encryption(text: str, translation: str) -> str:
    """Whether a translation leaves out that something is not encrypted."""
    if encryption_said(text) != "none" or encryption_said(translation) == "none":
        return ""
    found = list(_ENCRYPTION.finditer(translation))
    is_affirmed = found and not any(is_denied(translation, one.start()) for one in found)
    return "says that something is encrypted" if is_affirmed else ""


def _without(text: str, translation: str) -> str:
    """Whether the opposite is said of something that is absent: ``mit Relay``."""
    if not (_WITHOUT.search(text) and _WITH.search(translation)) or _WITH.search(text):
        return ""
    denies = _WITHOUT.search(translation) or any(map(_NEGATION.search, (text, translation)))
    return "" if denies else "says with instead of without"


def _language(translation: str, language: str) -> str:
    """Whether a translation is in another of the languages whose words are known."""
    own = language.partition("_")[0]
    if own not in _FUNCTION_WORDS:
        return ""
    words = set(map(str.lower, _WORD.findall(translation)))
    if not words.isdisjoint(_FUNCTION_WORDS[own]):
        return ""
    for other, known in _FUNCTION_WORDS.items():
        if len(words & (known - _FUNCTION_WORDS[own])) > 1:
            return f"is in the language {other!r}"
    return ""


def _only_in(
    pattern: re.Pattern[str],
    text: str,
    translation: str,
    form: Callable[[str], str] = str,
) -> tuple[list[str], list[str]]:
    """What a pattern finds in a text and not in its translation, and the other way round."""
    said, written = ([*map(form, pattern.findall(one))] for one in (text, translation))
    lost = [one for one in dict.fromkeys(said) if one not in written]
    return lost, [one for one in dict.fromkeys(written) if one not in said]
