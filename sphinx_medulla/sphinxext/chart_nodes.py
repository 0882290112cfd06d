"""A chart as nodes: SVG in the page, an image file, or a list of its flows."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagram.dot import chart_dot
from ..diagram.layout import LayoutError, NoGraphvizError
from ..diagram.svg import READABLE, as_file, in_own_colours, normalise
from ..diagram.svg import place as place_svg
from ..render.document import Chart
from ..render.localization import _
from .build_warnings import Code, warn
from .node_ids import block_anchor, chart_file
from .output_files import write_output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..diagram.chart_model import ChartModel
    from ..render.document import Document
    from .block_records import Placeholder
    from .node_context import NodeContext
    from .node_writer import NodeWriter


def draw_chart(placeholder: Placeholder, document: Document, writer: NodeWriter) -> None:
    """Replace the placeholder in a figure by the chart, in the form that the builder takes."""
    context = writer.context
    family = context.domain.family
    (chart,) = document.body
    assert isinstance(chart, Chart)
    drawn: nodes.Node | None = None
    figure = placeholder.parent
    assert isinstance(figure, nodes.Element)
    if chart.model.lines and family.chart_format:
        make = _inline_svg if family.inline_charts else _image
        try:
            drawn = make(context, chart, placeholder.place)
        except NoGraphvizError as error:
            if not context.domain.warned_of_graphviz:  # once in a build
                warn(Code.NO_GRAPHVIZ, str(error), figure)
            context.domain.warned_of_graphviz = True
        except LayoutError as error:
            warn(Code.LAYOUT_FAILED, str(error), figure)
        if drawn is None:  # the next build tries again
            context.domain.pending_writes.undrawn.add(placeholder.place[0])
    placeholder.replace_self(drawn or [writer.body(element) for element in chart.in_words])
    if document.below:
        figure += nodes.legend("", *writer.below(document.below))


def _lay_out(context: NodeContext, model: ChartModel) -> bytes:
    """Return the chart in the builder's format. Raises `LayoutError`."""
    kind = context.domain.family.chart_format
    return context.domain.layout_queue.result(chart_dot(model, links=kind == "svg"), kind)


_template = lru_cache(maxsize=64)(normalise)
"""Several pages may show the same chart."""


def _inline_svg(context: NodeContext, chart: Chart, place: tuple[str, int]) -> nodes.raw:
    """Return a chart as a part of its page, with links."""
    prefix = f"{block_anchor(*place)}-"
    links = dict(_links(context, chart.model))
    svg = place_svg(
        _template(_lay_out(context, chart.model)),
        prefix=prefix,
        links=links,
        title=chart.title,
        description=chart.description,
    )
    if not context.domain.family.charts_follow_page:
        svg = in_own_colours(svg)
    return nodes.raw("", _skippable(svg, f"{prefix}end") if links else svg, format="html")


def _skippable(svg: str, end: str) -> str:
    """A chart after a link that leads behind it: each of its boxes is a stop of the Tab key.

    The words are an attribute, which searches do not find.
    """
    words = escape(_("Skip the chart"))
    skip = f'<a class="medulla-skip" href="#{end}" aria-label="{words}"></a>'
    return f'{skip}{svg}<span id="{end}"></span>'


def _links(context: NodeContext, model: ChartModel) -> Iterator[tuple[str, str]]:
    """Yield the placeholders that the layout has for chips and roles, with their addresses."""
    domain = context.domain
    for flow in model.lines:
        found = domain.row_location(flow.id, model.mode, context.docname)
        if found is not None and context.can_link(found[0]):
            yield f"medulla:flow:{flow.id}", context.uri(*found)
    for role in model.roles:
        where = domain.targets.get(f"role:{role}")
        if where is not None and context.can_link(where.page):
            yield f"medulla:role:{role}", context.uri(where.page, where.anchor)


def _image(context: NodeContext, chart: Chart, place: tuple[str, int]) -> nodes.image:
    """Return a chart as an image file, named after its place in the manual.

    The file is written to where Sphinx would copy it: that folder is writable, and an EPUB packs it
    only once. A chart that is too small on the page is drawn the other way if that is larger.
    """
    family, builder = context.domain.family, context.domain.builder
    kind = family.chart_format
    content = _lay_out(context, chart.model)
    if family.scale(content) < READABLE:
        direction = "LR" if chart.model.direction == "TB" else "TB"
        turned = _lay_out(context, chart.model._replace(direction=direction))
        content = max(content, turned, key=family.scale)
    title, words = chart.title, chart.description
    if kind == "svg":
        content = as_file(normalise(content), links={}, title=title, description=words)
    path = Path(builder.outdir, builder.imagedir, chart_file(*place, kind))
    write_output(Path(builder.outdir), path, content)
    uri = str(path)
    context.domain.env.images.add_file(place[0], uri)
    return nodes.image("", uri=uri, candidates={"*": uri}, alt=f"{title}\n{words}")
