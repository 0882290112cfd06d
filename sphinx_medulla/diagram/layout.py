"""DOT to SVG, PDF or PNG: within this process by pygraphviz, or by the program ``dot``.

`layout_worker` runs this in a process of its own; all other code uses a `LayoutQueue`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from subprocess import SubprocessError, run
from typing import Any

from ..files import keep
from .parent_process import end_with_parent

FORMATS = ("svg", "pdf", "png")
ENGINES = ("auto", "embedded", "system")

_SIGNS = {
    "svg": (b"<?xml", b"</svg>"),
    "pdf": (b"%PDF-", b"%%EOF"),
    "png": (b"\x89PNG", b"IEND\xaeB`\x82"),
}
"""How the bytes of each format begin and end."""

TIME_LIMIT = 30
"""The default limit, in seconds. The largest charts that anybody can read take less than one."""

LONGEST_TIME_LIMIT = 86_400
"""The highest limit that can be set, in seconds: a day."""

VERSION_SECONDS = 20.0
"""The seconds that ``dot -V`` may take."""

_VERSION = re.compile(rb"graphviz version (\d+(?:\.\d+)+)")

_CHECK_BYTES = 16

_COUNTED_ID = re.compile(rb'<g id="a_[^"]*_\d+">')
"""The id of a link within a table: its number grows with each layout of a process."""


class LayoutError(Exception):
    """A chart could not be laid out; the message says why, and what to do."""


class NoGraphvizError(LayoutError):
    """The engine is not installed, or does not run."""


class LayoutTimeoutError(LayoutError):
    """A chart took longer than the time limit."""


def lay_out(dot: str, format: str, engine: str = "auto") -> bytes:  # noqa: A002
    """Lay out DOT source within this process and return the picture, however long it takes.

    ``format`` is one of `FORMATS`, ``engine`` one of `ENGINES`. The bytes depend on the source, the
    engine and the fonts of the machine alone, not on earlier layouts nor on the time; those of a
    PDF also on the time zone of the process, which `LayoutQueue` sets.
    Raises `NoGraphvizError` if the engine is missing, `LayoutError` if Graphviz refuses the source.
    """
    found = find_engine(engine)
    try:
        if found == "embedded":
            drawn = _graph_class()(string=dot).draw(format=format, prog="dot") or b""
        else:
            drawn = run(
                ["dot", f"-T{format}"],
                input=dot.encode(),
                capture_output=True,
                check=True,
                # safe, since the worker has one thread
                preexec_fn=end_with_parent if os.name == "posix" else None,
            ).stdout
    except Exception as error:  # pygraphviz raises many types, bare ValueError among them
        said = getattr(error, "stderr", b"").decode(errors="replace").strip()
        raise LayoutError(f"Graphviz could not lay out the chart: {said or error}") from error
    first, last = _SIGNS[format]
    if not (drawn.startswith(first) and drawn.rstrip().endswith(last)):
        raise LayoutError(f"Graphviz could not lay out the chart: its output is not {format}.")
    if format == "svg":
        return _COUNTED_ID.sub(b"<g>", drawn)
    return _undated(drawn) if format == "pdf" else drawn


def keep_layout(path: Path, drawn: bytes) -> None:
    """Write a picture to a file, after a digest of it by which `kept_layout` finds damage.

    Its folder is not made again if it is gone: the process that wanted the picture has ended then.
    """
    if path.parent.is_dir():
        keep(path, _check(drawn) + drawn)


def kept_layout(path: Path) -> bytes | None:
    """The picture in a file of `keep_layout`; None if the file is missing or damaged."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    drawn = kept[_CHECK_BYTES:]
    return drawn if kept[:_CHECK_BYTES] == _check(drawn) else None


@lru_cache
def find_engine(engine: str) -> str:
    """Load an engine of `ENGINES` and return which one it is: ``embedded`` or ``system``.

    Raises `NoGraphvizError` if it is missing.
    """
    found, _loaded = _first_of(engine, embedded=_graph_class, system=system_version)
    if found:
        return found
    wanted = {"embedded": "pygraphviz", "system": "The program dot"}.get(engine, "Graphviz")
    raise NoGraphvizError(
        f"{wanted} is missing or does not run, so charts are replaced by lists of flows. "
        'Run pip install "sphinx-medulla[dot]", or install Graphviz so that dot is on the PATH.'
    )


@lru_cache
def engine_expected(engine: str) -> str:
    """Return what `find_engine` probably finds, with its version, without loading anything."""
    from importlib import metadata

    version = partial(metadata.version, "pygraphviz")
    return " ".join(_first_of(engine, embedded=version, system=system_version))


def _first_of(engine: str, **engines: Callable[[], Any]) -> tuple[str, Any]:
    """Return the first engine that ``engine`` allows whose function does not fail, and its result.

    Both are empty if all fail.
    """
    for name, function in engines.items():
        if engine in {"auto", name}:
            with suppress(ImportError, OSError, ValueError, SubprocessError):
                return name, function()
    return "", ""


@lru_cache
def _graph_class() -> Any:
    """Return pygraphviz's class, after a first layout: that one measures text differently.

    Raises `ImportError` if it is not installed, and `OSError` or `ValueError` if it is an older
    version, which needs the program ``dot``.
    """
    from pygraphviz import AGraph

    AGraph(string='digraph { a [label="first"] }').draw(format="svg", prog="dot")
    return AGraph


@lru_cache
def system_version() -> str:
    """Return the version of the program ``dot``.

    Raises `OSError` or `SubprocessError` if it does not run, and `ValueError` if its output is not
    a version.
    """
    done = run(["dot", "-V"], input=b"", capture_output=True, check=True, timeout=VERSION_SECONDS)
    found = _VERSION.search(done.stderr + done.stdout)
    if found is None:
        raise ValueError("This is not a version of Graphviz.")
    return found[1].decode()


def _undated(pdf: bytes) -> bytes:
    """A PDF with a fixed date instead of the time at which it was made; of the same length."""
    return re.sub(
        rb"(/(?:CreationDate|ModDate) ?\()(D:[^)]*)\)",
        lambda match: match[1] + b"D:20000101000000Z".ljust(len(match[2]))[: len(match[2])] + b")",
        pdf,
    )


def _check(content: bytes) -> bytes:
    return blake2b(content, digest_size=_CHECK_BYTES).digest()
