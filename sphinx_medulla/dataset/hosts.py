"""Host names, wildcards and networks in a list of hosts: which texts they are."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_interface, ip_network, summarize_address_range
from itertools import islice

from .notation import Hosts

_MOST_NETWORKS = 8
_NAME = re.compile(Hosts.NAME)
_NETWORK = re.compile(Hosts.NETWORK)
_URL = re.compile(r"[a-z]+://([^/:\s]+)\S*|([^/:\s]+):[0-9]+")


def is_host(text: str) -> bool:
    """Whether a text is a host name, a wildcard such as ``*.example.com``, or a network.

    A network may be a single address. It must not have bits beyond its prefix.
    """
    if _NAME.fullmatch(text):
        return True
    if not _NETWORK.fullmatch(text):
        return False
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def host_hint(text: str) -> str:
    """What to write instead of a text that is no host."""
    address, zone, _interface = text.partition("%")
    if zone and is_host(address):
        return f"Write {address}; the interface behind it is known on one machine only."
    try:
        return f"Write {ip_interface(text).network}."
    except ValueError:
        pass
    if networks := _networks_of_range(text):
        return f"Write each network as an entry of its own: {', '.join(networks)}."
    url = _URL.fullmatch(text)
    if url and is_host(name := url[1] or url[2]):
        return f"Write {name}; the port is stated in the flow."
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if len(parts) > 1 and all(map(is_host, parts)):
        return f"Write each as an entry of its own: {', '.join(parts)}."
    return "Write a name such as a.example.com or *.example.com, or a network such as 192.0.2.0/24."


def _networks_of_range(text: str) -> list[str]:
    """The networks in a range of addresses, such as ``192.0.2.8-192.0.2.11``, if they are few."""
    ends = re.split(r"\s*[-–—]\s*|\s+(?:to|à|bis)\s+", text)
    try:
        first, last = map(ip_address, ends)
        networks = [*map(str, islice(summarize_address_range(first, last), _MOST_NETWORKS + 1))]
    except (TypeError, ValueError):
        return []
    alone = f"/{first.max_prefixlen}"
    few = len(networks) <= _MOST_NETWORKS
    return [network.removesuffix(alone) for network in networks] if few else []
