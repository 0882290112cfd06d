"""A chart as a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagram.layout import lay_out
from ..diagram.svg import as_file, normalise
from .charts import alternative, description, dot

if TYPE_CHECKING:
    from .requests import ChartRequest
    from .wording import Wording


def picture(request: ChartRequest, wording: Wording, kind: str) -> bytes:
    """Draw a chart as ``dot``, ``svg``, ``pdf`` or ``png``; raises `LayoutError`."""
    view = wording.views.select(request.selection)
    source = dot(request, view, links=False)
    if kind == "dot":
        return source.encode()
    drawn = lay_out(source, kind)
    if kind != "svg":
        return drawn
    return as_file(
        normalise(drawn),
        links={},
        title=alternative(wording, request),
        description=description(wording, view),
    )
