"""DOT to SVG, PDF or PNG: within this process by pygraphviz, or by the program ``dot``.

`layout_worker` runs this in a process of its own; everything else asks a `LayoutQueue`.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..files import keep

FORMATS = ("svg", "pdf", "png")
ENGINES = ("auto", "embedded", "system")

_SIGNS = {
    "svg": (b"<?xml", b"</svg>"),
    "pdf": (b"%PDF-", b"%%EOF"),
    "png": (b"\x89PNG", b"IEND\xaeB`\x82"),
}
"""How the bytes of each format begin and end."""

TIME_LIMIT = 30
"""The seconds that a chart may take if nobody says otherwise. The largest charts that anybody can
read take less than one."""

LONGEST_TIME_LIMIT = 86_400
"""The highest limit that can be set, in seconds: a day."""

VERSION_SECONDS = 20.0
"""The seconds within which ``dot`` must tell its version."""

_VERSION = re.compile(rb"graphviz version (\d+(?:\.\d+)+)")

_CHECK_BYTES = 16

_COUNTED_ID = re.compile(rb'<g id="a_[^"]*_\d+">')
"""The id of a link within a table: its number grows with each layout of a process."""


class LayoutError(Exception):
    """A chart that could not be laid out; the message says why, and what helps."""


class NoGraphvizError(LayoutError):
    """The engine is not installed, or does not run."""


class LayoutTimeoutError(LayoutError):
    """A chart that took longer than the time limit."""


def lay_out(dot: str, format: str, engine: str = "auto") -> bytes:  # noqa: A002
    """Lay out DOT source within this process and return the picture, however long it takes.

    ``format`` is one of `FORMATS`, ``engine`` one of `ENGINES`. The bytes depend on the source, the
    engine and the fonts of the machine alone, not on earlier layouts nor on the time.
    Raises `NoGraphvizError` if the engine is missing, `LayoutError` if Graphviz refuses the source.
    """
    drawn = _embedded(dot, format) if _which(engine) == "embedded" else _system(dot, format)
    if not drawn:
        raise LayoutError("Graphviz could not lay the chart out, and did not say why.")
    first, last = _SIGNS[format]
    if not (drawn.startswith(first) and drawn.rstrip().endswith(last)):
        raise LayoutError(f"Graphviz could not lay the chart out: what came is no {format}.")
    if format == "svg":
        return _COUNTED_ID.sub(b"<g>", drawn)
    return _undated(drawn) if format == "pdf" else drawn


def keep_layout(path: Path, drawn: bytes) -> None:
    """Write a picture to a file, after a digest of it by which `kept_layout` finds damage."""
    keep(path, _check(drawn) + drawn)


def kept_layout(path: Path) -> bytes | None:
    """The picture in a file of `keep_layout`; None if the file is missing or damaged."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    drawn = kept[_CHECK_BYTES:]
    return drawn if kept[:_CHECK_BYTES] == _check(drawn) else None


def engine_in_use(engine: str) -> str:
    """The engine that this machine has and its version, such as ``system 12.1.0``.

    Loads it, which takes a moment. Raises `NoGraphvizError` if it is missing.
    """
    if _which(engine) == "system":
        return f"system {system_version()}"
    import pygraphviz

    return f"embedded {pygraphviz.__version__}"


def engine_expected(engine: str) -> str:
    """What `engine_in_use` probably says, found without loading anything; empty if unknown."""
    from importlib import metadata

    if engine != "system":
        with suppress(metadata.PackageNotFoundError):
            return f"embedded {metadata.version('pygraphviz')}"
    if engine != "embedded":
        with suppress(OSError, subprocess.SubprocessError, ValueError):
            return f"system {system_version()}"
    return ""


@lru_cache
def _which(engine: str) -> str:
    """``embedded`` or ``system``: the one that an engine of `ENGINES` means on this machine."""
    if engine != "system":
        try:
            _pygraphviz()
        except (ImportError, OSError, ValueError):
            pass  # not installed, or an older one without a Graphviz of its own
        else:
            return "embedded"
    if engine != "embedded":
        with suppress(OSError, subprocess.SubprocessError, ValueError):
            system_version()
            return "system"
    wanted = {"embedded": "pygraphviz", "system": "The program dot"}.get(engine, "Graphviz")
    raise NoGraphvizError(
        f"{wanted} is not there or does not run, so charts are shown as lists of flows. "
        'Run pip install "sphinx-medulla[dot]", or install Graphviz so that dot is on the PATH.'
    )


@lru_cache
def _pygraphviz() -> Callable[[str], Any]:
    """The function that reads DOT, after a first layout: that one measures text differently."""
    from pygraphviz import AGraph

    def parse(dot: str) -> Any:
        return AGraph(string=dot)

    parse('digraph { a [label="first"] }').draw(format="svg", prog="dot")
    return parse


def _embedded(dot: str, format: str) -> bytes:  # noqa: A002
    parse = _pygraphviz()
    try:
        drawn = parse(dot).draw(format=format, prog="dot")
    except Exception as error:  # pygraphviz raises many types, bare ValueError among them
        raise LayoutError(f"Graphviz could not lay the chart out: {error}") from error
    return drawn if isinstance(drawn, bytes) else b""


def _system(dot: str, format: str) -> bytes:  # noqa: A002
    try:
        return _run_dot(f"-T{format}", dot).stdout
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise LayoutError(f"Graphviz could not lay the chart out: {said or error}") from error
    except OSError as error:  # it was installed a moment ago
        raise LayoutError(f"Graphviz could not be run: {error}") from error


@lru_cache
def system_version() -> str:
    """The version of the program ``dot``.

    Raises `OSError` or `subprocess.SubprocessError` if it does not run, and `ValueError` if what
    it says is no version.
    """
    done = _run_dot("-V", seconds=VERSION_SECONDS)
    found = _VERSION.search(done.stderr + done.stdout)
    if found is None:
        raise ValueError("This is no version of Graphviz.")
    return found[1].decode()


def _run_dot(
    option: str, source: str = "", seconds: float | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["dot", option], input=source.encode(), capture_output=True, check=True, timeout=seconds
    )


def _undated(pdf: bytes) -> bytes:
    """A PDF with a fixed date instead of the time at which it was made; of the same length."""
    return re.sub(
        rb"(/(?:CreationDate|ModDate) ?\()(D:[^)]*)\)",
        lambda match: match[1] + b"D:20000101000000Z".ljust(len(match[2]))[: len(match[2])] + b")",
        pdf,
    )


def _check(content: bytes) -> bytes:
    return blake2b(content, digest_size=_CHECK_BYTES).digest()
