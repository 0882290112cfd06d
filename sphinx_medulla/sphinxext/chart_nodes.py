"""A chart as nodes: SVG in the page, an image file, or a list of its flows."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagram.layout import LayoutError, NoGraphvizError, cached_layout
from ..diagram.svg import READABLE, as_file, normalise, place
from ..files import write_file
from ..render.document_builder import build_document
from ..render.flowchart import alternative, description, dot
from ..render.localization import _
from .block_records import block_anchor, chart_file
from .build_warnings import Code, warn
from .config import Settings
from .node_writer import NodeWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dataset.queries import View
    from ..render.block_options import FlowchartOptions
    from .block_records import Placeholder
    from .node_context import NodeContext


def draw_chart(placeholder: Placeholder, context: NodeContext, options: FlowchartOptions) -> None:
    """Replace the placeholder in a figure by the chart, in the form that the builder takes."""
    family = context.domain.family
    view = context.labels.queries.select(options.selection)
    writer = NodeWriter(context, options)
    drawn: nodes.Node | None = None
    if not view.rows:
        drawn = nodes.paragraph("", _("No flow fits."))
    elif family.chart_format:
        make = _inline_svg if family.inline_charts else _image
        try:
            drawn = make(context, options, view)
        except LayoutError as error:
            _warn(placeholder, context, error)
            context.domain.pending_writes.undrawn.add(options.docname)  # the next build tries again
    if drawn is None:
        (flows,) = build_document(options, context.labels).body
        drawn = writer.body(flows)
    figure = placeholder.parent
    assert isinstance(figure, nodes.Element)
    placeholder.replace_self(drawn)
    if options.stamp:
        figure += nodes.legend("", *writer.below([context.labels.stamp()]))


def _lay_out(context: NodeContext, options: FlowchartOptions, view: View) -> bytes:
    """Return the chart in the builder's format. Raises `LayoutError`."""
    domain = context.domain
    kind = domain.family.chart_format
    source = dot(options, view, links=kind == "svg")
    return cached_layout(source, kind, Settings.of(domain.env.config).dot, domain.source.folder)


_template = lru_cache(maxsize=64)(normalise)
"""Several pages may show the same chart."""


def _inline_svg(context: NodeContext, options: FlowchartOptions, view: View) -> nodes.raw:
    """Return a chart as a part of its page, with links."""
    svg = place(
        _template(_lay_out(context, options, view)),
        prefix=f"{block_anchor(*options.key)}-",
        links=dict(_links(context, options, view)),
        title=alternative(context.labels, options),
        description=description(context.labels, view),
    )
    return nodes.raw("", svg, format="html")


def _links(
    context: NodeContext, options: FlowchartOptions, view: View
) -> Iterator[tuple[str, str]]:
    """Yield the placeholders that the layout has for chips and roles, with their addresses."""
    domain = context.domain
    mode = options.selection.modes[0] if options.selection.modes else ""
    for row in view.rows:
        found = domain.row_place(row.flow.id, mode, options.docname)
        if found is not None and context.can_link(found[0]):
            yield f"medulla:flow:{row.flow.id}", context.uri(*found)
    for role in view.roles:
        where = domain.places.get(f"role:{role}")
        if where is not None and context.can_link(where.docname):
            yield f"medulla:role:{role}", context.uri(where.docname, where.anchor)


def _image(context: NodeContext, options: FlowchartOptions, view: View) -> nodes.image:
    """Return a chart as an image file, named after its place in the manual.

    The file is written to where Sphinx would copy it: that folder is writable, and an EPUB packs it
    only once. A chart that is too small on the page is drawn the other way if that is larger.
    """
    family, builder = context.domain.family, context.domain.builder
    kind = family.chart_format
    content = _lay_out(context, options, view)
    if family.scale(content) < READABLE:
        turned = replace(options, direction="LR" if options.direction == "TB" else "TB")
        content = max(content, _lay_out(context, turned, view), key=family.scale)
    title, words = alternative(context.labels, options), description(context.labels, view)
    if kind == "svg":
        content = as_file(normalise(content), links={}, title=title, description=words)
    path = Path(builder.outdir, builder.imagedir, chart_file(*options.key, kind))
    write_file(path, content)
    uri = str(path)
    context.domain.env.images.add_file(options.docname, uri)
    return nodes.image("", uri=uri, candidates={"*": uri}, alt=f"{title}\n{words}")


def _warn(placeholder: Placeholder, context: NodeContext, error: LayoutError) -> None:
    """Warn of each chart that cannot be drawn, or once in a build if there is no Graphviz."""
    if not isinstance(error, NoGraphvizError):
        warn(Code.LAYOUT_FAILED, str(error), placeholder.parent)
    elif not context.domain.warned_of_graphviz:
        context.domain.warned_of_graphviz = True
        warn(Code.NO_GRAPHVIZ, str(error), placeholder.parent)
