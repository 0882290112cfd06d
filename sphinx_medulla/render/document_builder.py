"""From a block's options to its document: the one function that says what a block shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from .captions import filter_words
from .changes_list import changes_list
from .document import Document
from .findings_table import findings_table
from .flow_table import FlowTable
from .flowchart import flowchart
from .labels import Labels
from .lookup import lookup
from .parsed_options import BlockOptions, ComparisonOptions
from .plain_lists import errata, flow_rules, mode_choice
from .port_list import ServiceList

KEPT = 256
"""How many documents a builder keeps: those of a manual's pages are needed again when pages are
compared, read and written."""


class DocumentBuilder:
    """Builds the documents of one dataset, and keeps those that were built last."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._built = lru_cache(KEPT)(partial(build_document, labels=labels))

    def build(self, options: BlockOptions) -> Document:
        """What a block with these options shows; the caller must not change it.

        Raises `KeyError` if the options name an entry that the dataset does not have.
        """
        return self._built(options)


def build_document(options: BlockOptions, labels: Labels) -> Document:
    """What a block with these options shows."""
    document = _BUILDERS[options.kind](options, labels)
    if not document.caption or document.filters:
        return document
    return document._replace(filters=filter_words(options.selection, labels))


def _comparison(options: ComparisonOptions, labels: Labels) -> Document:
    """What changes from one mode to another."""
    from .comparison_table import comparison_document, mode_comparison  # few pages compare modes

    found = mode_comparison(options, labels.queries)
    return comparison_document(found, labels, stamp=options.stamp)


_BUILDERS: dict[str, Callable[[Any, Labels], Document]] = {
    "flows": lambda options, labels: FlowTable(labels, options).document(),
    "flowchart": flowchart,
    "ports": lambda options, labels: ServiceList(labels, options).document(),
    "findings": lambda options, labels: findings_table(labels, options),
    "modes": lambda _options, labels: Document([mode_choice(labels)], []),
    "flow-rules": lambda options, labels: Document([*flow_rules(labels, options)], []),
    "lookup": lambda options, labels: lookup(labels, options),
    "errata": lambda options, labels: errata(labels, options),
    "changes": lambda _options, labels: changes_list(labels),
    "diff": _comparison,
}
