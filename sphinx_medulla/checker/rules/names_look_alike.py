"""MED220: names-look-alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from unicodedata import name as unicode_name

from ...dataset.codes import quoted
from ...dataset.model import Mode, Role, Service, Source, Term
from ...dataset.names import TABLES
from ..analysis.look_alikes import appearances
from ..analysis.named_ports import difference_of, folded, whole_service
from ..context import Place
from ..finding import EntryKind
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

Named = Role | Service | Mode | Term | Source

_KINDS: dict[str, EntryKind] = {
    "roles": "role",
    "services": "service",
    "modes": "mode",
    "zones": "zone",
    "sources": "source",
}


class _Word(NamedTuple):
    """A name or an alias, with the entry that has it and its place in the file."""

    text: str
    owner: str
    place: Place


class NamesLookAlike(DatasetRule):
    """Names of two entries look the same.

    They differ only in letters of another script, invisible characters, case, spaces or hyphens.
    MED205 reports roles with equal names.

    Why: Readers mistake one for the other, and a search for a name finds only one of them.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          client: {name: Client}
          old: {name: Mail server}
          new: {name: Mail-Server}
        flows:
          - {id: client-to-old, from: client, to: old, ports: [443/tcp]}
          - {id: client-to-new, from: client, to: new, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          client: {name: Client}
          old: {name: Old server}
          new: {name: New server}
        flows:
          - {id: client-to-old, from: client, to: old, ports: [443/tcp]}
          - {id: client-to-new, from: client, to: new, ports: [443/tcp]}
    """

    code = "MED220"
    fix = "Give one of the two a name that readers cannot mistake for the other."

    def check(self, context: RuleContext) -> Violations:
        """Compare the names and aliases within each table."""
        dataset = context.dataset
        tables: dict[str, Mapping[str, Named]] = {
            "zones": dataset.zones,
            "kinds": dataset.kinds,
            "groups": dataset.groups,
            "features": dataset.features,
            "roles": dataset.roles,
            "services": dataset.services,
            "modes": dataset.modes,
            "sources": dataset.sources,
        }
        for table, entries in tables.items():
            yield from _alike(table, entries)


def _alike(table: str, entries: Mapping[str, Named]) -> Violations:
    first: dict[tuple[int, str], _Word] = {}
    reported: set[tuple[str, str]] = set()
    for word in _words(table, entries):
        for spelling in enumerate(appearances(word.text)):
            other = first.setdefault(spelling, word)
            pair = (other.owner, word.owner)
            if (
                other.owner != word.owner
                and pair not in reported
                and not _is_reported_elsewhere(entries, word, other)
            ):
                reported.add(pair)
                yield Violation(
                    word.place,
                    _subject(table, word.owner, other.text),
                    f"The {TABLES[table]} {word.owner} is called {quoted(word.text)}, which looks "
                    f"like {quoted(other.text)}, the {TABLES[table]} {other.owner}.",
                    _advice(word.text, other.text),
                    related=[(other.place, f"This is the name of {other.owner}.")],
                )


def _advice(one: str, other: str) -> str:
    """The hint for a letter that one of two names has and readers cannot tell; else empty."""
    for text, rival in ((one, other), (other, one)):
        for character in text:
            if not character.isascii() and character not in rival:
                known = unicode_name(character, "a character without a name")
                return (
                    f"{quoted(text)} has U+{ord(character):04X}, {known}. Write the letter that is "
                    f"meant, or give one of the two another name."
                )
    return ""


def _words(table: str, entries: Mapping[str, Named]) -> Iterator[_Word]:
    for key, entry in entries.items():
        if isinstance(entry, Role | Service):
            yield _Word(entry.name, key, (table, key, "name"))
        elif isinstance(entry, Mode | Source):
            yield _Word(entry.title, key, (table, key, "title"))
            if isinstance(entry, Mode) and entry.short:
                yield _Word(entry.short, key, (table, key, "short"))
        else:
            yield _Word(entry.label, key, (table, key, "name" if entry.name else "title"))
        if not isinstance(entry, Service | Source):
            for index, alias in enumerate(entry.aliases):
                yield _Word(alias, key, (table, key, "aliases", index))


def _is_reported_elsewhere(entries: Mapping[str, Named], word: _Word, rival: _Word) -> bool:
    """Whether another rule is about two equal names: MED205 for roles, MED423 for services."""
    one, other = entries[word.owner], entries[rival.owner]
    if isinstance(one, Role):
        return word.text.casefold() == rival.text.casefold()
    if not isinstance(one, Service) or not isinstance(other, Service):
        return False
    if word.text == rival.text:
        return True
    is_same = folded(word.text) == folded(rival.text)
    return is_same and bool(difference_of(whole_service(one), whole_service(other)))


def _subject(table: str, owner: str, word: str) -> Subject:
    return Subject(kind=_KINDS.get(table, "term"), id=owner, word=word)
