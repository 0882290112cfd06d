"""MED217: same-condition-twice."""

from __future__ import annotations

from ...dataset.codes import quoted
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class SameConditionTwice(DatasetRule):
    """Two modes have the same condition.

    Why: Readers choose their mode by its `when`, and cannot tell which of the two is theirs.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        modes:
          small: {title: Small installation, when: you have few clients}
          large: {title: Large installation, when: you have few clients}
        flows:
          - {id: a, from: client, to: server, modes: [small], ports: [443/tcp]}
          - {id: b, from: client, to: server, modes: [large], ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        modes:
          small: {title: Small installation, when: you have few clients}
          large: {title: Large installation, when: you have many clients}
        flows:
          - {id: a, from: client, to: server, modes: [small], ports: [443/tcp]}
          - {id: b, from: client, to: server, modes: [large], ports: [443/tcp]}
    """

    code = "MED217"
    fix = "Say for each of the two when it is the right one."

    def check(self, context: RuleContext) -> Violations:
        """Compare the conditions of all modes, without regard to case and spaces."""
        first: dict[str, str] = {}
        for mode in context.dataset.modes.values():
            condition = " ".join(mode.when.casefold().split()).removesuffix(".")
            other = first.setdefault(condition, mode.id) if condition else mode.id
            if other != mode.id:
                yield Violation(
                    ("modes", mode.id, "when"),
                    Subject(kind="mode", id=mode.id, word=other),
                    f"The modes {other} and {mode.id} have the same condition, "
                    f"{quoted(mode.when)}.",
                    related=[(("modes", other, "when"), f"This is the condition of {other}.")],
                )
