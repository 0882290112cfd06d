"""MED911: same-question-twice."""

from __future__ import annotations

from ..analysis.named_ports import folded
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class SameQuestionTwice(DatasetRule):
    """Two entries under `questions` have the same text.

    Why: One was made by copying the other, and its text was not replaced, so that its own question
    is asked nowhere. If both are meant, one entry can name several roles and ports.

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
          - {id: console, to: server, ports: [8443/tcp], question: Must the console be reachable?}
          - {id: shell, to: client, ports: [22/tcp], question: Must the console be reachable?}

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
          - {id: console, to: server, ports: [8443/tcp], question: Must the console be reachable?}
          - {id: shell, to: client, ports: [22/tcp], question: Must the shell be reachable?}
    """

    code = "MED911"
    waivable = False
    fix = "Write the question that is meant, or merge the two."

    def check(self, context: RuleContext) -> Violations:
        """Compare the texts of all questions, without regard to case and spaces."""
        first: dict[str, int] = {}
        questions = context.dataset.questions
        for index, asked in enumerate(questions):
            before = first.setdefault(folded(asked.question), index)
            if before != index:
                yield Violation(
                    ("questions", index, "question"),
                    Subject(kind="dataset", word=asked.id),
                    f"The questions {questions[before].id} and {asked.id} have the same text.",
                    related=[(("questions", before, "question"), "This is the other one.")],
                )
