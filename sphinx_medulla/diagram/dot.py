"""A chart's model as DOT: zones as clusters, roles as boxes, and a chip between two roles.

A chip is a node on its flow's line: an arrow that points as the connection is opened,
the flow's number, and its ports. Ports as labels of lines would overprint each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING

import graphviz

from .palette import GREY, INK, LIGHT
from .text_width import text_width

if TYPE_CHECKING:
    from .chart_model import ChartFlow, ChartModel, ChartRole, ChartZone, PortLine

FONT = "DejaVu Sans,Verdana,sans-serif"
"""DejaVu Sans and Verdana have nearly the same widths, so that text that was measured in the first
fits its box in the second, and with room to spare in narrower fonts."""

ROLE_SIZE, CHIP_SIZE, ZONE_SIZE = 12, 10, 12
"""The sizes of text as it is shown, in points."""

PT_PER_INCH = 72

MEASURED_CHIP_SIZE = 10.4
"""The size for which chips are measured: browsers draw text up to 4 % wider than Graphviz."""

ROLE_MARGIN = 0.16
"""The space between a role's name and its box on the left and on the right, in inches."""

CHIP_PEN, LINE_PEN = "1", "1.2"
"""How thick frames and lines are, in points."""

ROLE_WIDTH = 26
"""The characters after which a role's name is wrapped."""

CHIP_WIDTH = 24
"""The characters after which a chip's line of ports is wrapped: wide charts have small text."""

_TABLE = '<table border="0" cellborder="0" cellspacing="0" cellpadding="1">'

GLYPHS = {"TB": ("↓", "↑"), "LR": ("→", "←")}
"""How an arrow along the lines' direction looks, and one against it."""

TURN = "↻"
"""How it looks where a role calls others of its kind."""


def chart_dot(model: ChartModel, *, links: bool = True) -> str:
    """Return the DOT source of a chart; the same for the same model, always.

    Links are placeholders, ``medulla:flow:ID`` and ``medulla:role:ID``, so that the source does not
    depend on the page that shows it. Without ``links`` nothing refers to anything, as a PDF needs
    it.
    """
    graph = graphviz.Digraph(
        "medulla",
        graph_attr={
            "rankdir": model.direction,
            "bgcolor": "transparent",
            "fontname": FONT,
            "fontsize": str(ZONE_SIZE),
            "labeljust": "l",
            "margin": "0",
            "nodesep": "0.16",
            "ranksep": "0.24",
            "outputorder": "edgesfirst",
            "pad": "0.06",
        },
        node_attr={
            "shape": "box",
            "style": "rounded",
            "fontname": FONT,
            "fontsize": str(ROLE_SIZE),
            "height": "0.42",
            "margin": f"{ROLE_MARGIN},0.06",
            "color": INK,
            "fontcolor": INK,
            "penwidth": CHIP_PEN,
            "class": "medulla-role",
        },
        edge_attr={"arrowsize": "0.8", "penwidth": LINE_PEN},
    )
    glyphs = GLYPHS[model.direction]
    for place, zone in enumerate(model.zones):
        with graph.subgraph(name=f"cluster_{place}") as cluster:
            cluster.attr(
                label=_text(zone.label),
                style="rounded,dashed" if zone.least_trusted else "rounded",
                color=GREY,
                fontcolor=GREY,
                margin="10",
                # Lines to the other zones leave the last one upwards: no label in their way.
                labelloc="b" if place == len(model.zones) - 1 > 0 else "t",
                **{"class": "medulla-zone"},
            )
            _inside(cluster, zone, glyphs, links=links)
    _inside(graph, model.outside, glyphs, links=links)
    _chips(graph, model.crossing, glyphs, links=links)
    said: dict[str, str] = {}
    for flow in model.lines:
        said = _say(graph, "edge", _style(flow, LINE_PEN), said)
        _lines(graph, flow)
    return str(graph.source)


def _inside(
    graph: graphviz.Digraph, zone: ChartZone, glyphs: tuple[str, str], *, links: bool
) -> None:
    """The roles of a zone, and the chips between them."""
    for role in zone.roles:
        _role(graph, role, links=links)
    _chips(graph, zone.flows, glyphs, links=links)


def _role(graph: graphviz.Digraph, role: ChartRole, *, links: bool) -> None:
    lines = wrap(role.name, ROLE_WIDTH, break_long_words=False) or [role.id]
    if role.host:
        lines.append(role.host)
    width = max(text_width(line, ROLE_SIZE) for line in lines)
    graph.node(
        _role_name(role.id),
        label=_text(*lines),
        width=f"{width / PT_PER_INCH + 2 * ROLE_MARGIN:.2f}",
        **({"penwidth": "2.6"} if role.focused else {}),
        **(_link(f"role:{role.id}", role.name) if links else {}),
    )


