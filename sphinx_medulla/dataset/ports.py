"""The one type that parses, compares and prints ports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from .ip_protocols import (
    ICMP_TYPES,
    IP_PROTOCOLS,
    LAST_NUMBER,
    WITH_PORTS,
    protocol_name,
    type_name,
)

PROTOCOLS = ("tcp", "udp", "sctp")
"""The transport protocols with port numbers that a dataset may name, in the order of printing."""

LAST_PORT = 65535
"""The highest port number: the field has 16 bits (RFC 9293, section 3.1)."""

ANY = "any"
"""In place of a number, every port; alone, every protocol and every port."""

_PORT = re.compile(
    r"(any|[1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?(?:/([a-z][a-z0-9]*(?:\+[a-z][a-z0-9]*)*))?"
)
_PORTLESS = re.compile(rf"({'|'.join(IP_PROTOCOLS)}|proto-(0|[1-9][0-9]*))(?:/(.*))?")

# For the explanations: compiled where there is something to explain.
_NUMBERS = r"[0-9]+"
_DATE = r"\d{4}-\d\d-\d\d"
_PROTOCOL_AT_BOTH_ENDS = r"([0-9]+)/([a-z]+)\s*[-–]\s*([0-9]+)(?:/\2)?(?![\w/])"
_ENDS_WITH_PROTOCOLS = r"([0-9]{1,5})/([a-z]+)\s*[-–]\s*([0-9]{1,5})/([a-z]+)"
_RANGE_OR_TWO = r"[^:~]*[0-9]\s*[:~]\s*[0-9][^:~]*"
_POWER_OF_TEN = r"([1-9][0-9]?)e\+?([1-4])(?![0-9])"
_HEXADECIMAL = r"(?<!\w)0x([0-9a-f]{1,4})(?!\w)"
_EVERY_PORT = r"(?:\*|all(?: ports)?|any)(?:\s*/\s*(.*))?"
_RANGE_WITHOUT_END = rf"(?P<first>{_NUMBERS})?\s*(?:-|–|—|\.\.|to)\s*(?P<last>{_NUMBERS})?(?:/.*)?"
_MEANT = (
    r"(?P<word>[^\W\d_][-.]?)?(?P<above>>(?!=)\s*)?(?P<least>>=\s*)?(?P<first>[0-9]+)"
    r"(?:\s*(?:to|à|bis|–|—|\.\.|-)\s*(?P<last>[0-9]+))?"
    r"(?P<from>\s*(?:\+(?!\s*\w)|and (?:above|up|higher)|or (?:above|higher)))?"
)
_PROTOCOL_BY_NUMBER = r"(?:ip(?: protocol)?|proto(?:col)?)[-/: ]?0*([0-9]{1,3})"
_ANY_OF_SOME = rf"{ANY}(/({'|'.join(PROTOCOLS)})(\+({'|'.join(PROTOCOLS)}))*)?"
_OTHER_NAMES = {"icmp4": "icmp", "icmpv4": "icmp", "icmp6": "icmpv6", "ipv6-icmp": "icmpv6"}
_MOST_MEANT = 8


class PortError(ValueError):
    """A text that is not a port. ``message`` says what is wrong, ``hint`` what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Port:
    """A destination port or a range of them, with its transport protocols; or what has no number.

    ``first`` and ``last`` are equal for a single port (1 to 65535); ``protocols`` is not empty, has
    no protocol twice, and is in the order of `PROTOCOLS`. Every port of some protocols, such as
    ``any/tcp``, is 0 to 65535, which no range is; ``any`` alone has the protocol ``any``.

    A protocol without ports has one name in ``protocols``; its numbers are types: 0 to 255 for all
    types of ICMP, twice the same for one type, and 0 for a protocol that has no types.

    Ports sort by number, then by protocol; what has no number comes last, by protocol.
    """

    first: int
    last: int
    protocols: tuple[str, ...]

    @classmethod
    def parse(cls, text: str, default_protocol: str = "") -> Port:
        """Read ``22/tcp``, ``4370-4380/tcp``, ``111/tcp+udp``, or ``22`` if there is a default.

        What has no number, such as ``any``, ``any/tcp``, ``esp`` and ``icmp/echo-request``, never
        gets the default.

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
        known = _PORT.fullmatch(lower) or _PORTLESS.fullmatch(lower)
        try:
            return _parse(lower if known else text, every)
        except PortError as error:
            raise PortError(error.message, error.hint.replace(f"/{every}", "")) from None

    @property
    def has_ports(self) -> bool:
        """Whether the protocols have ports."""
        return self.protocols[0] in PROTOCOLS

    @property
    def numbered(self) -> bool:
        """Whether this is a port or a range of ports with numbers."""
        return self.has_ports and self.first > 0

    @property
    def number(self) -> str:
        """The number or the range alone, such as ``22`` or ``4370-4380``, or ``any``.

        Of a protocol without ports, its type, if only one is meant; else nothing.
        """
        if not self.has_ports and self.protocols[0] != ANY:
            is_type = self.first == self.last and self.protocols[0] in ICMP_TYPES
            return type_name(self.protocols[0], self.first) if is_type else ""
        if self.first == 0:  # without its end, it is a part of every port
            return ANY if self.last == LAST_PORT else f"1-{self.last}"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def protocol(self) -> str:
        """The protocols as printed, such as ``tcp`` or ``tcp+udp``."""
        return "+".join(self.protocols)

    def __str__(self) -> str:
        if self.has_ports:
            return f"{self.number}/{self.protocol}"
        return self.protocol if self.number in {"", ANY} else f"{self.protocol}/{self.number}"

    def __lt__(self, other: Port) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[object, ...]:
        if not self.numbered:
            return protocol_order(self)
        return False, self.first, self.last, _places(self.protocols)

    def __hash__(self) -> int:
        """Tell numbers apart, which is enough: there are few protocols."""
        return self.first << 16 | self.last

    def each_protocol(self) -> tuple[Port, ...]:
        """The same numbers once for each protocol."""
        if len(self.protocols) == 1:
            return (self,)
        return tuple(Port(self.first, self.last, (name,)) for name in self.protocols)

    def only(self, protocols: frozenset[str]) -> Port | None:
        """This port with only those of its protocols that are wanted; None if none is.

        Among ``any`` are all protocols.
        """
        if ANY in protocols or self.protocols == (ANY,):
            return self
        kept = tuple(name for name in self.protocols if name in protocols)
        return Port(self.first, self.last, kept) if kept else None

    def covers(self, other: Port) -> bool:
        """Whether every number and protocol of the other is one of this port's."""
        return (
            self.first <= other.first
            and other.last <= self.last
            and (set(other.protocols) <= set(self.protocols) or self.protocols == (ANY,))
        )

    def overlaps(self, other: Port) -> bool:
        """Whether the two have a number and a protocol in common."""
        if self.first > other.last or other.first > self.last:
            return False
        return ANY in {*self.protocols, *other.protocols} or not set(other.protocols).isdisjoint(
            self.protocols
        )


