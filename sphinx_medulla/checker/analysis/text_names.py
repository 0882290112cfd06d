"""Finding the names of roles, kinds and modes in notes and descriptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple

from ...dataset.model import Dataset
from ...grouping import grouped
from ..context import Place, RuleContext, computed_once
from .text_words import CALLING_VERBS, DEFINITE, OPENING_VERBS, is_function_word

_TOKEN = re.compile(r"\w+(?:[.-]+\w+)*|[^\w\s]")
"""A word, including hyphens and dots within it, so that part of an id is none; or one sign."""

_ENDS = frozenset(".!?:;")
"""Signs after which a word may have a capital although it is not a name."""

_COMMON_HEADS = frozenset(
    ("server", "host", "machine", "node", "system", "computer", "device", "service", "network")
)
"""Last words of names that say little of which machine is meant."""

_TO = frozenset(("to", "vers", "zu", "nach"))
_TRAFFIC = frozenset(("traffic", "flow", "flows", "connection", "connections"))
_LONG_ARROW = re.compile(r"-+>")
_ARROWS = frozenset("→⟶⇒➔←⟵⇐↔⇄<>=")

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


class NamePlace(NamedTuple):
    """A name in a text, from one character to another; several where entries share it."""

    names: tuple[Name, ...]
    start: int
    end: int
    as_written: bool = True


class TextNames:
    """Finds all names of a dataset in texts: the longest first, whole words only.

    A name of several words is found in any case, and a role's own name in the plural, too. A name
    of one word is found as it is written, or with a capital; in any other case only where "the" or
    its like comes before it and no other noun after it, since "a server" need not be the role
    "Server", nor "the server room". For the same reason "Web pages" at the beginning of a sentence
    does not name the role "Web". The product's name is no role's. Words are looked up one after the
    other, because a regular expression of all names would try each of them at each word.

    For a translated dataset ``others`` has the one that it was made from, whose names count, too.
    """

    def __init__(self, dataset: Dataset, *others: Dataset) -> None:
        self._known: dict[tuple[str, ...], list[Name]] = {}
        self._found: dict[str, list[NamePlace]] = {}
        self._members = grouped((role.kind, role.id) for role in dataset.roles.values())
        self._propers = {role.id: role.name for role in dataset.roles.values()}
        self._role_words = {
            role.id: {
                word.casefold() for name in (role.name, *role.aliases) for word in _words(name)
            }
            for role in dataset.roles.values()
        }
        self._heads = _heads(self._propers, self._role_words)
        for each in (dataset, *others):
            for role in each.roles.values():
                self._add("roles", role.id, role.name, role.aliases)
            for kind in each.kinds.values():
                self._add("kinds", kind.id, kind.label, kind.aliases)
            for mode in each.modes.values():
                self._add("modes", mode.id, mode.title, mode.aliases)
        self._known[_key(_words(dataset.product.name))] = []
        lengths = grouped((key[0].casefold(), len(key)) for key in self._known)
        self._lengths = {word: sorted({*some}, reverse=True) for word, some in lengths.items()}
        single = {key[0]: names for key, names in self._known.items() if len(key) == 1}
        folded = grouped((word.casefold(), names) for word, names in single.items())
        self._folded = {word: list(chain(*lists)) for word, lists in folded.items()}
        self._first_words = {*self._lengths, *(f"{word}s" for word in self._folded)}

    def _add(self, table: Table, key: str, proper: str, aliases: Iterable[str]) -> None:
        for text in (proper, *aliases):
            entries = self._known.setdefault(_key(_words(text)), [])
            # The names of an entry are added one after the other.
            if not entries or (entries[-1].table, entries[-1].id) != (table, key):
                entries.append(Name(table, key, text, proper))

    def found_in(self, text: str) -> list[Name]:
        """The names in a text, each once, in its order; a name of two entries yields both.

        Names of one word only as they are written: a description says "the server" of any server.
        """
        places = [place for place in self.places_in(text) if place.as_written]
        return list(dict.fromkeys(name for place in places for name in place.names))

    def found_in_any_case(self, text: str) -> list[Name]:
        """The names in a text, as `found_in` finds them, and names of one word in any case."""
        return list(dict.fromkeys(name for place in self.places_in(text) for name in place.names))

    def places_in(self, text: str) -> list[NamePlace]:
        """Each name in a text with its place, in its order."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = list(self._places(text))
        return found

    def _places(self, text: str) -> Iterator[NamePlace]:
        words = _words(text)
        folded = list(map(str.casefold, words))
        if self._first_words.isdisjoint(folded):
            return
        end = last = 0
        behind = 0  # the place in the text behind the word before ``last``
        for at in [at for at, word in enumerate(folded) if word in self._first_words]:
            if at < end:
                continue
            names, length = self._at(words, folded, at)
            end = at + length
            if names:
                behind = _behind(text, words[last:at], behind)
                start = text.index(words[at], behind)
                behind, last = _behind(text, words[at:end], start), end
                as_written = length > 1 or self._as_written(words, at) is not None
                yield NamePlace(tuple(names), start, behind, as_written)

    def places_at_ends(self, text: str, ends: tuple[str, str]) -> list[NamePlace]:
        """Each name in the note of a flow, and what is short for the roles at its ends.

        "The workstation" is "Internal workstation" if that is at one end, the other end is named as
        well, and its name has no such word.
        """
        places = self.places_in(text)
        lowered = text.casefold()
        heads = {
            head: end
            for end, other in (ends, ends[::-1])
            if (head := self._heads.get(end)) and head in lowered
            if head not in self._role_words[other]
        }
        if not heads:
            return places
        named = {role for place in places for name in place.names for role in self.roles_of(name)}
        unnamed = [end for end in ends if end not in named]
        heads = {head: end for head, end in heads.items() if end in unnamed}
        if not unnamed or len(heads) < len(unnamed):
            return places
        tokens = list(_TOKEN.finditer(text))
        words = [token[0] for token in tokens]
        short = []
        for at, token in enumerate(tokens):
            end = heads.get(token[0].casefold().removesuffix("s"))
            is_part = any(place.start < token.end() <= place.end for place in places)
            if end is not None and not is_part and _is_definite(words, at):
                name = Name("roles", end, token[0], self._propers[end])
                short.append(NamePlace((name,), token.start(), token.end(), as_written=False))
        if len({place.names[0].id for place in short}) < len(unnamed):
            return places
        return sorted((*places, *short), key=lambda place: place.start)

    def _at(self, words: list[str], folded: list[str], at: int) -> tuple[list[Name], int]:
        """The longest name at a word, as entries and number of words; without one, none and 1.

        The words are also given without regard to case.
        """
        word = folded[at]
        for length in self._lengths.get(word, ()):
            part = tuple(folded[at : at + length])
            names = self._of_several(part) if len(part) > 1 else self._single(words, at)
            if names is not None:
                return names, len(part)
        if word.endswith("s") and _is_definite(words, at):
            return self._folded.get(word[:-1], []), 1
        return [], 1

    def _of_several(self, words: tuple[str, ...]) -> list[Name] | None:
        """The entries that have some words as their name, the last one perhaps in the plural."""
        names = self._known.get(words)
        if names is None and words[-1].endswith("s"):
            names = self._known.get((*words[:-1], words[-1][:-1]), [])
            return [name for name in names if name.text == name.proper] or None
        return names

    def _single(self, words: list[str], at: int) -> list[Name] | None:
        """The entries that have a word as their name; an empty list for the product's name."""
        names = self._as_written(words, at)
        if names is None and _is_definite(words, at):
            return self._folded.get(words[at].casefold())
        return names

    def _as_written(self, words: list[str], at: int) -> list[Name] | None:
        """The entries that are called as a word is written, or as it is without its capital."""
        word = words[at]
        if not _may_be_common_word(words, at) and (word,) in self._known:
            return self._known[word,]
        return self._known.get((word[0].lower() + word[1:],))

    def roles_of(self, name: Name) -> list[str]:
        """The roles that a name means: for a kind all of its roles, for a mode none."""
        if name.table == "roles":
            return [name.id]
        return self._members.get(name.id, []) if name.table == "kinds" else []


