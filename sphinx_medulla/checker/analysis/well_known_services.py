"""What is generally known about services, such as their usual ports and how they are encrypted.

The facts are in well_known_services.yaml, which is read when a rule first needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ...dataset.codes import listed
from ...dataset.model import Service
from ...dataset.ports import Port
from ...dataset.yaml_reader import read_yaml
from ...grouping import grouped

FILE = Path(__file__).with_suffix(".yaml")

_PLURAL = re.compile(r"(?!.*\b(?:for|between|over)\b).*\s[a-z]+s")
_MOST_NUMBERS = 200
"""A range of more numbers does not tell which service has one of them."""


@dataclass(frozen=True, slots=True)
class WordPattern:
    """Finds any of several words in a text, in upper or lower case, as whole words only."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordPattern:
        """A pattern of words, which are not found behind "no" or "not"."""
        several = tuple(words)
        parts = "|".join(map(re.escape, several))
        pattern = rf"(?<!\bno )(?<!\bnot )(?<!\w)(?:{parts})(?!\w)"
        return cls(re.compile(pattern, re.IGNORECASE), tuple(map(str.casefold, several)))

    def found_in(self, service: Service) -> str:
        """The first of the words in the names and the description of a service and of its ports.

        As written there; empty if there is none.
        """
        names = (entry.name for entry in service.ports)
        text = "\n".join((service.name, *names, service.description))
        folded = text.casefold()
        # Looking for each word takes far less time than the pattern, which seldom finds one.
        found = self.pattern.search(text) if any(map(folded.__contains__, self.words)) else None
        return "" if found is None else found[0]


@dataclass(frozen=True)
class KnownService:
    """A service that many products use, with the ports that it usually has.

    ``registered`` are ports that a registry has for ``name``, ``custom`` those that it has without
    one, each with all transports that are in use; ``unused`` are transports that a registry has
    besides. ``encryption`` says how the service is always encrypted, if it is; ``over_tls`` names
    the same service over TLS. Services of one ``family`` go by one another's names. A ``carrier``
    carries other services, and the ports of a ``dynamic`` service are often others.
    """

    name: str
    words: tuple[str, ...]
    beside: tuple[str, ...]
    registered: tuple[Port, ...]
    custom: tuple[Port, ...]
    unused: tuple[Port, ...]
    encryption: str
    over_tls: str
    family: str
    carrier: bool
    dynamic: bool
    sources: tuple[str, ...]

    @cached_property
    def ports(self) -> tuple[Port, ...]:
        """The ports that it usually has, registered ones first."""
        return (*self.registered, *self.custom)

    @property
    def every_word(self) -> tuple[str, ...]:
        """All words for it beside its number."""
        return (self.name, *self.words, *self.beside)

    @cached_property
    def named(self) -> WordPattern:
        """Finds it in a text by any of its words, but not by those of its family."""
        return WordPattern.of(self.every_word)

    @cached_property
    def numbers(self) -> str:
        """The numbers that it usually has, as a sentence shows them."""
        joined: list[Port] = []
        for port in self.ports:
            last = joined[-1] if joined else None
            is_next = last is not None and last.last + 1 == port.first
            if last is not None and is_next and (last.first < last.last or port.first < port.last):
                joined[-1] = Port(last.first, port.last, last.protocols)
            else:
                joined.append(port)
        return listed((port.number for port in joined), "or")

    @property
    def usually(self) -> str:
        """The usual numbers as a part of a sentence: ``LDAPS is usually 636``."""
        return f"{self.name} {'are' if self.is_plural else 'is'} usually {self.numbers}"

    @property
    def is_plural(self) -> bool:
        """Whether a sentence about it has the verb in the plural: ``SNMP traps use UDP``."""
        return " and " in self.name or _PLURAL.fullmatch(self.name) is not None

    def on(self, number: int) -> Port | None:
        """Its port with a number."""
        return next((port for port in self.ports if port.first <= number <= port.last), None)

    def unused_on(self, number: int) -> frozenset[str]:
        """The transports that a registry has for a number, but that are not in use."""
        return frozenset(
            protocol
            for port in self.unused
            if port.first <= number <= port.last
            for protocol in port.protocols
        )


