"""MED526: mode-text-against-roles."""

from __future__ import annotations

import re
from dataclasses import replace

from ...dataset.codes import listed
from ..analysis.entry_texts import mode_texts
from ..analysis.text_mentions import roles_by_mode
from ..analysis.text_names import TextNames
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_WITHOUT = re.compile(
    r"\b(?:without|no|not|never|instead of|sans|aucune?|pas|ohne|keine?[nrms]?|nicht|statt)\b"
    r"[^,.;:]{0,20}$",
    re.IGNORECASE,
)


class ModeTextAgainstRoles(DatasetRule):
    """The title or the condition of a mode contradicts its roles.

    Why: Readers choose a mode by these texts. If they are swapped, everyone reads the wrong
    table.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Main server}
          relay: {name: Relay host}
          client: {name: Client}
        modes:
          direct: {title: With a relay host, roles: [server, client]}
          relayed: {title: Without a relay host, roles: [server, relay, client]}
        flows:
          - {id: direct, from: client, to: server, modes: [direct, relayed], ports: [443/tcp]}
          - {id: relay-to-server, from: relay, to: server, modes: [relayed], ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Main server}
          relay: {name: Relay host}
          client: {name: Client}
        modes:
          direct: {title: Without a relay host, roles: [server, client]}
          relayed: {title: With a relay host, roles: [server, relay, client]}
        flows:
          - {id: direct, from: client, to: server, modes: [direct, relayed], ports: [443/tcp]}
          - {id: relay-to-server, from: relay, to: server, modes: [relayed], ports: [443/tcp]}
    """

    code = "MED526"
    fix = "Correct the text, or the roles of the mode."

    def check(self, context: RuleContext) -> Violations:
        """Compare the roles that the texts of each mode name with its roles."""
        if not context.dataset.modes:
            return
        names = TextNames(replace(context.dataset, modes={}))
        present = roles_by_mode(context)
        for mode in context.dataset.modes.values():
            has = present[mode.id]
            for key, part, text in mode_texts(mode):
                for place in names.places_in(text) if has else ():
                    roles = {role for name in place.names for role in names.roles_of(name)}
                    without = _WITHOUT.search(text[: place.start]) is not None
                    if roles and without is not roles.isdisjoint(has):
                        word = text[place.start : place.end]
                        is_there = "includes" if without else "does not include"
                        yield Violation(
                            ("modes", mode.id, key),
                            Subject(kind="mode", id=mode.id, word=word),
                            f"The {part} of the mode {mode.id} "
                            f"{'excludes' if without else 'names'} {word!r}, but the mode "
                            f"{is_there} {listed(sorted(roles), 'or')}.",
                            f"Correct the {part}, or the roles of the mode.",
                            [(("roles", min(roles)), "This is the role that it names.")],
                        )
