"""Builders of other extensions whose writers take ids in their own ways.

They are known by the names of their classes, so that none of them has to be installed.
"""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from .base import BuilderFamily
from .plain_builder import PlainFamily
from .single_html_builder import SingleHtmlFamily


class ForeignFamily(PlainFamily):
    """Plain nodes, with a target node for each id, since the writer passes over other ids.

    If a link leads to such an id, rst2pdf writes nothing at all.
    """

    target_by: ClassVar[str] = "ids"
    """The attribute by which the writer knows a target."""

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Give each id a target: those of the block before it, the others where they are."""
        for target in list(around.findall(nodes.target)):
            ids, target["ids"] = target["ids"], []  # or the first one would get all of them
            target.replace_self(self._targets(ids))
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


class MarkdownFamily(ForeignFamily):
    """Markdown, by sphinx-markdown-builder, which drops the captions of figures, with a warning."""

    target_by = "refid"

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Give each id a target, and make the caption of a chart a paragraph."""
        super().finish(block, around)
        for caption in list(block.findall(nodes.caption)):
            caption.replace_self(nodes.paragraph("", "", *caption.children))


class RinohFamily(ForeignFamily):
    """PDF by rinohtype, which writes "Figure 1" in place of the text of a link to a figure."""

    links_to_charts = False


class SimplePdfFamily(SingleHtmlFamily):
    """PDF by sphinx-simplepdf, from a single page of HTML: no script, and nothing to download.

    WeasyPrint, its writer, takes a colour that is a variable for black, also that of a box.
    """

    scripts = ()
    charts_follow_page = False
    has_downloads = False


FOREIGN: dict[str, type[BuilderFamily]] = {
    "rinoh.frontend.sphinx.RinohBuilder": RinohFamily,
    "rst2pdf.pdfbuilder.PDFBuilder": ForeignFamily,
    "sphinx_markdown_builder.builder.MarkdownBuilder": MarkdownFamily,
    "sphinx_simplepdf.builders.simplepdf.SimplePdfBuilder": SimplePdfFamily,
    "sphinxcontrib.confluencebuilder.builder.ConfluenceBuilder": ForeignFamily,
}
"""The families by the full names of the builders' classes."""
