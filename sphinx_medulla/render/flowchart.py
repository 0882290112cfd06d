"""A flowchart: its model, and its text for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from ..bidirectional import isolated
from ..dataset.queries import Row, View
from ..diagram.chart_model import ChartModel, ChartWords, Look, chart_model
from ..grouping import grouped
from .captions import chart_caption, filter_words, with_filters
from .document import Bullets, Chart, Document, Note, Paragraph
from .labels import Labels, behind, either_remarks
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
        legend=options.legend,
        words=_words(),
    )
    caption = chart_caption(options.selection, labels.dataset)
    model = chart_model(view, look)
    lines = [_line(labels, row) for row in view.rows]
    legend = list(_legend(model, view))
    chart = Chart(
        model=model,
        title=options.alt or with_filters(caption, filter_words(options.selection, labels)),
        description="\n".join([*lines, *legend]),
        flows=(
            Bullets([[line] for line in lines], "flow-list")
            if lines
            else Paragraph([_("No flow matches.")])
        ),
        legend=Paragraph(["\n".join(legend)], "legend") if legend else None,
    )
    stamp: list[Note | Paragraph] = [labels.stamp()] if options.stamp else []
    return Document([chart], stamp, caption=caption, targets=tuple(_targets(view)))


def _words() -> ChartWords:
    return ChartWords(
        port_not_stated=_("port not stated"),
        either=_(" or "),
        flow_title=_("Flow %(number)s: %(from)s → %(to)s"),
        clear_title=_("%(flow)s, clear text across a border: %(ports)s"),
        opened_by=_("Opened by"),
        optional=_("optional"),
        clear_text=_("clear text across a border"),
        least_trusted=_("least trusted zone"),
    )


def _targets(view: View) -> Iterator[Target]:
    """What a chart shows: its flows, and its mode."""
    modes = view.selection.modes
    mode = modes[0] if len(modes) == 1 else ""
    for row in view.rows:
        yield Target(f"chart:{row.flow.id}@{mode}", "")
    if mode:
        yield Target(f"mode:{mode}", view.dataset.modes[mode].title, SECOND_CHOICE)


def _line(labels: Labels, row: Row) -> str:
    """A flow in words: number, connection, ports, and what the chart shows by a sign."""
    clear = labels.queries.in_clear_text(row)
    ports = []
    for use in row.ports:
        remarks = either_remarks(use)
        remarks += [_("clear text across a border")] if use in clear else []
        ports.append(f"{use.port} {use.name}".rstrip() + behind(remarks))
    ends = labels.connection(row.flow) + labels.hosts_behind(row.flow.to)
    ends += behind([_("optional")] if labels.queries.is_optional(row) else [])
    return f"{row.number}. {ends}{_(': ')}{', '.join(ports) or _('port not stated')}"


def _legend(model: ChartModel, view: View) -> Iterator[str]:
    """The legend in words: to which flows, by number, each sign applies."""
    if model.legend is None:
        return
    legend, names = model.legend, view.dataset.roles
    opened = grouped((flow.source, str(flow.number)) for flow in model.lines)
    roles = (
        f"{isolated(names[role].name)} ({', '.join(numbers)})" for role, numbers in opened.items()
    )
    yield _sentence(legend.opened_by, ", ".join(roles))
    signs = {
        legend.optional: (str(flow.number) for flow in model.lines if flow.optional),
        legend.clear_text: (str(flow.number) for flow in model.lines if flow.clear),
        legend.least_trusted: (zone.label for zone in model.zones if zone.least_trusted),
    }
    for words, found in signs.items():
        if words:
            yield _sentence(words, ", ".join(found))


def _sentence(words: str, found: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{_(': ')}{found}."
