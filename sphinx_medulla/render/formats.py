"""The output formats: one entry each. Everything else about a format follows from it.

``render --format`` and ``:download:`` accept the names, ``generate`` writes pages in a format, and
the manual lists what each is for. A writer is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Write = Callable[..., bytes]
"""Makes a file of a `render_job.RenderJob` or a `comparison_job.ComparisonJob`."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format.

    ``write`` makes a file of a `render_job.RenderJob`. ``suffixes`` are the ends of
    file names that choose the format, ``kinds`` the kinds of blocks that it can show, all if
    empty. ``about`` is the description in the manual, in MyST.

    A ``picture`` holds one chart; a terminal cannot show what is ``binary``. Readers may download
    tables in a format with a ``media_type``. ``generate`` makes pages with the class that
    ``page_writer`` returns, a subclass of `writers.page_writer.PageWriter`.
    """

    write: Write
    suffixes: tuple[str, ...]
    about: str
    kinds: tuple[str, ...] = ()
    picture: bool = False
    binary: bool = False
    media_type: str = ""
    page_writer: Callable[[], type[Any]] | None = None

    def shows(self, kind: str) -> bool:
        """Whether the format can show a kind of block."""
        return not self.kinds or kind in self.kinds


def _writer(name: str) -> Any:
    """A module of `writers`, imported when it is first used."""
    return import_module(f"{__package__}.writers.{name}_writer")


def _blocks(suffixes: tuple[str, ...], about: str, writer: Callable[[], type[Any]]) -> Format:
    """A format that blocks and pages are written in, with a class."""
    return Format(
        write=lambda job: writer()(job.blocks()).write().encode(),
        suffixes=suffixes,
        about=about,
        page_writer=writer,
    )


def _records(name: str, media_type: str) -> Format:
    return Format(
        write=lambda job: _writer(name).write(job),
        suffixes=(f".{name}",),
        about="data, a line for each port and protocol",
        kinds=("flows", "flowchart", "ports", "diff"),
        media_type=media_type,
    )


def _chart(
    name: str,
    *suffixes: str,
    about: str = "a chart as a file of its own; needs {doc}`Graphviz </manual/graphviz>`",
    binary: bool = False,
) -> Format:
    return Format(
        write=lambda job: _writer("chart").write(job, name),
        suffixes=(f".{name}", *suffixes),
        about=about,
        kinds=("flowchart",),
        picture=True,
        binary=binary,
    )


FORMATS: dict[str, Format] = {
    "text": Format(
        write=lambda job: _writer("text").write(job),
        suffixes=(".txt",),
        about="aligned columns, lines of 100 characters where words allow",
    ),
    "md": _blocks(
        (".md",),
        "Markdown as GitHub and most wikis read it",
        lambda: _writer("markdown").Markdown,
    ),
    "html": _blocks(
        (".html", ".htm"),
        "a fragment to put into a page: captions, headings with their scope, ids, no style and no "
        "script",
        lambda: _writer("html").Html,
    ),
    "rst": _blocks(
        (".rst",),
        "reStructuredText that docutils alone reads, with tables as `list-table`",
        lambda: _writer("rst").Rst,
    ),
    "csv": _records("csv", "text/csv"),
    "json": _records("json", "application/json"),
    "dot": _chart("dot", ".gv", about="the source of a chart"),
    "svg": _chart("svg"),
    "pdf": _chart("pdf", binary=True),
    "png": _chart("png", binary=True),
}
"""Each format by its name, in the order of the manual."""


def downloads() -> dict[str, Format]:
    """The formats in which readers may download the flows of a table."""
    return {name: one for name, one in FORMATS.items() if one.media_type}


def page_formats() -> dict[str, Format]:
    """The formats in which ``generate`` writes pages."""
    return {name: one for name, one in FORMATS.items() if one.page_writer}
