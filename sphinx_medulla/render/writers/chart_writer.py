"""A chart as a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...diagram.dot import chart_dot
from ...diagram.layout import lay_out
from ...diagram.svg import PAPER, as_file, normalise

if TYPE_CHECKING:
    from ..document import Chart


def picture(chart: Chart, kind: str, links: Mapping[str, str] | None = None) -> bytes:
    """Draw a chart as ``dot``, ``svg``, ``pdf`` or ``png``; raises `LayoutError`.

    ``links`` maps the placeholders of `chart_dot` to addresses, for ``svg``.
    """
    source = chart_dot(chart.model, links=bool(links))
    if kind == "dot":
        return source.encode()
    drawn = lay_out(source, kind)
    if kind != "svg":
        return drawn
    return as_file(
        normalise(drawn),
        links=links or {},
        title=chart.title,
        description=chart.description,
        paper=PAPER,
    )