EVERYTHING = Port(0, LAST_PORT, (ANY,))
"""Every port of every protocol."""


_ORDER = {name: place for place, name in enumerate((*PROTOCOLS, *IP_PROTOCOLS))}


def protocol_order(port: Port) -> tuple[object, ...]:
    """What sorts ports of one protocol together, then by number; what has no number comes last.

    All types of ICMP come before single ones, and ``any`` after every protocol.
    """
    numbered = port.numbered
    spread = 0 if numbered else port.first - port.last
    return not numbered, _places(port.protocols), spread, port.first, port.last


@lru_cache  # there are few protocols, and many ports
def _places(protocols: tuple[str, ...]) -> tuple[int, ...]:
    """The places of a port's protocols in the order of printing."""
    return tuple(map(_place, protocols))


def _place(protocol: str) -> int:
    """The place of a protocol: of those without a name by number, and of ``any`` the last one."""
    known = _ORDER.get(protocol)
    if known is not None:
        return known
    number = LAST_NUMBER + 1 if protocol == ANY else int(protocol.removeprefix("proto-"))
    return len(_ORDER) + number


@lru_cache(maxsize=65536)
def _parse(text: str, default_protocol: str) -> Port:
    if portless := _PORTLESS.fullmatch(text):
        return _parse_portless(text, *portless.groups())
    match = _PORT.fullmatch(text)
    if match is None or (match[1] == ANY and match[2]):
        raise _explain(text, default_protocol)
    first, last, protocol = match.groups()
    if first == ANY:
        return Port(0, LAST_PORT, _transports(text, ANY, protocol)) if protocol else EVERYTHING
    low, high = int(first), int(last or first)
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
    if not (protocol or default_protocol):
        raise PortError(f"The port {text!r} has no protocol.", f"Write {written}/{suffix}.")
    return Port(low, high, _transports(text, written, protocol or default_protocol))


