"""PDF by LaTeX."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import combining, normalize

from docutils import nodes
from sphinx.builders.latex import LaTeXBuilder
from sphinx.util.texescape import escape

from ..output_files import copy_output
from .base import STATIC, BuilderFamily, GeneralIndexEntry, targets_before

PACKAGE = "medulla"
"""The LaTeX package of the extension, which every manual loads."""

PAGE = (470, 560)
"""The width and the height in points that a page has for a chart above its caption."""

_SIZE = re.compile(rb"/MediaBox *\[ *0 +0 +([1-9][0-9.]*) +([1-9][0-9.]*)")


class LatexFamily(BuilderFamily):
    """Tables that break over pages, charts as PDF files, an index that makeindex can sort."""

    sphinx_class = LaTeXBuilder
    index_nodes = True
    chart_format = "pdf"

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Fit tables and words to the page, and give ids to nodes that the writer prints."""
        from .latex_tables import fit  # most builds write no LaTeX

        if isinstance(block, nodes.figure):
            # A float beside which text runs: no list or table may follow it.
            block["align"] = "default"
        fit(around, self.builder.config.language)
        targets_before(block, tables=False)

    def index_node(self, entry: GeneralIndexEntry) -> nodes.Node:
        """Return the node for an entry; one that makeindex could not sort is raw LaTeX."""
        config = self.builder.config
        if config.latex_use_xindy or entry[1][:1].isascii():
            return super().index_node(entry)
        return nodes.raw("", _index_command(entry[1], str(config.latex_engine)), format="latex")

    def scale(self, chart: bytes) -> float:
        """Return how much smaller than drawn a chart is printed; 1 where it fits the page."""
        found = _SIZE.search(chart)
        if found is None:
            return 1
        return min(
            1, *(room / float(size) for room, size in zip(PAGE, found.groups(), strict=True))
        )

    def command(self, command: str) -> str:
        """Return a command in several lines: LaTeX breaks a long one anywhere."""
        from ...render.shell_command import folded

        return folded(command)

    def copy_files(self) -> None:
        """Copy the LaTeX package."""
        folder, name = Path(self.builder.outdir), f"{PACKAGE}.sty"
        copy_output(folder, folder / name, STATIC / name)


def _index_command(words: str, engine: str) -> str:
    """Return the LaTeX of an index entry that makeindex sorts by a letter of ASCII.

    It takes the first byte of an entry as the heading above those that begin alike. Of any other
    letter that is a part only, at which LaTeX stops.
    """
    first, *more = words.split("; ", 1)
    plain = "".join(char for char in normalize("NFKD", first) if not combining(char))
    keys = [plain if plain[:1].isascii() else f"*{plain}", *more]
    levels = (
        rf"{_in_index(key, engine)}@\spxentry{{{_in_index(word, engine)}}}"
        for key, word in zip(keys, [first, *more], strict=True)
    )
    return rf"\index{{{'!'.join(levels)}}}"


def _in_index(words: str, engine: str) -> str:
    """Return a text in which makeindex finds no character of its own, as Sphinx's writer does."""
    text = escape(words, engine)
    text = text.replace(r"\{", r"\sphinxleftcurlybrace{}")
    text = text.replace(r"\}", r"\sphinxrightcurlybrace{}")
    return re.sub('["@!]', r'"\g<0>', text).replace("|", r"\textbar{}")
