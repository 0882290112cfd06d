"""MED2xx: names of roles, and modes, that do not fit the flows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...dataset.codes import listed, quoted
from ...dataset.problem import Severity
from ..analysis.flow_paths import Path
from ..context import RuleContext
from ..finding import Finding, Subject
from ..rule import Rule
from .unused import ends

_HEAD = """\
format: 1
product: {name: Example}
revision: 1
"""

_MODES = (
    _HEAD
    + """\
defaults: {group: core}
groups:
  core: {title: Core}
roles:
  server: {name: Server}
  client: {name: Client}
  proxy: {name: Proxy}
modes:
  direct: {title: Direct, roles: [server, client]}
  proxied: {title: By a proxy, roles: [proxy, client]}
flows:
  - {id: client-to-server, from: client, to: server, modes: [direct], ports: [443/tcp]}
  - {id: client-to-proxy, from: client, to: proxy, modes: [proxied], ports: [3128/tcp]}
"""
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A word that stands for a role or a kind, and where the file says so."""

    owner: str
    path: Path


def _names(table: str, key: str, name: str, aliases: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    """What an entry is called, and where: its name, then its aliases."""
    yield name, (table, key, "name")
    for turn, alias in enumerate(aliases):
        yield alias, (table, key, "aliases", turn)


class AmbiguousAlias(Rule):
    """A name or an alias stands for two roles, or for a role and a whole kind."""

    code = "MED205"
    name = "ambiguous-alias"
    why = (
        "Whoever reads the word cannot tell which role is meant, and a flow that uses it does not "
        "load. The name of a kind means all of its roles, so none of several may be called so."
    )
    fix = "Give the word to one of the two, and call the other something else."
    bad = (
        _HEAD
        + """\
roles:
  server: {name: Server}
  old: {name: Old relay, aliases: [Relay]}
  new: {name: New relay, aliases: [relay]}
flows:
  - {id: server-to-old, from: server, to: old, ports: [443/tcp]}
  - {id: server-to-new, from: server, to: new, ports: [443/tcp]}
"""
    )
    good = bad.replace("aliases: [Relay]", "aliases: [First relay]")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Collect the words of all kinds and roles, whatever their letters' case."""
        roles = case.dataset.roles
        ids = {key: _Claim(key, ("roles", key, "name")) for key in roles}
        kinds = _kind_words(case)
        first: dict[str, _Claim] = {}
        again: dict[str, list[tuple[str, _Claim]]] = {}
        for key, role in roles.items():
            for word, path in _names("roles", key, role.name, role.aliases):
                folded = word.casefold()
                kind = kinds.get(folded)
                if kind is not None:
                    yield self._of_a_kind(case, word, _Claim(key, path), kind)
                    continue
                rival = ids.get(word)
                if rival is None or rival.owner == key:
                    rival = first.setdefault(folded, _Claim(key, path))
                if rival.owner != key:
                    first.setdefault(folded, rival)
                    again.setdefault(folded, []).append((word, _Claim(key, path)))
        for folded, others in again.items():
            yield self._of_two(case, first[folded], others)

    def _of_a_kind(self, case: RuleContext, word: str, mine: _Claim, kind: _Claim) -> Finding:
        return self.finding(
            case,
            mine.path,
            Subject(kind="role", id=mine.owner),
            f"The role {mine.owner} is called {quoted(word)}, which means every role of the kind "
            f"{kind.owner}.",
            "Call the role by what tells it from the others of its kind.",
            related=[(kind.path, f"The kind {kind.owner} is called so here.")],
        )

    def _of_two(
        self, case: RuleContext, first: _Claim, others: list[tuple[str, _Claim]]
    ) -> Finding:
        (word, mine), *more = others
        owners = list(dict.fromkeys([first.owner, *(claim.owner for _, claim in others)]))
        return self.finding(
            case,
            mine.path,
            Subject(kind="role", id=mine.owner),
            f"{quoted(word)} stands for {len(owners)} roles: {listed(owners)}.",
            "Leave the word to one of them, and call the others something else.",
            related=[
                (first.path, f"It stands for {first.owner} here."),
                *((claim.path, f"It stands for {claim.owner} here.") for _, claim in more),
            ],
        )


def _kind_words(case: RuleContext) -> dict[str, _Claim]:
    """What kinds are called, of those that are not one role alone."""
    members: dict[str, int] = {}
    for role in case.dataset.roles.values():
        members[role.kind] = members.get(role.kind, 0) + 1
    words: dict[str, _Claim] = {}
    for key, kind in case.dataset.kinds.items():
        if members.get(key, 0) != 1:
            for word, path in _names("kinds", key, kind.label, kind.aliases):
                words.setdefault(word.casefold(), _Claim(key, path))
    return words


class CoreFlowWithoutMode(Rule):
    """A core flow names no mode, so that it holds in all of them."""

    code = "MED206"
    name = "core-flow-without-mode"
    why = (
        "The core flows are what modes differ in. One that names no mode opens its ports in every "
        "mode, also where one of its roles is not there."
    )
    fix = "Name its modes, or put the flow into another group where it holds in all of them."
    bad = _MODES.replace("modes: [direct], ", "")
    good = _MODES

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at the flows of the default group, where there is one."""
        dataset = case.dataset
        if not dataset.modes or not dataset.defaults.group:
            return
        for place, flow in case.flows():
            if not flow.modes and case.is_core(flow):
                yield self.finding(
                    case,
                    ("flows", place, "id"),
                    Subject(kind="flow", id=flow.id),
                    f"The flow {flow.id} names no mode, though it is of the core group "
                    f"{dataset.defaults.group}.",
                    "Write modes: with those that have it, or give it another group.",
                )


class RoleNotInMode(Rule):
    """A core flow of a mode has a role at one end that the mode lacks."""

    code = "MED207"
    name = "role-not-in-mode"
    severity = Severity.ERROR
    why = (
        "The mode says which roles it has. A flow to or from another one is in the wrong mode, has "
        "the wrong role, or the mode's list is too short."
    )
    fix = "Take the mode out of the flow, correct its ends, or add the role to the mode."
    bad = _MODES.replace("modes: [proxied]", "modes: [direct, proxied]")
    good = _MODES

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at the ends of core flows in each mode that lists its roles."""
        dataset = case.dataset
        present = {mode: frozenset(entry.roles) for mode, entry in dataset.modes.items()}
        strangers: dict[tuple[str, str], list[Path]] = {}
        for place, flow in case.core_flows:
            for turn, mode in enumerate(flow.modes):
                for role in dict.fromkeys((flow.from_, flow.to)) if present[mode] else ():
                    if role not in present[mode]:
                        path = ("flows", place, "modes", turn)
                        strangers.setdefault((mode, role), []).append(path)
        for (mode, role), places in strangers.items():
            yield self._report(case, mode, role, places)

    def _report(self, case: RuleContext, mode: str, role: str, places: list[Path]) -> Finding:
        flows = [case.dataset.flows[int(path[1])].id for path in places]
        are = "is a core flow" if len(flows) == 1 else "are core flows"
        return self.finding(
            case,
            places[0],
            Subject(kind="role", id=role, modes=(mode,)),
            f"{listed(flows)} {are} of the mode {mode}, which lacks the role {role}.",
            f"Take {mode} out of the flow's modes, correct its ends, or add {role} to the roles of "
            f"{mode}.",
            related=[
                (("modes", mode, "roles"), f"These are the roles of {mode}."),
                *(
                    (path, f"{flow} is one, too.")
                    for path, flow in zip(places[1:], flows[1:], strict=True)
                ),
            ],
        )


class IdleRoleOfMode(Rule):
    """A mode lists a role that none of its own flows uses.

    Its own are those that name it and the core flows; one of every mode needs no role of the mode.
    """

    code = "MED208"
    name = "idle-role-of-mode"
    why = (
        "Readers see a machine in the mode that talks to nobody. Either its flows were lost, or it "
        "does not belong there."
    )
    fix = "Add the flows that are missing, or take the role out of the mode."
    bad = _MODES.replace("[server, client]", "[server, client, proxy]")
    good = _MODES

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at the roles of each mode with flows; roles without any flow are MED209."""
        everywhere = case.once(ends)
        shared = [flow for _, flow in case.flows_by_mode[""] if case.is_core(flow)]
        in_all = {end for flow in shared for end in (flow.from_, flow.to)}
        for mode, entry in case.dataset.modes.items():
            own = [flow for _, flow in case.flows_by_mode[mode]]
            here = in_all.union(*((flow.from_, flow.to) for flow in own))
            for turn, role in enumerate(entry.roles):
                if here and role not in here and role in everywhere:
                    yield self.finding(
                        case,
                        ("modes", mode, "roles", turn),
                        Subject(kind="role", id=role, modes=(mode,)),
                        f"The mode {mode} has the role {role}, but none of its own flows uses it.",
                        f"Add a flow from or to {role} to {mode}, or take {role} out of its roles.",
                        related=[(everywhere[role], f"{role} is used here.")],
                    )


class EmptyMode(Rule):
    """A mode has no flow of its own."""

    code = "MED212"
    name = "empty-mode"
    why = "Its table and its chart are empty, or show only what every other mode has, too."
    fix = "Name the mode in its flows, or take it away."
    bad = _MODES.replace("flows:", "  cloud: {title: In the cloud}\nflows:")
    good = _MODES

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for modes that no flow names and no core flow of every mode fills."""
        named = {mode for flow in case.dataset.flows for mode in flow.modes}
        if any(not flow.modes and case.is_core(flow) for flow in case.dataset.flows):
            return
        for mode in case.dataset.modes:
            if mode not in named:
                shared = bool(case.flows_by_mode[""])
                only = ", only those of every mode" * shared
                yield self.finding(
                    case,
                    ("modes", mode),
                    Subject(kind="mode", id=mode, modes=(mode,)),
                    f"The mode {mode} has no flow of its own{only}.",
                    f"Write {mode} under modes of its flows, or take the mode away.",
                    at_key=True,
                )


class SelfConnection(Rule):
    """A flow leads from a role to itself, though there is only one of it."""

    code = "MED213"
    name = "self-connection"
    severity = Severity.INFO
    why = (
        "A machine needs no firewall rule to reach itself. One of the two ends may be a slip; or "
        "there are several of that role, which readers should know."
    )
    fix = "Correct one end, or write `several: true` on the role where machines of it talk."
    bad = (
        _MODES
        + """\
  - {id: server-to-server, from: server, to: server, modes: [direct], ports: [7946/tcp]}
"""
    )
    good = bad.replace("server: {name: Server}", "server: {name: Server, several: true}")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Compare the two ends of each flow."""
        for place, flow in case.flows():
            if flow.from_ == flow.to and not case.dataset.roles[flow.to].several:
                yield self.finding(
                    case,
                    ("flows", place, "to"),
                    Subject(kind="flow", id=flow.id, modes=flow.modes),
                    f"The flow {flow.id} leads from {flow.from_} to itself.",
                    f"Correct one end, or write several: true on {flow.to}.",
                    related=[
                        (("flows", place, "from"), "It starts here."),
                        (("roles", flow.to), f"There is one {flow.to} only."),
                    ],
                )


RULES: tuple[Rule, ...] = (
    AmbiguousAlias(),
    CoreFlowWithoutMode(),
    RoleNotInMode(),
    IdleRoleOfMode(),
    EmptyMode(),
    SelfConnection(),
)
