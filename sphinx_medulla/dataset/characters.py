"""Which characters the texts of a dataset and of its catalogs must not contain.

Control characters are refused, and what nobody sees: characters of no width, and marks that change
the direction of text. Two names that only such a character tells apart look the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from unicodedata import category

_COMMAND = re.compile(r"##(?=\w*\[)")
"""How commands for GitHub, Azure Pipelines and TeamCity begin, anywhere in a line of a log."""

_SUSPECTS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064"
    r"\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_JOINERS = "\u200c\u200d"
"""The zero-width non-joiner and joiner, which some scripts need between two letters."""

_JOINED_SCRIPTS = (
    (0x0600, 0x08FF),  # Arabic, Syriac, N'Ko, Mandaic
    (0x0900, 0x0DFF),  # Devanagari to Sinhala
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x1B00, 0x1B7F),  # Balinese
    (0xA840, 0xA87F),  # Phags-pa
    (0xA8E0, 0xA8FF),  # Devanagari, extended
    (0xA980, 0xA9DF),  # Javanese
    (0xFB50, 0xFDFF),  # Arabic presentation forms
    (0xFE70, 0xFEFE),
)
_LINE_BREAKS = {0x85, 0x2028, 0x2029}
_TURNING = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_UNSEEN = {0x200B, *range(0x2060, 0x2065), 0xFEFF}


def refused(text: str) -> Iterator[re.Match[str]]:
    """The characters of a text that are refused, one match for each."""
    for match in _SUSPECTS.finditer(text):
        if match[0] not in _JOINERS or not _joins(text, match.start()):
            yield match


def replaced(text: str, sign: Callable[[str], str] = lambda _character: "\ufffd") -> str:
    """A text with a sign in place of each character that is refused: U+FFFD, or another."""
    parts: list[str] = []
    end = 0
    for match in refused(text):
        parts += text[end : match.start()], sign(match[0])
        end = match.end()
    return "".join((*parts, text[end:]))


def visible(text: str) -> str:
    """A text for a terminal or a log: on one line, and without anything that controls either.

    Characters that move the cursor or change the writing direction are shown as signs.
    """
    text = _COMMAND.sub("# #", text)
    return text if text.isprintable() else "".join(map(_visible, text))


def line_of(text: str) -> str:
    """A line that begins with a path, which no CI server takes for a command."""
    text = visible(text)
    return f"./{text}" if text.lstrip().startswith("::") else text


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))  # the picture of a control character
    hidden = category(character) in {"Cc", "Cf", "Zl", "Zp"}
    return "\N{REPLACEMENT CHARACTER}" if hidden else character


def advice(character: str) -> str:
    """What to write in place of a character that is refused."""
    number = ord(character)
    if number in _LINE_BREAKS:
        return "Use an ordinary line break; not every program recognizes this one."
    if number in _TURNING:
        return "Remove it; it makes the text appear in a different order than it is written."
    if character in _JOINERS:
        return "Remove it; only some scripts need it, between two letters."
    if number in _UNSEEN:
        return "Remove it; nobody can see it."
    return "Remove it."


def _joins(text: str, at: int) -> bool:
    """Whether a joiner is between two letters, or marks of letters, of a script that needs it."""
    return 0 < at < len(text) - 1 and _is_joined(text[at - 1]) and _is_joined(text[at + 1])


def _is_joined(character: str) -> bool:
    number = ord(character)
    return category(character)[0] in "LM" and any(
        first <= number <= last for first, last in _JOINED_SCRIPTS
    )
