"""Plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.text import TextBuilder

from .base import BuilderFamily, caption_before

if TYPE_CHECKING:
    from docutils import nodes


class TextFamily(BuilderFamily):
    """Blocks without links, captions above their tables."""

    sphinx_class = TextBuilder
    links = False

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Put the caption before the table."""
        caption_before(block)
