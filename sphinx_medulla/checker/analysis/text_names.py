"""What texts call roles, kinds and modes: finding their names among other words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...dataset.model import Dataset

_TOKEN = re.compile(r"\w(?:[\w.-]*\w)?|[^\w\s]")
"""A word, with the hyphens and dots within, so that no part of an id is one; or another sign."""

_ENDS = frozenset(".!?:;")
"""Signs behind which a word may have a capital though it is no name."""

Table = Literal["roles", "kinds", "modes"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the dataset writes it, and what it is the name of.

    ``proper`` is the name for which an alias stands; of a name itself, the same.
    """

    table: Table
    id: str
    text: str
    proper: str

    @property
    def thing(self) -> str:
        """The word for what is named."""
        return self.table.removesuffix("s")


class Names:
    """All names of a dataset, to be found in texts: the longest first, whole words only.

    A name of several words is found in any case; a name of one word only as it is written, or with
    a capital, since "server" in a sentence need not be the role "Server". For the same reason
    "Web pages" at the beginning of a sentence do not name the role "Web". Words are looked up one
    after the other: a pattern of all names would try each of them at each place. The product's name
    is nobody's.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._known: dict[tuple[str, ...], list[Name]] = {}
        self._found: dict[str, list[Name]] = {}
        self._members: dict[str, list[str]] = {kind: [] for kind in dataset.kinds}
        for role in dataset.roles.values():
            if role.kind:
                self._members[role.kind].append(role.id)
            self._add("roles", role.id, role.name, role.aliases)
        for kind in dataset.kinds.values():
            self._add("kinds", kind.id, kind.label, kind.aliases)
        for mode in dataset.modes.values():
            self._add("modes", mode.id, mode.title, mode.aliases)
        self._known[_key(_words(dataset.product.name))] = []
        lengths: dict[str, set[int]] = {}
        for key in self._known:
            lengths.setdefault(key[0].casefold(), set()).add(len(key))
        self._lengths = {word: sorted(some, reverse=True) for word, some in lengths.items()}

    def _add(
        self,
        table: Literal["roles", "kinds", "modes"],
        key: str,
        proper: str,
        aliases: Iterable[str],
    ) -> None:
        for text in (proper, *aliases):
            entries = self._known.setdefault(_key(_words(text)), [])
            if all((entry.table, entry.id) != (table, key) for entry in entries):
                entries.append(Name(table, key, text, proper))

    def found_in(self, text: str) -> list[Name]:
        """The names that a text has, each once, in its order; a name of two things twice."""
        found = self._found.get(text)
        if found is None:
            words = _words(text)
            names: dict[Name, None] = {}
            at = 0
            while at < len(words):
                entries, length = self._at(words, at)
                names.update(dict.fromkeys(entries))
                at += length
            found = self._found[text] = list(names)
        return found

    def _at(self, words: list[str], at: int) -> tuple[list[Name], int]:
        """The longest name that begins with a word, and its length; without one, a word's."""
        for length in self._lengths.get(words[at].casefold(), ()):
            part = words[at : at + length]
            entries = self._known.get(_key(part))
            if length == 1 and _may_be_any_word(words, at):
                entries = None
            if entries is None and length == 1:
                entries = self._known.get((part[0][0].lower() + part[0][1:],))
            if entries is not None:
                return entries, length
        return [], 1

    def roles_of(self, name: Name) -> list[str]:
        """The roles that a name means: of a kind's name all of its roles, of a mode's none."""
        if name.table == "roles":
            return [name.id]
        return self._members[name.id] if name.table == "kinds" else []


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _may_be_any_word(words: list[str], at: int) -> bool:
    """Whether a word has its capital because a sentence begins with it."""
    begins = at == 0 or words[at - 1] in _ENDS
    return begins and words[at][0].isupper() and words[at][1:].islower()


def _key(words: list[str]) -> tuple[str, ...]:
    return tuple(words) if len(words) == 1 else tuple(word.casefold() for word in words)
