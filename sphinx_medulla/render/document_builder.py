"""From a block's options to its document: the one function that says what a block shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .block_options import (
    BlockOptions,
    ErrataOptions,
    FindingsOptions,
    FlowchartOptions,
    FlowRulesOptions,
    FlowTableOptions,
    ModeListOptions,
    PortListOptions,
)
from .captions import (
    chart_caption,
    filter_words,
    findings_caption,
    ports_caption,
    table_caption,
)
from .defined_targets import targets_of_chart, targets_of_ports, targets_of_table
from .document import Document

if TYPE_CHECKING:
    from .labels import Labels

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


def _flow_table(options: FlowTableOptions, labels: Labels) -> Document:
    from .flow_table import FlowTable  # here, as below, what most pages do not need

    return (
        FlowTable(labels, options)
        .document()
        ._replace(
            caption=table_caption(options.selection, labels.dataset),
            targets=tuple(targets_of_table(labels.queries.select(options.selection))),
        )
    )


def _flowchart(options: FlowchartOptions, labels: Labels) -> Document:
    from .flowchart import flowchart

    return Document(
        body=[flowchart(options, labels)],
        below=[labels.stamp()] if options.stamp else [],
        caption=chart_caption(options.selection, labels.dataset),
        targets=tuple(targets_of_chart(labels.queries.select(options.selection))),
    )


def _port_list(options: PortListOptions, labels: Labels) -> Document:
    from .port_list import ServiceList

    uses = labels.queries.services(options.selection)
    return (
        ServiceList(labels, options, uses)
        .document()
        ._replace(
            caption=ports_caption(options.selection, labels.dataset) if options.as_table else "",
            targets=tuple(targets_of_ports(uses, labels.dataset)),
        )
    )


def _findings(options: FindingsOptions, labels: Labels) -> Document:
    from .findings_table import ExceptionTable

    return Document([ExceptionTable(labels).table()], [], findings_caption())


def _mode_list(options: ModeListOptions, labels: Labels) -> Document:
    from .plain_lists import mode_choice

    return Document([mode_choice(labels)], [])


def _flow_rules(options: FlowRulesOptions, labels: Labels) -> Document:
    from .plain_lists import flow_rules

    return Document(list(flow_rules(labels)), [])


def _errata(options: ErrataOptions, labels: Labels) -> Document:
    from .plain_lists import errata

    return Document(list(errata(labels)), [])


_BUILDERS: dict[type[BlockOptions], Callable[[Any, Labels], Document]] = {
    FlowTableOptions: _flow_table,
    FlowchartOptions: _flowchart,
    PortListOptions: _port_list,
    FindingsOptions: _findings,
    ModeListOptions: _mode_list,
    FlowRulesOptions: _flow_rules,
    ErrataOptions: _errata,
}
