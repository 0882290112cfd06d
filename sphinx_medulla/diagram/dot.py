"""A view of flows as DOT: zones as clusters, roles as boxes, and a chip between two roles.

A chip is a node that stands on its flow's line: an arrow that points as the connection is opened,
the flow's number, and its ports. Ports as labels of lines would overprint each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING

import graphviz

from .palette import GREY, INK, LIGHT, slots
from .text_width import text_width

if TYPE_CHECKING:
    from ..dataset.model import Dataset, Flow
    from ..dataset.queries import Row, View

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


@dataclass(frozen=True)
class Words:
    """The words that a chart makes itself, for a translator to replace.

    ``flow`` is the name of a chip's link, with ``%(number)s``, ``%(from)s`` and ``%(to)s``.
    """

    port_not_stated: str = "port not stated"
    flow: str = "Flow %(number)s: %(from)s → %(to)s"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a chart is drawn.

    ``direction`` is ``TB`` (the least trusted zone on top) or ``LR`` (on the left); ``ports`` is
    ``full``, ``compact`` (services' names instead of numbers) or ``none``; ``focus`` is the id of
    the role whose flows stand out, if the chart has it. Without ``links`` nothing refers to
    anything, as a PDF needs it.
    """

    direction: str = "TB"
    ports: str = "full"
    focus: str = ""
    words: Words = field(default_factory=Words)
    links: bool = True


def chart_dot(view: View, look: Look | None = None) -> str:
    """Return the DOT source of a view's chart; the same for the same view and look, always.

    Links are placeholders, ``medulla:flow:ID`` and ``medulla:role:ID``, so that the source does not
    depend on the page that shows it.
    """
    return _Chart(view, look or Look()).source()


