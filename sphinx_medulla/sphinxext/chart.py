"""A chart in a page: SVG within HTML, a file for EPUB and LaTeX, elsewhere its flows in words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagram.dot import Look, Words, chart_dot
from ..diagram.layout import LayoutError, NoGraphvizError, cached_layout
from ..diagram.svg import as_file, normalise, place
from ..files import write_file
from .config import Settings
from .placements import block_anchor, chart_file
from .warning import Code, warn
from .words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dataset.views import PortUse, Row, View
    from .placements import Placeholder
    from .rendering import Rendering
    from .requests import ChartRequest


def draw(placeholder: Placeholder, rendering: Rendering, request: ChartRequest) -> None:
    """Put the chart into its figure, as the builder can show it."""
    view = rendering.views.select(request.selection)
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
            drawn = flow_list(rendering, view)
    except LayoutError as error:
        _warn_once(placeholder, rendering, error)
        drawn = flow_list(rendering, view)
    figure = placeholder.parent
    placeholder.replace_self(drawn)
    if request.stamp and isinstance(figure, nodes.Element):
        figure += nodes.legend("", rendering.stamp())


def flow_list(rendering: Rendering, view: View) -> nodes.bullet_list:
    """The flows of a chart in words: number, connection and ports of each."""
    items = nodes.bullet_list("", classes=["medulla-flow-list"])
    for row in view.rows:
        line = _line(rendering, row)
        items += nodes.list_item("", nodes.paragraph("", "", nodes.Text(line)))
    return items


def alternative(rendering: Rendering, view: View, request: ChartRequest) -> str:
    """The words for who cannot see the chart: the author's, else made from the data."""
    if request.alt:
        return request.alt
    titles = [rendering.dataset.modes[mode].title for mode in request.selection.modes]
    return _("Flowchart: %s") % ", ".join(titles) if titles else _("Flowchart")


def description(rendering: Rendering, view: View) -> str:
    """Every flow of the chart in a line of text."""
    return "\n".join(_line(rendering, row) for row in view.rows)


def _line(rendering: Rendering, row: Row) -> str:
    ports = ", ".join(_port(use) for use in row.ports) or _("port not stated")
    return f"{row.number}. {rendering.connection(row.flow)}{_(': ')}{ports}"


def _port(use: PortUse) -> str:
    return f"{use.port} {use.name}".rstrip()


def dot_source(request: ChartRequest, view: View, *, links: bool) -> str:
    """What Graphviz gets of a chart."""
    words = Words(
        port_not_stated=_("port not stated"), flow=_("Flow %(number)s: %(from)s → %(to)s")
    )
    look = Look(
        direction=request.direction,
        ports=request.ports,
        focus=request.focus,
        words=words,
        links=links,
    )
    return chart_dot(view, look)


def _engine(rendering: Rendering) -> str:
    return Settings.of(rendering.builder.config).dot


def _folder(rendering: Rendering) -> Path:
    return rendering.domain.source.folder


def _inline_svg(rendering: Rendering, request: ChartRequest, view: View) -> str:
    dot = dot_source(request, view, links=True)
    template = _template(dot, _engine(rendering), _folder(rendering))
    return place(
        template,
        prefix=f"{block_anchor(*request.key)}-",
        links=dict(_links(rendering, request, view)),
        title=alternative(rendering, view, request),
        description=description(rendering, view),
    )


@lru_cache(maxsize=64)
def _template(dot: str, engine: str, folder: Path) -> str:
    return normalise(cached_layout(dot, "svg", engine, folder))


def _links(rendering: Rendering, request: ChartRequest, view: View) -> Iterator[tuple[str, str]]:
    """Where the chart's chips and roles lead, by the placeholders that the layout has for them."""
    domain = rendering.domain
    mode = request.selection.modes[0] if request.selection.modes else ""
    for row in view.rows:
        found = domain.row_place(row.flow.id, mode, request.docname)
        if found is not None:
            yield f"medulla:flow:{row.flow.id}", rendering.uri(*found)
    for role in view.roles:
        where = domain.places.get(f"role:{role}")
        if where is not None:
            yield f"medulla:role:{role}", rendering.uri(where.docname, where.anchor)


def _image(rendering: Rendering, request: ChartRequest, view: View, kind: str) -> nodes.image:
    """A chart as a file of the build, called after its place in the manual."""
    dot = dot_source(request, view, links=kind == "svg")
    folder = _folder(rendering)
    content = cached_layout(dot, kind, _engine(rendering), folder)
    title = alternative(rendering, view, request)
    if kind == "svg":
        content = as_file(
            normalise(content),
            links={},  # a picture of a page follows none
            title=title,
            description=description(rendering, view),
        )
    path = folder / kind / chart_file(*request.key, kind)
    write_file(path, content)
    uri = str(path)
    rendering.domain.env.images.add_file(request.docname, uri)
    words = f"{title}\n{description(rendering, view)}"
    return nodes.image("", uri=uri, candidates={"*": uri}, alt=words)


def _warn_once(placeholder: Placeholder, rendering: Rendering, error: LayoutError) -> None:
    """Say once in a build that there is no Graphviz; of every chart that it cannot draw."""
    if isinstance(error, NoGraphvizError):
        if rendering.domain.warned_of_graphviz:
            return
        rendering.domain.warned_of_graphviz = True
        warn(Code.NO_GRAPHVIZ, str(error), placeholder.parent)
        return
    warn(Code.LAYOUT_FAILED, str(error), placeholder.parent)
