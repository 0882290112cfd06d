"""A chart as a separate file."""

from __future__ import annotations

from collections.abc import Mapping

from ...diagram.dot import chart_dot
from ...diagram.layout_queue import CURRENT_QUEUE
from ...diagram.svg import BACKGROUND, as_file, normalise
from ..document import Chart
from ..render_job import RenderJob


def write(job: RenderJob, file_format: str) -> bytes:
    """Draw the one chart of a job as ``dot``, ``svg``, ``pdf`` or ``png``; raises `LayoutError`."""
    (block,) = job.blocks()
    (chart,) = block.document.body
    assert isinstance(chart, Chart)
    return picture(chart, file_format)


def picture(chart: Chart, file_format: str, links: Mapping[str, str] | None = None) -> bytes:
    """Draw a chart; raises `LayoutError`.

    `CURRENT_QUEUE` must be set, except for ``dot``. ``links`` maps the placeholders of `chart_dot`
    to addresses, for ``svg``.
    """
    source = chart_dot(chart.model, links=bool(links))
    if file_format == "dot":
        return source.encode()
    drawn = CURRENT_QUEUE.get().result(source, file_format)
    if file_format != "svg":
        return drawn
    return as_file(
        normalise(drawn),
        links=links or {},
        title=chart.title,
        description=chart.description,
        background=BACKGROUND,
    )
