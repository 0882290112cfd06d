"""From requests to plain docutils nodes, whatever the directive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..render.block_options import FlowchartOptions, FlowTableOptions
from .builders.html_table_headers import scoped
from .node_context import NodeContext
from .node_ids import anchor_of
from .node_writer import NodeWriter
from .port_index import add_index_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..render.document import Document
    from ..render.document_builder import DocumentBuilder
    from .block_records import Placeholder
    from .domain import MedullaDomain


def draw_all(
    placeholders: Iterable[Placeholder], domain: MedullaDomain, documents: DocumentBuilder | None
) -> None:
    """Put the blocks of one page in the places of its placeholders.

    ``documents`` builds them, None where the dataset does not load.
    """
    contexts: dict[str, NodeContext] = {}
    for placeholder in placeholders:
        docname, _place = placeholder.place
        if documents is None:  # it loaded when the page was read, and does not any more
            _remove(placeholder)
            continue
        if docname not in contexts:
            contexts[docname] = NodeContext(domain.builder, domain, documents.labels, docname)
        _expand(placeholder, documents.build(placeholder.options), contexts[docname])


def _expand(placeholder: Placeholder, document: Document, context: NodeContext) -> None:
    """Put a block in the place of its placeholder."""
    options = placeholder.options
    block = placeholder.parent
    assert isinstance(block, nodes.Element)
    if isinstance(options, FlowchartOptions):
        from .chart_nodes import draw  # here what most pages do not need

        draw(placeholder, document, context)
    else:
        node_writer = NodeWriter(context, options, placeholder.place)
        placeholder.replace_self([node_writer.body(element) for element in document.body])
        around = _around(block) if isinstance(block, nodes.table) else block
        around.extend(node_writer.below(document.below))
    _complete(block, placeholder, document, context)
    if isinstance(options, FlowTableOptions) and options.download:
        from .downloads import add_downloads

        add_downloads(context, options, placeholder.place[0], block, _around(block))
    if context.builder.format == "latex":
        from .builders.latex_tables import fit  # here too

        fit(
            _around(block) if isinstance(block, nodes.table) else block,
            context.builder.config.language,
        )
    if context.builder.format in {"latex", "texinfo"}:
        add_index_nodes(block, context.domain.targets, _makeindex(context))
        _targeted(block, context.builder.format)
    if isinstance(block, nodes.table) and context.builder.format == "html":
        scoped(block)
    if context.builder.format in {"text", "man", "texinfo"}:
        _caption_before(block)
    if context.builder.format == "man":
        _as_paragraphs(block)


def _makeindex(context: NodeContext) -> str:
    """The engine of LaTeX, if makeindex sorts the index of its pages."""
    config = context.builder.config
    if context.builder.format != "latex" or config.latex_use_xindy:
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


def _complete(
    block: nodes.Element, placeholder: Placeholder, document: Document, context: NodeContext
) -> None:
    """Say in the caption what was filtered, and make the block the place of its mode."""
    title = next((node for node in block if isinstance(node, (nodes.title, nodes.caption))), None)
    if title is not None:
        title.attributes.pop("translatable", None)
    if document.filters and title is not None:
        title.append(nodes.inline("", f" ({document.filters})", classes=["medulla-filters"]))
    for mode in placeholder.options.selection.modes:
        found = context.domain.targets.get(f"mode:{mode}")
        if found is not None and (found.page, found.block) == placeholder.place:
            block["ids"].append(anchor_of(f"mode:{mode}", *placeholder.place))


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
