"""When two names look the same to readers, though they are different to programs."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, normalize

_APART = re.compile(r"[\s_-]+")
_ALIKE_IN_ASCII = str.maketrans("1I|0", "lllO")
_FIRST_CONFUSABLE = "\u0100"
"""Letters below it, such as é, look like no other ones."""


def appearances(name: str) -> tuple[str, str]:
    """Two spellings of a name; names with an equal one look the same.

    The first spelling has no upper case, the second one letters and digits that look alike, such as
    1 and l. Both are without spaces, hyphens and invisible characters, and have Latin letters in
    place of letters of other scripts that look like these.
    """
    visible = "".join(each for each in normalize("NFKC", name) if not _is_invisible(each))
    bare = _APART.sub("", visible)
    return _in_latin(bare.casefold()), _in_latin(bare).translate(_ALIKE_IN_ASCII)


def _is_invisible(character: str) -> bool:
    """Whether a character is one for formatting, a variation selector or a filler."""
    return not character.isascii() and (
        category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or character in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
    )


def _in_latin(text: str) -> str:
    if all(character < _FIRST_CONFUSABLE for character in text):
        return text
    return "".join(
        character if character < _FIRST_CONFUSABLE else _representative(character)
        for character in text
    )


@lru_cache(maxsize=4096)
def _representative(character: str) -> str:
    """The character that represents all that look like this one, by Unicode's list."""
    from confusable_homoglyphs.confusables import confusables_data  # takes long to read

    alike = [entry["c"] for entry in confusables_data.get(character, ())]
    if len(alike) != 1:  # none, or it represents all of these itself
        return character
    (other,) = alike
    if len(confusables_data.get(other, ())) > 1:
        return str(other)
    return min(character, str(other), key=lambda each: (not each.isascii(), len(each), each))
