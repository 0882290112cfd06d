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
"""Makes a file of a `render_job.RenderJob`."""


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


def _written_by(module: str, **options: str) -> Write:
    """The function ``write`` of a module of `writers`."""
    return lambda job: _module(module).write(job, **options)


def _blocks_by(module: str, writer: str) -> Write:
    """A function that writes blocks with a class of a module of `writers`."""
    return lambda job: getattr(_module(module), writer)(job.blocks()).write().encode()


def _pages_by(module: str) -> Callable[[], type[Any]]:
    """The class ``Page`` of a module of `writers`."""
    return lambda: _module(module).Page


def _module(name: str) -> Any:
    return import_module(f"{__package__}.writers.{name}")


def _records(name: str, media_type: str) -> Format:
    return Format(
        write=_written_by(f"{name}_writer"),
        suffixes=(f".{name}",),
        about="data, a line for each port and protocol",
        kinds=("flows", "flowchart", "ports"),
        media_type=media_type,
    )


def _chart(
    name: str,
    *suffixes: str,
    about: str = "a chart as a file of its own; needs {doc}`Graphviz </manual/graphviz>`",
    binary: bool = False,
) -> Format:
    return Format(
        write=_written_by("chart_writer", file_format=name),
        suffixes=(f".{name}", *suffixes),
        about=about,
        kinds=("flowchart",),
        picture=True,
        binary=binary,
    )


FORMATS: dict[str, Format] = {
    "text": Format(
        write=_blocks_by("text_writer", "Text"),
        suffixes=(".txt",),
        about="aligned columns, lines of 100 characters where words allow",
    ),
    "md": Format(
        write=_blocks_by("markdown_writer", "Markdown"),
        suffixes=(".md",),
        about="Markdown as GitHub and most wikis read it",
        page_writer=_pages_by("markdown_writer"),
    ),
    "html": Format(
        write=_blocks_by("html_writer", "Html"),
        suffixes=(".html", ".htm"),
        about="a fragment to put into a page: captions, headings with their scope, ids, no style "
        "and no script",
        page_writer=_pages_by("html_writer"),
    ),
    "rst": Format(
        write=_blocks_by("rst_writer", "Rst"),
        suffixes=(".rst",),
        about="reStructuredText that docutils alone reads, with tables as `list-table`",
        page_writer=_pages_by("rst_writer"),
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
