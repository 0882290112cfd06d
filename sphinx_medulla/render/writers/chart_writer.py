"""A chart as a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...diagram.layout import lay_out
from ...diagram.svg import PAPER, as_file, normalise
from ..flowchart import alternative, description, dot

if TYPE_CHECKING:
    from ..block_options import FlowchartOptions
    from ..labels import Labels


def picture(
    request: FlowchartOptions, labels: Labels, kind: str, links: Mapping[str, str] | None = None
) -> bytes:
    """Draw a chart as ``dot``, ``svg``, ``pdf`` or ``png``; raises `LayoutError`.

    ``links`` maps the placeholders of `chart_dot` to addresses, for ``svg``.
    """
    view = labels.queries.select(request.selection)
    source = dot(request, view, links=bool(links))
    if kind == "dot":
        return source.encode()
    drawn = lay_out(source, kind)
    if kind != "svg":
        return drawn
    return as_file(
        normalise(drawn),
        links=links or {},
        title=alternative(labels, request),
        description=description(labels, view),
        paper=PAPER,
    )
