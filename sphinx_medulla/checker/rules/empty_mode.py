"""MED212: empty-mode."""

from __future__ import annotations

from ..examples import TWO_MODES
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class EmptyMode(DatasetRule):
    """A mode has no flow of its own."""

    code = "MED212"
    why = "Its table and its chart are empty, or show only the flows that every mode has."
    fix = "Name the mode in its flows, or remove it."
    bad = TWO_MODES.replace("flows:", "  cloud: {title: In the cloud}\nflows:")
    good = TWO_MODES

    def check(self, context: RuleContext) -> Violations:
        """Look for modes that no flow names, unless a core flow without a mode is in all modes."""
        shared = context.flows_by_mode[""]
        if any(context.is_core(flow) for flow in shared):
            return
        for mode in context.dataset.modes:
            if not context.flows_by_mode[mode]:
                only = ", only those that every mode has" if shared else ""
                yield Violation(
                    ("modes", mode),
                    Subject(kind="mode", id=mode, modes=(mode,)),
                    f"The mode {mode} has no flow of its own{only}.",
                    f"Add {mode} to the modes of its flows, or remove the mode.",
                    at_key=True,
                )
