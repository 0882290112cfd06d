"""A chart in a page: SVG within HTML, a file for EPUB and LaTeX, elsewhere its flows in words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagram.dot import chart_dot
from ..diagram.layout import LayoutError, NoGraphvizError
from ..diagram.svg import READABLE, as_file, normalise
from ..diagram.svg import place as place_svg
from ..files import write_file
from ..render.document import Chart
from .build_warnings import Code, warn
from .node_ids import block_anchor, chart_file
from .node_writer import NodeWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..diagram.chart_model import ChartModel
    from ..diagram.layout_queue import LayoutQueue
    from ..render.document import Document
    from .block_records import Placeholder
    from .node_context import NodeContext


def draw(placeholder: Placeholder, document: Document, context: NodeContext) -> None:
    """Put the chart into its figure, as the builder can show it."""
    (chart,) = document.body
    assert isinstance(chart, Chart)
    builder = context.builder
    options, place = placeholder.options, placeholder.place
    writer = NodeWriter(context, options, place)
    try:
        if not chart.model.lines:
            drawn: nodes.Node = writer.body(chart.flows)
        elif builder.name == "epub":
            drawn = _image(context, chart, place, "svg")
        elif builder.format == "html":
            drawn = nodes.raw("", _inline_svg(context, chart, place), format="html")
        elif builder.format == "latex":
            drawn = _image(context, chart, place, "pdf")
        else:
            drawn = writer.body(chart.flows)
    except LayoutError as error:
        _warn_once(placeholder, context, error)
        context.domain.pending_writes.undrawn.add(place[0])  # to be tried again in the next build
        drawn = writer.body(chart.flows)
    figure = placeholder.parent
    assert isinstance(figure, nodes.Element)
    placeholder.replace_self(drawn)
    if builder.format == "latex":
        # Text beside a picture that is as wide as the page: no list or table may follow it.
        figure["align"] = "default"
    if document.below:
        figure += nodes.legend("", *writer.below(document.below))


def _inline_svg(context: NodeContext, chart: Chart, place: tuple[str, int]) -> str:
    svg = _template(chart_dot(chart.model), context.domain.layout_queue)
    return place_svg(
        svg,
        prefix=f"{block_anchor(*place)}-",
        links=dict(_links(context, chart.model, place[0])),
        title=chart.title,
        description=chart.description,
    )


@lru_cache(maxsize=64)
def _template(source: str, queue: LayoutQueue) -> str:
    return normalise(queue.result(source, "svg"))


def _links(context: NodeContext, model: ChartModel, docname: str) -> Iterator[tuple[str, str]]:
    """Where the chart's chips and roles lead, by the placeholders that the layout has for them."""
    domain = context.domain
    for flow in model.lines:
        found = domain.row_location(flow.id, model.mode, docname)
        if found is not None and context.can_link(found[0]):
            yield f"medulla:flow:{flow.id}", context.uri(*found)
    for role in model.roles:
        where = domain.targets.get(f"role:{role}")
        if where is not None and context.can_link(where.page):
            yield f"medulla:role:{role}", context.uri(where.page, where.anchor)


def _image(context: NodeContext, chart: Chart, place: tuple[str, int], kind: str) -> nodes.image:
    """A chart as a file of the build, named after its place in the manual.

    It is written to where Sphinx would copy it: that can be written, and an EPUB packs it once.
    """
    content = _laid_out(context, chart.model, kind)
    if kind == "pdf":
        from .builders.latex_tables import scale_on_paper  # only here

        if scale_on_paper(content) < READABLE:
            direction = "LR" if chart.model.direction == "TB" else "TB"
            turned = _laid_out(context, chart.model._replace(direction=direction), kind)
            content = max(content, turned, key=scale_on_paper)
    if kind == "svg":
        content = as_file(
            normalise(content),
            links={},  # a picture of a page follows none
            title=chart.title,
            description=chart.description,
        )
    builder = context.builder
    path = Path(builder.outdir, builder.imagedir, chart_file(*place, kind))
    write_file(path, content)
    uri = str(path)
    context.domain.env.images.add_file(place[0], uri)
    words = f"{chart.title}\n{chart.description}"
    return nodes.image("", uri=uri, candidates={"*": uri}, alt=words)


def _laid_out(context: NodeContext, model: ChartModel, kind: str) -> bytes:
    return context.domain.layout_queue.result(chart_dot(model, links=kind == "svg"), kind)


def _warn_once(placeholder: Placeholder, context: NodeContext, error: LayoutError) -> None:
    """Say once in a build that there is no Graphviz; of every chart that it cannot draw."""
    if isinstance(error, NoGraphvizError):
        if context.domain.warned_of_graphviz:
            return
        context.domain.warned_of_graphviz = True
        warn(Code.NO_GRAPHVIZ, str(error), placeholder.parent)
        return
    warn(Code.LAYOUT_FAILED, str(error), placeholder.parent)
