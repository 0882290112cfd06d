"""Plain text."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import column_width
from sphinx.builders.text import TextBuilder

from .base import BuilderFamily, caption_before

WIDEST_WORD = 80
"""A longer word may be broken."""

QUOTES = 2
"""The characters that the writer puts around literals."""


class TextFamily(BuilderFamily):
    """Blocks without links, captions above their tables, whose columns have room for each word."""

    sphinx_class = TextBuilder
    links = False

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Put the caption before the table, and widen columns that are narrower than a word."""
        caption_before(block)
        for tgroup in block.findall(nodes.tgroup):
            columns = [*tgroup.findall(nodes.colspec)]
            for row in tgroup.findall(nodes.row):
                if len(row) == len(columns):  # else it is a heading across the columns
                    for column, entry in zip(columns, row, strict=True):
                        column["colwidth"] = max(column["colwidth"], _widest_word(entry))


def _widest_word(entry: nodes.Node) -> int:
    """How many characters the longest word of a cell takes."""
    widest = max(map(column_width, entry.astext().split()), default=0)
    return min(widest + (QUOTES if entry.next_node(nodes.literal) else 0), WIDEST_WORD)