def _transports(text: str, written: str, protocol: str) -> tuple[str, ...]:
    """The transport protocols of a port, in their order."""
    names = protocol.split("+")
    for name in names:
        if name in IP_PROTOCOLS:
            raise PortError(f"The protocol {name!r} of {text!r} has no ports.", f"Write {name}.")
        if name not in PROTOCOLS:
            meant = [_mistyped(name) or name for name in names]
            right = f"{written}/{'+'.join(dict.fromkeys(meant))}"
            raise PortError(
                f"The port {text!r} has the unknown protocol {name!r}.",
                f"Write {right}."
                if set(meant) <= set(PROTOCOLS)
                else f"Write one of {', '.join(PROTOCOLS)}, or several as in 111/tcp+udp.",
            )
    if len(set(names)) < len(names):
        raise PortError(
            f"The port {text!r} names a protocol twice.",
            f"Write {written}/{'+'.join(dict.fromkeys(names))}.",
        )
    return tuple(sorted(names, key=PROTOCOLS.index))


def _mistyped(name: str) -> str:
    """The transport protocol that a mistyped name means, if it can only be one: tcp for tpc."""
    close = get_close_matches(name, PROTOCOLS, cutoff=0.6)
    return close[0] if len(close) == 1 else ""


def _parse_portless(text: str, name: str, number: str | None, kind: str | None) -> Port:
    """A protocol without ports: its name or number as written, and the type of ICMP."""
    if number is not None:
        if int(number) > LAST_NUMBER:
            raise PortError(
                f"The protocol {text!r} is out of range.",
                f"Write a number from 0 to {LAST_NUMBER}, as in proto-89.",
            )
        if (other := WITH_PORTS.get(int(number))) is not None:
            raise PortError(
                f"The protocol {text!r} is {other}, which has ports.",
                f"Write its ports, as in 22/{other}, or any/{other}.",
            )
        name = protocol_name(int(number))
    types = ICMP_TYPES.get(name)
    if kind is None:
        return Port(0, LAST_NUMBER if types else 0, (name,))
    if types is None:
        raise PortError(f"The protocol of {text!r} has neither ports nor types.", f"Write {name}.")
    if kind in types:
        return Port(types[kind], types[kind], (name,))
    if kind.lower() in types:
        raise PortError(f"{text!r} is not a port.", f"Write {name}/{kind.lower()}.")
    if re.fullmatch("0|[1-9][0-9]{0,2}", kind) and int(kind) <= LAST_NUMBER:
        return Port(int(kind), int(kind), (name,))
    raise PortError(
        f"{text!r} names no type of {name}.",
        f"Write a number from 0 to {LAST_NUMBER}, or one of {', '.join(types)}.",
    )


