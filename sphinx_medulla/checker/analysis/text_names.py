"""Finding the names of roles, kinds and modes in notes and descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...dataset.model import Dataset
from ...grouping import grouped
from ..context import Place, RuleContext, computed_once

_TOKEN = re.compile(r"\w(?:[\w.-]*\w)?|[^\w\s]")
"""A word, including hyphens and dots within it, so that part of an id is none; or one sign."""

_ENDS = frozenset(".!?:;")
"""Signs after which a word may have a capital although it is not a name."""

Table = Literal["roles", "kinds", "modes"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name or an alias as the dataset writes it, and the id of the entry that it names.

    ``proper`` is the entry's name: for an alias the name to write instead, for a name itself.
    """

    table: Table
    id: str
    text: str
    proper: str

    @property
    def kind_of_entry(self) -> str:
        """The word for what is named: role, kind or mode."""
        return self.table.removesuffix("s")

    @property
    def definition(self) -> tuple[Place, str]:
        """The place of the entry, and a sentence about it."""
        return (self.table, self.id), f"{self.id} is this {self.kind_of_entry}."


class TextNames:
    """Finds all names of a dataset in texts: the longest first, whole words only.

    A name of several words is found in any case; a name of one word only as it is written, or with
    a capital, since "server" in a sentence need not be the role "Server". For the same reason
    "Web pages" at the beginning of a sentence does not name the role "Web". The product's name is
    no role's. Words are looked up one after the other, because a regular expression of all names
    would try each of them at each word.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._known: dict[tuple[str, ...], list[Name]] = {}
        self._found: dict[str, list[Name]] = {}
        self._members = grouped((role.kind, role.id) for role in dataset.roles.values())
        for role in dataset.roles.values():
            self._add("roles", role.id, role.name, role.aliases)
        for kind in dataset.kinds.values():
            self._add("kinds", kind.id, kind.label, kind.aliases)
        for mode in dataset.modes.values():
            self._add("modes", mode.id, mode.title, mode.aliases)
        self._known[_key(_words(dataset.product.name))] = []
        lengths = grouped((key[0].casefold(), len(key)) for key in self._known)
        self._lengths = {word: sorted({*some}, reverse=True) for word, some in lengths.items()}

    def _add(self, table: Table, key: str, proper: str, aliases: Iterable[str]) -> None:
        for text in (proper, *aliases):
            entries = self._known.setdefault(_key(_words(text)), [])
            if all((entry.table, entry.id) != (table, key) for entry in entries):
                entries.append(Name(table, key, text, proper))

    def found_in(self, text: str) -> list[Name]:
        """The names in a text, each once, in its order; a name of two entries yields both."""
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
        """The longest name at a word, as entries and number of words; without one, none and 1."""
        for length in self._lengths.get(words[at].casefold(), ()):
            part = words[at : at + length]
            entries = self._known.get(_key(part))
            if length == 1 and _may_be_common_word(words, at):
                entries = None
            if entries is None and length == 1:
                entries = self._known.get((part[0][0].lower() + part[0][1:],))
            if entries is not None:
                return entries, length
        return [], 1

    def roles_of(self, name: Name) -> list[str]:
        """The roles that a name means: for a kind all of its roles, for a mode none."""
        if name.table == "roles":
            return [name.id]
        return self._members.get(name.id, []) if name.table == "kinds" else []


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _may_be_common_word(words: list[str], at: int) -> bool:
    """Whether a word may have its capital only because a sentence begins with it."""
    begins = at == 0 or words[at - 1] in _ENDS
    return begins and words[at][0].isupper() and words[at][1:].islower()


def _key(words: list[str]) -> tuple[str, ...]:
    return tuple(words) if len(words) == 1 else tuple(word.casefold() for word in words)


@computed_once
def text_names(context: RuleContext) -> TextNames:
    """The names of the dataset under check."""
    return TextNames(context.dataset)
