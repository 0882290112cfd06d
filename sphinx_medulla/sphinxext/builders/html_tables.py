"""Tables for HTML: each head says whether it is that of a column, a row or a block of rows.

docutils has no such attribute, and only HTML needs one: screen readers name a cell by its heads.
Where a narrow page shows each row as a card, rows and cells have roles, since browsers forget with
the layout of a table that it is one, and cells have the heading of their column as a label. And
long names of hosts and of files may break, for narrow screens.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

ROW_HEAD = "medulla-column-connection"
"""The column whose cells name their rows; without one it is the first."""

FOLDING = ["no", "connection", "ports", "notes"]
"""The columns of tables in which notes stand under the ports where a page is not wide."""

_LONG = re.compile(
    r"(?<!\S)([\w-]+(?:\.[\w-]+)+\.[^\W\d][\w-]*[.,;:]?|\(?/?(?:[\w.-]+/){2}\S+)(?!\S)"
)
"""A word that names a host or a file, in three parts or more, with the punctuation around it."""


class MedullaColumns(nodes.tgroup):
    """All of a table that may become cards."""


class MedullaRow(nodes.row):
    """A row that may become a card."""


class MedullaCell(nodes.entry):
    """A cell of such a row; ``opening`` is its tag."""


class MedullaHead(nodes.entry):
    """A cell that heads others, of the ``scope`` that HTML says; a plain cell for other writers."""


def add_headers(table: nodes.table, *, cards: bool) -> None:
    """Make heads of the cells that are some: those on top, row by row one, and lone wide ones.

    With ``cards``, rows and cells also get what they need to be shown as cards.
    """
    for group in [part for part in table if isinstance(part, nodes.tgroup)]:
        heads = [
            cell for part in group if isinstance(part, nodes.thead) for cell in _cells(part[0])
        ]
        named = [place for place, cell in enumerate(heads) if ROW_HEAD in cell["classes"]]
        openings = [_opening(cell) for cell in heads] if cards else []
        for cell in heads:
            _replace(cell, "col")
        for part in group:
            if isinstance(part, nodes.tbody):
                for row in list(part):
                    _replace_cells(row, named[0] if named else 0, openings)
                _break_names(part)
            if cards and isinstance(part, nodes.thead | nodes.tbody):
                for row in list(part):
                    assert isinstance(row, nodes.row)
                    row.replace_self(MedullaRow("", *row.children, **row.attributes))
        if cards:
            if [*map(_names, heads)] == FOLDING:
                table["classes"].append("medulla-folds")
            group.replace_self(MedullaColumns("", *group.children, **group.attributes))


def _cells(row: nodes.Node) -> list[nodes.entry]:
    return [cell for cell in row.children if isinstance(cell, nodes.entry)]


def _names(head: nodes.entry) -> str:
    """Return what the classes of a head of a column say: its name, and the author's width."""
    return " ".join(name.removeprefix("medulla-column-") for name in head["classes"])


def _opening(head: nodes.entry) -> str:
    """Return the tag of the cells below a head."""
    name = _names(head).partition(" ")[0]
    classes = f' class="medulla-cell-{name}"' if name else ""
    return f'<td role="cell"{classes} data-label="{escape(head.astext())}">'


def _replace_cells(row: nodes.Node, column: int, openings: list[str]) -> None:
    """Make a head of the cell of a row that names the row, or the rows below it.

    The others get their tags, if there are any.
    """
    assert isinstance(row, nodes.row)
    cells = _cells(row)
    if "medulla-heading" in row["classes"]:
        _replace(cells[0], "colgroup")
        return
    if "medulla-empty" in row["classes"]:
        return
    _replace(cells[column], "row")
    for place, (cell, opening) in enumerate(zip(cells, openings, strict=False)):
        if place != column:
            inside = [part for part in cell if part.children]
            cell.replace_self(MedullaCell("", *inside, opening=opening))


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


def _visit_columns(translator: HTML5Translator, node: MedullaColumns) -> None:
    """Write a role into the tag of the table, which the theme's translator wrote."""
    body = translator.body
    place = next(place for place in reversed(range(len(body))) if "<table" in body[place])
    body[place] = body[place].replace("<table", '<table role="table"', 1)
    translator.visit_tgroup(node)


def _depart_columns(translator: HTML5Translator, node: MedullaColumns) -> None:
    translator.depart_tgroup(node)


def _visit_row(translator: HTML5Translator, node: MedullaRow) -> None:
    translator.body.append(translator.starttag(node, "tr", "", role="row"))
    node.column = 0  # type: ignore[attr-defined]  # docutils counts cells there


def _depart_row(translator: HTML5Translator, node: MedullaRow) -> None:
    translator.depart_row(node)


def _visit_cell(translator: HTML5Translator, node: MedullaCell) -> None:
    translator.body.append(node["opening"])
    node.parent.column += 1  # type: ignore[union-attr]  # as docutils does


def _depart_cell(translator: HTML5Translator, node: MedullaCell) -> None:
    translator.body.append("</td>\n")


def _visit_head(translator: HTML5Translator, node: MedullaHead) -> None:
    """Write a cell as the theme's translator does, as a head with its scope."""
    translator.visit_entry(node)
    _td_or_th, rest = translator.body[-1][:3], translator.body[-1][3:]
    scope = node["scope"]
    role = ""
    if isinstance(node.parent, MedullaRow):
        role = f' role="{"rowheader" if scope == "row" else "columnheader"}"'
    translator.body[-1] = f'<th scope="{scope}"{role}{rest}'
    translator.context[-1] = translator.context[-1].replace("</td>", "</th>")


def _depart_head(translator: HTML5Translator, node: MedullaHead) -> None:
    translator.depart_entry(node)


def register(app: Sphinx) -> None:
    """Announce the nodes to the HTML builders."""
    app.add_node(MedullaColumns, html=(_visit_columns, _depart_columns))
    app.add_node(MedullaRow, html=(_visit_row, _depart_row))
    app.add_node(MedullaCell, html=(_visit_cell, _depart_cell))
    app.add_node(MedullaHead, html=(_visit_head, _depart_head))
