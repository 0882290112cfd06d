"""From placeholders to plain docutils nodes, whatever the directive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..render.document import links_of
from ..render.notes import OPEN_QUESTIONS
from ..render.parsed_options import FlowchartOptions, FlowTableOptions
from .build_warnings import Code, warn
from .node_context import NodeContext
from .node_writer import NodeWriter
from .port_index import add_index_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..render.document import Document
    from .block_records import Placeholder
    from .domain import MedullaDomain


def draw_all(placeholders: Iterable[Placeholder], domain: MedullaDomain) -> None:
    """Replace the placeholders of one page by the documents of their blocks.

    If the dataset loaded when the page was read and does not load any more, the blocks are removed.
    """
    documents = domain.source.documents
    contexts: dict[str, NodeContext] = {}
    for placeholder in placeholders:
        docname, _block = placeholder.place
        if documents is None:
            block = placeholder.parent
            block.parent.remove(block)
            continue
        if docname not in contexts:
            contexts[docname] = NodeContext(domain, documents.labels, docname)
        _draw(placeholder, documents.build(placeholder.options), contexts[docname])


def _draw(placeholder: Placeholder, document: Document, context: NodeContext) -> None:
    """Replace a placeholder, then complete the table, figure or container that held it."""
    options, place = placeholder.options, placeholder.place
    family = context.domain.family
    block = placeholder.parent
    assert isinstance(block, nodes.Element)
    around = _around(block) if isinstance(block, nodes.table) else block
    # On a single page, the title of another page is below that of the first.
    below = family.single_page and context.docname != context.domain.env.config.root_doc
    writer = NodeWriter(context, options, place, _level(block) + below)
    if isinstance(options, FlowchartOptions):
        from .chart_nodes import draw_chart  # most pages have no chart

        draw_chart(placeholder, document, writer)
    else:
        placeholder.replace_self([writer.body(element) for element in document.body])
        around.extend(writer.below(document.below))
    _complete(block, document)
    keys = (OPEN_QUESTIONS, *(f"mode:{mode}" for mode in options.selection.modes))
    block["ids"] += context.anchors(keys, place)
    if options.questions == "marks" and OPEN_QUESTIONS not in context.domain.targets:
        _warn_of_marks(document, block)
    if isinstance(options, FlowTableOptions) and options.download:
        from .downloads import add_downloads

        add_downloads(context, options, block, around)
    family.finish(block, around)
    if family.index_nodes:
        add_index_nodes(block, context.domain.targets, family.index_node)


def _warn_of_marks(document: Document, block: nodes.Element) -> None:
    """Warn of marks of open questions that no page shows."""
    if OPEN_QUESTIONS in links_of(document):
        sentences = (
            "Marks of open questions lead nowhere, since no page lists the questions. Write "
            "medulla-errata on a page, or ':questions: hide' here."
        )
        warn(Code.QUESTIONS_NOT_SHOWN, sentences, block)


def _level(block: nodes.Element) -> int:
    """Return how deep the section of a block is: 1 under the title of the page."""
    level, node = 0, block
    while node.parent is not None:
        node = node.parent
        level += isinstance(node, nodes.section)
    return max(level, 1)


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


def _complete(block: nodes.Element, document: Document) -> None:
    """Add to the caption what was filtered."""
    for title in block:
        if isinstance(title, nodes.title | nodes.caption):
            title.attributes.pop("translatable", None)
            if document.filters:
                words = f" ({document.filters})"
                title.append(nodes.inline("", words, classes=["medulla-filters"]))
