"""A dataset in another language: every text that a reader sees, looked up in one place.

Ids, aliases, hosts, settings, addresses and published words stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar

from .model import (
    Dataset,
    Erratum,
    Flow,
    FlowPort,
    Likeness,
    Mode,
    Need,
    Product,
    Reference,
    Role,
    Service,
    ServicePort,
    Source,
    Term,
    Waiver,
    key_of,
)
from .yaml_tree import Step

Path = tuple[Step, ...]

TEXTS: Mapping[type[Any], tuple[str, ...]] = {
    Dataset: ("rules",),
    Erratum: ("reason",),
    Flow: ("note",),
    FlowPort: (),
    Likeness: ("reason", "question"),
    Mode: ("title", "when"),
    Need: ("when",),
    Product: ("applies_to",),
    Reference: ("title",),
    Role: ("name", "when"),
    Service: ("name", "description"),
    ServicePort: ("name",),
    Source: ("title",),
    Term: ("name", "title", "description"),
    Waiver: ("reason", "question"),
}
"""The fields of each type that hold words for readers."""


class Text(NamedTuple):
    """Words for readers, and their path in the file, such as ``("roles", "server", "name")``."""

    path: Path
    words: str


_Entry = TypeVar("_Entry")


def translated(dataset: Dataset, lookup: Callable[[str], str]) -> Dataset:
    """The dataset with all of its texts as ``lookup`` gives them; what it leaves alone is shared.

    ``lookup`` answers with the text itself where it has no other one.
    """
    return _entry(dataset, (), lambda text: lookup(text.words))


def texts(dataset: Dataset) -> tuple[Text, ...]:
    """Every text that can be translated, in the order of the model; some occur twice."""
    found: list[Text] = []

    def note(text: Text) -> str:
        found.append(text)
        return text.words

    _entry(dataset, (), note)
    return tuple(found)


def _entry(entry: _Entry, path: Path, lookup: Callable[[Text], str]) -> _Entry:
    """An entry of one of the types above, with other words in it."""
    changed = {}
    kind: Any = type(entry)
    words, rest = _fields(kind)
    for name in () if _is_named_by_host(entry) else words:
        old = getattr(entry, name)
        new = _value(old, (*path, key_of(name)), lookup, words=True)
        if new is not old:
            changed[name] = new
    for name in rest:
        old = getattr(entry, name)
        new = _value(old, (*path, key_of(name)), lookup, words=False)
        if new is not old:
            changed[name] = new
    return replace(entry, **changed) if changed else entry  # type: ignore[type-var]  # all are dataclasses


def _value(value: Any, path: Path, lookup: Callable[[Text], str], *, words: bool) -> Any:
    """What a field holds, a mapping's or a list's contents one by one."""
    if isinstance(value, str):
        new = lookup(Text(path, value)) if words and value else value
        return value if new == value else new
    if isinstance(value, dict):
        entries = {
            key: _value(one, (*path, key), lookup, words=words) for key, one in value.items()
        }
        same = all(entries[key] is one for key, one in value.items())
        return value if same else entries
    if isinstance(value, tuple):
        items = tuple(
            _value(one, (*path, place), lookup, words=words) for place, one in enumerate(value)
        )
        return value if all(map(_same, items, value)) else items
    return _entry(value, path, lookup) if type(value) in TEXTS else value


def _same(new: object, old: object) -> bool:
    return new is old


def _is_named_by_host(entry: object) -> bool:
    """Whether a role is called as its host is, in any language."""
    return isinstance(entry, Role) and entry.name == entry.host != ""


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the fields that hold words, and of all others."""
    words = TEXTS[kind]
    return words, tuple(field.name for field in fields(kind) if field.name not in words)
