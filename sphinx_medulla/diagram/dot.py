"""A chart's model as DOT: zones as clusters, roles as boxes, and a chip between two roles.

A chip is a node on its flow's line: an arrow that points as the connection is opened,
the flow's number, and its ports. Ports as labels of lines would overprint each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby
from math import ceil
from textwrap import wrap

import graphviz
from graphviz.quoting import quote

from .chart_model import ChartFlow, ChartModel, ChartRole, ChartZone, PortLine
from .palette import GREY, INK, LIGHT
from .text_width import text_width

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
"""The arrow of a flow from a role to the same role."""


@lru_cache(maxsize=256)  # called when a page is read, and when it is written
def chart_dot(model: ChartModel, *, links: bool = True) -> str:
    """Return the DOT source of a chart, which depends on the model alone.

    Links are placeholders, ``medulla:flow:ID`` and ``medulla:role:ID``, so that the source does not
    depend on the page that shows it. A PDF is made without ``links``.
    """
    lines = ["digraph medulla {", *_defaults(model.direction)]
    glyphs = GLYPHS[model.direction]
    for place, zone in enumerate(model.zones):
        lines.append(f"\tsubgraph cluster_{place} {{")
        # Lines to the other zones leave the last one upwards: no label in their way.
        lines.append("\t\t" + _zone(zone, "b" if place == len(model.zones) - 1 > 0 else "t"))
        lines += ["\t" + line for line in _inside(zone, glyphs, links=links)]
        lines.append("\t}")
    lines += _inside(model.outside, glyphs, links=links)
    lines += _chips(model.crossing, glyphs, links=links)
    lines += _lines(model.lines)
    return "\n".join([*lines, "}", ""])


@lru_cache
def _defaults(direction: str) -> tuple[str, ...]:
    """The attributes of the graph, and those that most roles and lines have."""
    return (
        _statement(
            "graph",
            rankdir=direction,
            bgcolor="transparent",
            fontname=FONT,
            fontsize=str(ZONE_SIZE),
            labeljust="l",
            margin="0",
            nodesep="0.16",
            ranksep="0.24",
            outputorder="edgesfirst",
            pad="0.06",
        ),
        _statement(
            "node",
            shape="box",
            style="rounded",
            fontname=FONT,
            fontsize=str(ROLE_SIZE),
            height="0.42",
            margin=f"{ROLE_MARGIN},0.06",
            color=INK,
            fontcolor=INK,
            penwidth=CHIP_PEN,
            class_="medulla-role",
        ),
        _statement("edge", arrowsize="0.8", penwidth=LINE_PEN),
    )


@lru_cache
def _chip_defaults() -> str:
    return _statement(
        "node",
        fontsize=str(MEASURED_CHIP_SIZE),
        height="0",
        width="0",
        margin="0.1,0.05",
        class_="medulla-chip",
    )


def _zone(zone: ChartZone, label_at: str) -> str:
    return _attributes(
        label=_text(zone.label),
        style="rounded,dashed" if zone.least_trusted else "rounded",
        color=GREY,
        fontcolor=GREY,
        margin="10",
        labelloc=label_at,
        class_="medulla-zone",
    )


def _inside(zone: ChartZone, glyphs: tuple[str, str], *, links: bool) -> Iterator[str]:
    """The roles of a zone, and the chips between them."""
    for role in zone.roles:
        yield _role(role, links=links)
    yield from _chips(zone.flows, glyphs, links=links)


@lru_cache(maxsize=1024)  # a role is in many charts
def _role(role: ChartRole, *, links: bool) -> str:
    lines = wrap(role.name, ROLE_WIDTH, break_long_words=False) or [role.id]
    lines += wrap(role.host, ROLE_WIDTH, break_long_words=False, break_on_hyphens=False)
    width = max(text_width(line, ROLE_SIZE) for line in lines)
    attributes = _attributes(
        width=f"{width / PT_PER_INCH + 2 * ROLE_MARGIN:.2f}",
        **({"penwidth": "2.6"} if role.focused else {}),
        **(_link(f"role:{role.id}", role.name) if links else {}),
    )
    return f'\t"role-{role.id}" [label={_quoted(_text(*lines))} {attributes}]'


def _chips(flows: Sequence[ChartFlow], glyphs: tuple[str, str], *, links: bool) -> Iterator[str]:
    """Chips, with the attributes that chips in a row share written once."""
    if flows:
        yield _chip_defaults()
    for style, alike in groupby(flows, lambda flow: _style(flow, "node", CHIP_PEN)):
        yield style
        yield from (_chip(flow, glyphs, links=links) for flow in alike)


def _chip(flow: ChartFlow, glyphs: tuple[str, str], *, links: bool) -> str:
    down, up = glyphs
    glyph = TURN if flow.source == flow.destination else down if flow.downhill else up
    lines = [line for ports in flow.ports for line in _filled(ports)]
    width = max(text_width(line, MEASURED_CHIP_SIZE) for line in (f"{glyph} {flow.number}", *lines))
    head = f'<b><font color="{_colour(flow)}">{glyph} {flow.number}</font></b>'
    cells = "".join(  # Graphviz replaces placeholders in tables, so backslashes are doubled
        f'<tr><td align="left" width="{ceil(width + 2)}">{cell}</td></tr>'
        for cell in (head, *(escape(line).replace("\\", "\\\\") for line in lines))
    )
    link = " " + _attributes(**_link(f"flow:{flow.id}", flow.title)) if links else ""
    return f'\t"flow-{flow.id}" [label=<{_TABLE}{cells}</table>>{link}]'


def _link(target: str, title: str) -> dict[str, str]:
    """A link; Graphviz removes the backslashes of tooltips twice."""
    return {"URL": f"medulla:{target}", "tooltip": _text(title.replace("\\", "\\\\"))}


def _lines(flows: Iterable[ChartFlow]) -> Iterator[str]:
    """The two lines of each flow, written so that the less trusted side comes first."""
    for style, alike in groupby(flows, lambda flow: _style(flow, "edge", LINE_PEN)):
        yield style
        for flow in alike:
            chip = f'"flow-{flow.id}"'
            first, last = f'"role-{flow.source}"', f'"role-{flow.destination}"'
            if flow.downhill:
                yield f"\t{first} -> {chip} [dir=none]"
                yield f"\t{chip} -> {last}"
            else:
                yield f"\t{last} -> {chip} [dir=back]"
                yield f"\t{chip} -> {first} [dir=none]"


def _colour(flow: ChartFlow) -> str:
    return GREY if flow.emphasis == "muted" else LIGHT[flow.slot - 1]


def _style(flow: ChartFlow, subject: str, pen: str) -> str:
    """The colour of a flow's chip or lines; and the width, which is ``pen`` for most."""
    if not flow.emphasis:
        return _statement(subject, color=_colour(flow))
    width = "2.2" if flow.emphasis == "focus" else pen
    return _statement(subject, color=_colour(flow), penwidth=width)


