"""MED211: unused-source."""

from __future__ import annotations

from ..analysis.citations import citations
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
        """Compare the sources with those that something cites."""
        used = {citation.id for _place, citation in citations(context)}
        for key in context.dataset.sources:
            if key not in used:
                yield Violation(
                    ("sources", key),
                    Subject(kind="source", id=key),
                    f"Nothing cites the source {key}.",
                )
