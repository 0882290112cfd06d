"""MED909: question-in-wrong-mode."""

from __future__ import annotations

from ...dataset.codes import listed
from ...dataset.model import Question
from ..phrases import listed_modes
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class QuestionInWrongMode(DatasetRule):
    """A question names a role and modes in which the role does not exist.

    Why: The question is shown with modes to which it does not belong, or not with those to which it
    does. A role exists in the modes that list it, and in every mode if none lists it. A question
    needs one of the roles under `from`, and one of those under `to`, in each of its modes. Where
    none of its modes has any of them, it may ask for just that, so that it is information.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          relay: {name: Relay}
          client: {name: Client}
        modes:
          direct: {title: Direct, roles: [server, client]}
          relayed: {title: By a relay, roles: [server, relay, client]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
          - {id: relay-to-server, from: relay, to: server, ports: [443/tcp]}
        questions:
          - id: console
            from: client
            to: relay
            modes: [direct]
            ports: [8443/tcp]
            question: Must the console be reachable?

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          relay: {name: Relay}
          client: {name: Client}
        modes:
          direct: {title: Direct, roles: [server, client]}
          relayed: {title: By a relay, roles: [server, relay, client]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
          - {id: relay-to-server, from: relay, to: server, ports: [443/tcp]}
        questions:
          - id: console
            from: client
            to: relay
            modes: [relayed]
            ports: [8443/tcp]
            question: Must the console be reachable?
    """

    code = "MED909"
    waivable = False
    fix = "Correct the modes or the roles of the question, or add a role to a mode."

    def check(self, context: RuleContext) -> Violations:
        """Look for the roles of each question in its modes."""
        for index, question in enumerate(
            context.dataset.questions if context.dataset.modes else ()
        ):
            yield from _lost_roles(context, question, index)
            yield from _empty_modes(context, question, index)


def _lost_roles(context: RuleContext, question: Question, index: int) -> Violations:
    """The roles of a question that none of its modes has.

    If that is so of all roles of a side, the question may be whether the mode has them.
    """
    for key, roles in (("from", question.from_), ("to", question.to)):
        known = {role: _modes_of(context, role) for role in roles if question.modes}
        lost = [role for role, modes in known.items() if set(modes).isdisjoint(question.modes)]
        severity = Severity.INFO if len(lost) == len(roles) else None
        for role, modes in known.items():
            if role in lost:
                yield Violation(
                    ("questions", index, key),
                    Subject(kind="dataset", word=f"{question.id} {role}"),
                    f"The question {question.id} names {role}, which is in {listed_modes(modes)} "
                    f"only, but it is about {listed_modes(question.modes)}.",
                    f"Correct the question's modes, remove {role} from {key}, or add it to the "
                    "roles of a mode.",
                    [(("questions", index, "modes"), "These are the question's modes.")],
                    severity,
                )


def _empty_modes(context: RuleContext, question: Question, index: int) -> Violations:
    """The modes of a question in which none of its roles on one side exists, but others do."""
    for at, mode in enumerate(question.modes):
        for roles in (question.from_, question.to):
            found = {each for role in roles for each in _modes_of(context, role)}
            if mode not in found and not found.isdisjoint(question.modes):
                yield Violation(
                    ("questions", index, "modes", at),
                    Subject(kind="dataset", word=f"{question.id} {mode}"),
                    f"The question {question.id} is about the mode {mode}, which lacks "
                    f"{listed(roles)}.",
                    f"Remove {mode} from the question's modes, or add a role to the mode.",
                    [(("modes", mode, "roles"), f"These are the roles of {mode}.")],
                )


def _modes_of(context: RuleContext, role: str) -> tuple[str, ...]:
    everywhere = role in context.queries.any_roles
    return tuple(context.dataset.modes) if everywhere else context.queries.modes_with_role[role]