def _explain(text: str, default_protocol: str) -> PortError:
    """Explain a text that is not a port: what was probably meant."""
    shown = text if len(text) <= 40 else text[:39] + "…"
    lower = text.strip().lower()
    if hint := _without_number(lower):
        return PortError(f"{shown!r} is not a port.", hint)
    if every := re.fullmatch(_EVERY_PORT, lower):
        if every[1] in IP_PROTOCOLS:
            return PortError(f"{shown!r} is not a port.", f"Write {every[1]}.")
        protocol = _protocols(lower) or default_protocol or "tcp"
        return PortError(
            f"{shown!r} is not a port.",
            f"Write any/{protocol}, or any for every port of every protocol.",
        )
    if (cut := re.fullmatch(_RANGE_WITHOUT_END, lower)) and bool(cut["first"]) != bool(cut["last"]):
        return _range_without_end(shown, cut, _protocols(lower) or default_protocol or "tcp")
    if both := re.fullmatch(_ENDS_WITH_PROTOCOLS, lower):
        first, protocol, last, other = both.groups()
        if int(first) < int(last) and protocol != other and {protocol, other} <= {*PROTOCOLS}:
            return PortError(
                f"The port range {shown!r} has two protocols.",
                f"Write {first}-{last}/{_protocols(lower)}, or each port as an entry of its own: "
                f"{first}/{protocol}, {last}/{other}.",
            )
    lower = re.sub(_POWER_OF_TEN, lambda found: found[1] + "0" * int(found[2]), lower)
    lower = re.sub(_HEXADECIMAL, lambda found: str(int(found[1], 16)), lower)
    plain = re.sub(_PROTOCOL_AT_BOTH_ENDS, r"\1-\3/\2", re.sub("(?<=[0-9])_(?=[0-9])", "", lower))
    numbers = [] if re.fullmatch(_DATE, text) else _meant(plain, default_protocol or "tcp")
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
        hint = f"Write {_as_range(lower, ports)}each port as an entry of its own: {listed}{more}."
    else:
        hint = "Write a port such as 22/tcp, a range such as 4370-4380/tcp, or 111/tcp+udp."
    return PortError(f"{shown!r} is not a port.", hint)


def _as_range(text: str, ports: list[str]) -> str:
    """The range that two ports may be, with "or" behind it: ``8000:8010`` is one in firewalls."""
    if len(ports) != 2 or not re.fullmatch(_RANGE_OR_TWO, text):
        return ""
    (first, _, protocol), (last, _, other) = (port.partition("/") for port in ports)
    if "-" in first + last or int(first) > int(last) or protocol != other:
        return ""
    return f"{first}-{last}/{protocol} for a range, or "


def _without_number(lower: str) -> str:
    """What to write for a text in lower case that has no number of a port; empty if it has one.

    It is what a dataset may say already, or another known name of it.
    """
    numbered = re.fullmatch(_PROTOCOL_BY_NUMBER, lower)
    name, slash, rest = lower.partition("/")
    written = f"proto-{numbered[1]}" if numbered else _OTHER_NAMES.get(name, name) + slash + rest
    if not _PORTLESS.fullmatch(written) and not re.fullmatch(_ANY_OF_SOME, written):
        return ""
    try:
        return f"Write {_parse(written, '')}."
    except PortError as error:
        return error.hint


def _range_without_end(shown: str, cut: re.Match[str], protocol: str) -> PortError:
    """Explain a range of which only one end is written: nobody knows whether a range is meant."""
    known = int((cut["first"] or cut["last"])[:6])
    if not 1 <= known <= LAST_PORT:
        return PortError(
            f"The port {shown!r} is out of range.", f"Write a number from 1 to {LAST_PORT}."
        )
    missing, first, last = ("last", known, LAST_PORT) if cut["first"] else ("first", 1, known)
    both = f"both ends, as in {first}-{last}/{protocol}, or " if first < last else ""
    alone = f"{known}/{protocol}{' for one port' if both else ''}"
    return PortError(f"The port range {shown!r} has no {missing} port.", f"Write {both}{alone}.")


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
