"""Host names, wildcards and networks in a list of hosts: which texts they are."""

from __future__ import annotations

import re
from ipaddress import ip_interface, ip_network

from .notation import Hosts

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
    try:
        return f"Write {ip_interface(text).network}."
    except ValueError:
        pass
    url = _URL.fullmatch(text)
    if url and is_host(name := url[1] or url[2]):
        return f"Write {name}; the port is stated in the flow."
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if len(parts) > 1 and all(map(is_host, parts)):
        return f"Write each as an entry of its own: {', '.join(parts)}."
    return "Write a name such as a.example.com or *.example.com, or a network such as 192.0.2.0/24."
