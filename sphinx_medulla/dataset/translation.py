"""A dataset in another language: every text that a reader sees, looked up in one place.

Ids, aliases, hosts, settings, addresses and published words stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, NamedTuple, TypeVar, get_args

from .model import Dataset, Role, key_of, keys_of
from .notation import WORDS
from .ports import Port
from .yaml_tree import Step

Path = tuple[Step, ...]


def _holds_words(hint: Any) -> bool:
    """Whether a field of a type holds words for readers, one text or several."""
    return hint == WORDS or any(map(_holds_words, get_args(hint)))


@cache
def translated_fields(kind: Any) -> tuple[str, ...]:
    """The names of the fields of a type of the model that hold words for readers."""
    return tuple(key.field for key in keys_of(kind).values() if _holds_words(key.hint))


class Text(NamedTuple):
    """Words for readers, and their path in the file, such as ``("roles", "server", "name")``."""

    path: Path
    words: str


_Entry = TypeVar("_Entry")


def translated(dataset: Dataset, lookup: Callable[[str], str]) -> Dataset:
    """The dataset with all of its texts as ``lookup`` returns them; unchanged parts are shared.

    ``lookup`` returns the text itself if it has no other one.
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
    """An entry of a type of the model, with its words replaced."""
    kind: Any = type(entry)
    words = () if _is_named_by_host(entry) else translated_fields(kind)
    changed = {}
    for name, old in vars(entry).items():
        new = _value(old, (*path, key_of(name)), lookup, words=name in words)
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
        return value if all(map(is_, entries.values(), value.values())) else entries
    if isinstance(value, tuple):
        items = tuple(
            _value(one, (*path, place), lookup, words=words) for place, one in enumerate(value)
        )
        return value if all(map(is_, items, value)) else items
    has_words = is_dataclass(value) and not isinstance(value, Port)
    return _entry(value, path, lookup) if has_words else value


def _is_named_by_host(entry: object) -> bool:
    """Whether a role's name is that of its host, and so the same in every language."""
    return isinstance(entry, Role) and entry.host == (entry.name,)
