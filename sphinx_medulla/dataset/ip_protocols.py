"""Protocols without ports, as a dataset may name them, and the types of ICMP.

Names and numbers are those of the IANA registries "Protocol Numbers" and "ICMP Type Numbers"; the
types have the names that nftables gives them.
"""

from __future__ import annotations

from collections.abc import Iterator

IP_PROTOCOLS = {
    "icmp": 1,
    "icmpv6": 58,
    "esp": 50,
    "ah": 51,
    "gre": 47,
    "vrrp": 112,
    "igmp": 2,
    "ipip": 4,
}
"""The protocols without ports that have names, in the order of printing, with their numbers."""

WITH_PORTS = {6: "tcp", 17: "udp", 132: "sctp"}
"""The numbers of the protocols that have ports."""

LAST_NUMBER = 255
"""The highest number of a protocol, and of a type of ICMP: both fields have 8 bits."""

ICMP_TYPES: dict[str, dict[str, int]] = {
    "icmp": {
        "echo-reply": 0,
        "destination-unreachable": 3,
        "source-quench": 4,
        "redirect": 5,
        "echo-request": 8,
        "router-advertisement": 9,
        "router-solicitation": 10,
        "time-exceeded": 11,
        "parameter-problem": 12,
        "timestamp-request": 13,
        "timestamp-reply": 14,
        "info-request": 15,
        "info-reply": 16,
        "address-mask-request": 17,
        "address-mask-reply": 18,
    },
    "icmpv6": {
        "destination-unreachable": 1,
        "packet-too-big": 2,
        "time-exceeded": 3,
        "parameter-problem": 4,
        "echo-request": 128,
        "echo-reply": 129,
        "mld-listener-query": 130,
        "mld-listener-report": 131,
        "mld-listener-done": 132,
        "mld-listener-reduction": 132,
        "nd-router-solicit": 133,
        "nd-router-advert": 134,
        "nd-neighbor-solicit": 135,
        "nd-neighbor-advert": 136,
        "nd-redirect": 137,
        "router-renumbering": 138,
        "ind-neighbor-solicit": 141,
        "ind-neighbor-advert": 142,
        "mld2-listener-report": 143,
    },
}
"""For each protocol that has types, their names with their numbers, as nftables lists them.

Of two names for one number, the first one is printed.
"""


def protocol_name(number: int) -> str:
    """The one name of a protocol: its own, else ``proto-N``."""
    names = WITH_PORTS | {value: name for name, value in IP_PROTOCOLS.items()}
    return names.get(number, f"proto-{number}")


def type_name(protocol: str, number: int) -> str:
    """The name of a type of a protocol, else its number."""
    names = (name for name, value in ICMP_TYPES[protocol].items() if value == number)
    return next(names, str(number))


def other_names() -> Iterator[tuple[str, str]]:
    """Every other text for a protocol without ports, or for a type of one, with the one shown.

    Protocols are among them as they are shown, too.
    """
    for protocol, number in IP_PROTOCOLS.items():
        yield protocol, protocol
        yield f"proto-{number}", protocol
        for name, value in ICMP_TYPES.get(protocol, {}).items():
            shown = f"{protocol}/{type_name(protocol, value)}"
            yield f"{protocol}/{value}", shown
            if f"{protocol}/{name}" != shown:
                yield f"{protocol}/{name}", shown
