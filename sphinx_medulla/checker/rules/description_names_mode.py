"""MED504: description-names-mode."""

from __future__ import annotations

from ..analysis.text_mentions import described_services
from ..examples import described
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class DescriptionNamesMode(DatasetRule):
    """A description names a mode in which no flow has the service's ports."""

    code = "MED504"
    why = "Readers of that mode look for a port that they do not need, or that its flows lack."
    fix = "Name the modes in which the ports are used, or add the port to a flow of the mode."
    bad = described("Sync, needed with the new relay only.")
    good = bad.replace("with the new relay", "with the old relay")

    def check(self, context: RuleContext) -> Violations:
        """Compare the modes that each description names with those of the flows."""
        for service, uses, names in described_services(context):
            named = [name for name in names if name.table == "modes"]
            if not named:
                continue
            modes = {mode for use in uses for mode in context.queries.modes_of(use.flow)}
            for name in named:
                if name.id not in modes:
                    yield Violation(
                        ("services", service.id, "description"),
                        Subject(kind="service", id=service.id, modes=(name.id,), word=name.text),
                        f"The description of {service.id} names {name.text!r}, but no flow of the "
                        f"mode {name.id} has its ports.",
                        "Name a mode that has them, or add the port to a flow of the mode.",
                        [name.definition],
                    )
