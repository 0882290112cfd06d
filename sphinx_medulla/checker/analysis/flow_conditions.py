"""Under which conditions flows need their ports: whether they are needed, and for which feature."""

from __future__ import annotations

from typing import NamedTuple

from ...dataset.model import Flow, Need
from ...dataset.ports import Port
from ...grouping import grouped


class Condition(NamedTuple):
    """Whether a port is needed, and the feature that it is for."""

    need: Need | None
    feature: str

    def __str__(self) -> str:
        """The condition as the file writes it: ``need: optional and feature: backup``."""
        parts = []
        if self.need is not None:
            when = f"{{when: {self.need.when}}}"
            parts.append(f"need: {when if self.need.when else self.need.level}")
        if self.feature:
            parts.append(f"feature: {self.feature}")
        return " and ".join(parts) or "no need or feature"


def ports_by_condition(flow: Flow) -> dict[Condition, list[Port]]:
    """The ports of a flow by their condition: their own, else the flow's."""
    return grouped(
        (Condition(entry.need or flow.need, entry.feature or flow.feature), entry.port)
        for entry in flow.ports
    )


def has_one_condition(flows: list[Flow]) -> bool:
    """Whether all ports of some flows obviously have the same condition."""
    return len({(flow.need, flow.feature) for flow in flows}) == 1 and not any(
        entry.need or entry.feature for flow in flows for entry in flow.ports
    )


def first_with(flow: Flow, port: Port) -> int:
    """The index of the first port of a flow that overlaps another one."""
    return next(index for index, entry in enumerate(flow.ports) if entry.port.overlaps(port))