class _Chart:
    def __init__(self, view: View, look: Look) -> None:
        self.view = view
        self.look = look
        self.focus = look.focus if look.focus in view.roles else ""
        self.dataset: Dataset = view.dataset
        self.slots = slots(view.queries)
        mode = view.selection.modes[0] if view.selection.modes else ""
        first = self.dataset.modes[mode].roles if mode else ()
        order = [*first, *(role for role in self.dataset.roles if role not in first)]
        self.order = {role: place for place, role in enumerate(order)}
        zones = {zone: place for place, zone in enumerate(self.dataset.zones)}
        self.zone = {role: entry.zone for role, entry in self.dataset.roles.items()}
        self.trust = {
            role: (zones.get(self.zone[role], len(zones)), self.order[role]) for role in order
        }

    def source(self) -> str:
        look = self.look
        graph = graphviz.Digraph(
            "medulla",
            graph_attr={
                "rankdir": look.direction,
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
        roles = sorted(self.view.roles, key=lambda role: self.trust[role])
        zones = [zone for zone in self.dataset.zones if zone in {self.zone[role] for role in roles}]
        for place, zone in enumerate(zones):
            with graph.subgraph(name=f"cluster_{place}") as cluster:
                cluster.attr(
                    label=_text(self.dataset.zones[zone].label),
                    style="rounded,dashed" if zone == next(iter(self.dataset.zones)) else "rounded",
                    color=GREY,
                    fontcolor=GREY,
                    margin="10",
                    # Lines to the other zones leave the last one upwards: no label in their way.
                    labelloc="b" if place == len(zones) - 1 > 0 else "t",
                    **{"class": "medulla-zone"},
                )
                self._inside(cluster, [role for role in roles if self.zone[role] == zone], zone)
        self._inside(graph, [role for role in roles if not self.zone[role]], "")
        between = [
            row for row in self.view.rows if self.zone[row.flow.from_] != self.zone[row.flow.to]
        ]
        self._chips(graph, between)
        said: dict[str, str] = {}
        for row in self.view.rows:
            said = _say(graph, "edge", self._style(row.flow, LINE_PEN), said)
            self._lines(graph, row.flow)
        return str(graph.source)

    def _inside(self, graph: graphviz.Digraph, roles: list[str], zone: str) -> None:
        """The roles of a zone, and the chips between them."""
        for role in roles:
            self._role(graph, role)
        within = [
            row
            for row in self.view.rows
            if self.zone[row.flow.from_] == zone == self.zone[row.flow.to]
        ]
        self._chips(graph, within)

    def _role(self, graph: graphviz.Digraph, role: str) -> None:
        entry = self.dataset.roles[role]
        lines = wrap(entry.name, ROLE_WIDTH, break_long_words=False) or [role]
        if entry.host and entry.host != entry.name:
            lines.append(entry.host)
        width = max(text_width(line, ROLE_SIZE) for line in lines)
        graph.node(
            _role_name(role),
            label=_text(*lines),
            width=f"{width / PT_PER_INCH + 2 * ROLE_MARGIN:.2f}",
            **({"penwidth": "2.6"} if role == self.focus else {}),
            **self._link(f"role:{role}", entry.name),
        )

    def _chips(self, graph: graphviz.Digraph, rows: list[Row]) -> None:
        """Chips, with what they have in common said once."""
        if not rows:
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
        for row in rows:
            said = _say(graph, "node", self._style(row.flow, CHIP_PEN), said)
            self._chip(graph, row)

    def _chip(self, graph: graphviz.Digraph, row: Row) -> None:
        flow = row.flow
        colour = self._style(flow, CHIP_PEN)["color"]
        down, up = GLYPHS[self.look.direction]
        glyph = TURN if flow.from_ == flow.to else down if self._along(flow) else up
        head = f'<b><font color="{colour}">{glyph} {row.number}</font></b>'
        lines = [*self._port_lines(row)]
        width = max(
            text_width(line, MEASURED_CHIP_SIZE) for line in (f"{glyph} {row.number}", *lines)
        )
        cells = [head, *(_cell(line) for line in lines)]
        rows = "".join(
            f'<tr><td align="left" width="{ceil(width + 2)}">{cell}</td></tr>' for cell in cells
        )
        words = {
            "number": row.number,
            "from": self.dataset.roles[flow.from_].name,
            "to": self.dataset.roles[flow.to].name,
        }
        graph.node(
            _chip_name(flow),
            label=f"<{_TABLE}{rows}</table>>",
            **self._link(f"flow:{flow.id}", self.look.words.flow % words),
        )

    def _link(self, target: str, title: str) -> dict[str, str]:
        if not self.look.links:
            return {}
        return {"URL": f"medulla:{target}", "tooltip": _tooltip(title)}

    def _port_lines(self, row: Row) -> Iterator[str]:
        """What stands in a chip below its number: ports by protocol, or services' names."""
        if self.look.ports == "none":
            return
        if not row.ports:
            yield self.look.words.port_not_stated
            return
        if self.look.ports == "compact":
            names = dict.fromkeys(use.name or str(use.port) for use in row.ports)
            yield from _filled([*names], "", ", ")
            return
        protocols: dict[str, list[str]] = {}
        for use in row.ports:
            protocols.setdefault(use.port.protocol, []).append(use.port.number)
        for protocol, numbers in protocols.items():
            yield from _filled(numbers, f"{protocol} ", " ")

    def _lines(self, graph: graphviz.Digraph, flow: Flow) -> None:
        """The two lines of a flow, written so that the less trusted side comes first."""
        along = self._along(flow)
        first, last = (flow.from_, flow.to) if along else (flow.to, flow.from_)
        chip = _chip_name(flow)
        graph.edge(_role_name(first), chip, dir="none" if along else "back")
        graph.edge(chip, _role_name(last), **({} if along else {"dir": "none"}))

    def _along(self, flow: Flow) -> bool:
        """Whether the connection is opened from the less trusted side to the more trusted one."""
        return self.trust[flow.from_] <= self.trust[flow.to]

    def _style(self, flow: Flow, pen: str) -> dict[str, str]:
        """The colour of a flow's chip or lines; and the width, which is ``pen`` for most."""
        stands_out = self.focus in (flow.from_, flow.to)
        colour = LIGHT[self.slots[flow.from_] - 1]
        if not self.focus:
            return {"color": colour}
        return {"color": colour if stands_out else GREY, "penwidth": "2.2" if stands_out else pen}


def _say(
    graph: graphviz.Digraph, what: str, style: dict[str, str], said: dict[str, str]
) -> dict[str, str]:
    """Write a style where it is not the one that was said last: flows in a row share most."""
    if style != said:
        graph.attr(what, **style)
    return style


def _role_name(role: str) -> str:
    return f"role-{role}"


def _chip_name(flow: Flow) -> str:
    return f"flow-{flow.id}"


def _text(*lines: str) -> str:
    """Lines of text as a label or a tooltip that shows exactly them.

    Of what stands there nothing is a placeholder, an entity or markup; line ends within a line are
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


def _filled(words: list[str], before: str, between: str) -> list[str]:
    """Words in lines of at most `CHIP_WIDTH` characters, each line beginning alike.

    There are as few lines as that allows, and they are as short as that many lines can be.
    """
    shortest = max(len(before) + len(word) for word in words)
    lines = _lines_of(words, before, between, max(shortest, CHIP_WIDTH))
    if len(lines) == 1:
        return lines
    for width in range(shortest, CHIP_WIDTH):
        shorter = _lines_of(words, before, between, width)
        if len(shorter) == len(lines):
            return shorter
    return lines


def _lines_of(words: list[str], before: str, between: str, width: int) -> list[str]:
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
