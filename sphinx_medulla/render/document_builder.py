"""From a request to what it says, and to its caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .block_options import ChartRequest, FindingsRequest, FlowsRequest, PortsRequest, Request
from .captions import chart_caption, findings_caption, ports_caption, table_caption
from .document import Content
from .flow_table import FlowTable

if TYPE_CHECKING:
    from ..dataset.model import Dataset
    from .labels import Wording


def content_of(request: Request, wording: Wording) -> Content:
    """What a request stands for; for a chart, its flows in words."""
    if isinstance(request, FlowsRequest):
        return FlowTable(wording, request).content()
    if isinstance(request, ChartRequest):
        from .flowchart import flow_list  # here, as below, what most pages do not need

        below = [wording.stamp()] if request.stamp else []
        return Content([flow_list(request, wording)], [*below])
    if isinstance(request, PortsRequest):
        from .port_list import ServiceList

        return ServiceList(wording, request).content()
    if isinstance(request, FindingsRequest):
        from .findings_table import ExceptionTable

        return ExceptionTable(wording).content()
    from .plain_lists import listed

    return listed(wording, request)


def caption_of(request: Request, dataset: Dataset) -> str:
    """The caption of a table or a chart whose author gave none; lists have none."""
    if isinstance(request, FlowsRequest):
        return table_caption(request.selection, dataset)
    if isinstance(request, ChartRequest):
        return chart_caption(request.selection, dataset)
    if isinstance(request, PortsRequest) and request.as_table:
        return ports_caption(request.selection, dataset)
    if isinstance(request, FindingsRequest):
        return findings_caption()
    return ""
