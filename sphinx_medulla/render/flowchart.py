"""A flowchart: its model, and its text for readers who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagram.chart_model import Look, chart_model
from .captions import chart_caption, with_filters
from .document import Bullets, Chart, Paragraph
from .localization import _

if TYPE_CHECKING:
    from ..dataset.queries import PortUse, Row
    from .block_options import FlowchartOptions
    from .labels import Labels


def flowchart(options: FlowchartOptions, labels: Labels) -> Chart:
    """The chart of the selected flows; where no flow fits, its list is a sentence."""
    view = labels.queries.select(options.selection)
    look = Look(
        direction=options.direction,
        ports=options.ports,
        focus=options.focus,
        port_not_stated=_("port not stated"),
        flow_title=_("Flow %(number)s: %(from)s → %(to)s"),
    )
    caption = chart_caption(options.selection, labels.dataset)
    lines = [_line(labels, row) for row in view.rows]
    return Chart(
        model=chart_model(view, look),
        title=options.alt or with_filters(caption, options.selection, labels),
        description="\n".join(lines),
        flows=(
            Bullets([[line] for line in lines], "flow-list")
            if lines
            else Paragraph([_("No flow fits.")])
        ),
    )


def _line(labels: Labels, row: Row) -> str:
    """A flow in words: number, connection and ports."""
    ports = ", ".join(_port(use) for use in row.ports) or _("port not stated")
    return f"{row.number}. {labels.connection(row.flow)}{_(': ')}{ports}"


def _port(use: PortUse) -> str:
    return f"{use.port} {use.name}".rstrip()
