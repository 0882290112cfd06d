"""Names in scripts that are written from right to left, within sentences of other scripts."""

from __future__ import annotations

from unicodedata import bidirectional

_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def isolated(name: str) -> str:
    """A name as it goes into a sentence: isolated if it has letters that run from right to left.

    Between two such names, an arrow would point to the wrong one: the whole would be read from
    right to left, with the arrow as it is.
    """
    if name.isascii() or not any(bidirectional(letter) in {"R", "AL"} for letter in name):
        return name
    return f"{_ISOLATE}{name}{_END}"
