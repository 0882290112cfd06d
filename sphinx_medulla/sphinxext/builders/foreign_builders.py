"""Builders of other extensions whose writers take ids in their own ways.

They are known by the names of their classes, so that none of them has to be installed.
"""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from .plain_builder import PlainFamily


class ForeignFamily(PlainFamily):
    """Plain nodes, with a target node for each id, since the writer passes over other ids."""

    class_name: ClassVar[str]
    """The full name of the builder's class."""

    target_by: ClassVar[str] = "ids"
    """The attribute by which the writer knows a target."""

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Give each id a target: those of the block before it, the others where they are."""
        for target in list(around.findall(nodes.target)):
            target.replace_self(self._targets(target["ids"]))
        if not block["ids"]:
            return
        before = nodes.paragraph("", "", *self._targets(block["ids"]))
        block["ids"] = []
        if isinstance(block, nodes.container):
            block.insert(0, before)
        else:
            block.parent.insert(block.parent.index(block), before)

    def _targets(self, ids: list[str]) -> list[nodes.target]:
        values = [[one] if self.target_by == "ids" else one for one in ids]
        return [nodes.target("", "", **{self.target_by: value}) for value in values]


class ConfluenceFamily(ForeignFamily):
    """Pages of Confluence, by sphinxcontrib-confluencebuilder."""

    class_name = "sphinxcontrib.confluencebuilder.builder.ConfluenceBuilder"


class MarkdownFamily(ForeignFamily):
    """Markdown, by sphinx-markdown-builder."""

    class_name = "sphinx_markdown_builder.builder.MarkdownBuilder"
    target_by = "refid"


class Rst2pdfFamily(ForeignFamily):
    """PDF by rst2pdf, which writes nothing if a link leads to an id that it passed over."""

    class_name = "rst2pdf.pdfbuilder.PDFBuilder"


class RinohFamily(ForeignFamily):
    """PDF by rinohtype, which writes "Figure 1" in place of the text of a link to a figure."""

    class_name = "rinoh.frontend.sphinx.RinohBuilder"
    links_to_charts = False


FOREIGN: tuple[type[ForeignFamily], ...] = (
    ConfluenceFamily,
    MarkdownFamily,
    Rst2pdfFamily,
    RinohFamily,
)
"""All families of builders of other extensions."""
