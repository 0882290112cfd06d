"""A chart's model as DOT: zones as clusters, roles as boxes, and a chip between two roles.

A chip is a node on its flow's line: an arrow that points as the connection is opened,
the flow's number, and its ports. Ports as labels of lines would overprint each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from textwrap import wrap

from .chart_model import ChartFlow, ChartModel, ChartRole, ChartZone, PortLine
from .chip import MEASURED_CHIP_SIZE, chip_label, colour_of, filled, lines_of
from .dot_text import attributes_of, link, marked_up, plain, quoted, statement
from .legend import arrowhead, legend_label
from .palette import GREY, INK, PAPER, tint
from .text_width import text_width

FONT = "DejaVu Sans,Verdana,sans-serif"
"""DejaVu Sans and Verdana have nearly the same widths, so that text that was measured in the first
fits its box in the second, and with room to spare in narrower fonts."""

ROLE_SIZE, ZONE_SIZE = 12, 12
"""The sizes of text as it is shown, in points."""

PT_PER_INCH = 72

ROLE_MARGIN = 0.16
"""The space between a role's name and its box on the left and on the right, in inches."""

CHIP_PEN, LINE_PEN = "1", "1.2"
"""How thick frames and lines are, in points."""

ROLE_WIDTH, HOST_WIDTH = 26, 32
"""The characters after which a role's name and its hosts are wrapped."""


@lru_cache(maxsize=256)  # called when a page is read, and when it is written
def chart_dot(model: ChartModel, *, links: bool = True) -> str:
    """Return the DOT source of a chart, which depends on the model alone.

    Links are placeholders, ``medulla:flow:ID`` and ``medulla:role:ID``, so that the source does not
    depend on the page that shows it. A PDF is made without ``links``.
    """
    direction = model.direction
    lines = ["digraph medulla {", *_defaults(direction)]
    if model.legend is not None:
        lines.append(f"\tgraph [label=<{legend_label(model.legend)}> labelloc=b]")
    for place, zone in enumerate(model.zones):
        lines.append(f"\tsubgraph cluster_{place} {{")
        # Lines to the other zones leave the last one upwards: no label in their way.
        label_at = "b" if place == len(model.zones) - 1 > 0 else "t"
        colour = tint(place, len(model.zones))
        lines.append("\t\t" + _zone(zone, label_at, colour))
        lines += ["\t" + line for line in _inside(zone, direction, links=links)]
        lines.append("\t}")
    lines += _inside(model.outside, direction, links=links)
    lines += _chips(model.crossing, direction, links=links)
    lines += _lines(model.lines)
    lines += _borders(model.zones)
    return "\n".join([*lines, "}", ""])


@lru_cache
def _defaults(direction: str) -> tuple[str, ...]:
    """The attributes of the graph, and those that most roles and lines have."""
    return (
        statement(
            "graph",
            rankdir=direction,
            bgcolor="transparent",
            fontname=FONT,
            fontsize=str(ZONE_SIZE),
            labeljust="l",
            margin="0",
            newrank="true",
            nodesep="0.16",
            ranksep="0.24",
            outputorder="edgesfirst",
            pad="0.06",
        ),
        statement(
            "node",
            shape="box",
            style="rounded,filled",
            fontname=FONT,
            fontsize=str(ROLE_SIZE),
            height="0.42",
            margin=f"{ROLE_MARGIN},0.06",
            color=INK,
            fillcolor=PAPER,
            fontcolor=INK,
            penwidth=CHIP_PEN,
            class_="medulla-role",
        ),
        statement("edge", arrowsize="0.8", penwidth=LINE_PEN),
    )


@lru_cache
def _chip_defaults() -> str:
    return statement(
        "node",
        fontsize=str(MEASURED_CHIP_SIZE),
        height="0",
        width="0",
        margin="0.1,0.05",
        class_="medulla-chip",
    )


def _zone(zone: ChartZone, label_at: str, colour: str) -> str:
    return attributes_of(
        label=plain(zone.label),
        style="rounded,filled,dashed" if zone.least_trusted else "rounded,filled",
        color=GREY,
        fillcolor=colour,
        fontcolor=GREY,
        margin="10",
        labelloc=label_at,
        class_="medulla-zone",
    )


