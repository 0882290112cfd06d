"""What a chart is drawn from, and its words for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagram.dot import Look, Words, chart_dot
from .captions import chart_caption, filter_words
from .document import Bullets, Paragraph
from .localization import _

if TYPE_CHECKING:
    from ..dataset.queries import PortUse, Row, View
    from .block_options import ChartRequest
    from .labels import Wording


def flow_list(request: ChartRequest, wording: Wording) -> Bullets | Paragraph:
    """The flows of a chart in words: number, connection and ports of each."""
    view = wording.views.select(request.selection)
    if not view.rows:
        return Paragraph([_("No flow fits.")])
    return Bullets([[_line(wording, row)] for row in view.rows], "flow-list")


def alternative(wording: Wording, request: ChartRequest) -> str:
    """The words for who cannot see the chart: the author's, else made from the data."""
    if request.alt:
        return request.alt
    selection = request.selection
    caption = chart_caption(selection, wording.dataset)
    filters = filter_words(selection, wording)
    return f"{caption} ({filters})" if filters else caption


def description(wording: Wording, view: View) -> str:
    """Every flow of the chart in a line of text."""
    return "\n".join(_line(wording, row) for row in view.rows)


def dot(request: ChartRequest, view: View, *, links: bool) -> str:
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


def _line(wording: Wording, row: Row) -> str:
    ports = ", ".join(_port(use) for use in row.ports) or _("port not stated")
    return f"{row.number}. {wording.connection(row.flow)}{_(': ')}{ports}"


def _port(use: PortUse) -> str:
    return f"{use.port} {use.name}".rstrip()
