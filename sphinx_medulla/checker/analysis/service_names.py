"""Which well-known service the name of a service, or of one of its ports, means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...dataset.model import Service, ServicePort
from ...dataset.ports import Port
from .well_known_services import KnownService, WellKnownServices, well_known_services

_WORD = re.compile(r"[^\W_]+")
_PLAIN_WORDS = frozenset(("access", "and", "port", "ports", "protocol", "server", "service", "the"))
"""Words that a name may have besides without meaning another service."""

_TLS_WORDS = frozenset(
    ("encrypted", "mtls", "over", "plain", "secure", "ssl", "tls", "unencrypted", "via", "with")
)
"""Words of a name that say how a service is encrypted."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The well-known services that a name means: none, one, or several as in "HTTP and HTTPS".

    ``whole`` says that the name has no other word of weight.
    """

    services: tuple[KnownService, ...] = ()
    whole: bool = False

    @property
    def title(self) -> str:
        """The names of the services."""
        return " or ".join(known.name for known in self.services)

    @property
    def carrier(self) -> bool:
        """Whether the name says only what a service runs over."""
        return bool(self.services) and all(known.carrier for known in self.services)

    def fits(self, port: Port) -> bool:
        """Whether a service with this name may have a port, whatever the transport."""
        return any(
            usual.first <= port.last and port.first <= usual.last
            for known in self.services
            for member in well_known_services().family_of(known)
            for usual in member.ports
        )


NOTHING = Meaning()
"""What a name without a well-known service means."""


@lru_cache(maxsize=65536)
def meaning_of(name: str) -> Meaning:
    """The services that a name means.

    A qualified name, such as "HTTPS proxy", means none.
    """
    phrases = _phrases()
    words = _words(name)
    exact = phrases.whole.get(tuple(words))
    if exact is not None:
        return Meaning((exact,), whole=True)
    found: list[KnownService] = []
    rest: list[str] = []
    at = 0
    while at < len(words):
        longest = min(phrases.longest, len(words) - at)
        for length in range(longest, 0, -1):
            known = phrases.services.get(tuple(words[at : at + length]))
            if known is not None:
                found.append(known)
                at += length
                break
        else:
            rest.append(words[at])
            at += 1
    if not found or not phrases.qualifiers.isdisjoint(rest):
        return NOTHING
    return Meaning(tuple(dict.fromkeys(found)), whole=_PLAIN_WORDS.issuperset(rest))


def is_qualified(name: str) -> bool:
    """Whether a name has a word that makes another service of it, such as "proxy"."""
    return not well_known_services().qualifiers.isdisjoint(_words(name))


def port_meaning(service: Service, entry: ServicePort) -> Meaning:
    """What a port's own name means, or, if that means nothing, its service's name."""
    own = meaning_of(entry.name) if entry.name else NOTHING
    return own if own.services else meaning_of(service.name)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The words of all services, as tuples; ``whole`` are those that must be a whole name."""

    services: dict[tuple[str, ...], KnownService]
    whole: dict[tuple[str, ...], KnownService]
    qualifiers: frozenset[str]
    longest: int


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    facts = well_known_services()
    services: dict[tuple[str, ...], KnownService] = {}
    whole: dict[tuple[str, ...], KnownService] = {}
    for known in facts.services:
        for phrase in _tuples(known.words):
            services.setdefault(phrase, known)
    for known in facts.services:
        for phrase in _tuples((known.name,)):
            whole.setdefault(phrase, known)
    longest = max(map(len, services))
    return _Phrases(services, whole, facts.qualifiers, longest)


def _tuples(phrases: Iterable[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(_words(phrase)) for phrase in phrases)


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(text.casefold())


def tls_pair(one: Port, other: Port) -> bool:
    """Whether two numbers are those of one well-known service without TLS and with it."""
    return _tls_pair(well_known_services(), one, other) or _tls_pair(
        well_known_services(), other, one
    )


def _tls_pair(facts: WellKnownServices, plain: Port, encrypted: Port) -> bool:
    if plain.first != plain.last or encrypted.first != encrypted.last:
        return False
    return any(
        facts.by_name[known.over_tls].on(encrypted.first) is not None
        for known in facts.by_number.get(plain.first, ())
        if known.over_tls
    )


def differ_by_tls(one: str, other: str) -> bool:
    """Whether two names are those of one service, of which one or each says how it is encrypted.

    So do "Broker" and "Broker over TLS", "Broker (plain)" and "Broker (SSL)", "Feed" and "Feeds".
    """
    bare = _without_tls(one)
    return bool(bare) and bare == _without_tls(other) and _words(one) != _words(other)


def _without_tls(name: str) -> list[str]:
    return [word.removesuffix("s") for word in _words(name) if word not in _TLS_WORDS]
