"""Finding transport protocols in running text: English, French and German."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...dataset.ports import PROTOCOLS
from .text_clauses import clause_before, is_denied, is_denied_after, is_elsewhere

_PROTOCOL = "|".join(PROTOCOLS)
_NAMED = re.compile(rf"\b(?:{_PROTOCOL})\b(?!/IP)", re.IGNORECASE)
_USED_BEFORE = re.compile(
    r"(?:^|[.:;(]\s*|\b(?:over|via|by|using|uses?|through|in|as|an?|is|are|pure|plain|sur|en|par|"
    r"utilise|über|per|mit|auf|nutzt|ist|sind|reines)\s+(?:the\s+|le\s+|das\s+)?)$",
    re.IGNORECASE,
)
_USED_BEHIND = re.compile(
    r"[\s-]+(?:channels?|connections?|protocol|verbindung(?:en)?|kan(?:al|äle)|protokoll)\b",
    re.IGNORECASE,
)
_CHANNEL_BEFORE = re.compile(
    r"\b(?:canal|canaux|connexions?|protocole|kanal|verbindung)\s+$", re.IGNORECASE
)
_ONLY = re.compile(r"only|just|sole|exclusi|uniquement|seulement|\bnur\b|ausschließ|lediglich")
_ONLY_BEFORE = re.compile(
    r"\b(?:only|just|solely|exclusively|uniquement|seulement|exclusivement|nur|ausschließlich|"
    r"lediglich)(?:\s+(?:uses?|over|via|by|in|en|par|sur|über|per|auf|with|the|le|das))*\s+$",
    re.IGNORECASE,
)
_ONLY_BEHIND = re.compile(
    r"\s+(?:only|exclusively|uniquement|seulement|exclusivement)\s*"
    r"(?:$|[.;:,!?)]|(?:by|between|among|par|entre)\b)",
    re.IGNORECASE,
)
_BESIDE = rf"(?:[\s/+&:()\[\]_-]|(?:ports?|and|or|et|ou|und|oder|over|via|en|über|{_PROTOCOL})\b)"
_DIGIT_BEFORE = re.compile(rf"[0-9]{_BESIDE}{{0,8}}$", re.IGNORECASE)
_DIGIT_BEHIND = re.compile(rf"{_BESIDE}{{0,8}}[0-9]", re.IGNORECASE)


_BOTH = re.compile(
    r"(?:^|[.:;(]\s*|\b(?:both|over|via|by|using|uses?|through|in|on|sur|en|par|utilise|über|per|mit|"
    rf"auf|nutzt|sowohl)\s+)(?P<names>(?:{_PROTOCOL})(?:\s?[/+&]\s?|\s(?:and|et|und|als\s+auch)\s)"
    rf"(?:{_PROTOCOL}))(?=\s*(?:$|[.;:,!?)]))",
    re.IGNORECASE,
)


_EACH_FOR = re.compile(
    rf"(?:^|[.:;(]\s*|\b(?:over|via|by|using|uses?|sur|en|par|über|per|mit)\s+)"
    rf"(?P<names>(?:{_PROTOCOL})\s(?:for|pour|für)\s[^.,;:()0-9]{{1,60}}?(?:[,;]|[,;]?\s(?:and|et|und))\s"
    rf"(?:(?:over|via|by|using|sur|en|par|über|per|mit)\s)?(?:{_PROTOCOL})\s(?:for|pour|für)\s)",
    re.IGNORECASE,
)
"""Finds protocols that share the work: "UDP for discovery, TCP for data"."""


_JOINED = re.compile(
    rf"\b(?:{_PROTOCOL})(?:\s?[/+&]\s?|\s(?:and|or|et|ou|und|oder|als\s+auch)\s)(?:{_PROTOCOL})\b",
    re.IGNORECASE,
)


def are_joined(text: str) -> bool:
    """Whether a text names two transport protocols together: ``TCP and UDP``."""
    return _JOINED.search(text) is not None


def protocols_together(text: str) -> tuple[str, ...]:
    """The transport protocols that a text says to be used, one as well as the other."""
    found = _BOTH.search(text) or _EACH_FOR.search(text)
    if found is None or is_denied(text, found.start("names")):
        return ()
    return protocols_named(found["names"])


def says_only(text: str) -> bool:
    """Whether a text in lower case has a word that excludes something else."""
    return _ONLY.search(text) is not None


def protocols_named(text: str) -> tuple[str, ...]:
    """The transport protocols that a text names, in the order of `PROTOCOLS`."""
    if not text:
        return ()
    named = {name.lower() for name in _NAMED.findall(text)}
    return tuple(name for name in PROTOCOLS if name in named)


class ProtocolClaim(NamedTuple):
    """A transport protocol that a text names; ``only`` if it says that there is no other.

    ``used`` if it says that it is used, as in "over UDP", and not only what a UDP packet is;
    ``of_port`` if it is that of a port in the text: ``UDP 53``.
    """

    protocol: str
    only: bool
    used: bool
    of_port: bool


def protocols_claimed(text: str) -> Iterator[ProtocolClaim]:
    """The transport protocols of a text, but those that it denies or contrasts."""
    for found in _NAMED.finditer(text):
        start, end = found.span()
        if not (is_denied(text, start) or is_denied_after(text, end) or is_elsewhere(text, start)):
            clause = clause_before(text, start)
            only = _ONLY_BEFORE.search(clause) or _ONLY_BEHIND.match(text, found.end())
            of_port = _DIGIT_BEFORE.search(text, max(0, start - 24), start) or _DIGIT_BEHIND.match(
                text, found.end()
            )
            before = max(0, found.start() - 40), found.start()
            used = (
                only
                or _USED_BEFORE.search(text, *before)
                or _CHANNEL_BEFORE.search(text, *before)
                or _USED_BEHIND.match(text, found.end())
            )
            yield ProtocolClaim(
                found[0].lower(), bool(only and not of_port), bool(used), bool(of_port)
            )