def _borders(zones: Sequence[ChartZone]) -> Iterator[str]:
    """Invisible lines that keep each zone above the next one, whatever flows there are.

    They lead from the lowest roles of a zone to the highest ones of the next zone; the others are
    kept in their order by the flows between them.
    """
    for place, (upper, lower) in enumerate(pairwise(zones)):
        border = f'"border-{place}"'
        yield f"\t{border} [style=invis shape=point width=0 height=0]"
        above = {_ends(flow)[0] for flow in upper.flows if flow.source != flow.destination}
        below = {_ends(flow)[1] for flow in lower.flows if flow.source != flow.destination}
        for role in upper.roles:
            if role.id not in above:
                yield f'\t"role-{role.id}" -> {border} [style=invis weight=0]'
        for role in lower.roles:
            if role.id not in below:
                yield f'\t{border} -> "role-{role.id}" [style=invis weight=0]'


def _ends(flow: ChartFlow) -> tuple[str, str]:
    """The roles at the ends of a flow's lines, the less trusted one first."""
    ends = flow.source, flow.destination
    return ends if flow.downhill else ends[::-1]


def _inside(zone: ChartZone, direction: str, *, links: bool) -> Iterator[str]:
    """The roles of a zone, and the chips between them."""
    for role in zone.roles:
        yield _role(role, links=links)
    yield from _chips(zone.flows, direction, links=links)


@lru_cache(maxsize=1024)  # a role is in many charts
def _role(role: ChartRole, *, links: bool) -> str:
    names = wrap(role.name, ROLE_WIDTH, break_long_words=False) or [role.id]
    hosts = _hosts(role.hosts)
    width = max(
        *(text_width(line, ROLE_SIZE) for line in names),
        *(text_width(line, MEASURED_CHIP_SIZE) for line in hosts),
        0,
    )
    label = quoted(plain(*names))
    if hosts:
        small = f'<font point-size="{MEASURED_CHIP_SIZE}">'
        rows = [*map(marked_up, names), *(f"{small}{marked_up(host)}</font>" for host in hosts)]
        cells = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
        label = (
            f'<<table border="0" cellborder="0" cellspacing="0" cellpadding="1">{cells}</table>>'
        )
    attributes = attributes_of(
        width=f"{width / PT_PER_INCH + 2 * ROLE_MARGIN:.2f}",
        **({"penwidth": "2.6"} if role.focused else {}),
        **(link(f"role:{role.id}", role.name) if links else {}),
    )
    return f'\t"role-{role.id}" [label={label} {attributes}]'


def _hosts(hosts: tuple[str, ...]) -> list[str]:
    """The lines of a role's hosts. Long names are broken behind dots."""
    found = []
    words = ", ".join(hosts).split()
    for line in lines_of(PortLine("", tuple(words), " "), HOST_WIDTH) if words else ():
        parts = re.split(r"(?<=\.)", line) if len(line) > HOST_WIDTH else [line]
        found += filled(PortLine("", tuple(parts), ""), HOST_WIDTH)
    return found


def _chips(flows: Sequence[ChartFlow], direction: str, *, links: bool) -> Iterator[str]:
    """Chips, with the attributes that chips in a row share written once."""
    if flows:
        yield _chip_defaults()
    for style, alike in groupby(flows, _chip_style):
        yield style
        for flow in alike:
            more = " " + attributes_of(**link(f"flow:{flow.id}", flow.title)) if links else ""
            yield f'\t"flow-{flow.id}" [label=<{chip_label(flow, direction)}>{more}]'


def _lines(flows: Iterable[ChartFlow]) -> Iterator[str]:
    """The two lines of each flow, written so that the less trusted side comes first."""
    for style, alike in groupby(flows, _line_style):
        yield style
        for flow in alike:
            chip = f'"flow-{flow.id}"'
            first, last = (f'"role-{role}"' for role in _ends(flow))
            if flow.downhill:
                yield f"\t{first} -> {chip} [dir=none]"
                yield f"\t{chip} -> {last}"
            else:
                yield f"\t{first} -> {chip} [dir=back]"
                yield f"\t{chip} -> {last} [dir=none]"


def _chip_style(flow: ChartFlow) -> str:
    """The colour of a flow's chip, its frame, and its width if a role has the focus."""
    frame = "rounded,filled,dashed" if flow.optional else "rounded,filled"
    return statement("node", color=colour_of(flow), style=frame, **_pen(flow, CHIP_PEN))


def _line_style(flow: ChartFlow) -> str:
    """The colour and the arrowheads of a flow's lines, and their width if a role has the focus."""
    head = arrowhead(flow.head)
    return statement(
        "edge",
        color=colour_of(flow),
        style="dashed" if flow.optional else "solid",
        arrowhead=head,
        arrowtail=head,
        **_pen(flow, LINE_PEN),
    )


def _pen(flow: ChartFlow, pen: str) -> dict[str, str]:
    if not flow.emphasis:
        return {}
    return {"penwidth": "2.2" if flow.emphasis == "focus" else pen}
