"""PDF by LaTeX."""

from __future__ import annotations

from docutils import nodes
from sphinx.builders.latex import LaTeXBuilder
from sphinx.util.fileutil import copy_asset_file

from .base import STATIC, BuilderFamily, GeneralIndexEntry, targets_before

PACKAGE = "medulla"
"""The LaTeX package of the extension, which every manual loads."""


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
        from .latex_tables import index_entry

        return index_entry(entry[1], str(config.latex_engine))

    def scale(self, chart: bytes) -> float:
        """Return how much smaller than drawn a chart is printed."""
        from .latex_tables import scale_on_page

        return scale_on_page(chart)

    def command(self, command: str) -> str:
        """Return a command in several lines: LaTeX breaks a long one anywhere."""
        from ...render.shell_command import folded

        return folded(command)

    def copy_files(self) -> None:
        """Copy the LaTeX package."""
        copy_asset_file(STATIC / f"{PACKAGE}.sty", self.builder.outdir, force=True)
