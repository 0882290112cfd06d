"""MED509: alias-for-name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ...dataset.codes import listed
from ...grouping import grouped
from ..analysis.entry_texts import notes
from ..analysis.text_names import Name, text_names
from ..context import Place
from ..finding import EntryKind
from ..phrases import part_of
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


@dataclass(frozen=True, slots=True)
class _Alias:
    """An alias in place of a name: under a key or in a text, which a sentence calls ``where``."""

    name: Name
    place: Place
    where: str
    at_key: bool


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
        aliases = chain(_aliases_in_keys(context), _aliases_in_texts(context))
        same_word = grouped(
            ((each.name.table, each.name.id, each.name.text.casefold()), each) for each in aliases
        )
        for found in same_word.values():
            yield self._violation(found)

    def _violation(self, found: list[_Alias]) -> Violation:
        first, *others = found
        name = first.name
        kinds: dict[str, EntryKind] = {"roles": "role", "modes": "mode"}
        instead = [] if all(each.at_key for each in found) else [f"{name.proper!r} in texts"]
        instead += [f"{name.id} where an id is expected"] if first.at_key else []
        return Violation(
            first.place,
            Subject(kind=kinds.get(name.table, "term"), id=name.id, word=name.text),
            f"{name.text!r} in {first.where} is an alias of the {name.kind_of_entry} {name.id}, "
            f"whose name is {name.proper!r}.",
            f"Write {listed(instead)}.",
            [(each.place, f"It is also in {each.where}.") for each in others],
        )


def _aliases_in_keys(context: RuleContext) -> Iterator[_Alias]:
    """The aliases under keys that take a role."""
    for place, key, owner, role in _roles(context):
        written = context.written(place)
        name = context.dataset.roles[role].name
        if written != role and isinstance(written, str) and written.casefold() != name.casefold():
            alias = Name("roles", role, written, name)
            yield _Alias(alias, place, f"{key} of {owner}", at_key=True)


def _roles(context: RuleContext) -> Iterator[tuple[Place, str, str, str]]:
    """The places that name a role, each with its key, its entry's id and the role."""
    for flow in context.flows:
        yield (flow, "from"), "from", flow.id, flow.from_
        yield (flow, "to"), "to", flow.id, flow.to
    for service in context.dataset.services.values():
        for key, roles in (("listens_on", service.listens_on), ("called_by", service.called_by)):
            for index, role in enumerate(roles):
                yield ("services", service.id, key, index), key, service.id, role


def _aliases_in_texts(context: RuleContext) -> Iterator[_Alias]:
    """The aliases in notes and descriptions."""
    for place, owner, text in _texts(context):
        names = text_names(context).found_in(text)
        # A word that is also a name need not be meant as an alias.
        proper = {name.text.casefold() for name in names if name.text == name.proper}
        for name in names:
            if name.text.casefold() not in proper:
                yield _Alias(name, place, owner, at_key=False)


def _texts(context: RuleContext) -> Iterator[tuple[Place, str, str]]:
    """The notes and the descriptions, each with its place and what a sentence calls it."""
    for flow, note in notes(context):
        yield note.place, f"the {part_of(note.part, flow.id)}", note.words
    for service in context.dataset.services.values():
        place = ("services", service.id, "description")
        yield place, f"the description of {service.id}", service.description
