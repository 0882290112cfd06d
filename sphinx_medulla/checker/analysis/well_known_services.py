"""What is generally known about services, such as the transport of their ports.

The facts are in well_known_services.yaml, which is read when a rule first needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...dataset.model import Service
from ...dataset.ports import Port
from ...dataset.yaml_reader import read_yaml
from ...grouping import grouped

FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True, slots=True)
class WordPattern:
    """Finds any of several words in a text, in upper or lower case, as whole words only."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordPattern:
        """A pattern of words, which are not found behind "no" or "not"."""
        several = "|".join(re.escape(word) for word in words)
        return cls(re.compile(rf"(?<!\bno )(?<!\bnot )(?<!\w)(?:{several})(?!\w)", re.IGNORECASE))

    def found_in(self, service: Service) -> str:
        """The first of the words in the names and the description of a service and of its ports.

        As written there; empty if there is none.
        """
        names = (entry.name for entry in service.ports)
        found = self.pattern.search("\n".join((service.name, *names, service.description)))
        return "" if found is None else found[0]


@dataclass(frozen=True, slots=True)
class KnownTransport:
    """A port of a known service, with all transport protocols that it may have."""

    name: str
    port: Port
    words: WordPattern
    sources: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class WellKnownServices:
    """All facts: ``transports`` by number, ``bundles`` by each port in ``seen``."""

    transports: dict[int, list[KnownTransport]]
    bundles: dict[Port, list[PortBundle]]
    dynamic: WordPattern


@lru_cache(maxsize=1)
def well_known_services() -> WellKnownServices:
    """Read the file, once."""
    facts: Any = read_yaml(FILE.read_bytes(), str(FILE)).data
    titles = {key: source["title"] for key, source in facts["sources"].items()}
    transports = [
        KnownTransport(
            name=entry["name"],
            port=port,
            words=WordPattern.of(entry["words"]),
            sources=tuple(titles[key] for key in entry["source"]),
        )
        for entry in facts["transports"]
        for port in _ports(entry["ports"])
    ]
    bundles = [
        PortBundle(
            name=entry["name"],
            seen=_ports(entry["seen"]),
            needs=_ports(entry["needs"]),
            optional=_ports(entry.get("optional", [])),
            words=WordPattern.of(entry["words"]),
            why=entry["why"],
            sources=tuple(titles[key] for key in entry["source"]),
        )
        for entry in facts["bundles"]
    ]
    return WellKnownServices(
        grouped(
            (number, replace(known, port=Port(number, number, known.port.protocols)))
            for known in transports
            for number in range(known.port.first, known.port.last + 1)
        ),
        grouped((port, bundle) for bundle in bundles for port in bundle.seen),
        WordPattern.of(facts["dynamic"]["words"]),
    )


def _ports(texts: Iterable[str]) -> tuple[Port, ...]:
    return tuple(map(Port.parse, texts))
