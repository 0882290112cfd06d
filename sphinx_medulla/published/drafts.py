"""What an import writes: the entries of a dataset in the notation of the file, and their ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

import yaml

from ..dataset.names import key_of_name

_NO_ID = re.compile(r"[^a-z0-9]+")
_TABLES = ("sources", "zones", "features", "roles", "services", "modes")

Entry = dict[str, Any]


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # either
    """Writes YAML without anchors, which datasets may not have."""

    def ignore_aliases(self, data: object) -> bool:
        """Write equal values again."""
        return True


class Ids:
    """The ids of one table: each name has one, which is made from the name."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._ids: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, name: str, wanted: str = "") -> str:
        """The id of a name, in any case, spacing and number; a new one may be ``wanted``."""
        key = key_of_name(name)
        if key not in self._ids:
            self._ids[key] = self.new(wanted or name)
        return self._ids[key]

    def new(self, text: str) -> str:
        """An id that nothing has, made from a text."""
        plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        base = _NO_ID.sub("-", plain).strip("-") or self._kind
        number, found = 1, base
        while found in self._taken:
            number += 1
            found = f"{base}-{number}"
        self._taken.add(found)
        return found


@dataclass
class Draft:
    """A dataset that is being written: its tables in the notation of the file."""

    product: str
    revision: str
    defaults: Entry = field(default_factory=dict)
    sources: dict[str, Entry] = field(default_factory=dict)
    zones: dict[str, Entry] = field(default_factory=dict)
    features: dict[str, Entry] = field(default_factory=dict)
    roles: dict[str, Entry] = field(default_factory=dict)
    services: dict[str, Entry] = field(default_factory=dict)
    modes: dict[str, Entry] = field(default_factory=dict)
    flows: list[Entry] = field(default_factory=list)
    questions: list[Entry] = field(default_factory=list)

    def text(self, comment: str = "") -> str:
        """The file, with a comment at its beginning."""
        data: Entry = {"format": 1, "product": {"name": self.product}, "revision": self.revision}
        if self.defaults:
            data["defaults"] = self.defaults
        data |= {table: getattr(self, table) for table in _TABLES if getattr(self, table)}
        data.setdefault("roles", {})
        data["flows"] = self.flows
        if self.questions:
            data["questions"] = self.questions
        written = yaml.dump(
            data,
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=None,
            width=100,
        )
        return "".join(f"# {line}\n" for line in comment.splitlines()) + written


def need_in_file(words: str) -> str | Entry | None:
    """A need as the file writes it, from the words of a table; None if they state none."""
    folded = " ".join(words.casefold().split())
    if folded in {"", "-", "not stated", "unknown", "?"}:
        return None
    for level, known in _NEEDS.items():
        if folded in known:
            return level
    return {"when": words}


_NEEDS: Mapping[str, frozenset[str]] = {
    "required": frozenset(
        ("required", "mandatory", "yes", "y", "x", "always", "oui", "obligatoire", "requis", "ja")
    ),
    "optional": frozenset(("optional", "no", "n", "optionnel", "facultatif", "non", "nein")),
}


def one_or_list(values: list[str]) -> str | list[str]:
    """A list as the file writes it, where a single value needs no list."""
    return values[0] if len(values) == 1 else values
