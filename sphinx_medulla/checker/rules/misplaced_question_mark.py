"""MED910: misplaced-question-mark."""

from __future__ import annotations

from ..analysis.question_marks import has_question_mark
from ..analysis.remarked_entries import errata, waivers
from ..context import Place
from ..finding import Subject
from ..rule import DatasetRule, RuleContext, Severity, Violation, Violations


class MisplacedQuestionMark(DatasetRule):
    """The reason of a decided erratum ends with a question, or a question asks nothing.

    Only the first is a warning.

    Why: A correction that ends with a question is not listed among the open questions, so nobody
    answers it. A question that asks nothing cannot be answered.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
        questions:
          - id: console
            from: client
            to: server
            ports: [8443/tcp]
            question: The console must be reachable.

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
        questions:
          - id: console
            from: client
            to: server
            ports: [8443/tcp]
            question: Must the console be reachable?
    """

    code = "MED910"
    severity = Severity.INFO
    waivable = False
    fix = "Add `undecided: true` to the erratum, or write the question as one."

    def check(self, context: RuleContext) -> Violations:
        """Look at the ends of reasons, and for a question in each question."""
        for entry, place, erratum in errata(context):
            reason = erratum.reason.rstrip()
            if not erratum.undecided and reason and has_question_mark(reason[-1]):
                yield Violation(
                    (*place, "reason"),
                    entry.subject(erratum),
                    f"The reason of this erratum on the {entry.title} ends with a question, but "
                    "the erratum is decided.",
                    "Write undecided: true beside it, or answer the question.",
                    severity=Severity.WARNING,
                )
        for place, subject, words in _questions(context):
            if not has_question_mark(words):
                yield Violation(
                    place, subject, "This question has no question mark.", "Write it as a question."
                )


def _questions(context: RuleContext) -> list[tuple[Place, Subject, str]]:
    """Each question of the dataset, of a waiver, of an undecided erratum or of a likeness."""
    found: list[tuple[Place, Subject, str]] = [
        (("questions", index, "question"), Subject(kind="dataset", word=asked.id), asked.question)
        for index, asked in enumerate(context.dataset.questions)
    ]
    found += (
        ((*place, "question"), entry.subject(waiver), waiver.question)
        for entry, place, waiver in waivers(context)
        if waiver.question
    )
    found += (
        ((*place, "reason"), entry.subject(erratum), erratum.reason)
        for entry, place, erratum in errata(context)
        if erratum.undecided and erratum.reason
    )
    found += (
        ((flow, "like", "question"), Subject.of_flow(flow), flow.like.question)
        for flow in context.flows
        if flow.like is not None and flow.like.question
    )
    return found