def _chips(
    graph: graphviz.Digraph, flows: Sequence[ChartFlow], glyphs: tuple[str, str], *, links: bool
) -> None:
    """Chips, with what they have in common said once."""
    if not flows:
        return
    graph.attr(
        "node",
        fontsize=str(MEASURED_CHIP_SIZE),
        height="0",
        width="0",
        margin="0.1,0.05",
        **{"class": "medulla-chip"},
    )
    said: dict[str, str] = {}
    for flow in flows:
        said = _say(graph, "node", _style(flow, CHIP_PEN), said)
        _chip(graph, flow, glyphs, links=links)


def _chip(
    graph: graphviz.Digraph, flow: ChartFlow, glyphs: tuple[str, str], *, links: bool
) -> None:
    colour = _style(flow, CHIP_PEN)["color"]
    down, up = glyphs
    glyph = TURN if flow.source == flow.destination else down if flow.downhill else up
    head = f'<b><font color="{colour}">{glyph} {flow.number}</font></b>'
    lines = [line for ports in flow.ports for line in _filled(ports)]
    width = max(text_width(line, MEASURED_CHIP_SIZE) for line in (f"{glyph} {flow.number}", *lines))
    cells = [head, *(_cell(line) for line in lines)]
    rows = "".join(
        f'<tr><td align="left" width="{ceil(width + 2)}">{cell}</td></tr>' for cell in cells
    )
    graph.node(
        _chip_name(flow),
        label=f"<{_TABLE}{rows}</table>>",
        **(_link(f"flow:{flow.id}", flow.title) if links else {}),
    )


def _link(target: str, title: str) -> dict[str, str]:
    return {"URL": f"medulla:{target}", "tooltip": _tooltip(title)}


def _lines(graph: graphviz.Digraph, flow: ChartFlow) -> None:
    """The two lines of a flow, written so that the less trusted side comes first."""
    first, last = flow.source, flow.destination
    if not flow.downhill:
        first, last = last, first
    chip = _chip_name(flow)
    graph.edge(_role_name(first), chip, dir="none" if flow.downhill else "back")
    graph.edge(chip, _role_name(last), **({} if flow.downhill else {"dir": "none"}))


def _style(flow: ChartFlow, pen: str) -> dict[str, str]:
    """The colour of a flow's chip or lines; and the width, which is ``pen`` for most."""
    colour = LIGHT[flow.slot - 1]
    if not flow.emphasis:
        return {"color": colour}
    focused = flow.emphasis == "focus"
    return {"color": colour if focused else GREY, "penwidth": "2.2" if focused else pen}


def _say(
    graph: graphviz.Digraph, what: str, style: dict[str, str], said: dict[str, str]
) -> dict[str, str]:
    """Write a style where it is not the one that was said last: flows in a row share most."""
    if style != said:
        graph.attr(what, **style)
    return style


def _role_name(role: str) -> str:
    return f"role-{role}"


def _chip_name(flow: ChartFlow) -> str:
    return f"flow-{flow.id}"


def _text(*lines: str) -> str:
    """Lines of text as a label or a tooltip that shows exactly them.

    Nothing in them is taken for a placeholder, an entity or markup; line ends within a line become
    spaces.
    """
    plain = (" ".join(line.split()).replace("&", "&amp;") for line in lines)
    label: str = graphviz.nohtml("\\n".join(graphviz.escape(line) for line in plain))
    return label


def _tooltip(text: str) -> str:
    """A text as a tooltip: Graphviz takes its backslashes away twice."""
    return _text(text.replace("\\", "\\\\"))


def _cell(text: str) -> str:
    """A text in a table, where Graphviz replaces placeholders too."""
    return escape(text).replace("\\", "\\\\")


def _filled(ports: PortLine) -> list[str]:
    """Words in lines of at most `CHIP_WIDTH` characters, each line beginning alike.

    There are as few lines as that allows, and they are as short as that many lines can be.
    """
    before, words, between = ports
    shortest = max(len(before) + len(word) for word in words)
    lines = _lines_of(words, before, between, max(shortest, CHIP_WIDTH))
    if len(lines) == 1:
        return lines
    for width in range(shortest, CHIP_WIDTH):
        shorter = _lines_of(words, before, between, width)
        if len(shorter) == len(lines):
            return shorter
    return lines


def _lines_of(words: Sequence[str], before: str, between: str, width: int) -> list[str]:
    """Words in lines of a width, as many in each as fit; a comma at its end is not counted."""
    lines = [before + words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]}{between}{word}"
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines[-1] += between.rstrip()
            lines.append(before + word)
    return lines
