"""The formats that there are without Sphinx, and what each can show."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..dataset.queries import Queries
from .block_options import BlockOptions
from .blocks import Block, blocks_of
from .document import Chart
from .document_builder import build_document
from .labels import Labels
from .options import OF_MODES, OPTIONS
from .records import FORMATS as RECORDS
from .records import port_records, records
from .writers.html_writer import html
from .writers.markdown_writer import markdown
from .writers.rst_writer import rst
from .writers.text_writer import text


class Asked(NamedTuple):
    """What somebody wants to be written; ``caption`` is empty for the generated one."""

    kind: str
    requests: list[BlockOptions]
    queries: Queries
    caption: str = ""

    def blocks(self) -> list[Block]:
        """The same as blocks."""
        return blocks_of(self.kind, self.requests, Labels(self.queries), self.caption)


class Format(NamedTuple):
    """A format: how its files end, what it can show, and what writes it."""

    suffixes: tuple[str, ...]
    kinds: tuple[str, ...]
    write: Callable[[Asked], bytes]


def _of_blocks(write: Callable[[list[Block]], str]) -> Callable[[Asked], bytes]:
    return lambda asked: write(asked.blocks()).encode()


def _of_records(kind: str) -> Callable[[Asked], bytes]:
    """Write all flows of all requests, which may be a chart for each mode; or all ports."""

    def write(asked: Asked) -> bytes:
        selection = asked.requests[0].selection
        if asked.kind == "ports":
            return RECORDS[kind](port_records(asked.queries, selection)).encode()
        modes = tuple(mode for request in asked.requests for mode in request.selection.modes)
        view = asked.queries.select(selection.of_modes(modes))
        return RECORDS[kind](records(view)).encode()

    return write


def _drawn(kind: str) -> Callable[[Asked], bytes]:
    def draw(asked: Asked) -> bytes:
        from .writers.chart_writer import picture  # imports Graphviz's packages

        (options,) = asked.requests
        (chart,) = build_document(options, Labels(asked.queries)).body
        assert isinstance(chart, Chart)
        return picture(chart, kind)

    return draw


FORMATS: dict[str, Format] = {
    "text": Format((".txt",), tuple(OPTIONS), _of_blocks(text)),
    "md": Format((".md",), tuple(OPTIONS), _of_blocks(markdown)),
    "html": Format((".html", ".htm"), tuple(OPTIONS), _of_blocks(html)),
    "rst": Format((".rst",), tuple(OPTIONS), _of_blocks(rst)),
    **{kind: Format((f".{kind}",), (*OF_MODES, "ports"), _of_records(kind)) for kind in RECORDS},
    "dot": Format((".dot", ".gv"), ("flowchart",), _drawn("dot")),
    "svg": Format((".svg",), ("flowchart",), _drawn("svg")),
    "pdf": Format((".pdf",), ("flowchart",), _drawn("pdf")),
    "png": Format((".png",), ("flowchart",), _drawn("png")),
}
"""Each format by its name."""

PICTURES = ("dot", "svg", "pdf", "png")
"""The formats that hold one chart."""

BINARY = ("pdf", "png")
"""The formats that no terminal can show."""
