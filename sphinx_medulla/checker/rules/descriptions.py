"""MED5xx, descriptions: the roles, the modes and the services that a description names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ...dataset.codes import listed
from ...dataset.model import Service
from ...dataset.problem import Severity
from ..analysis.text_names import Name
from ..context import RuleContext, Use
from ..finding import Finding, Subject
from ..rule import Rule

_HEAD = """\
format: 1
product: {name: Example}
revision: 1
kinds:
  relay: {name: relay}
roles:
  server: {name: Main server}
  old-relay: {name: Old relay, kind: relay}
  new-relay: {name: New relay, kind: relay}
modes:
  old: {title: With the old relay}
  new: {title: With the new relay}
services:
  shell: {name: Shell, ports: [22/tcp], description: The shell of each relay.}
  sync:
    name: Sync
    ports: [22000/tcp]
"""

_FLOWS = """\
flows:
  - {id: new-relay-to-old-relay, from: new-relay, to: old-relay, modes: [new], ports: [22/tcp]}
  - {id: old-relay-to-server, from: old-relay, to: server, modes: [old], ports: [22000/tcp]}
"""


def _described(case: RuleContext) -> Iterator[tuple[Service, list[Use], list[Name]]]:
    """The services that flows use, with what their descriptions name."""
    for key, uses in case.uses.items():
        service = case.dataset.services[key]
        names = case.names.found_in(service.description)
        if names:
            yield service, uses, names


def _ends(uses: list[Use]) -> set[str]:
    return {end for use in uses for end in (use.flow.from_, use.flow.to)}


class DescriptionNamesRole(Rule):
    """A description names a role that no flow with the service's ports leads from or to."""

    code = "MED503"
    name = "description-names-role"
    why = "Readers open the port on a machine that has no use for it, or look for a flow in vain."
    fix = (
        "Name the roles that use the service, or add the flow. The name of a kind stands for all "
        "of its roles."
    )
    bad = _HEAD + "    description: Sync between the main server and the new relay.\n" + _FLOWS
    good = bad.replace("the new relay.", "the old relay.")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Compare the roles that each description names with the ends of the flows."""
        for service, uses, names in _described(case):
            ends = _ends(uses)
            for name in names:
                roles = case.names.roles_of(name)
                if roles and ends.isdisjoint(roles):
                    use = uses[0]
                    yield self.finding(
                        case,
                        ("services", service.id, "description"),
                        Subject(kind="service", id=service.id, word=name.text),
                        f"The description of {service.id} names {name.text!r}, but no flow with "
                        f"its ports leads from or to {listed(roles, 'or')}.",
                        f"Name roles that use {service.id}, such as {use.flow.from_} or "
                        f"{use.flow.to}, or add the flow.",
                        related=[
                            (("flows", use.place, "ports", use.turn), f"{use.flow.id} uses it."),
                            ((name.table, name.id), f"{name.id} is this {name.thing}."),
                        ],
                    )


class DescriptionNamesMode(Rule):
    """A description names a mode in which no flow has the service's ports."""

    code = "MED504"
    name = "description-names-mode"
    why = "Readers of that mode look for a port that they do not need, or that its flows lack."
    fix = "Name the modes in which the ports are used, or add the port to a flow of the mode."
    bad = _HEAD + "    description: Sync, needed with the new relay only.\n" + _FLOWS
    good = bad.replace("with the new relay", "with the old relay")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Compare the modes that each description names with those of the flows."""
        for service, uses, names in _described(case):
            named = [name for name in names if name.table == "modes"]
            if not named:
                continue
            modes = {mode for use in uses for mode in case.queries.modes_of(use.flow)}
            for name in named:
                if name.id not in modes:
                    yield self.finding(
                        case,
                        ("services", service.id, "description"),
                        Subject(kind="service", id=service.id, modes=(name.id,), word=name.text),
                        f"The description of {service.id} names {name.text!r}, but no flow of the "
                        f"mode {name.id} has its ports.",
                        "Name a mode that has them, or add the port to a flow of the mode.",
                        related=[(("modes", name.id), f"{name.id} is this mode.")],
                    )


class OneOfAKind(Rule):
    """A description names one role of a kind, and another of the kind uses the port as well."""

    code = "MED505"
    name = "one-of-a-kind"
    why = (
        "Roles of one kind stand in for one another. Readers who have the other one take the port "
        "for one that they need not open."
    )
    fix = "Name the kind, or each of its roles."
    bad = (
        _HEAD
        + "    description: Sync, in particular for the old relay.\n"
        + _FLOWS
        + "  - {id: new-relay-to-server, from: new-relay, to: server, modes: [new], "
        "ports: [22000/tcp]}\n"
    )
    good = bad.replace("Sync, in particular for the old relay.", "Sync for each relay.")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for the sisters of the roles that each description names."""
        roles = case.dataset.roles
        for service, uses, names in _described(case):
            named = {role for name in names for role in case.names.roles_of(name)}
            sisters: dict[str, list[Use]] = {}
            for use in uses:
                for end in (use.flow.from_, use.flow.to):
                    if end not in named and roles[end].kind:
                        sisters.setdefault(roles[end].kind, []).append(use)
            ends = _ends(uses)
            for name in names:
                kind = roles[name.id].kind if name.table == "roles" else ""
                if name.id in ends and kind in sisters:
                    yield self._report(case, service, name, kind, sisters.pop(kind))

    def _report(
        self, case: RuleContext, service: Service, name: Name, kind: str, uses: list[Use]
    ) -> Finding:
        label = case.dataset.kinds[kind].label
        flows = {use.place: use for use in reversed(uses)}
        return self.finding(
            case,
            ("services", service.id, "description"),
            Subject(kind="service", id=service.id, word=name.text),
            f"The description of {service.id} names {name.text!r} alone, but another role of the "
            f"kind {kind} uses it too.",
            f"Name {label!r}, or each role of the kind.",
            related=[
                (("flows", place, "ports", use.turn), f"{use.flow.id} uses it.")
                for place, use in sorted(flows.items())
            ],
        )


