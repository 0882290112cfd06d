"""The one type that parses, compares and prints ports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

PROTOCOLS = ("tcp", "udp", "sctp")
"""The transport protocols with port numbers that a dataset may name, in the order of printing."""

LAST_PORT = 65535
"""The highest port number: the field has 16 bits (RFC 9293, section 3.1)."""

_PORT = re.compile(r"([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?(?:/([a-z]+(?:\+[a-z]+)*))?")

# For the explanations: compiled where there is something to explain. RUF001 takes the dash for a
# misspelt hyphen; it is one that people write between two numbers.
_NUMBERS = r"[0-9]+"
_DATE = r"\d{4}-\d\d-\d\d"
_RANGE = r"[0-9]\s*(?:to|–|—|\.\.|-)\s*[0-9]"  # noqa: RUF001


class PortError(ValueError):
    """A text that is not a port. ``message`` says what is wrong, ``hint`` what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint


@dataclass(frozen=True, order=True)
class Port:
    """A destination port or a range of them, with its transport protocols.

    ``first`` and ``last`` are equal for a single port (1 to 65535); ``protocols`` is not empty, has
    no protocol twice, and is in the order of `PROTOCOLS`. Ports sort by number, then by protocol.
    """

    first: int
    last: int
    protocols: tuple[str, ...]

    @classmethod
    def parse(cls, text: str, default_protocol: str = "") -> Port:
        """Read ``22/tcp``, ``4370-4380/tcp``, ``111/tcp+udp``, or ``22`` if there is a default.

        Raises `PortError` for anything else; its hint shows the notation that was probably meant.
        """
        return _parse(text, default_protocol)

    @classmethod
    def parse_loosely(cls, text: str) -> Port:
        """Read a port in upper or lower case; without a protocol it is one of every protocol.

        Raises `PortError` as `parse` does.
        """
        every = "+".join(PROTOCOLS)
        lower = text.lower()
        try:
            return _parse(lower if _PORT.fullmatch(lower) else text, every)
        except PortError as error:
            raise PortError(error.message, error.hint.replace(f"/{every}", "")) from None

    @property
    def number(self) -> str:
        """The number or the range alone, such as ``22`` or ``4370-4380``."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def protocol(self) -> str:
        """The protocols as printed, such as ``tcp`` or ``tcp+udp``."""
        return "+".join(self.protocols)

    def __str__(self) -> str:
        return f"{self.number}/{self.protocol}"

    def __hash__(self) -> int:
        """Tell numbers apart, which is enough: there are few protocols."""
        return self.first << 16 | self.last

    def each_protocol(self) -> tuple[Port, ...]:
        """The same numbers once for each protocol."""
        if len(self.protocols) == 1:
            return (self,)
        return tuple(Port(self.first, self.last, (name,)) for name in self.protocols)

    def only(self, protocols: frozenset[str]) -> Port | None:
        """This port with only those of its protocols that are wanted; None if none is."""
        kept = tuple(name for name in self.protocols if name in protocols)
        return Port(self.first, self.last, kept) if kept else None

    def covers(self, other: Port) -> bool:
        """Whether every number and protocol of the other is one of this port's."""
        return (
            self.first <= other.first
            and other.last <= self.last
            and set(other.protocols) <= set(self.protocols)
        )

    def overlaps(self, other: Port) -> bool:
        """Whether the two have a number and a protocol in common."""
        return (
            self.first <= other.last
            and other.first <= self.last
            and not set(other.protocols).isdisjoint(self.protocols)
        )


@lru_cache(maxsize=65536)
def _parse(text: str, default_protocol: str) -> Port:
    match = _PORT.fullmatch(text)
    if match is None:
        raise _explain(text, default_protocol)
    first, last, protocol = match.groups()
    low, high = int(first), int(last or first)
    names = (protocol or default_protocol).split("+")
    written = first if last is None else f"{first}-{last}"
    if max(low, high) > LAST_PORT:
        raise PortError(
            f"The port {text!r} is out of range.", f"Write a number from 1 to {LAST_PORT}."
        )
    suffix = protocol or default_protocol or "tcp"
    if low > high:
        raise PortError(
            f"The port range {text!r} is in descending order.", f"Write {last}-{first}/{suffix}."
        )
    if last is not None and low == high:
        raise PortError(
            f"The port range {text!r} contains only one port.", f"Write {first}/{suffix}."
        )
    if names == [""]:
        raise PortError(f"The port {text!r} has no protocol.", f"Write {written}/{suffix}.")
    for name in names:
        if name not in PROTOCOLS:
            raise PortError(
                f"The port {text!r} has the unknown protocol {name!r}.",
                f"Write one of {', '.join(PROTOCOLS)}, or several as in 111/tcp+udp.",
            )
    if len(set(names)) < len(names):
        raise PortError(
            f"The port {text!r} names a protocol twice.",
            f"Write {written}/{'+'.join(dict.fromkeys(names))}.",
        )
    return Port(low, high, tuple(sorted(names, key=PROTOCOLS.index)))


def _explain(text: str, default_protocol: str) -> PortError:
    """Explain a text that is not a port: what was probably meant."""
    shown = text if len(text) <= 40 else text[:39] + "…"
    numbers = [str(int(number)) for number in re.findall(_NUMBERS, text) if len(number) <= 5]
    numbers = [number for number in numbers if 1 <= int(number) <= LAST_PORT]
    if re.fullmatch(_DATE, text):
        numbers = []
    named = [name for name in PROTOCOLS if name in text.lower()]
    suffix = "+".join(named) or default_protocol or "tcp"
    ports = [f"{number}/{suffix}" for number in numbers]
    is_range = re.search(_RANGE, text) is not None
    if (not ports and re.fullmatch(_NUMBERS, text)) or (len(ports) == 1 and is_range):
        return PortError(
            f"The port {shown!r} is out of range.", f"Write a number from 1 to {LAST_PORT}."
        )
    unique = list(dict.fromkeys(ports))
    if len(ports) == 2 and is_range:
        low, high = sorted(map(int, numbers))
        hint = f"Write {low}-{high}/{suffix}."
    elif len(unique) == 1:
        hint = f"Write {unique[0]}."
    elif unique:
        hint = f"Write each port as an entry of its own: {', '.join(unique[:4])}."
    else:
        hint = "Write a port such as 22/tcp, a range such as 4370-4380/tcp, or 111/tcp+udp."
    return PortError(f"{shown!r} is not a port.", hint)
