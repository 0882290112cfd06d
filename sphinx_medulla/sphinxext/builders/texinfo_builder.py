"""Texinfo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.texinfo import TexinfoBuilder

from .base import BuilderFamily, caption_before, targets_before

if TYPE_CHECKING:
    from docutils import nodes


class TexinfoFamily(BuilderFamily):
    """Tables without spans, whose ids and captions precede them."""

    sphinx_class = TexinfoBuilder
    spans = False
    index_nodes = True

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Put ids and caption before the table: the writer prints no ids of blocks."""
        targets_before(block, tables=True)
        caption_before(block)
