"""A legend as the label of a chart: who opens connections, and what its signs mean."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from .chart_model import Legend
from .chip import MEASURED_CHIP_SIZE
from .dot_text import marked_up
from .open_lock import open_lock
from .palette import CLEAR, GREY, LIGHT
from .text_width import text_width

WIDTH = 440
"""The width after which the entries of a legend go on in another row, in points."""

SIGN_WIDTH = 26
"""The width of a sign with the space around it, in points."""

ARROWHEADS = {
    "normal": "►",
    "onormal": "▷",
    "diamond": "◆",
    "odiamond": "◇",
    "dot": "●",
    "odot": "○",
    "box": "■",
    "obox": "□",
    "vee": "→",
}
"""Graphviz's arrowheads for the initiators of one colour in turn, each with a sign for legends."""

_GAP = 12
"""The space between two entries, in points."""

_TABLE = '<table border="0" cellborder="0" cellspacing="0" cellpadding="0">'


def arrowhead(head: int) -> str:
    """Graphviz's name of a kind of arrowheads, counted from 0."""
    return list(ARROWHEADS)[head % len(ARROWHEADS)]


def legend_label(legend: Legend) -> str:
    """Return a legend as a table with markup."""
    rows: list[str] = []
    filled: list[int] = []
    for sign, words in _entries(legend):
        width = ceil(text_width(words, MEASURED_CHIP_SIZE)) + _GAP
        before = SIGN_WIDTH if sign else 0
        if not rows or filled[-1] + before + width > WIDTH:
            rows.append("")
            filled.append(0)
        filled[-1] += before + width
        rows[-1] += f'<td align="left" width="{before}">{sign}</td>' if sign else ""
        rows[-1] += f'<td align="left" width="{width}">{marked_up(words)}</td>'
    cells = (
        f'{_TABLE}<tr>{row}<td width="{max(filled) - own}"></td></tr></table>'
        for row, own in zip(rows, filled, strict=True)
    )
    inside = "".join(f'<tr><td cellpadding="2">{cell}</td></tr>' for cell in cells)
    return f'<font point-size="{MEASURED_CHIP_SIZE}">{_TABLE}{inside}</table></font>'


def _entries(legend: Legend) -> Iterator[tuple[str, str]]:
    """The signs with what they mean; the words before the initiators have none."""
    yield "", legend.opened_by
    for name, slot, head in legend.initiators:
        sign = ARROWHEADS[arrowhead(head)]
        yield f'<font color="{LIGHT[slot - 1]}">—{sign}</font>', name
    if legend.optional:
        yield f'<font color="{GREY}">– – –</font>', legend.optional
    if legend.clear_text:
        yield open_lock(CLEAR), legend.clear_text
    if legend.least_trusted:
        yield _frame(), legend.least_trusted


def _frame() -> str:
    """A small dashed frame, like the one of a zone."""
    cell = f'<td border="1" style="rounded,dashed" color="{GREY}" {_size(18, 10)}></td>'
    table = _TABLE.replace(">", f" {_size(20, 12)}>")
    return f"{table}<tr>{cell}</tr></table>"


def _size(width: int, height: int) -> str:
    return f'fixedsize="true" width="{width}" height="{height}"'
