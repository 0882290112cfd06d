"""What the field knows of services: the content of facts.yaml, read when a rule first asks."""

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

FILE = Path(__file__).with_name("facts.yaml")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a text may hold, in any case, as whole words."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """Look for any of the words, unless the text says that it is not so."""
        several = "|".join(re.escape(word) for word in words)
        return cls(re.compile(rf"(?<!\bno )(?<!\bnot )(?<!\w)(?:{several})(?!\w)", re.IGNORECASE))

    def found_in(self, service: Service) -> str:
        """The first of the words in what is said of a service, as it stands there."""
        found = self.pattern.search(text_of(service))
        return "" if found is None else found[0]


@dataclass(frozen=True, slots=True)
class Transport:
    """A port of a known service, with all transports that it may have."""

    name: str
    port: Port
    words: Words
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Ports that are of use together: where one of ``seen`` is, all of ``needs`` must be."""

    name: str
    seen: tuple[Port, ...]
    needs: tuple[Port, ...]
    optional: tuple[Port, ...]
    words: Words
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known; ``transports`` by number, ``bundles`` by the ports that call for them."""

    transports: dict[int, tuple[Transport, ...]]
    bundles: dict[Port, tuple[Bundle, ...]]
    dynamic: Words
    sources: dict[str, str]


def text_of(service: Service) -> str:
    """What a dataset says of a service."""
    names = (entry.name for entry in service.ports)
    return "\n".join((service.name, *names, service.description))


@lru_cache(maxsize=1)
def facts() -> Facts:
    """Read the file, once."""
    tree = read_yaml(FILE.read_bytes(), str(FILE))
    if tree.problems or not isinstance(tree.data, dict):
        raise ValueError("\n".join(map(str, tree.problems)))
    data: Any = tree.data
    sources = {key: source["title"] for key, source in data["sources"].items()}
    transports: dict[int, list[Transport]] = {}
    for entry in data["transports"]:
        words, named = Words.of(entry["words"]), tuple(sources[key] for key in entry["source"])
        for port in _ports(entry["ports"]):
            for number in range(port.first, port.last + 1):
                single = Port(number, number, port.protocols)
                known = Transport(entry["name"], single, words, named)
                transports.setdefault(number, []).append(known)
    bundles: dict[Port, list[Bundle]] = {}
    for entry in data["bundles"]:
        bundle = Bundle(
            name=entry["name"],
            seen=_ports(entry["seen"]),
            needs=_ports(entry["needs"]),
            optional=_ports(entry.get("optional", [])),
            words=Words.of(entry["words"]),
            why=entry["why"],
            sources=tuple(sources[key] for key in entry["source"]),
        )
        for port in bundle.seen:
            bundles.setdefault(port, []).append(bundle)
    return Facts(
        {number: tuple(known) for number, known in transports.items()},
        {port: tuple(known) for port, known in bundles.items()},
        Words.of(data["dynamic"]["words"]),
        sources,
    )


def _ports(texts: Iterable[str]) -> tuple[Port, ...]:
    return tuple(Port.parse(text) for text in texts)
