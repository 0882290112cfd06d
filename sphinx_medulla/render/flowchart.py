"""A chart in DOT, and its flows in words for readers who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagram.dot import Look, Words, chart_dot
from .captions import chart_caption, with_filters
from .document import Bullets, Paragraph
from .localization import _

if TYPE_CHECKING:
    from ..dataset.queries import PortUse, Row, View
    from .block_options import FlowchartOptions
    from .labels import Labels


def flow_list(request: FlowchartOptions, labels: Labels) -> Bullets | Paragraph:
    """The flows of a chart in words: number, connection and ports of each."""
    view = labels.queries.select(request.selection)
    if not view.rows:
        return Paragraph([_("No flow fits.")])
    return Bullets([[_line(labels, row)] for row in view.rows], "flow-list")


def alternative(labels: Labels, request: FlowchartOptions) -> str:
    """The text for readers who cannot see the chart: the author's, else made from the data."""
    caption = chart_caption(request.selection, labels.dataset)
    return request.alt or with_filters(caption, request.selection, labels)


def description(labels: Labels, view: View) -> str:
    """Every flow of the chart in a line of text."""
    return "\n".join(_line(labels, row) for row in view.rows)


def dot(request: FlowchartOptions, view: View, *, links: bool) -> str:
    """The chart in DOT."""
    words = Words(
        port_not_stated=_("port not stated"), flow=_("Flow %(number)s: %(from)s → %(to)s")
    )
    look = Look(
        direction=request.direction,
        ports=request.ports,
        focus=request.focus,
        words=words,
        links=links,
    )
    return chart_dot(view, look)


def _line(labels: Labels, row: Row) -> str:
    ports = ", ".join(_port(use) for use in row.ports) or _("port not stated")
    return f"{row.number}. {labels.connection(row.flow)}{_(': ')}{ports}"


def _port(use: PortUse) -> str:
    return f"{use.port} {use.name}".rstrip()