def _statement(subject: str, **attributes: str) -> str:
    return f"\t{subject} [{_attributes(**attributes)}]"


def _attributes(**attributes: str) -> str:
    """Attributes as DOT has them, in the order of their names; ``class_`` is ``class``."""
    found = sorted((name.rstrip("_"), value) for name, value in attributes.items())
    return " ".join(f"{name}={_quoted(value)}" for name, value in found)


_quoted = lru_cache(maxsize=4096, typed=True)(quote)
"""A text as DOT writes it. A label that `graphviz.nohtml` made differs from a text by its type."""


def _text(*lines: str) -> str:
    """Lines of text as a label or a tooltip that shows exactly them.

    Nothing in them is taken for a placeholder, an entity or markup; line ends within a line become
    spaces.
    """
    plain = (" ".join(line.split()).replace("&", "&amp;") for line in lines)
    label: str = graphviz.nohtml("\\n".join(graphviz.escape(line) for line in plain))
    return label


@lru_cache(maxsize=1024)  # many flows have the same ports
def _filled(ports: PortLine) -> list[str]:
    """Words in lines of at most `CHIP_WIDTH` characters, each line beginning alike.

    There are as few lines as that allows, and they are as short as that many lines can be.
    """
    shortest = max(len(ports.before) + len(word) for word in ports.words)
    longest = max(shortest, CHIP_WIDTH)
    fewest = len(_lines_of(ports, longest))
    tries = (_lines_of(ports, width) for width in range(shortest, longest + 1))
    return next(lines for lines in tries if len(lines) == fewest)


def _lines_of(ports: PortLine, width: int) -> list[str]:
    """Words in lines of a width, as many in each as fit, not counting a comma at its end."""
    before, words, between = ports
    lines = [before + words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]}{between}{word}"
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines[-1] += between.rstrip()
            lines.append(before + word)
    return lines
