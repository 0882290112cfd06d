"""What `medulla-flows render` writes, and the cells that other parsers find in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from docutils import nodes
from docutils.core import publish_doctree
from lxml import html
from manuals import MANUALS
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.render.formats import FORMATS
from sphinx_medulla.render.parse_options import parse_options
from sphinx_medulla.render.render_job import RenderJob

SMALL_FILE = MANUALS / "small.yaml"
Cells = list[list[str]]


def written(
    kind: str, modes: str = "", options: Mapping[str, str] | None = None, file: Path = SMALL_FILE
) -> RenderJob:
    """What is to be written, with nothing wrong in it."""
    queries = Queries(load(file).dataset)
    options = options or {}
    parsed = parse_options(kind, modes, options, queries.dataset)
    assert parsed.errors == []
    return RenderJob(parsed.blocks, queries, options.get("caption", ""))


def text_of(name: str, asked: RenderJob) -> str:
    """The output in one format."""
    return FORMATS[name].write(asked).decode()


def plain(text: str) -> str:
    """A text as it is compared: without spaces, which lines may be broken at."""
    return "".join(text.split())


def cells_of_html(text: str) -> list[Cells]:
    """The cells of each table, without empty ones."""
    tree = html.fragments_fromstring(text)
    tables = [table for part in tree for table in part.iter("table")]
    return [
        [_filled(plain("".join(cell.itertext())) for cell in row) for row in table.iter("tr")]
        for table in tables
    ]


def cells_of_rst(text: str) -> list[Cells]:
    """The same, by docutils; it must not complain."""
    document = publish_doctree(text, settings_overrides={"halt_level": 1, "report_level": 1})
    assert not list(document.findall(nodes.system_message))
    return [
        [
            _filled(plain(cell.astext()) for cell in row.findall(nodes.entry))
            for row in table.findall(nodes.row)
        ]
        for table in document.findall(nodes.table)
    ]


def cells_of_md(text: str) -> list[Cells]:
    """The same, by a parser of the Markdown that GitHub reads."""
    tables: list[Cells] = []
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    for token, inside in pairwise(tokens):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type in {"td_open", "th_open"}:
            tables[-1][-1].append(plain(shown(inside)))
    return [[_filled(row) for row in table] for table in tables]


def shown(inline: Token) -> str:
    """What a reader of Markdown sees of a line; HTML must be ids and line breaks only."""
    found = ""
    for token in inline.children or ():
        if token.type == "html_inline":
            assert token.content == "<br>" or token.content.startswith(('<a id="medulla-', "</a>"))
            continue
        found += " " if token.type in {"softbreak", "hardbreak"} else token.content
    return found


def md_text(text: str) -> str:
    """Everything that a reader of Markdown sees."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    assert not [token for token in tokens if token.type == "html_block"]
    return " ".join(shown(token) for token in tokens if token.type == "inline")


def _filled(cells: Iterable[str]) -> list[str]:
    return [cell for cell in cells if cell]
