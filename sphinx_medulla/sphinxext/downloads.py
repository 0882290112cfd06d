"""The files that readers of a table download, and where none can be, the commands that make them.

A file is called after the modes and the filters of its table: two tables of the same flows share
one, and it keeps its name when a table moves.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from ..files import write_file
from ..render.formats import downloads
from ..render.localization import _
from .canonical_targets import reading_order
from .config import Settings
from .domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..render.block_options import FlowTableOptions
    from .node_context import NodeContext

ROOT, FOLDER = "_downloads", "medulla"
"""Where Sphinx puts files to download, and the folder of ours in it."""


def register(app: Sphinx) -> None:
    """Keep the files of each build as a cold build would make them."""
    app.connect("env-updated", _before_writing)
    app.connect("build-finished", _complete_epub)


# What stands under a table


def add_downloads(
    context: NodeContext,
    options: FlowTableOptions,
    docname: str,
    table: nodes.Element,
    around: nodes.Element,
) -> None:
    """Put links to the files, which are written now, below a table; else the commands at the end.

    ``around`` is what holds the table and the notes on it.
    """
    if _has_files(context.builder):
        around.insert(1, _links(context, options, docname, table))
        return
    for kind in options.download:
        around.extend(_command(context, options, kind))


def _has_files(builder: Builder) -> bool:
    """Whether pages of a builder can link to files that are not pages."""
    return builder.name == "epub" or (
        builder.format == "html" and getattr(builder, "download_support", False)
    )


def _links(
    context: NodeContext, options: FlowTableOptions, docname: str, table: nodes.Element
) -> nodes.paragraph:
    """The links; each has the table's caption in it, for screen readers that list links."""
    from ..render.render_job import files_of  # here, as below, what most builds do not need

    caption = next((node.astext() for node in table if isinstance(node, nodes.title)), "")
    line = nodes.paragraph("", "", classes=["medulla-download"])
    for name, content in files_of(options, context.labels.queries).items():
        path = Path(context.builder.outdir) / ROOT / FOLDER / name
        write_file(path, content)
        if line.children:
            line += nodes.Text(" · ")
        link = _link(context.builder, docname, name)
        kind = name.rpartition(".")[2].upper()
        link += nodes.Text(_("Download as %(format)s") % {"format": kind})
        if caption:
            link += nodes.inline("", _(": ") + caption, classes=["medulla-heard"])
        line += link
    return line


def _link(builder: Builder, docname: str, name: str) -> nodes.reference:
    if builder.name == "epub":  # whose writer has no links to downloads
        page = builder.get_target_uri(docname)
        uri = relative_uri(page, f"{ROOT}/{FOLDER}/{name}")
        return nodes.reference("", "", refuri=uri, internal=True)
    return addnodes.download_reference("", "", filename=f"{FOLDER}/{name}")


def _command(context: NodeContext, options: FlowTableOptions, kind: str) -> Iterator[nodes.Node]:
    from ..render.shell_command import folded, render_flows

    config = context.builder.config
    written = Settings.of(config).dataset
    path = PurePath(written)
    dataset = path.name if path.is_absolute() else written  # no path of the machine that builds
    command = render_flows(options.selection, kind, dataset, config.language or "")
    if context.builder.format == "latex":  # which breaks long lines anywhere
        command = folded(command)
    sentence = _("To get these flows as %(format)s:") % {"format": kind.upper()}
    yield nodes.paragraph("", sentence, classes=["medulla-download"])
    yield nodes.literal_block(command, command, language="none")


# What is left from earlier builds, and what EPUB asks for


def _before_writing(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the files that no page shows any more, and let an EPUB pack the others."""
    if not _has_files(app.builder):
        return
    shown = dict(_shown(env))
    folder = Path(app.outdir) / ROOT / FOLDER
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in shown:
                path.unlink()
    if shown and app.builder.name == "epub":
        builder: Any = app.builder
        types = {f".{name}": one.media_type for name, one in downloads().items()}
        builder.media_types = types | builder.media_types


def _shown(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """The name of each file, with every page that has it: the first one of the manual last."""
    domain = domain_of(env)
    for docname in reversed(reading_order(env)):
        for block_record in domain.block_records.get(docname, ()):
            if domain.is_shown(block_record):
                for name in block_record.files:
                    yield name, docname


def _complete_epub(app: Sphinx, exception: Exception | None) -> None:
    """Add to an EPUB what Sphinx's list of its contents does not say, and pack it again."""
    if exception is not None or app.builder.name != "epub":
        return
    builder: Any = app.builder
    pages = {name: builder.get_target_uri(docname) for name, docname in _shown(app.env)}
    path = Path(app.outdir) / "content.opf"
    if pages and path.is_file() and _add_fallbacks(path, pages):
        builder.build_epub()


def _add_fallbacks(path: Path, pages: dict[str, str]) -> bool:
    """Name in an EPUB's package document the page that each file falls back to.

    EPUB wants everything that a page links to in the spine, and for what is no page there a page to
    show instead: the one with the table. Returns whether something was missing.
    """
    from xml.dom import minidom  # only here

    with minidom.parse(str(path)) as package:
        items = {item.getAttribute("href"): item for item in package.getElementsByTagName("item")}
        (spine,) = package.getElementsByTagName("spine")
        missing = False
        for name, page in sorted(pages.items()):
            item = items.get(f"{ROOT}/{FOLDER}/{name}")
            if item is None or page not in items or item.hasAttribute("fallback"):
                continue
            missing = True
            item.setAttribute("fallback", items[page].getAttribute("id"))
            reference = package.createElement("itemref")
            reference.setAttribute("idref", item.getAttribute("id"))
            reference.setAttribute("linear", "no")
            spine.appendChild(reference)
        if missing:
            write_file(path, package.toxml("utf-8"))
    return missing
