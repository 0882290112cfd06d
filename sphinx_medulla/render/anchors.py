"""The ids of the places of keys."""

from __future__ import annotations

import re


def anchor(key: str) -> str:
    """The id of a key's place; it does not depend on the page."""
    kind, _, name = key.partition(":")
    return f"medulla-{kind}-{re.sub('[/+]', '-', name.replace('@', '--'))}"
