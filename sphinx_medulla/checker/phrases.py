"""Parts of sentences that several rules use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..dataset.codes import listed
from ..dataset.ports import Port

__all__ = ["ends_as_keys", "lacks_and_adds", "listed", "listed_modes", "listed_ports", "part_of"]


def listed_ports(ports: Iterable[Port], word: str = "and") -> str:
    """Ports as a sentence lists them: ``22/tcp, 80/tcp and 443/tcp``."""
    return listed(map(str, ports), word)


def listed_modes(modes: Sequence[str]) -> str:
    """Modes with the word for them: ``the modes one and two``."""
    return f"the mode{'s' if len(modes) > 1 else ''} {listed(modes)}"


def lacks_and_adds(missing: Sequence[Port], extra: Sequence[Port]) -> str:
    """How a list of ports differs from another one: ``lacks 22/tcp and adds 80/tcp``."""
    parts = (("lacks", missing), ("adds", extra))
    return " and ".join(f"{verb} {listed_ports(ports)}" for verb, ports in parts if ports)


def ends_as_keys(source: str, target: str) -> str:
    """The ends of a connection as a waiver names them: ``from: client, to: server``."""
    ends = (("from", source), ("to", target))
    return ", ".join(f"{key}: {role}" for key, role in ends if role)


def part_of(part: str, entry: str) -> str:
    """A part of an entry: ``note of client-to-server``, ``note of 22/tcp in client-to-server``."""
    return f"{part} {'in' if ' of ' in part else 'of'} {entry}"
