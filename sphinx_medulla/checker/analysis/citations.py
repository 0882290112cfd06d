"""Everything in a dataset that cites a source, with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.model import Citation, Sources
from ..context import Place, RuleContext
from .remarked_entries import errata, waivers


def citations(context: RuleContext) -> Iterator[tuple[Place, Citation]]:
    """Every citation with its place; if it stands alone, that of its first entry is the same."""
    for place, sources in _cited(context):
        for index, citation in enumerate(sources):
            yield (*place, "source", index), citation


def _cited(context: RuleContext) -> Iterator[tuple[Place, Sources]]:
    """The sources of everything that can cite some, with the place of what cites them."""
    dataset = context.dataset
    yield ("defaults",), dataset.defaults.source
    for flow in dataset.flows:
        yield (flow,), flow.source
        if flow.like:
            yield (flow, "like"), flow.like.source
    for table in ("roles", "services", "modes"):
        for key, entry in getattr(dataset, table).items():
            yield (table, key), entry.source
    for index, question in enumerate(dataset.questions):
        yield ("questions", index), question.source
    for _entry, place, waiver in waivers(context):
        yield place, waiver.source
    for _entry, place, erratum in errata(context):
        yield place, erratum.source
