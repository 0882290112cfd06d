"""Which entry of a dataset a word means, and what to suggest if it means none.

Every word that somebody writes for an entry is resolved here: in a dataset's file, in directives
and roles, and in commands. A word may be an id, a name or an alias, in any case, with any spaces,
hyphens and underscores, and in the plural.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import partial
from itertools import takewhile
from typing import NamedTuple
from unicodedata import normalize

from .codes import listed
from .yaml_tree import Data

TABLES = {
    "sources": "source",
    "zones": "zone",
    "kinds": "kind",
    "groups": "group",
    "features": "feature",
    "roles": "role",
    "services": "service",
    "modes": "mode",
    "flows": "flow",
}
"""The tables of a dataset that have ids, each with the word for one of its entries."""

Table = Mapping[str, object]
"""Entries by id: those of a dataset, those of a file, or anything for words that have no names."""

_LONGEST = 60  # a word of more characters is no misspelt name
_MOST_COMPARED = 100_000  # names with which the words of a table are compared: takes a few seconds
_SEPARATORS = re.compile(r"[\s_-]+")


def _spaced(word: str) -> str:
    return _SEPARATORS.sub(" ", normalize("NFKC", word).casefold()).strip()


def _joined(word: str) -> str:
    return _spaced(word).replace(" ", "")


def _singular(word: str) -> str:
    """Without the s at the end of each word that is longer than an abbreviation."""
    return "".join(
        part[:-1] if len(part) > 3 and part.endswith("s") else part
        for part in _spaced(word).split()
    )


SPELLINGS: tuple[Callable[[str], str], ...] = (str, _spaced, _joined, _singular)
"""What is compared of a word and a name, the most exact first; the first that fits decides."""


RUN_TOGETHER = SPELLINGS.index(_joined)
"""The index of the spelling in which blanks are not compared."""


def key_of_name(name: str) -> str:
    """What names have in common that differ only in case, spacing and number."""
    return SPELLINGS[-1](name) or name


class Resolved(NamedTuple):
    """What a word means: one id, several if it is ambiguous, none if it is unknown.

    ``level`` is the index in `SPELLINGS` at which it was found.
    """

    word: str
    ids: tuple[str, ...] = ()
    level: int = len(SPELLINGS)

    @property
    def id(self) -> str | None:
        """The only id that the word means, else None."""
        return self.ids[0] if len(self.ids) == 1 else None


class Names:
    """The ids, names and aliases of the entries of one table, perhaps in two languages.

    Nothing is read from the tables before a word asks for it, and each word is resolved once.
    """

    def __init__(self, thing: str, *tables: Table) -> None:
        self.thing = thing
        self.tables = tables
        self._resolved: dict[str, Resolved] = {}
        self._indexes: dict[int, list[dict[str, list[str]]]] = {}
        self._compared = 0

    @classmethod
    def of(cls, words: Iterable[str]) -> Names:
        """Words that have no other names, such as protocols."""
        return cls("word", dict.fromkeys(words))

    def resolve(self, word: str) -> str | None:
        """The id of the entry that a word means, None if it means none or several."""
        return self.look_up(word).id

    def look_up(self, word: str) -> Resolved:
        """What a word means.

        An id is itself. Otherwise the most exact spelling in which the word is an id, a name or an
        alias decides. If it is that of several entries, the other language may tell them apart.
        """
        found = self._resolved.get(word)
        if found is None:
            found = self._resolved[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> Resolved:
        if any(word in table for table in self.tables):
            return Resolved(word, (word,), 0)
        for level, spelling in enumerate(SPELLINGS):
            spelt = spelling(word)
            hits = [index[spelt] for index in self._index(level) if spelt in index] if spelt else []
            if hits:
                fewest = min(hits, key=len)
                return Resolved(word, tuple(fewest), level)
        return Resolved(word)

    def _index(self, level: int) -> list[dict[str, list[str]]]:
        """For each table, the ids that each id, name and alias in a spelling may mean."""
        if level not in self._indexes:
            self._indexes[level] = [_index_of(table, SPELLINGS[level]) for table in self.tables]
        return self._indexes[level]

    def resolve_list(self, text: str) -> list[Resolved]:
        """What each word of a list means.

        Words are between commas, and between spaces unless all of a text, or all between two
        commas, is a name of several words, or nearly one.
        """
        found: list[Resolved] = []
        for part in [text] if "," in text and self.look_up(text.strip()).ids else text.split(","):
            words = [self.look_up(word) for word in part.split()]
            whole = self.look_up(" ".join(part.split()))
            if whole.level <= max((word.level for word in words), default=-1) and (
                whole.ids or (self._is_misspelt(whole.word, words))
            ):
                words = [whole]
            found += words
        return found

    def _is_misspelt(self, text: str, words: list[Resolved]) -> bool:
        """Whether a text of several unknown words is nearly a name of several words."""
        if sum(not word.ids for word in words) < 2:
            return False
        return bool(closest(text, (name for name in self.called() if " " in name), cutoff=0.8))

    def explain(self, word: str) -> str:
        """Say why a word does not mean one entry, and what to write."""
        ids = self.look_up(word).ids
        if ids:
            return f"More than one {self.thing} is called {word!r}. Write {listed(ids, 'or')}."
        known = list(self.tables[0])
        return f"There is no {self.thing} {word!r}. {suggestion(word, known, self.called())}"

    def suggest(self, word: str) -> str:
        """``Did you mean …?`` with the id of the entry whose id, name or alias is the closest.

        Empty if none is close, or if many words were compared with many names already.
        """
        if self._compared >= _MOST_COMPARED:
            return ""
        called = self.called()
        self._compared += len(called)
        return did_you_mean(word, (), called)

    def called(self) -> dict[str, str]:
        """Every id, and every name and alias of one entry alone, each with its id."""
        indexes = reversed(self._index(0))
        return {name: keys[0] for one in indexes for name, keys in one.items() if len(keys) == 1}


def _index_of(table: Table, spelling: Callable[[str], str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for key, entry in table.items():
        for name in (key, *_names(entry)):
            keys = index.setdefault(spelling(name), [])
            if key not in keys[-1:]:
                keys.append(key)
    if spelling is str:  # an id means its own entry, whatever else is called so
        index |= {key: [key] for key in table}
    return index


def _names(entry: object) -> Iterator[str]:
    """The names and aliases of an entry of a dataset, or of a file in which it has any shape."""
    for key in ("name", "title", "short", "aliases"):
        value = entry.get(key) if isinstance(entry, dict) else getattr(entry, key, "")
        for name in value if isinstance(value, list | tuple) else (value,):
            if name and isinstance(name, str):
                yield name


def find(word: str, *tables: Table) -> str | None:
    """The id of the one entry of the tables, of one dataset in two languages, that a word means."""
    return Names("", *tables).resolve(word)


def names_in(data: Data) -> dict[str, Names]:
    """The names of every table of a file that may have any shape, but of those with a wrong one."""
    entries = data if isinstance(data, dict) else {}
    shapes = {table: list if table == "flows" else dict for table in TABLES}
    return {
        table: names_of(table, data)
        for table, shape in shapes.items()
        if isinstance(entries.get(table, shape()), shape)
    }


def names_of(table: str, data: Data) -> Names:
    """The names of one table of a file that may have any shape."""
    entries: object = data.get(table) if isinstance(data, dict) else None
    if isinstance(entries, list) and table == "flows":
        ids = [entry.get("id") for entry in entries if isinstance(entry, dict)]
        entries = dict.fromkeys(key for key in ids if isinstance(key, str))
    return Names(TABLES[table], entries if isinstance(entries, dict) else {})


def closest(word: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """The name that is most like a word in any case, empty if none is.

    Of names that are equally like it, the one that begins like it. A name that begins with the word
    and a hyphen is like it, too.
    """
    if len(word) > _LONGEST:
        return ""
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.casefold(), name)
    wanted = word.casefold()
    begun = (name for name in folded if wanted and name.startswith(f"{wanted}-"))
    longest = max(2, len(word) - 1)  # else a short word is like much longer ones
    near = [name for name in folded if abs(len(name) - len(word)) < longest]
    close = get_close_matches(wanted, near, n=len(near) or 1, cutoff=cutoff)
    return folded.get(max(close, key=partial(_likeness, wanted), default=next(begun, "")), "")


def _likeness(word: str, name: str) -> tuple[float, int, str]:
    """What makes a name more like a word than another one: its letters, then its beginning."""
    begun = [*takewhile(lambda pair: pair[0] == pair[1], zip(name, word, strict=False))]
    return SequenceMatcher(None, name, word).ratio(), len(begun), name


def did_you_mean(word: str, known: Iterable[str], called: Mapping[str, str] | None = None) -> str:
    """``Did you mean 'x'?`` and a space if a known word is like the word, else nothing.

    ``called`` has other names for known words, each with the known word.
    """
    meant = {name: name for name in known}
    meant |= {name: key for name, key in (called or {}).items() if name not in meant}
    close = closest(word, meant)
    return f"Did you mean {meant[close]!r}? " if close else ""


def suggestion(word: str, known: Iterable[str], called: Mapping[str, str] | None = None) -> str:
    """Say which known word may be meant, as `did_you_mean` does, and from which to choose."""
    names = list(known)
    if not names:
        return "None is defined."
    return f"{did_you_mean(word, names, called)}Choose from: {', '.join(names)}."
