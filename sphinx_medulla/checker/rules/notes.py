"""MED5xx, names: the roles and modes that a note names, and aliases where names should stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...dataset.codes import listed
from ...dataset.model import Flow
from ...dataset.yaml_tree import Step
from ..analysis.text_names import Name
from ..context import RuleContext
from ..finding import EntryKind, Finding, Subject
from ..rule import Rule
from .drift import named

Path = tuple[Step, ...]

_HEAD = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Main server, aliases: [Central server]}
  old-relay: {name: Old relay}
  new-relay: {name: New relay}
modes:
  old: {title: With the old relay, roles: [server, old-relay]}
  new: {title: With the new relay, roles: [server, new-relay]}
flows:
  - {id: server-to-new-relay, from: server, to: new-relay, modes: [new], ports: [22/tcp]}
"""

_OLD = """\
  - id: server-to-old-relay
    from: server
    to: old-relay
    modes: [old]
    ports: [22/tcp]
    note: NOTE
"""


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A name in a note that its flow has nothing to do with; of other modes, or only of others."""

    place: int
    flow: Flow
    name: Name
    other_mode: bool


def _strangers(case: RuleContext) -> list[_Stranger]:
    """The names in notes that are not in the flow's row."""
    found: list[_Stranger] = []
    here: dict[str, set[str]] | None = None
    for place, flow in case.flows():
        for name in case.names.found_in(flow.note) if flow.note else ():
            modes = case.queries.modes_of(flow)
            if name.table == "modes":
                if name.id not in modes:
                    found.append(_Stranger(place, flow, name, True))
                continue
            roles = case.names.roles_of(name)
            if not roles or flow.from_ in roles or flow.to in roles:
                continue
            if here is None:
                here = _roles_by_mode(case)
            away = bool(modes) and all(here[mode].isdisjoint(roles) for mode in ("", *modes))
            found.append(_Stranger(place, flow, name, away))
    return found


def _roles_by_mode(case: RuleContext) -> dict[str, set[str]]:
    """The roles of each mode: those that it lists, and the ends of the flows that name it.

    Under ``""`` the ends of the flows that are in all modes.
    """
    found = {mode: set(entry.roles) for mode, entry in case.dataset.modes.items()}
    found[""] = set()
    for mode, flows in case.flows_by_mode.items():
        for _, flow in flows:
            found[mode].update((flow.from_, flow.to))
    return found


class NoteNamesStranger(Rule):
    """A note names a role at neither end of its flow."""

    code = "MED507"
    name = "note-names-stranger"
    why = "The note says one thing and its row another; readers do not know which is right."
    fix = "Name the row's own ends, or correct them."
    bad = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Main server}
  spare: {name: Spare server}
  client: {name: Client}
flows:
  - {id: client-to-spare, from: client, to: spare, ports: [443/tcp]}
  - id: client-to-server
    from: client
    to: server
    ports: [443/tcp]
    note: Opened by the client to the spare server.
"""
    good = bad.replace("to the spare", "to the main")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for the roles of each note among the ends of its flow."""
        for found in case.once(_strangers):
            if not found.other_mode:
                flow, name = found.flow, found.name
                yield self.finding(
                    case,
                    ("flows", found.place, "note"),
                    Subject(kind="flow", id=flow.id, modes=flow.modes, word=name.text),
                    f"The note of {flow.id} names {name.text!r}, but the flow leads from "
                    f"{flow.from_} to {flow.to}.",
                    "Name these two, or correct from or to.",
                    related=[((name.table, name.id), f"{name.id} is this {name.thing}.")],
                )


class NoteNamesOtherMode(Rule):
    """A note names a role that its flow's modes do not have, or another mode."""

    code = "MED508"
    name = "note-names-other-mode"
    why = "The note was copied from another mode; readers do not have what it speaks of."
    fix = "Name what the mode has, or correct the flow's modes."
    bad = _HEAD + _OLD.replace("NOTE", "Opened by the main server to the new relay.")
    good = bad.replace("to the new relay", "to the old relay")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for the roles of each note among those of the flow's modes."""
        for found in case.once(_strangers):
            if found.other_mode:
                flow, name = found.flow, found.name
                modes = case.queries.modes_of(flow)
                lacks = "is not in" if name.table == "modes" else "has no part in"
                whose = flow.id if name.table == "modes" else name.id
                where = name.id if name.table == "modes" else named("mode", modes)
                yield self.finding(
                    case,
                    ("flows", found.place, "note"),
                    Subject(kind="flow", id=flow.id, modes=flow.modes, word=name.text),
                    f"The note of {flow.id} names {name.text!r}, but {whose} {lacks} {where}.",
                    f"The flow leads from {flow.from_} to {flow.to}: name these two, or correct "
                    "its modes.",
                    related=[((name.table, name.id), f"{name.id} is this {name.thing}.")],
                )


