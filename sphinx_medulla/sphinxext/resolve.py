"""From placeholders to plain docutils nodes, whatever the directive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..dataset.garbage import paused
from ..render.block_options import BlockOptions, FlowchartOptions, FlowTableOptions
from ..render.captions import filter_words
from ..render.document_builder import build_document
from .block_records import anchor_of
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
    """Replace the placeholders of one page by what they show of the dataset.

    If ``queries`` is None, the dataset loaded when the page was read and does not load any more;
    the blocks are removed then.
    """
    contexts: dict[str, NodeContext] = {}
    for placeholder in placeholders:
        docname = placeholder.request.docname
        if queries is None:
            _remove(placeholder)
            continue
        if docname not in contexts:
            contexts[docname] = NodeContext(domain, queries, docname)
        _draw(placeholder, contexts[docname])


def _draw(placeholder: Placeholder, context: NodeContext) -> None:
    """Replace a placeholder, then complete the table, figure or container that held it."""
    options = placeholder.request
    family = context.domain.family
    block = placeholder.parent
    assert isinstance(block, nodes.Element)
    around = _around(block) if isinstance(block, nodes.table) else block
    if isinstance(options, FlowchartOptions):
        from .chart_nodes import draw_chart  # most pages have no chart

        draw_chart(placeholder, context, options)
    else:
        writer = NodeWriter(context, options)
        document = build_document(options, context.labels)
        placeholder.replace_self([writer.body(element) for element in document.body])
        around.extend(writer.below(document.below))
    _complete(block, options, context)
    if isinstance(options, FlowTableOptions) and options.download:
        from .downloads import add_downloads

        add_downloads(context, options, block, around)
    family.finish(block, around)
    if family.index_nodes:
        add_index_nodes(block, context.domain.places, family.index_node)


def _around(table: nodes.Element) -> nodes.Element:
    """Return the container that a directive put around its table.

    A theme may have put a wrapper between them that repeats the table's ids, as Furo does; it loses
    them, since an id may be on a page only once.
    """
    around = table.parent
    while "medulla-block" not in around["classes"]:
        if around["ids"] == table["ids"]:
            around["ids"] = []
        around = around.parent
    return around


def _complete(block: nodes.Element, options: BlockOptions, context: NodeContext) -> None:
    """Add the filters to the caption, and the ids of the modes whose canonical place this is."""
    words = filter_words(options.selection, context.labels)
    title = next((node for node in block if isinstance(node, (nodes.title, nodes.caption))), None)
    if title is not None:
        title.attributes.pop("translatable", None)
        if words:
            title.append(nodes.inline("", f" ({words})", classes=["medulla-filters"]))
    for mode in options.selection.modes:
        place = context.domain.places.get(f"mode:{mode}")
        if place is not None and (place.docname, place.place) == options.key:
            block["ids"].append(anchor_of(f"mode:{mode}", *options.key))


def _remove(placeholder: Placeholder) -> None:
    """Remove the block that holds a placeholder."""
    parent = placeholder.parent
    assert isinstance(parent, nodes.Element)
    parent.parent.remove(parent)
