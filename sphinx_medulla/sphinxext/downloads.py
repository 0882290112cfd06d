"""Downloads of a table: links to files above it, or the commands that write them below it.

A file is named after the modes and the filters of its table: two tables of the same flows share
one, and it keeps its name when a table moves.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from docutils import nodes

from ..render.localization import _, filled
from .config import Settings
from .output_files import write_output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..render.parsed_options import FlowTableOptions
    from .node_context import NodeContext

FOLDER = PurePath("_downloads", "medulla")
"""Sphinx's folder for downloads, and in it the one for those of the extension."""


def add_downloads(
    context: NodeContext, options: FlowTableOptions, table: nodes.Element, around: nodes.Element
) -> None:
    """Write the files and put links to them above a table, or add the commands at the end.

    ``around`` holds the table and its notes.
    """
    if context.domain.family.has_downloads:
        # outside of what scrolls
        around.parent.insert(around.parent.index(around), _links(context, options, table))
        return
    for kind in options.download:
        around.extend(_command(context, options, kind))


def _links(
    context: NodeContext, options: FlowTableOptions, table: nodes.Element
) -> nodes.paragraph:
    """Write the files and return links that name the table: each makes sense on its own."""
    from ..render.records import records  # most builds do not need them
    from ..render.render_job import files_of

    queries = context.labels.queries
    count = len(records(queries.select(options.selection)).lines)
    caption = next((node.astext() for node in table if isinstance(node, nodes.title)), "")
    paragraph = nodes.paragraph("", "", classes=["medulla-download"])
    folder = Path(context.domain.builder.outdir)
    for name, content in files_of(options, queries).items():
        write_output(folder, folder / FOLDER / name, content)
        if paragraph.children:
            paragraph += nodes.Text(" · ")
        link = context.domain.family.download_link(context.docname, f"{FOLDER.name}/{name}")
        kind = name.rpartition(".")[2].upper()
        sentence = _("Download as %(format)s (lines: %(count)s)").replace("%(count)s", str(count))
        for part in filled(sentence, {"format": kind}):
            # beside a filter there is only room for the format
            link += nodes.Text(kind) if part == kind else nodes.inline("", str(part))
        if caption:
            link += nodes.inline("", _(": ") + caption, classes=["medulla-heard"])
        paragraph += link
    return paragraph


def _command(context: NodeContext, options: FlowTableOptions, kind: str) -> Iterator[nodes.Node]:
    """Yield a sentence and the command that prints the flows of a table."""
    from ..render.shell_command import render_flows

    config = context.domain.env.config
    written = Settings.of(config).dataset
    path = PurePath(written)
    dataset = path.name if path.is_absolute() else written  # no path of the machine that builds
    command = render_flows(
        options.selection,
        kind,
        dataset,
        config.language or "",
        hides_questions=options.hides_questions,
    )
    command = context.domain.family.command(command)
    sentence = _("To get these flows as %(format)s:") % {"format": kind.upper()}
    yield nodes.paragraph("", sentence, classes=["medulla-download"])
    yield nodes.literal_block(command, command, language="none")
