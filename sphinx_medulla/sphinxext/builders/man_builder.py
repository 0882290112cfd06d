"""Manual pages."""

from __future__ import annotations

from docutils import nodes
from sphinx.builders.manpage import ManualPageBuilder

from .base import BuilderFamily, caption_before


class ManFamily(BuilderFamily):
    """Blocks without links and spans: a man page would print addresses, and ignores spans."""

    sphinx_class = ManualPageBuilder
    links = False
    spans = False

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Make captions, legends and containers paragraphs, which begin lines of their own."""
        caption_before(block)
        for caption in list(block.findall(nodes.caption)):
            caption.replace_self(nodes.paragraph("", "", *caption.children))
        for legend in list(block.findall(nodes.legend)):
            legend.replace_self(legend.children)
        if isinstance(around, nodes.container):
            around.replace_self(around.children)
