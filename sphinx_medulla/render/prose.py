"""The texts of a dataset that are sentences: their web addresses are links, nothing else is markup.

Names of entries are no prose: an address in a name stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .document import Break, Part, WebLink, joined
from .port_lines import after_ports

_SENTENCE_ENDS = (".", "!", "?", "…")

_NEVER = r"""\s<>"\\^`{|}\xab\xbb\u2018-\u201f"""
"""The characters that no address has: spaces, brackets and quotation marks."""

_ADDRESS = re.compile(rf"(?<!\w)https?://[^/{_NEVER}][^{_NEVER}]*")
_AFTER = ".,;:!?'…"
"""The characters that end a sentence or a quotation, rather than an address before it."""

_PAIRS = {")": "(", "]": "["}
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def prose(text: str) -> list[Part]:
    """A text with its web addresses as links, and with a `Break` for each blank line."""
    found: list[Part] = []
    for paragraph in _BLANK_LINE.split(text.strip()):
        found += [Break(), *linked(paragraph)] if found else linked(paragraph)
    return found


def below(text: Part) -> str:
    """What separates a text from the one on the next line, which some outputs write behind it."""
    if isinstance(text, str) and is_sentence(text):
        return "\n"
    return after_ports() if isinstance(text, str | WebLink) else "\n"


def is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip().endswith(_SENTENCE_ENDS)


def one_below_another(texts: Iterable[list[Part]]) -> list[Part]:
    """Texts on lines of their own."""
    found: list[Part] = []
    for text in filter(None, texts):
        found = joined([found, text], below(found[-1])) if found else [*text]
    return found


def linked(text: str) -> list[Part]:
    """A text with its web addresses as links that show the address."""
    found: list[Part] = []
    end = 0
    for start, address in _addresses(text):
        found += [text[end:start], WebLink(address, address)]
        end = start + len(address)
    return [part for part in (*found, text[end:]) if part]


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    """The web addresses in a text, each with the place where it begins.

    Punctuation behind an address is not part of it, nor is a bracket that it does not open.
    """
    if "://" not in text:
        return
    for match in _ADDRESS.finditer(text):
        address = match[0]
        while address[-1] in _AFTER or (
            address[-1] in _PAIRS
            and address.count(address[-1]) > address.count(_PAIRS[address[-1]])
        ):
            address = address[:-1]
        if not address.endswith("://"):
            yield match.start(), address
