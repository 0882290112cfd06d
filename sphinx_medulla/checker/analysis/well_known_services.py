"""What is generally known about services, such as the transport of their ports.

The facts are in well_known_services.yaml, which is read when a rule first needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...dataset.model import Service
from ...dataset.ports import Port
from ...dataset.yaml_reader import read_yaml

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
        """The first of the words in a service's texts, as written there; else nothing."""
        found = self.pattern.search(text_of(service))
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

    transports: dict[int, tuple[KnownTransport, ...]]
    bundles: dict[Port, tuple[PortBundle, ...]]
    dynamic: WordPattern
    sources: dict[str, str]


def text_of(service: Service) -> str:
    """All texts about a service: its name, the names of its ports, and its description."""
    names = (entry.name for entry in service.ports)
    return "\n".join((service.name, *names, service.description))


@lru_cache(maxsize=1)
def well_known_services() -> WellKnownServices:
    """Read the file, once.

    Raises `ValueError` if it is not valid YAML.
    """
    tree = read_yaml(FILE.read_bytes(), str(FILE))
    if tree.problems or not isinstance(tree.data, dict):
        raise ValueError("\n".join(map(str, tree.problems)))
    data: Any = tree.data
    sources = {key: source["title"] for key, source in data["sources"].items()}
    transports: dict[int, list[KnownTransport]] = {}
    for entry in data["transports"]:
        words, named = (
            WordPattern.of(entry["words"]),
            tuple(sources[key] for key in entry["source"]),
        )
        for port in _ports(entry["ports"]):
            for number in range(port.first, port.last + 1):
                single = Port(number, number, port.protocols)
                known = KnownTransport(entry["name"], single, words, named)
                transports.setdefault(number, []).append(known)
    bundles: dict[Port, list[PortBundle]] = {}
    for entry in data["bundles"]:
        bundle = PortBundle(
            name=entry["name"],
            seen=_ports(entry["seen"]),
            needs=_ports(entry["needs"]),
            optional=_ports(entry.get("optional", [])),
            words=WordPattern.of(entry["words"]),
            why=entry["why"],
            sources=tuple(sources[key] for key in entry["source"]),
        )
        for port in bundle.seen:
            bundles.setdefault(port, []).append(bundle)
    return WellKnownServices(
        {number: tuple(known) for number, known in transports.items()},
        {port: tuple(known) for port, known in bundles.items()},
        WordPattern.of(data["dynamic"]["words"]),
        sources,
    )


def _ports(texts: Iterable[str]) -> tuple[Port, ...]:
    return tuple(Port.parse(text) for text in texts)
