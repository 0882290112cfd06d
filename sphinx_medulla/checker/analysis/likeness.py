"""The flows that declare how their ports follow from another flow's."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.model import Flow, Likeness
from ..context import RuleContext


def flows_with_like(context: RuleContext) -> Iterator[tuple[Flow, Likeness, Flow]]:
    """The flows with a ``like``, and the flow that each names, where both state ports."""
    for flow in context.flows:
        if flow.like is not None:
            other = context.queries.flows[flow.like.flow]
            if flow.ports and other.ports:
                yield flow, flow.like, other
