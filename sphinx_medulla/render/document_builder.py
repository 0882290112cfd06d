"""From a block's options to its document: the one function that says what a block shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .captions import filter_words
from .document import Document
from .findings_table import ExceptionTable
from .flow_table import FlowTable
from .flowchart import flowchart
from .labels import Labels
from .parsed_options import (
    BlockOptions,
    ErrataOptions,
    FindingsOptions,
    FlowchartOptions,
    FlowRulesOptions,
    FlowTableOptions,
    ModeListOptions,
    PortListOptions,
)
from .plain_lists import errata, flow_rules, mode_choice
from .port_list import ServiceList

KEPT = 256
"""How many documents a builder keeps: those of a manual's pages are asked for again when pages are
compared, read and written."""


class DocumentBuilder:
    """Builds the documents of one dataset, and keeps those that were built last."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._built: dict[BlockOptions, Document] = {}

    def build(self, options: BlockOptions) -> Document:
        """What a block with these options shows; not to be changed.

        Raises `KeyError` where the options name an entry that the dataset does not have.
        """
        found = self._built.get(options)
        if found is None:
            if len(self._built) >= KEPT:
                self._built.clear()
            found = self._built[options] = build_document(options, self.labels)
        return found


def build_document(options: BlockOptions, labels: Labels) -> Document:
    """What a block with these options shows."""
    document = _BUILDERS[type(options)](options, labels)
    if not document.caption:
        return document
    return document._replace(filters=filter_words(options.selection, labels))


_BUILDERS: dict[type[BlockOptions], Callable[[Any, Labels], Document]] = {
    FlowTableOptions: lambda options, labels: FlowTable(labels, options).document(),
    FlowchartOptions: flowchart,
    PortListOptions: lambda options, labels: ServiceList(labels, options).document(),
    FindingsOptions: lambda _options, labels: ExceptionTable(labels).document(),
    ModeListOptions: lambda _options, labels: Document([mode_choice(labels)], []),
    FlowRulesOptions: lambda _options, labels: Document([*flow_rules(labels)], []),
    ErrataOptions: lambda _options, labels: Document([*errata(labels)], []),
}
