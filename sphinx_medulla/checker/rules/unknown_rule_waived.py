"""MED905: unknown-rule-waived."""

from __future__ import annotations

from ..analysis.port_sets import numbers_differ_by_one_slip
from ..analysis.remarked_entries import RemarkedEntry, waivers
from ..meta_rule import MetaRule, RunResult
from ..rule import RuleContext, Severity, Violation, Violations
from ..rule_selection import LOADING_CODES

_BUILD = "MED7"
"""The beginning of the codes of a manual's build, which concern its pages and not the dataset."""


class UnknownRuleWaived(MetaRule):
    """A waiver names a rule that does not exist or that cannot be waived.

    Why: It covers nothing, although its author thinks that it does.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {protocol: tcp}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [67/udp, 69/udp, 69/udp]
            ignore:
              - {rule: MED399, ports: [69/udp], question: Which port was meant?}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        defaults: {protocol: tcp}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [67/udp, 69/udp, 69/udp]
            ignore:
              - {rule: MED301, ports: [69/udp], question: Which port was meant?}
    """

    code = "MED905"
    severity = Severity.ERROR
    fix = "Write the code of the finding; `medulla-flows list rules` lists the rules."

    def check(self, context: RuleContext, run: RunResult) -> Violations:
        """Look up the rule of each waiver."""
        for entry, place, waiver in waivers(context):
            rule = run.known.get(waiver.rule)
            if rule is None or not rule.waivable:
                message, hint = _reason(waiver.rule, entry, run)
                yield Violation((*place, "rule"), entry.subject(waiver), message, hint)


def _reason(code: str, entry: RemarkedEntry, run: RunResult) -> tuple[str, str]:
    """Why a code cannot be waived, and what to write."""
    cannot, remove = f"{code} cannot be waived", "Remove the waiver."
    if code in LOADING_CODES:
        return f"{cannot}: a dataset with it does not load.", remove
    if code.startswith(_BUILD):
        return (
            f"{cannot} here: it is about the pages of a manual.",
            f'Write suppress_warnings = ["medulla.{code}"] in the conf.py of the manual.',
        )
    if code.startswith(UnknownRuleWaived.code[:4]):
        return (
            f"{cannot}: it is about waivers and errata.",
            "Correct the waiver or the erratum, and remove this waiver.",
        )
    if code in run.known:
        return f"{cannot}: it is about something that can have no waivers.", remove
    return (
        f"There is no rule {code}.",
        f"{_suggestion(code, entry, run)}`medulla-flows list rules` lists them.",
    )


def _suggestion(code: str, entry: RemarkedEntry, run: RunResult) -> str:
    """The code that may be meant: it is one digit away, and has a finding at the entry."""
    meant = (
        known
        for known, rule in run.known.items()
        if rule.waivable and numbers_differ_by_one_slip(code, known)
        if (known, entry.kind, entry.entry.id) in run.uncovered
    )
    close = next(meant, "")
    return f"Did you mean {close!r}? " if close else ""
