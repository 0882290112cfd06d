"""From requests to plain docutils nodes, whatever the directive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..dataset.garbage import paused
from ..render.block_options import BlockOptions, FlowchartOptions, FlowTableOptions
from ..render.captions import filter_words
from ..render.document_builder import build_document
from .block_records import anchor_of
from .builders.html_table_headers import scoped
from .node_context import NodeContext
from .node_writer import NodeWriter
from .port_index import add_index_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dataset.queries import Queries
    from .block_records import Placeholder
    from .domain import MedullaDomain


@paused()
def draw_all(
    placeholders: Iterable[Placeholder], domain: MedullaDomain, queries: Queries | None
) -> None:
    """Put what the placeholders of one page stand for into their places.

    ``queries`` is the dataset to draw from, None where it does not load.
    """
    renderings: dict[str, NodeContext] = {}
    for placeholder in placeholders:
        docname = placeholder.request.docname
        if queries is None:  # it loaded when the page was read, and does not any more
            _remove(placeholder)
            continue
        if docname not in renderings:
            renderings[docname] = NodeContext(domain.builder, domain, queries, docname)
        _expand(placeholder, renderings[docname])


def _expand(placeholder: Placeholder, rendering: NodeContext) -> None:
    """Put what a placeholder stands for into its place."""
    request = placeholder.request
    block = placeholder.parent
    assert isinstance(block, nodes.Element)
    if isinstance(request, FlowchartOptions):
        from .chart_nodes import draw  # here what most pages do not need

        draw(placeholder, rendering, request)
    else:
        node_writer = NodeWriter(rendering, request)
        content = build_document(request, rendering.labels)
        placeholder.replace_self([node_writer.body(element) for element in content.body])
        around = _around(block) if isinstance(block, nodes.table) else block
        around.extend(node_writer.below(content.below))
    _complete(block, request, rendering)
    if isinstance(request, FlowTableOptions) and request.download:
        from .downloads import add_downloads

        add_downloads(rendering, request, block, _around(block))
    if rendering.builder.format == "latex":
        from .builders.latex_tables import fit  # here too

        fit(
            _around(block) if isinstance(block, nodes.table) else block,
            rendering.builder.config.language,
        )
    if rendering.builder.format in {"latex", "texinfo"}:
        add_index_nodes(block, rendering.domain.places, _makeindex(rendering))
        _targeted(block, rendering.builder.format)
    if isinstance(block, nodes.table) and rendering.builder.format == "html":
        scoped(block)
    if rendering.builder.format in {"text", "man", "texinfo"}:
        _caption_before(block)
    if rendering.builder.format == "man":
        _as_paragraphs(block)


def _makeindex(rendering: NodeContext) -> str:
    """The engine of LaTeX, if makeindex sorts the index of its pages."""
    config = rendering.builder.config
    if rendering.builder.format != "latex" or config.latex_use_xindy:
        return ""
    return str(config.latex_engine)


def _around(table: nodes.Element) -> nodes.Element:
    """The container that our table stands in, past a wrapper that a theme put around it.

    Such a wrapper (Furo has one) repeats the table's ids, which the table alone may have.
    """
    around = table.parent
    while "medulla-block" not in around["classes"]:
        if around["ids"] == table["ids"]:
            around["ids"] = []
        around = around.parent
    return around


def _complete(block: nodes.Element, request: BlockOptions, rendering: NodeContext) -> None:
    """Say in the caption what was filtered, and make the block the place of its mode."""
    words = filter_words(request.selection, rendering.labels)
    title = next((node for node in block if isinstance(node, (nodes.title, nodes.caption))), None)
    if title is not None:
        title.attributes.pop("translatable", None)
    if words and title is not None:
        title.append(nodes.inline("", f" ({words})", classes=["medulla-filters"]))
    for mode in request.selection.modes:
        place = rendering.domain.places.get(f"mode:{mode}")
        if place is not None and (place.docname, place.place) == request.key:
            block["ids"].append(anchor_of(f"mode:{mode}", *request.key))


def _targeted(block: nodes.Element, writer: str) -> None:
    """Give ids to a node of its own: LaTeX writes none of containers, Texinfo of no block of ours.

    Its writer puts what is linked to and nowhere written at the end of the manual.
    """
    if not block["ids"]:
        return
    target = nodes.target("", "", ids=block["ids"])
    if isinstance(block, nodes.container):
        block.insert(0, target)
    elif writer == "texinfo":
        paragraph = nodes.paragraph("", "", target)  # lest the one above goes on
        block.parent.insert(block.parent.index(block), paragraph)
    else:
        return
    block["ids"] = []


def _caption_before(block: nodes.Element) -> None:
    """Make a table's title a paragraph before it, which these writers take for something else.

    A man page would be called after it; in Texinfo it would go on the paragraph above.
    """
    if isinstance(block, nodes.table) and isinstance(block[0], nodes.title):
        title = block[0]
        block.remove(title)
        block.parent.insert(block.parent.index(block), nodes.paragraph("", "", *title.children))


def _as_paragraphs(block: nodes.Element) -> None:
    """Make of captions and containers what a man page's writer puts on lines of their own."""
    for caption in list(block.findall(nodes.caption)):
        caption.replace_self(nodes.paragraph("", "", *caption.children))
    for legend in list(block.findall(nodes.legend)):
        legend.replace_self(legend.children)
    around = _around(block) if isinstance(block, nodes.table) else block
    if isinstance(around, nodes.container):
        around.replace_self(around.children)


def _remove(placeholder: Placeholder) -> None:
    parent = placeholder.parent
    assert isinstance(parent, nodes.Element)
    parent.parent.remove(parent)
