"""MED908: answered-question."""

from __future__ import annotations

from collections.abc import Iterable

from ...dataset.model import Flow, Question
from ...dataset.port_spans import beyond, spans
from ...grouping import grouped
from ..analysis.port_sets import ports_of
from ..phrases import listed, listed_ports
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class AnsweredQuestion(DatasetRule):
    """A question asks for ports that flows between its roles already have.

    Why: Readers are told that nobody knows whether the ports must be open, and the tables say that
    they must.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 8443/tcp]}
        questions:
          - id: console
            from: client
            to: server
            ports: [8443/tcp]
            question: Must the console be reachable?

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

    code = "MED908"
    severity = Severity.INFO
    waivable = False
    fix = (
        "Remove the question, or, if the ports are in doubt, move it to the flow as an erratum "
        "with `undecided: true`."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look for the ports of each question in the flows between its roles."""
        between = grouped(((flow.from_, flow.to), flow) for flow in context.flows)
        for index, question in enumerate(context.dataset.questions):
            flows = _answering(context, question, between)
            if flows:
                has = "has" if len(flows) == 1 else "have"
                ids = listed(flow.id for flow in flows)
                yield Violation(
                    ("questions", index),
                    Subject(kind="dataset", word=question.id),
                    f"The question {question.id} is about {listed_ports(question.ports)}, which "
                    f"{ids} already {has}.",
                    "Remove the question, or, if the ports are in doubt, move it to the flow as an "
                    "erratum with undecided: true.",
                    [((flow, "ports"), f"{flow.id} has its ports here.") for flow in flows],
                )


def _answering(
    context: RuleContext, question: Question, between: dict[tuple[str, str], list[Flow]]
) -> list[Flow]:
    """The flows that have all ports of a question, between all its roles and in all its modes."""
    if not question.ports:
        return []
    found: list[Flow] = []
    for from_ in question.from_:
        for to in question.to:
            flows = between.get((from_, to), [])
            for mode in question.modes or (None,):
                some = [
                    flow for flow in flows if mode is None or mode in context.queries.modes_of(flow)
                ]
                if not _has_all(some, question):
                    return []
                found += some
    return list({flow.id: flow for flow in found}.values())


def _has_all(flows: Iterable[Flow], question: Question) -> bool:
    return not beyond(question.ports, spans(port for flow in flows for port in ports_of(flow)))