@dataclass(slots=True)
class _Word:
    """An alias where the name should stand, and every place: of keys and of texts."""

    name: Name
    keys: list[tuple[Path, str]] = field(default_factory=list)
    texts: list[tuple[Path, str]] = field(default_factory=list)


class AliasForName(Rule):
    """An alias stands where the name, or the id, should stand."""

    code = "MED509"
    name = "alias-for-name"
    why = "Readers take two names for two things, and search for one of them in vain."
    fix = (
        "Write the name in notes and descriptions, and the id under `from`, `to`, `listens_on` and "
        "`called_by`. An alias is for what other pages say."
    )
    bad = _HEAD + _OLD.replace("NOTE", "Opened by the central server.")
    good = bad.replace("by the central server", "by the main server")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at each word that names something, and report each alias once."""
        words: dict[tuple[str, str, str], _Word] = {}

        def word(name: Name) -> _Word:
            return words.setdefault((name.table, name.id, name.text.casefold()), _Word(name))

        for path, owner, name in _aliases_in_keys(case):
            word(name).keys.append((path, owner))
        for path, owner, text in _texts(case):
            names = case.names.found_in(text)
            # Of a word that is also a name, nobody can say that it is an alias.
            proper = {name.text.casefold() for name in names if name.text == name.proper}
            for name in names:
                if name.text.casefold() not in proper:
                    word(name).texts.append((path, owner))
        for found in words.values():
            yield self._report(case, found)

    def _report(self, case: RuleContext, found: _Word) -> Finding:
        name = found.name
        kinds: dict[str, EntryKind] = {"roles": "role", "modes": "mode"}
        instead = []
        if found.texts:
            instead.append(f"{name.proper!r} in texts")
        if found.keys:
            instead.append(f"{name.id} where an id stands")
        (path, owner), *others = (*found.keys, *found.texts)
        return self.finding(
            case,
            path,
            Subject(kind=kinds.get(name.table, "term"), id=name.id, word=name.text),
            f"{name.text!r} in {owner} is an alias of the {name.thing} {name.id}, whose name is "
            f"{name.proper!r}.",
            f"Write {listed(instead)}.",
            related=[(other, f"It stands in {its} too.") for other, its in others],
        )


def _aliases_in_keys(case: RuleContext) -> Iterator[tuple[Path, str, Name]]:
    """The aliases under keys that lead to a role, each with its place and whose key it is."""
    for place, flow in case.flows():
        for key, role in (("from", flow.from_), ("to", flow.to)):
            if case.loaded.tree.get("flows", place, key) != role:
                yield from _alias_at(case, ("flows", place, key), f"{key} of {flow.id}", role)
    for service in case.dataset.services.values():
        for key, roles in (("listens_on", service.listens_on), ("called_by", service.called_by)):
            for turn, role in enumerate(roles):
                path = ("services", service.id, key, turn)
                yield from _alias_at(case, path, f"{key} of {service.id}", role)


def _alias_at(
    case: RuleContext, path: Path, owner: str, role: str
) -> Iterator[tuple[Path, str, Name]]:
    written, name = case.loaded.tree.get(*path), case.dataset.roles[role].name
    if written != role and isinstance(written, str) and written.casefold() != name.casefold():
        yield path, owner, Name("roles", role, written, name)


def _texts(case: RuleContext) -> Iterator[tuple[Path, str, str]]:
    """The notes and the descriptions, each with its place and whose it is."""
    for place, flow in case.flows():
        if flow.note:
            yield ("flows", place, "note"), f"the note of {flow.id}", flow.note
    for service in case.dataset.services.values():
        if service.description:
            path: Path = ("services", service.id, "description")
            yield path, f"the description of {service.id}", service.description


RULES: tuple[Rule, ...] = (NoteNamesStranger(), NoteNamesOtherMode(), AliasForName())
