"""A chart as a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...diagram.layout_queue import drawn as laid_out
from ...diagram.svg import PAPER, as_file, normalise
from ..flowchart import alternative, description, dot

if TYPE_CHECKING:
    from ..block_options import FlowchartOptions
    from ..labels import Labels


def picture(
    request: FlowchartOptions, labels: Labels, kind: str, links: Mapping[str, str] | None = None
) -> bytes:
    """Draw a chart as ``dot``, ``svg``, ``pdf`` or ``png``; raises `LayoutError`.

    It is laid out by the queue of the `layout_queue` around.

    ``links`` maps the placeholders of `chart_dot` to addresses, for ``svg``.
    """
    view = labels.queries.select(request.selection)
    source = dot(request, view, links=bool(links))
    if kind == "dot":
        return source.encode()
    drawn = laid_out(source, kind)
    if kind != "svg":
        return drawn
    return as_file(
        normalise(drawn),
        links=links or {},
        title=alternative(labels, request),
        description=description(labels, view),
        paper=PAPER,
    )
