"""A chart as a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...diagram.dot import chart_dot
from ...diagram.layout_queue import drawn as laid_out
from ...diagram.svg import PAPER, as_file, normalise

if TYPE_CHECKING:
    from ..document import Chart


def picture(chart: Chart, kind: str, links: Mapping[str, str] | None = None) -> bytes:
    """Draw a chart as ``dot``, ``svg``, ``pdf`` or ``png``; raises `LayoutError`.

    It is laid out by the queue of the `layout_queue` around.

    ``links`` maps the placeholders of `chart_dot` to addresses, for ``svg``.
    """
    source = chart_dot(chart.model, links=bool(links))
    if kind == "dot":
        return source.encode()
    drawn = laid_out(source, kind)
    if kind != "svg":
        return drawn
    return as_file(
        normalise(drawn),
        links=links or {},
        title=chart.title,
        description=chart.description,
        paper=PAPER,
    )
