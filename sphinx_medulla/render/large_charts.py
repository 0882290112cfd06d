"""Charts with so many flows that nobody reads them, and how to split them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..dataset.model import Flow
from ..dataset.queries import Queries
from .parsed_options import BlockOptions

LARGE = 40
"""The number of flows from which on a chart should be split."""

MOST_PARTS = 12
"""The number of parts into which it is split at most."""


def advice(options: BlockOptions, queries: Queries) -> str:
    """How to split the chart of a block into charts that can be read; empty if it is small."""
    if options.kind != "flowchart":
        return ""
    flows = [row.flow for row in queries.select(options.selection).rows]
    if len(flows) < LARGE:
        return ""
    said = f"The chart has {len(flows)} flows, which is hard to read."
    ways = [_parts(flows, option, of, queries) for option, of in _WAYS.items()]
    useful = [(option, parts) for option, parts in ways if 1 < len(parts) <= MOST_PARTS]
    if not useful:
        return f"{said} Draw several charts, each with the option 'role' and some of the roles."
    option, parts = min(useful, key=lambda way: max(way[1].values()))
    values = ", ".join(f"{value} ({count})" for value, count in parts.most_common())
    return f"{said} Draw several charts with the option {option!r}; flows of each: {values}."


def _parts(
    flows: list[Flow], option: str, of: Callable[[Flow, Queries], str], queries: Queries
) -> tuple[str, Counter[str]]:
    """The values of an option that split the flows, each with the number of its flows."""
    parts = Counter(of(flow, queries) for flow in flows)
    return option, parts if "" not in parts else Counter()


def _border(flow: Flow, queries: Queries) -> str:
    """The two zones of a flow; empty if it does not lead from one to another."""
    zones = {queries.dataset.roles[end].zone for end in (flow.from_, flow.to)} - {""}
    return " ".join(sorted(zones)) if len(zones) == 2 else ""


_WAYS: dict[str, Callable[[Flow, Queries], str]] = {
    "group": lambda flow, queries: queries.group_of(flow),
    "between": _border,
    "from": lambda flow, _queries: flow.from_,
    "to": lambda flow, _queries: flow.to,
}
"""Options that split the flows, each with the value that selects a flow."""