@dataclass(frozen=True, slots=True)
class PortBundle:
    """Ports that a service needs together: if one of ``seen`` is used, so must all of ``needs``."""

    name: str
    seen: tuple[Port, ...]
    needs: tuple[Port, ...]
    optional: tuple[Port, ...]
    words: WordPattern
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class WellKnownServices:
    """All facts.

    ``bundles`` are found by each port in ``seen``. ``dynamic`` are the words for ports without a
    number of their own, ``dynamic_ranges`` the first and last numbers of ranges they come from.
    ``administration`` are names of services through which machines are administered,
    ``qualifiers`` words that make another service of a name.
    """

    services: tuple[KnownService, ...]
    bundles: dict[Port, list[PortBundle]]
    administration: WordPattern
    dynamic: WordPattern
    dynamic_ranges: frozenset[tuple[int, int]]
    qualifiers: frozenset[str]

    @cached_property
    def by_name(self) -> dict[str, KnownService]:
        """The services by their names in this file."""
        return {known.name: known for known in self.services}

    @cached_property
    def by_number(self) -> dict[int, list[KnownService]]:
        """The services that usually have each number."""
        return grouped(
            (number, known)
            for known in self.services
            for port in known.ports
            if port.last - port.first < _MOST_NUMBERS
            for number in range(port.first, port.last + 1)
        )

    @cached_property
    def families(self) -> dict[str, list[KnownService]]:
        """The services of each family, by its label."""
        return grouped((known.family, known) for known in self.services if known.family)

    def family_of(self, known: KnownService) -> tuple[KnownService, ...]:
        """The services that go by one another's names, the given one first."""
        others = self.families.get(known.family, ())
        return (known, *(other for other in others if other is not known))

    @cached_property
    def _patterns(self) -> dict[str, WordPattern]:
        return {}

    def words_of(self, known: KnownService) -> WordPattern:
        """Every word for a service beside its number, those of its family included."""
        key = known.family or known.name
        if key not in self._patterns:
            some = self.family_of(known)
            self._patterns[key] = WordPattern.of(word for each in some for word in each.every_word)
        return self._patterns[key]


@lru_cache(maxsize=1)
def well_known_services() -> WellKnownServices:
    """Read the file, once."""
    facts: Any = read_yaml(FILE.read_bytes(), str(FILE)).data
    titles = {key: source["title"] for key, source in facts["sources"].items()}
    bundles = [
        PortBundle(
            name=entry["name"],
            seen=_ports(entry["seen"]),
            needs=_ports(entry["needs"]),
            optional=_ports(entry.get("optional", [])),
            words=WordPattern.of(entry["words"]),
            why=entry["why"],
            sources=_titles(entry["source"], titles),
        )
        for entry in facts["bundles"]
    ]
    ranges = (Port.parse(f"{entry['range']}/tcp") for entry in facts["dynamic"]["ranges"])
    return WellKnownServices(
        services=tuple(_known_service(entry, titles) for entry in facts["services"]),
        bundles=grouped((port, bundle) for bundle in bundles for port in bundle.seen),
        administration=WordPattern.of(facts["administration"]["words"]),
        dynamic=WordPattern.of(facts["dynamic"]["words"]),
        dynamic_ranges=frozenset((port.first, port.last) for port in ranges),
        qualifiers=frozenset(word for words in facts["qualifiers"].values() for word in words),
    )


def _known_service(entry: dict[str, Any], titles: Mapping[str, str]) -> KnownService:
    return KnownService(
        name=entry["name"],
        words=tuple(entry.get("words", ())),
        beside=tuple(entry.get("beside", ())),
        registered=_ports(entry.get("ports", ())),
        custom=_ports(entry.get("custom", ())),
        unused=_ports(entry.get("registered", ())),
        encryption=entry.get("encryption", ""),
        over_tls=entry.get("tls", ""),
        family=entry.get("family", ""),
        carrier=entry.get("carrier", False),
        dynamic=entry.get("dynamic", False),
        sources=_titles(entry["source"], titles),
    )


def _titles(keys: Iterable[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """What the sources are called; an RFC by its number."""
    return tuple(
        f"RFC {key.removeprefix('rfc-')}" if key.startswith("rfc-") else titles[key] for key in keys
    )


def _ports(texts: Iterable[str]) -> tuple[Port, ...]:
    return tuple(map(Port.parse, texts))
