"""Comparing host names, however they are written."""

from __future__ import annotations

import re

_HOST_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")


def host_name(text: str) -> str:
    """A host name as it is compared: in lower case, and without a dot at its end."""
    return text.strip().casefold().removesuffix(".")


def is_host_name(text: str) -> bool:
    """Whether a text is the full name of a host, such as ``updates.example.org``.

    A text with upper case is not, such as Node.js.
    """
    return _HOST_NAME.fullmatch(text.removesuffix(".")) is not None


def names_host(hosts: str, name: str) -> bool:
    """Whether a text of hosts has a name, perhaps by a wildcard such as ``*.example.org``."""
    wanted = host_name(name)
    for host in re.split(r"[\s,;]+", hosts):
        known = host_name(host)
        if known == wanted or (known.startswith("*.") and wanted.endswith(known[1:])):
            return True
    return False
