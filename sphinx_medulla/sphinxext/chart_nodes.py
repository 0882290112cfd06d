"""A chart in a page: SVG within HTML, a file for EPUB and LaTeX, elsewhere its flows in words."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagram.layout import LayoutError, NoGraphvizError
from ..diagram.svg import READABLE, as_file, normalise, place
from ..files import write_file
from ..render.document_builder import build_document
from ..render.flowchart import alternative, description
from ..render.localization import _
from .block_records import block_anchor, chart_file
from .build_warnings import Code, warn
from .node_writer import NodeWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dataset.queries import View
    from ..diagram.layout_queue import LayoutQueue
    from ..render.block_options import FlowchartOptions
    from .block_records import Placeholder
    from .node_context import NodeContext


def draw(placeholder: Placeholder, rendering: NodeContext, request: FlowchartOptions) -> None:
    """Put the chart into its figure, as the builder can show it."""
    view = rendering.labels.queries.select(request.selection)
    builder = rendering.builder
    try:
        if not view.rows:
            drawn: nodes.Node = nodes.paragraph("", _("No flow fits."))
        elif builder.name == "epub":
            drawn = _image(rendering, request, view, "svg")
        elif builder.format == "html":
            drawn = nodes.raw("", _inline_svg(rendering, request, view), format="html")
        elif builder.format == "latex":
            drawn = _image(rendering, request, view, "pdf")
        else:
            drawn = flow_list(rendering, request)
    except LayoutError as error:
        _warn_once(placeholder, rendering, error)
        rendering.domain.pending_writes.undrawn.add(
            request.docname
        )  # to be tried again in the next build
        drawn = flow_list(rendering, request)
    figure = placeholder.parent
    assert isinstance(figure, nodes.Element)
    placeholder.replace_self(drawn)
    if builder.format == "latex":
        # Text beside a picture that is as wide as the page: no list or table may follow it.
        figure["align"] = "default"
    if request.stamp:
        figure += nodes.legend(
            "", *NodeWriter(rendering, request).below([rendering.labels.stamp()])
        )


def flow_list(rendering: NodeContext, request: FlowchartOptions) -> nodes.Element:
    """The flows of a chart in words."""
    (flows,) = build_document(request, rendering.labels).body
    return NodeWriter(rendering, request).body(flows)


def _inline_svg(rendering: NodeContext, request: FlowchartOptions, view: View) -> str:
    layouts = rendering.domain.chart_layouts
    template = _template(layouts.source(request, view), layouts.queue)
    return place(
        template,
        prefix=f"{block_anchor(*request.key)}-",
        links=dict(_links(rendering, request, view)),
        title=alternative(rendering.labels, request),
        description=description(rendering.labels, view),
    )


@lru_cache(maxsize=64)
def _template(source: str, queue: LayoutQueue) -> str:
    return normalise(queue.result(source, "svg"))


def _links(
    rendering: NodeContext, request: FlowchartOptions, view: View
) -> Iterator[tuple[str, str]]:
    """Where the chart's chips and roles lead, by the placeholders that the layout has for them."""
    domain = rendering.domain
    mode = request.selection.modes[0] if request.selection.modes else ""
    for row in view.rows:
        found = domain.row_place(row.flow.id, mode, request.docname)
        if found is not None and rendering.can_link(found[0]):
            yield f"medulla:flow:{row.flow.id}", rendering.uri(*found)
    for role in view.roles:
        where = domain.places.get(f"role:{role}")
        if where is not None and rendering.can_link(where.docname):
            yield f"medulla:role:{role}", rendering.uri(where.docname, where.anchor)


def _image(rendering: NodeContext, request: FlowchartOptions, view: View, kind: str) -> nodes.image:
    """A chart as a file of the build, called after its place in the manual.

    It is written to where Sphinx would copy it: that can be written, and an EPUB packs it once.
    """
    layouts = rendering.domain.chart_layouts
    content = layouts.queue.result(layouts.source(request, view), kind)
    title = alternative(rendering.labels, request)
    if kind == "pdf":
        from .builders.latex_tables import scale_on_paper  # only here

        if scale_on_paper(content) < READABLE:
            turned = replace(request, direction="LR" if request.direction == "TB" else "TB")
            other = layouts.queue.result(layouts.source(turned, view), kind)
            content = max(content, other, key=scale_on_paper)
    if kind == "svg":
        content = as_file(
            normalise(content),
            links={},  # a picture of a page follows none
            title=title,
            description=description(rendering.labels, view),
        )
    builder = rendering.builder
    path = Path(builder.outdir, builder.imagedir, chart_file(*request.key, kind))
    write_file(path, content)
    uri = str(path)
    rendering.domain.env.images.add_file(request.docname, uri)
    words = f"{title}\n{description(rendering.labels, view)}"
    return nodes.image("", uri=uri, candidates={"*": uri}, alt=words)


def _warn_once(placeholder: Placeholder, rendering: NodeContext, error: LayoutError) -> None:
    """Say once in a build that there is no Graphviz; of every chart that it cannot draw."""
    if isinstance(error, NoGraphvizError):
        if rendering.domain.warned_of_graphviz:
            return
        rendering.domain.warned_of_graphviz = True
        warn(Code.NO_GRAPHVIZ, str(error), placeholder.parent)
        return
    warn(Code.LAYOUT_FAILED, str(error), placeholder.parent)
