"""MED509: alias-for-name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...dataset.codes import listed
from ..analysis.text_names import Name, text_names
from ..finding import EntryKind
from ..rule import DatasetRule, Place, RuleContext, Subject, Violation, Violations

_OwnedPlace = tuple[Place, str]
"""A place, and what a sentence calls it: ``the note of a``."""


@dataclass(slots=True)
class _Alias:
    """An alias that is used instead of a name, with its places under keys and in texts."""

    name: Name
    keys: list[_OwnedPlace] = field(default_factory=list)
    texts: list[_OwnedPlace] = field(default_factory=list)


class AliasForName(DatasetRule):
    """An alias is used instead of the name or the id.

    Why: Readers think that two names are two things, and search for one of them in vain.

    Bad::

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
          - id: server-to-old-relay
            from: server
            to: old-relay
            modes: [old]
            ports: [22/tcp]
            note: Opened by the central server.

    Good::

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
          - id: server-to-old-relay
            from: server
            to: old-relay
            modes: [old]
            ports: [22/tcp]
            note: Opened by the main server.
    """

    code = "MED509"
    fix = (
        "Write the name in notes and descriptions, and the id under `from`, `to`, `listens_on` and "
        "`called_by`. An alias is for the words of other pages."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look at each word that names something, and report each alias once."""
        aliases: dict[tuple[str, str, str], _Alias] = {}

        def alias(name: Name) -> _Alias:
            return aliases.setdefault((name.table, name.id, name.text.casefold()), _Alias(name))

        for place, owner, name in _aliases_in_keys(context):
            alias(name).keys.append((place, owner))
        for place, owner, text in _texts(context):
            names = text_names(context).found_in(text)
            # A word that is also a name need not be meant as an alias.
            proper = {name.text.casefold() for name in names if name.text == name.proper}
            for name in names:
                if name.text.casefold() not in proper:
                    alias(name).texts.append((place, owner))
        for found in aliases.values():
            yield self._violation(found)

    def _violation(self, found: _Alias) -> Violation:
        name = found.name
        kinds: dict[str, EntryKind] = {"roles": "role", "modes": "mode"}
        instead = [f"{name.proper!r} in texts"] if found.texts else []
        instead += [f"{name.id} where an id is expected"] if found.keys else []
        (place, owner), *others = (*found.keys, *found.texts)
        return Violation(
            place,
            Subject(kind=kinds.get(name.table, "term"), id=name.id, word=name.text),
            f"{name.text!r} in {owner} is an alias of the {name.kind_of_entry} {name.id}, whose "
            f"name is {name.proper!r}.",
            f"Write {listed(instead)}.",
            [(other, f"It is also in {its}.") for other, its in others],
        )


def _aliases_in_keys(context: RuleContext) -> Iterator[tuple[Place, str, Name]]:
    """The aliases under keys that take a role, each with its place and what it is called."""
    tree = context.loaded.tree
    for index, flow in enumerate(context.flows):
        for key, role in (("from", flow.from_), ("to", flow.to)):
            written = tree.get("flows", index, key)
            if written != role:
                yield from _alias(context, (flow, key), f"{key} of {flow.id}", written, role)
    for service in context.dataset.services.values():
        for key, roles in (("listens_on", service.listens_on), ("called_by", service.called_by)):
            for index, role in enumerate(roles):
                written = tree.get("services", service.id, key, index)
                place = ("services", service.id, key, index)
                yield from _alias(context, place, f"{key} of {service.id}", written, role)


def _alias(
    context: RuleContext, place: Place, owner: str, written: object, role: str
) -> Iterator[tuple[Place, str, Name]]:
    name = context.dataset.roles[role].name
    if written != role and isinstance(written, str) and written.casefold() != name.casefold():
        yield place, owner, Name("roles", role, written, name)


def _texts(context: RuleContext) -> Iterator[tuple[Place, str, str]]:
    """The notes and the descriptions, each with its place and what it is called."""
    for flow in context.flows:
        if flow.note:
            yield (flow, "note"), f"the note of {flow.id}", flow.note
    for service in context.dataset.services.values():
        if service.description:
            place = ("services", service.id, "description")
            yield place, f"the description of {service.id}", service.description
