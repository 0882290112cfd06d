"""MED211: unused-source."""

from __future__ import annotations

from itertools import chain

from ..analysis.remarked_entries import remarked_entries
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class UnusedSource(DatasetRule):
    """A source is never cited.

    Why: Readers look in vain for what it supports; or an entry has lost its source.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {source: manual}
        sources:
          manual: {title: Manual}
          code: {title: Source code}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {source: [manual, code]}
        sources:
          manual: {title: Manual}
          code: {title: Source code}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED211"
    severity = Severity.INFO
    waivable = False
    fix = "Cite it where it supports a fact, or remove it."

    def check(self, context: RuleContext) -> Violations:
        """Collect the sources of everything that can cite one."""
        dataset = context.dataset
        entries = [entry.entry for entry in remarked_entries(context).values()]
        cited = chain(
            dataset.defaults.source,
            *(flow.source for flow in dataset.flows),
            *(flow.like.source for flow in dataset.flows if flow.like),
            *(mode.source for mode in dataset.modes.values()),
            *(role.source for role in dataset.roles.values()),
            *(service.source for service in dataset.services.values()),
            *(question.source for question in dataset.questions),
            *(erratum.source for entry in entries for erratum in entry.errata),
            *(waiver.source for entry in entries for waiver in entry.ignore),
        )
        used = {citation.id for citation in cited}
        for key in dataset.sources:
            if key not in used:
                yield Violation(
                    ("sources", key),
                    Subject(kind="source", id=key),
                    f"Nothing cites the source {key}.",
                )