def _heads(propers: dict[str, str], words: dict[str, set[str]]) -> dict[str, str]:
    """The last word of each role's name, if it has several, by which it may be called for short.

    A word such as "server" is none where other roles have it, too.
    """
    heads = {role: _words(name)[-1].casefold() for role, name in propers.items() if " " in name}
    times = Counter(word for some in words.values() for word in some)
    return {
        role: head
        for role, head in heads.items()
        if head.isalpha() and (times[head] == 1 or head not in _COMMON_HEADS)
    }


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _behind(text: str, words: list[str], at: int) -> int:
    """The place behind the last of some words, which follow one another in a text."""
    for word in words:
        at = text.index(word, at) + len(word)
    return at


def _may_be_common_word(words: list[str], at: int) -> bool:
    """Whether a word may have its capital only because a sentence begins with it."""
    begins = at == 0 or words[at - 1] in _ENDS
    return begins and words[at][0].isupper() and words[at][1:].islower()


def _is_definite(words: list[str], at: int) -> bool:
    """Whether a word in any case is a name: "the device", and no other noun behind it.

    At the beginning of a sentence it is one before an arrow, or if it opens or calls something,
    and behind a colon if it is alone.
    """
    behind = words[at + 1].casefold() if at + 1 < len(words) else "."
    if at == 0 or words[at - 1] in _ENDS:
        is_alone = at > 0 and words[at - 1] == ":" and (behind in _ENDS or behind == ",")
        arrow = behind in _ARROWS or bool(_LONG_ARROW.match("".join(words[at + 1 : at + 5])))
        return is_alone or arrow or behind in OPENING_VERBS or behind in _TO
    before = words[at - 1].casefold()
    is_traffic = behind in _TRAFFIC and before in _TO
    if behind[0].isalnum() and not (is_traffic or _is_verb(behind) or is_function_word(behind)):
        return False
    if before in {"'", "’"}:
        return at > 1 and words[at - 2].casefold() in {"l", "d"}
    if before in _TO - {"vers"}:
        from_to = "from" in words[: at - 1] or "From" in words[: at - 1]
        return from_to or at == 2 or words[at - 3] == ":" or _is_verb(words[at - 2].casefold())
    if before == "-" and at > 1:
        before = words[at - 2]  # the sign of <-
    return before in DEFINITE or before in _ARROWS


def _is_verb(word: str) -> bool:
    return word in OPENING_VERBS or word in CALLING_VERBS


def _key(words: list[str]) -> tuple[str, ...]:
    return tuple(words) if len(words) == 1 else tuple(word.casefold() for word in words)


@computed_once
def text_names(context: RuleContext) -> TextNames:
    """The names of the dataset under check."""
    return TextNames(context.dataset)
