"""A flowchart: its model, and its text for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from ..dataset.queries import Row, View
from ..diagram.chart_model import Look, chart_model
from .captions import chart_caption, filter_words, with_filters
from .document import Bullets, Chart, Document, Note, Paragraph
from .labels import Labels
from .localization import _
from .parsed_options import FlowchartOptions
from .targets import SECOND_CHOICE, Target


def flowchart(options: FlowchartOptions, labels: Labels) -> Document:
    """The chart of the selected flows; if no flow matches, its list is a sentence."""
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
    chart = Chart(
        model=chart_model(view, look),
        title=options.alt or with_filters(caption, filter_words(options.selection, labels)),
        description="\n".join(lines),
        flows=(
            Bullets([[line] for line in lines], "flow-list")
            if lines
            else Paragraph([_("No flow matches.")])
        ),
    )
    stamp: list[Note | Paragraph] = [labels.stamp()] if options.stamp else []
    return Document([chart], stamp, caption=caption, targets=tuple(_targets(view)))


def _targets(view: View) -> Iterator[Target]:
    """What a chart shows: its flows, and its mode."""
    modes = view.selection.modes
    mode = modes[0] if len(modes) == 1 else ""
    for row in view.rows:
        yield Target(f"chart:{row.flow.id}@{mode}", "")
    if mode:
        yield Target(f"mode:{mode}", view.dataset.modes[mode].title, SECOND_CHOICE)


def _line(labels: Labels, row: Row) -> str:
    """A flow in words: number, connection and ports."""
    ports = ", ".join(f"{use.port} {use.name}".rstrip() for use in row.ports)
    ends = labels.connection(row.flow) + labels.hosts_behind(row.flow.to)
    return f"{row.number}. {ends}{_(': ')}{ports or _('port not stated')}"
