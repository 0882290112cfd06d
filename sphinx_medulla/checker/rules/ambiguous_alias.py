"""MED205: ambiguous-alias."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ...dataset.codes import listed, quoted
from ..context import Place
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


@dataclass(frozen=True, slots=True)
class _Claim:
    """A word as the name or an alias of a role or a kind, and its place in the file."""

    word: str
    owner: str
    place: Place


class AmbiguousAlias(DatasetRule):
    """A name or an alias means two roles, or one role and a whole kind.

    Why: Readers of the word cannot tell which role is meant, and a flow that uses it does not load.
    The name of a kind means all of its roles, so one of several must not have it.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          old: {name: Old relay, aliases: [Relay]}
          new: {name: New relay, aliases: [relay]}
        flows:
          - {id: server-to-old, from: server, to: old, ports: [443/tcp]}
          - {id: server-to-new, from: server, to: new, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          old: {name: Old relay, aliases: [First relay]}
          new: {name: New relay, aliases: [relay]}
        flows:
          - {id: server-to-old, from: server, to: old, ports: [443/tcp]}
          - {id: server-to-new, from: server, to: new, ports: [443/tcp]}
    """

    code = "MED205"
    fix = "Keep the word for one of the two, and call the other something else."

    def check(self, context: RuleContext) -> Violations:
        """Collect the words for all kinds and roles, without regard to case."""
        roles = context.dataset.roles
        kinds = _kind_words(context)
        first: dict[str, _Claim] = {}
        again: dict[str, list[_Claim]] = {}
        for key, role in roles.items():
            for claim in _claims("roles", key, role.name, role.aliases):
                folded = claim.word.casefold()
                kind = kinds.get(folded)
                if kind is not None:
                    yield Violation(
                        claim.place,
                        Subject(kind="role", id=key),
                        f"The role {key} is called {quoted(claim.word)}, which means every role of "
                        f"the kind {kind.owner}.",
                        "Use a word that distinguishes the role from the others of its kind.",
                        [(kind.place, f"The kind {kind.owner} has this name.")],
                    )
                    continue
                rival = claim
                if claim.word in roles and claim.word != key:
                    rival = _Claim(claim.word, claim.word, ("roles", claim.word, "name"))
                rival = rival if rival.owner != key else first.setdefault(folded, claim)
                if rival.owner != key:
                    first.setdefault(folded, rival)
                    again.setdefault(folded, []).append(claim)
        for folded, claims in again.items():
            yield self._of_several(first[folded], claims)

    def _of_several(self, first: _Claim, claims: list[_Claim]) -> Violation:
        owners = list(dict.fromkeys([first.owner, *(claim.owner for claim in claims)]))
        return Violation(
            claims[0].place,
            Subject(kind="role", id=claims[0].owner),
            f"{quoted(claims[0].word)} means {len(owners)} roles: {listed(owners)}.",
            "Keep the word for one of them, and call the others something else.",
            [(each.place, f"Here it means {each.owner}.") for each in (first, *claims[1:])],
        )


def _claims(table: str, key: str, name: str, aliases: tuple[str, ...]) -> list[_Claim]:
    """The name and the aliases of an entry."""
    claims = [_Claim(name, key, (table, key, "name"))]
    for index, alias in enumerate(aliases):
        claims.append(_Claim(alias, key, (table, key, "aliases", index)))
    return claims


def _kind_words(context: RuleContext) -> dict[str, _Claim]:
    """The names of the kinds, but for those that only one role has, by the word in lower case."""
    members = Counter(role.kind for role in context.dataset.roles.values())
    words: dict[str, _Claim] = {}
    for key, kind in context.dataset.kinds.items():
        if members[key] != 1:
            for claim in _claims("kinds", key, kind.label, kind.aliases):
                words.setdefault(claim.word.casefold(), claim)
    return words
