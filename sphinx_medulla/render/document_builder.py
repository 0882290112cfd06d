"""From a request to what it says, and to its caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .block_options import (
    BlockOptions,
    FindingsOptions,
    FlowchartOptions,
    FlowTableOptions,
    PortListOptions,
)
from .captions import chart_caption, findings_caption, ports_caption, table_caption
from .document import Document
from .flow_table import FlowTable

if TYPE_CHECKING:
    from ..dataset.model import Dataset
    from .labels import Labels


def build_document(request: BlockOptions, labels: Labels) -> Document:
    """What a request stands for; for a chart, its flows in words."""
    if isinstance(request, FlowTableOptions):
        return FlowTable(labels, request).content()
    if isinstance(request, FlowchartOptions):
        from .flowchart import flow_list  # here, as below, what most pages do not need

        below = [labels.stamp()] if request.stamp else []
        return Document([flow_list(request, labels)], [*below])
    if isinstance(request, PortListOptions):
        from .port_list import ServiceList

        return ServiceList(labels, request).content()
    if isinstance(request, FindingsOptions):
        from .findings_table import ExceptionTable

        return ExceptionTable(labels).content()
    from .plain_lists import listed

    return listed(labels, request)


def caption_of(request: BlockOptions, dataset: Dataset) -> str:
    """The caption of a table or a chart whose author gave none; lists have none."""
    if isinstance(request, FlowTableOptions):
        return table_caption(request.selection, dataset)
    if isinstance(request, FlowchartOptions):
        return chart_caption(request.selection, dataset)
    if isinstance(request, PortListOptions) and request.as_table:
        return ports_caption(request.selection, dataset)
    if isinstance(request, FindingsOptions):
        return findings_caption()
    return ""
