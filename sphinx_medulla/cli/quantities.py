"""Numbers of things in the sentences of commands."""

from __future__ import annotations


def count_of(number: int, thing: str) -> str:
    """A number and the words for a thing, of which the first gets the plural."""
    if number == 1:
        return f"1 {thing}"
    word, blank, rest = thing.partition(" ")
    return f"{number} {word}s{blank}{rest}"
