"""A quick look at whether a text may name ports, before `text_ports` reads it.

Few texts name other ports than their own, and reading a text takes several times as long.
"""

from __future__ import annotations

from collections.abc import Callable

from ...dataset.ports import PROTOCOLS
from . import port_patterns as patterns
from .text_places import is_place
from .text_ports import application_before
from .text_words import WORDS_BEFORE_PORTS


def may_name_port(text: str, own: set[str], is_known: Callable[[str], bool]) -> bool:
    """Whether a text in lower case may name a port that is not one of its own.

    A quick look, before `ports_in` reads a text: where it says no, there is none; ``own`` are its
    numbers, and its ranges as ``4370-4380``; ``is_known`` tells the numbers of the dataset's ports.
    """
    own_number = ""
    last_end = own_end = -patterns.LONGEST_LEAD
    for found in patterns.DIGITS.finditer(text):
        start, end = found.span()
        before_end, last_end = last_end, end
        if found[0] in own:
            is_range = patterns.RANGE_SIGN.fullmatch(text, max(own_end, 0), start)
            if is_range and f"{own_number}-{found[0]}" not in own:
                return True
            own_number, own_end = found[0], end
            continue
        before = text[max(0, start - 20) : start]
        glued = before[-1:].isalnum()
        if glued and not before.endswith(PROTOCOLS):
            continue
        word = (before.split() or [""])[-1]
        if word in patterns.LEADING_WORDS:
            return True
        if is_known(found[0]) and (not word.isalpha() or word in WORDS_BEFORE_PORTS):
            return True
        continues = start - own_end < patterns.LONGEST_LEAD and _continues_list(text, start)
        if (
            continues
            or glued
            or _is_before_number(text, end, own)
            or _is_before_protocol(text, end)
        ):
            return True
        if is_place(text, start, end) or _is_joined_before(text, start):
            return True
        if _is_behind_word(text, max(0, before_end, start - patterns.LONGEST_LEAD), start):
            return True
    return False


def _is_joined_before(text: str, start: int) -> bool:
    """Whether the sign before a number may say that it is a port: ``=4370``, ``HTTPS (443)``."""
    sign = text[start - 1 : start]
    return sign in patterns.JOINED_BEFORE or (
        sign == "(" and application_before(text, start) is not None
    )


def _is_behind_word(text: str, low: int, start: int) -> bool:
    """Whether a colon or a word before a number, from a place on, may say that it is a port."""
    if ":" in text[max(0, start - 2) : start]:
        return True
    before = text[low:start]
    word = max(map(before.rfind, patterns.LEADING_WORDS))
    return word >= 0 and patterns.CLAUSE_SIGN.search(before, word) is None


def _is_before_number(text: str, end: int, own: set[str]) -> bool:
    """Whether a number begins a range, or a list that goes on with a number of the text's own."""
    ahead = patterns.NUMBER_AHEAD.match(text, end)
    return ahead is not None and (ahead["listed"] is None or ahead["listed"] in own)


def _is_before_protocol(text: str, end: int) -> bool:
    """Whether what is behind a number may say that it is a port."""
    if text.startswith(PROTOCOLS, end):
        return True
    if text[end : end + 1] not in patterns.BEFORE_PROTOCOLS:
        return False
    if text.startswith(patterns.BEHIND_PORTS, end) or patterns.APPLICATION_BEHIND.match(text, end):
        return True
    behind = text[end : end + 24]
    if not any(name in behind for name in PROTOCOLS):
        return False
    return behind.startswith(" / ") or patterns.BEHIND.match(behind) is not None


def _continues_list(text: str, start: int) -> bool:
    """Whether a number may be a port for the sign or the word before it."""
    before = text[max(0, start - 16) : start].rstrip(" (")
    return (
        before.endswith(patterns.SEPARATORS) or before.rpartition(" ")[2] in patterns.JOINING_WORDS
    )
