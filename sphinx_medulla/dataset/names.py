"""Which entry a word of the file means: an id, or the name or an alias of exactly one entry."""

from __future__ import annotations

from dataclasses import dataclass, field

from .codes import Code, listed, quoted, suggestion
from .problem import Problem, Related
from .yaml_tree import Data, Tree

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

_MOST_COMPARED = 100_000
"""How many names of a table are compared with words that mean none: that takes a second or two."""


@dataclass
class Names:
    """What the entries of one table are called.

    ``ids`` leads from every id, and from every name or alias that only one entry has, to an id;
    ``shared`` from a name of several entries to their ids.
    """

    table: str
    own: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    shared: dict[str, list[str]] = field(default_factory=dict)
    compared: int = 0

    def explain(self, value: str) -> tuple[Code, dict[str, object]]:
        """Say why a word means none of the entries: the code, and the words of its sentence."""
        words: dict[str, object] = {"thing": TABLES[self.table], "value": quoted(value)}
        if value in self.shared:
            return Code.AMBIGUOUS_NAME, {**words, "known": listed(self.shared[value], "or")}
        if not self.own:
            return Code.UNDEFINED_ID, {
                **words,
                "suggestion": "",
                "known": f"The dataset defines no {self.table}; define it under {self.table}.",
            }
        close = suggestion(value, self.ids) if self.compared < _MOST_COMPARED else ""
        self.compared += len(self.ids)
        known = f"Defined {self.table}: {listed(self.own)}."
        return Code.UNDEFINED_ID, {**words, "suggestion": close, "known": known}


def names_in(data: Data) -> dict[str, Names]:
    """The names of every table of a file that may have any shape."""
    return {table: names_of(table, data) for table in TABLES}


def names_of(table: str, data: Data) -> Names:
    """The names of one table of a file that may have any shape."""
    names = Names(table)
    entries = data.get(table) if isinstance(data, dict) else None
    if isinstance(entries, dict):
        _collect(names, entries)
    elif isinstance(entries, list) and table == "flows":
        ids = [entry.get("id") for entry in entries if isinstance(entry, dict)]
        names.own = list(dict.fromkeys(one for one in ids if isinstance(one, str)))
        names.ids = dict(zip(names.own, names.own, strict=True))
    return names


def _collect(names: Names, entries: dict[str, Data]) -> None:
    names.own = list(entries)
    claims: dict[str, list[str]] = {}
    for key, entry in entries.items():
        if isinstance(entry, dict):
            aliases = entry.get("aliases")
            called = [entry.get("name"), entry.get("title")]
            called += aliases if isinstance(aliases, list) else []
            for name in {name: None for name in called if isinstance(name, str)}:
                claims.setdefault(name, []).append(key)
    names.ids = {name: keys[0] for name, keys in claims.items() if len(keys) == 1}
    names.shared = {name: keys for name, keys in claims.items() if len(keys) > 1}
    for key in entries:
        names.ids[key] = key
        names.shared.pop(key, None)


def check_flow_ids(tree: Tree) -> list[Problem]:
    """Find flow ids that stand twice, and former ids that lead to more than one flow."""
    flows = tree.get("flows")
    if not isinstance(flows, list):
        return []
    problems = []
    first: dict[str, int] = {}
    for index, flow in enumerate(flows):
        key = flow.get("id") if isinstance(flow, dict) else None
        if isinstance(key, str) and first.setdefault(key, index) != index:
            here = tree.locate("flows", index, "id")
            related = Related(tree.locate("flows", first[key], "id"), "It stands here first.")
            problems.append(Code.DUPLICATE_FLOW.problem(here, (related,), value=quoted(key)))
    claimed: dict[str, tuple[str | int, ...]] = {
        key: ("flows", index, "id") for key, index in first.items()
    }
    for index, flow in enumerate(flows):
        former = flow.get("former_ids") if isinstance(flow, dict) else None
        for place, key in enumerate(former if isinstance(former, list) else ()):
            path = ("flows", index, "former_ids", place)
            if isinstance(key, str) and claimed.setdefault(key, path) != path:
                related = Related(tree.locate(*claimed[key]), "It is taken here.")
                problem = Code.FORMER_ID_TAKEN.problem(
                    tree.locate(*path), (related,), value=quoted(key)
                )
                problems.append(problem)
    return problems
