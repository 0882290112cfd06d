"""The words of a text, and when two words are forms of one.

Texts may be in any language. A plural or another form of a word is recognised by its stem, a
compound by the word that it contains. Where a language is written without spaces, every part of a
text may be a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Lao, Myanmar, Khmer, kana and ideographs."""

_FIRST_UNSPACED = "\u0e00"
_RUN = re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}\d_])\w)(?:(?![{_UNSPACED}])\w)+")
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]+")
_SPACED_RUN = re.compile(r"[^\W\d_]\w+")
_LONGEST_PART = 8
_LANGUAGES = ("english", "french", "german")


def words_of(text: str) -> Iterator[str]:
    """The words of a text in lower case; of a text without spaces, each run between marks."""
    return map(str.casefold, (_SPACED_RUN if is_spaced(text) else _RUN).findall(text))


def is_spaced(text: str) -> bool:
    """Whether a text is surely in a script that has spaces between words."""
    return text.isascii() or max(text) < _FIRST_UNSPACED


def parts_of(text: str) -> Iterator[str]:
    """The words of a text in lower case, and every part of what is written without spaces."""
    for run in words_of(text):
        yield run
        if _is_unspaced(run):
            for length in range(2, min(len(run), _LONGEST_PART + 1)):
                for start in range(len(run) - length + 1):
                    yield run[start : start + length]


def singular(word: str) -> str:
    """A word without the s at its end, unless it is an abbreviation."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def share_a_word(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a word of one text is a form of a word of another one, or part of it.

    The words are in lower case.
    """
    known = list(others)
    pairs = [(one, other) for one in some for other in known]
    return any(_contains(one, other) for one, other in pairs) or any(
        are_forms(one, other) for one, other in pairs
    )


def are_forms(one: str, other: str) -> bool:
    """Whether two words in lower case are forms of one word: ``servers``, ``Agenten``."""
    return one == other or (one[:3] == other[:3] and _have_one_stem(one, other))


def _contains(one: str, other: str) -> bool:
    """Whether one word begins with the other, or has it in it: sshd and ssh, sendmail and mail."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if long.startswith(short) and len(short) > 2:
        return True
    if short >= _FIRST_UNSPACED and _is_unspaced(short):
        return any(short[at : at + 2] in long for at in range(max(1, len(short) - 1)))
    return len(short) > 3 and short in long


def _is_unspaced(word: str) -> bool:
    return _UNSPACED_RUN.match(word) is not None


def _have_one_stem(one: str, other: str) -> bool:
    return any(_stem(language, one) == _stem(language, other) for language in _LANGUAGES)


@lru_cache(maxsize=65536)
def _stem(language: str, word: str) -> str:
    return str(_stemmer(language).stemWord(word))


@lru_cache(maxsize=len(_LANGUAGES))
def _stemmer(language: str) -> Any:
    from snowballstemmer import stemmer  # takes long to import, and is seldom needed

    return stemmer(language)
