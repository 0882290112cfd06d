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
_MEANT = (
    r"(?P<word>[^\W\d_][-.]?)?(?P<above>>(?!=)\s*)?(?P<least>>=\s*)?(?P<first>[0-9]+)"
    r"(?:\s*(?:to|à|bis|–|—|\.\.|-)\s*(?P<last>[0-9]+))?"  # noqa: RUF001
    r"(?P<from>\s*(?:\+(?!\s*\w)|and (?:above|up|higher)|or (?:above|higher)))?"
)
_MOST_MEANT = 8


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
    numbers = [] if re.fullmatch(_DATE, text) else _meant(text, default_protocol or "tcp")
    if numbers == [""]:
        return PortError(
            f"The port {shown!r} is out of range.", f"Write a number from 1 to {LAST_PORT}."
        )
    ports = [number for number in dict.fromkeys(numbers) if number]
    if len(ports) == 1:
        hint = f"Write {ports[0]}."
    elif ports:
        more = f" and {len(ports) - _MOST_MEANT} more" if len(ports) > _MOST_MEANT else ""
        listed = ", ".join(ports[:_MOST_MEANT])
        hint = f"Write each port as an entry of its own: {listed}{more}."
    else:
        hint = "Write a port such as 22/tcp, a range such as 4370-4380/tcp, or 111/tcp+udp."
    return PortError(f"{shown!r} is not a port.", hint)


def _meant(text: str, default_protocol: str) -> list[str]:
    """The ports that a text probably means, as the file writes them; ``""`` for one out of range.

    Numbers in words or brackets, such as the 2 in "SSH v2", mean none if others do. The protocol of
    a number is named behind it, or before it if the text begins with one, or once for all.
    """
    found = [match for match in re.finditer(_MEANT, text) if not match["word"]]
    inside = [match.span() for match in re.finditer(r"\([^)]*\)", text)]
    outside = [
        match for match in found if not any(start <= match.start() < end for start, end in inside)
    ]
    found = outside or found
    edges = [0, *(edge for match in found for edge in match.span()), len(text)]
    gaps = [_protocols(text[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    named = gaps[:-1] if gaps[0] and not gaps[-1] else gaps[1:]
    every = _protocols(text)
    return [
        number and f"{number}/{protocols or every or default_protocol}"
        for number, protocols in zip(map(_number, found), named, strict=True)
    ]


def _protocols(text: str) -> str:
    """The protocols that a text names, as the file writes them."""
    return "+".join(name for name in PROTOCOLS if name in text.lower())


def _number(match: re.Match[str]) -> str:
    """The number or range that a match means; empty if it is out of range."""
    ends = sorted(int(end[:6]) for end in (match["first"], match["last"]) if end)
    if match["above"]:
        ends = [ends[0] + 1, LAST_PORT]
    elif match["least"] or match["from"]:
        ends = [ends[0], LAST_PORT]
    if ends[0] < 1 or ends[-1] > LAST_PORT:
        return ""
    return "-".join(dict.fromkeys(map(str, ends)))
