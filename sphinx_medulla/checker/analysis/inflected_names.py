"""Names of roles in translations, where grammar changes them: ``des Hauptservers``.

`text_names` finds names as the dataset writes them, which is enough for texts in its own language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...dataset.model import Dataset
from ...grouping import grouped
from .word_stems import are_forms

_WORD = re.compile(r"[^\W_]+")
_BEGIN = 3
_SHORTEST_IN_COMPOUND = 4


class InflectedNames:
    """Finds the names of the roles of some datasets in any form, and the names of their kinds."""

    def __init__(self, *datasets: Dataset) -> None:
        names = {each for one in datasets for each in _names_in(one) if each[1]}
        self._by_role = grouped(names)
        self._by_begin = grouped((name[0][:_BEGIN], (role, name)) for role, name in names)

    def found_in(self, text: str) -> set[str]:
        """The roles that a text names, in any form."""
        words = _words(text)
        return {
            role
            for at, word in enumerate(words)
            for role, name in self._by_begin.get(word[:_BEGIN], ())
            if _is_at(words, at, name, are_forms)
        }

    def may_name(self, text: str, role: str) -> bool:
        """Whether a text names a role, or has its name in longer words: ``Agentendateien``."""
        words = _words(text)
        return any(
            _is_at(words, at, name, _is_part)
            for name in self._by_role.get(role, ())
            for at in range(len(words))
        )


def _names_in(dataset: Dataset) -> Iterator[tuple[str, tuple[str, ...]]]:
    for role in dataset.roles.values():
        kind = dataset.kinds.get(role.kind)
        for name in (role.name, *role.aliases, *((kind.label, *kind.aliases) if kind else ())):
            yield role.id, tuple(_words(name))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _is_at(
    words: list[str], at: int, name: tuple[str, ...], is_same: Callable[[str, str], bool]
) -> bool:
    return at + len(name) <= len(words) and all(map(is_same, words[at:], name))


def _is_part(word: str, part: str) -> bool:
    """Whether a word is a form of another one, or begins or ends with it, as compounds do."""
    is_long = len(part) >= _SHORTEST_IN_COMPOUND
    return are_forms(word, part) or (is_long and (word.startswith(part) or word.endswith(part)))
