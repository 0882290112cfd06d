"""The interface of a builder family: all that the extension asks about the builder of a build.

A family serves all builders derived from one class of Sphinx's, whatever their own names. The
families are subclasses of `BuilderFamily`, one per file; `family_of` chooses between them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.builders import Builder

    from ..block_records import Placeholder
    from ..dataset_source import DatasetSource

STATIC = Path(__file__).parent.parent / "static"
"""The files of the extension that outputs need."""

GeneralIndexEntry = tuple[str, str, str, str, str | None]
"""An entry of the general index, as Sphinx stores it: type, words, id, main, key."""


SearchEntry = tuple[str, str, str]
"""What the search of the output finds: a text, and the page and the id that it leads to."""


class BuilderFamily:
    """How one builder takes what directives make; without overrides, as plain docutils nodes."""

    sphinx_class: ClassVar[type[Builder]]
    """The class that Sphinx has for these builders."""

    draws_late: ClassVar[bool] = False
    """Whether blocks are drawn after the other post-transforms, which then need not walk them."""

    links: ClassVar[bool] = True
    """Whether blocks and references become links. Some writers print the address instead."""

    links_to_charts: ClassVar[bool] = True
    """Whether a link to a chart keeps its text. Some writers print the number of the figure."""

    single_page: ClassVar[bool] = False
    """Whether all pages of the manual are written as one."""

    spans: ClassVar[bool] = True
    """Whether a cell of a table may span columns."""

    lists_ports: ClassVar[bool] = False
    """Whether the ports in a cell of a table are lists; elsewhere they are lines of text."""

    headings: ClassVar[bool] = False
    """Whether a block may have headings that no table of contents has."""

    index_nodes: ClassVar[bool] = False
    """Whether the writer makes the general index from nodes, not from Sphinx's domain."""

    chart_format: ClassVar[str] = ""
    """The format in which charts are laid out, ``svg`` or ``pdf``; if empty, charts are lists."""

    inline_charts: ClassVar[bool] = False
    """Whether a chart is part of its page; otherwise it is a file."""

    charts_follow_page: ClassVar[bool] = True
    """Whether a chart in a page has the page's colours. Some writers know no variables in SVG."""

    has_feed: ClassVar[bool] = False
    """Whether the output may have a feed, to which browsers subscribe."""

    packs_folder: ClassVar[bool] = False
    """Whether the builder packs every file in its output folder, old ones included."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder

    # Links

    def can_link(self, docname: str, target: str) -> bool:
        """Return whether a page can link to another: it may not be in the same document."""
        if not self.links:
            return False
        try:
            self.builder.get_relative_uri(docname, target)
        except NoUri:
            return False
        return True

    # Conditions and the state between builds

    @property
    def output(self) -> str:
        """What tells the output of this builder from others that share the environment."""
        return f"{self.builder.name} {self.builder.outdir}"

    def holds(self, directive: str, expression: str) -> bool:
        """Return whether the condition of an ``only`` or ``ifconfig`` directive is true.

        Where the expression is wrong, Sphinx reports that. It then keeps the content of ``only``
        and drops that of ``ifconfig``.
        """
        config = self.builder.config
        try:
            if directive == "only":
                return self.builder.tags.eval_condition(expression)
            names = {value.name: value.value for value in config} | config.__dict__
            # The manual's own Python, which Sphinx evaluates with the same names.
            return bool(eval(expression, {**names, "builder": self.builder.name}))
        except Exception:
            return directive == "only"

    # Blocks

    def messages(
        self, placeholders: Sequence[Placeholder], source: DatasetSource
    ) -> list[nodes.Node] | None:
        """Return what translators get instead of blocks; None where the blocks are drawn."""
        return None

    def finish(self, block: nodes.Element, around: nodes.Element) -> None:
        """Adapt the nodes of a block to the writer; ``around`` also holds the notes below it."""

    def index_node(self, entry: GeneralIndexEntry) -> nodes.Node:
        """Return the node for an entry of the general index."""
        return addnodes.index(entries=[entry])

    def scale(self, chart: bytes) -> float:
        """Return how much smaller than drawn a chart is shown; 1 where it has room enough."""
        return 1

    @property
    def marks_values(self) -> bool:
        """Whether ports and roles in tables have elements of their own, for a script."""
        return False

    # Downloads

    @property
    def has_downloads(self) -> bool:
        """Whether pages can link to files that readers download."""
        return False

    def download_link(self, docname: str, path: str) -> nodes.Element:
        """Return a link from a page to a file, by its path in Sphinx's folder of downloads."""
        raise NotImplementedError

    def command(self, command: str) -> str:
        """Return a shell command as it is shown where nothing can be downloaded."""
        return command

    def offer(self, downloads: Mapping[str, str]) -> None:
        """Take note of all downloads of this build: path and first page that links to it."""

    # Search

    def add_to_search(self, entries: Iterable[SearchEntry]) -> None:
        """Have the search of the output find texts beside those of its pages."""

    # Files

    def copy_files(self) -> None:
        """Copy the files that the output needs: stylesheets, script, LaTeX package."""

    def load_files(self, context: Mapping[str, Any]) -> None:
        """Load stylesheets and script into a page that has blocks, by its template's context."""

    def remove_page(self, page: str) -> None:
        """Remove a generated page, such as an index, that an earlier build wrote."""


def targets_before(block: nodes.Element, *, tables: bool) -> None:
    """Move the ids of a block to a target node, for writers that print none of containers.

    With ``tables``, a table's ids are moved too, to a paragraph before it. Writers put an id that
    is linked to and written nowhere at the end of the manual.
    """
    if not block["ids"]:
        return
    target = nodes.target("", "", ids=block["ids"])
    if isinstance(block, nodes.container):
        block.insert(0, target)
    elif tables:
        paragraph = nodes.paragraph("", "", target)  # or the one above would go on
        block.parent.insert(block.parent.index(block), paragraph)
    else:
        return
    block["ids"] = []


def caption_before(block: nodes.Element) -> None:
    """Make a table's title a paragraph before the table.

    Some writers take it for something else: a man page would be called after it, in Texinfo it
    would continue the paragraph above.
    """
    if isinstance(block, nodes.table) and isinstance(block[0], nodes.title):
        title = block[0]
        block.remove(title)
        block.parent.insert(block.parent.index(block), nodes.paragraph("", "", *title.children))
