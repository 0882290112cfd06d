"""A chart as a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...diagram.layout import lay_out
from ...diagram.svg import PAPER, as_file, normalise
from ..block_options import FlowchartOptions
from ..flowchart import alternative, description, dot
from ..labels import Labels

if TYPE_CHECKING:
    from ..render_job import RenderJob


def write(job: RenderJob, file_format: str) -> bytes:
    """Draw the one chart of a job as ``dot``, ``svg``, ``pdf`` or ``png``; raises `LayoutError`."""
    (request,) = job.requests
    assert isinstance(request, FlowchartOptions)
    return picture(request, Labels(job.queries), file_format)


def picture(
    request: FlowchartOptions,
    labels: Labels,
    file_format: str,
    links: Mapping[str, str] | None = None,
) -> bytes:
    """Draw a chart; raises `LayoutError`.

    ``links`` maps the placeholders of `chart_dot` to addresses, for ``svg``.
    """
    view = labels.queries.select(request.selection)
    source = dot(request, view, links=bool(links))
    if file_format == "dot":
        return source.encode()
    drawn = lay_out(source, file_format)
    if file_format != "svg":
        return drawn
    return as_file(
        normalise(drawn),
        links=links or {},
        title=alternative(labels, request),
        description=description(labels, view),
        paper=PAPER,
    )
