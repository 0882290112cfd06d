"""Tables for HTML: each head says whether it is that of a column, a row or a block of rows.

docutils has no such attribute, and only HTML needs one: screen readers name a cell by its heads.
And long names of hosts and of files may break, for narrow screens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

ROW_HEAD = "medulla-column-connection"
"""The column whose cells name their rows; without one it is the first."""

_LONG = re.compile(
    r"(?<!\S)([\w-]+(?:\.[\w-]+)+\.[^\W\d][\w-]*[.,;:]?|\(?/?(?:[\w.-]+/){2}\S+)(?!\S)"
)
"""A word that names a host or a file, in three parts or more, with the punctuation around it."""


class MedullaHead(nodes.entry):
    """A cell that heads others; a plain cell for writers that do not know it."""


def add_headers(table: nodes.table) -> None:
    """Make heads of the cells that are some: those on top, row by row one, and lone wide ones."""
    parts = [part for group in table if isinstance(group, nodes.tgroup) for part in group]
    bodies = [part for part in parts if isinstance(part, nodes.tbody)]
    heads = [_cells(row) for part in parts if isinstance(part, nodes.thead) for row in part]
    on_top = [entry for cells in heads for entry in cells]
    named = [place for place, entry in enumerate(on_top) if ROW_HEAD in entry["classes"]]
    column = named[0] if named else 0
    for entry in on_top:
        _replace(entry, "col")
    for body in bodies:
        for row in body:
            _replace_head(row, column)
        _break_names(body)


def _cells(row: nodes.Node) -> list[nodes.entry]:
    return [cell for cell in row.children if isinstance(cell, nodes.entry)]


def _replace_head(row: nodes.Node, column: int) -> None:
    """Make a head of the cell of a row that names the row, or the rows below it."""
    assert isinstance(row, nodes.row)
    if "medulla-heading" in row["classes"]:
        _replace(_cells(row)[0], "colgroup")
    elif "medulla-empty" not in row["classes"]:
        _replace(_cells(row)[column], "row")


def _break_names(body: nodes.tbody) -> None:
    """Let long names break behind their dots or slashes, and be copied as they are all the same."""
    for child in list(body.findall(nodes.Text)):
        if max(child.count("."), child.count("/")) < 2 or isinstance(child.parent, nodes.literal):
            continue
        texts = _LONG.split(child)  # every second one is a name
        if len(texts) > 1:
            found = [
                _breaking(text) if place % 2 else nodes.Text(text)
                for place, text in enumerate(texts)
            ]
            child.parent.replace(child, found)


def _breaking(name: str) -> nodes.inline:
    """Return a name that may break: a path after each slash, a host after all dots but its last."""
    is_path = "/" in name
    first, *others = re.split(r"(?<=/)" if is_path else r"(?<=\.)(?=[\w-]+\.[\w-])", name)
    found = nodes.inline("", first, classes=["medulla-path" if is_path else "medulla-host"])
    for part in others:
        found += [nodes.raw("", "<wbr/>", format="html"), nodes.Text(part)]
    return found


def _replace(entry: nodes.entry, scope: str) -> None:
    entry.replace_self(MedullaHead("", *entry.children, **entry.attributes, scope=scope))


def _visit(translator: HTML5Translator, node: MedullaHead) -> None:
    """Write a cell as the theme's translator does, as a head with its scope."""
    translator.visit_entry(node)
    _td_or_th, rest = translator.body[-1][:3], translator.body[-1][3:]
    translator.body[-1] = f'<th scope="{node["scope"]}"{rest}'
    translator.context[-1] = translator.context[-1].replace("</td>", "</th>")


def _depart(translator: HTML5Translator, node: MedullaHead) -> None:
    translator.depart_entry(node)


def register(app: Sphinx) -> None:
    """Announce the node to the HTML builders."""
    app.add_node(MedullaHead, html=(_visit, _depart))