_WORD = re.compile(r"[^\W\d_]\w+")
_NO_TOPIC = frozenset(("and", "for", "of", "port", "ports", "tcp", "the", "to", "udp"))
"""Words of names that say nothing of what a service is."""


class DescriptionOffTopic(Rule):
    """A description has no word of its service's name; worse, it names another service.

    Only the second is a warning.
    """

    code = "MED512"
    name = "description-off-topic"
    severity = Severity.INFO
    why = "It may have come from another service, when lines were moved or copied."
    fix = "Describe the service, or name it in the description."
    bad = (
        _HEAD[: _HEAD.index("kinds:")]
        + """\
roles:
  server: {name: Server}
  client: {name: Client}
services:
  remote-shell: {name: SSH, ports: [22/tcp], description: Used by VNC for remote control.}
  remote-screen: {name: VNC, ports: [5900/tcp], description: Used by VNC for remote control.}
flows:
  - {id: server-to-client, from: server, to: client, ports: [22/tcp, 5900/tcp]}
"""
    )
    good = bad.replace("VNC for remote", "SSH for remote", 1)

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Compare the words of each description with those of the names."""
        services = case.dataset.services.values()
        names = {service.id: _words_of_names(service) for service in services}
        known = _by_rarest_word(names)
        for service in services:
            said = dict.fromkeys(_words(service.description))
            own = frozenset().union(*names[service.id])
            if said and own and own.isdisjoint(said):
                others = (
                    key
                    for word in said
                    for name, key in known.get(word, {}).items()
                    if name.issubset(said)
                )
                yield self._report(case, service, next(others, ""))

    def _report(self, case: RuleContext, service: Service, other: str) -> Finding:
        has = f"names {other} instead" if other else "has no word of its name"
        return self.finding(
            case,
            ("services", service.id, "description"),
            Subject(kind="service", id=service.id),
            f"The description of {service.id} {has}.",
            f"Describe {service.name}, or say in the description what it has to do with it.",
            severity=Severity.WARNING if other else None,
            related=[(("services", other, "name"), "This is named.")] if other else [],
        )


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _words_of_names(service: Service) -> list[frozenset[str]]:
    """The words of a service's name, and of each name of its ports."""
    names = (service.name, *(entry.name for entry in service.ports))
    return [frozenset(_words(name)) - _NO_TOPIC for name in names]


def _by_rarest_word(
    names: dict[str, list[frozenset[str]]],
) -> dict[str, dict[frozenset[str], str]]:
    """Each name, as its words, with the first service that has it: under its rarest word."""
    times = Counter(word for some in names.values() for name in some for word in name)
    found: dict[str, dict[frozenset[str], str]] = {}
    for key, some in names.items():
        for name in filter(None, some):
            rarest = min(sorted(name), key=times.__getitem__)
            found.setdefault(rarest, {}).setdefault(name, key)
    return found


RULES: tuple[Rule, ...] = (
    DescriptionNamesRole(),
    DescriptionNamesMode(),
    OneOfAKind(),
    DescriptionOffTopic(),
)
