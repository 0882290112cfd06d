"""Under which conditions a flow needs its ports: whether they are needed, and for which feature."""

from __future__ import annotations

from typing import NamedTuple

from ...dataset.model import Flow, Need
from ...dataset.ports import Port
from ...grouping import grouped
from ..context import RuleContext


class Condition(NamedTuple):
    """Whether a port is needed, and the feature that it is for."""

    need: Need | None
    feature: str

    def __str__(self) -> str:
        """The condition as the file writes it: ``need: optional, feature: backup``."""
        parts = []
        if self.need is not None:
            need = self.need
            parts.append(f"need: {f'{{when: {need.when}}}' if need.when else need.level}")
        if self.feature:
            parts.append(f"feature: {self.feature}")
        return ", ".join(parts) or "no need and no feature"


def ports_by_condition(context: RuleContext, flow: Flow) -> dict[Condition, list[Port]]:
    """The ports of a flow by their condition: their own, else the flow's."""
    need = context.queries.need_of(flow)
    return grouped(
        (Condition(entry.need or need, entry.feature or flow.feature), entry.port)
        for entry in flow.ports
    )
