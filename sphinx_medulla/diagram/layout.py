"""DOT to SVG, PDF or PNG: within the process by pygraphviz, or by the system's ``dot``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
"""How each format begins and ends."""

SECONDS = {"-V": 20.0, "-T": 180.0}
"""How long ``dot`` may take to tell its version and to lay a chart out: a build must come to an
end. The largest charts that anybody can read take less than a second."""

_VERSION = re.compile(rb"graphviz version (\d+(?:\.\d+)+)")

_CHECK_BYTES = 16

_COUNTED_ID = re.compile(rb'<g id="a_[^"]*_\d+">')
"""The id of a link within a table: its number counts up as long as the process lives."""

_ALONE = threading.Lock()
"""Held while Graphviz runs in this process: it and `_silent` work on what the process has once."""


class LayoutError(Exception):
    """A chart that could not be laid out; the message says why and what helps."""


class NoGraphvizError(LayoutError):
    """There is nothing that lays charts out."""


def lay_out(dot: str, format: str, engine: str = "auto") -> bytes:  # noqa: A002
    """Lay out DOT source; ``format`` is one of `FORMATS`, ``engine`` one of `ENGINES`.

    The bytes depend on the source, the engine and the fonts of the machine alone, not on what was
    laid out before nor on the time. Raises `NoGraphvizError` where the engine is not there, and
    `LayoutError` where Graphviz refuses the source.
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


def cached_layout(dot: str, format: str, engine: str, folder: Path) -> bytes:  # noqa: A002
    """Lay out DOT source, or take what an earlier call with the same arguments left in a folder.

    A file there begins with a digest of the rest, so that a damaged one is made anew. Its name does
    not end as a picture's: the folder may lie where Sphinx packs an EPUB. Raises as `lay_out` does.
    """
    key = f"{_which(engine)} {engine_version(engine)} {format}\n{dot}".encode()
    path = folder / f"{blake2b(key, digest_size=16).hexdigest()}-{format}"
    try:
        kept = path.read_bytes()
        if kept[:_CHECK_BYTES] == _check(kept[_CHECK_BYTES:]):
            return kept[_CHECK_BYTES:]
    except OSError:
        pass
    drawn = lay_out(dot, format, engine)
    keep(path, _check(drawn) + drawn)
    return drawn


@lru_cache
def engine_version(engine: str) -> str:
    """The version of what an engine uses. Raises `NoGraphvizError` where it is not there."""
    if _which(engine) == "embedded":
        import pygraphviz

        return str(pygraphviz.__version__)
    return _system_version()


@lru_cache
def _which(engine: str) -> str:
    """``embedded`` or ``system``, whichever the engine means on this machine."""
    if engine != "system":
        try:
            _pygraphviz()
        except (ImportError, OSError, ValueError):
            pass  # not installed, or an older one without a Graphviz of its own
        else:
            return "embedded"
    if engine != "embedded":
        with suppress(OSError, subprocess.SubprocessError, ValueError):
            _system_version()
            return "system"
    wanted = {"embedded": "pygraphviz", "system": "The program dot"}.get(engine, "Graphviz")
    raise NoGraphvizError(
        f"{wanted} is not there or does not run, so charts are shown as lists of flows. "
        'Run pip install "sphinx-medulla[dot]", or install Graphviz so that dot is on the PATH.'
    )


@lru_cache
def _pygraphviz() -> Callable[[str], Any]:
    """The class that reads DOT, after a first layout: that one measures text differently."""
    from pygraphviz import AGraph

    def parse(dot: str) -> Any:
        return AGraph(string=dot)

    with _ALONE, _silent():
        parse('digraph { a [label="first"] }').draw(format="svg", prog="dot")
    return parse


def _embedded(dot: str, format: str) -> bytes:  # noqa: A002
    parse = _pygraphviz()
    try:
        with _ALONE, _silent():
            drawn = parse(dot).draw(format=format, prog="dot")
    except Exception as error:  # pygraphviz raises what it likes, among it bare ValueError
        raise LayoutError(f"Graphviz could not lay the chart out: {error}") from error
    return drawn if isinstance(drawn, bytes) else b""


def _system(dot: str, format: str) -> bytes:  # noqa: A002
    try:
        return _run_dot(f"-T{format}", dot).stdout
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise LayoutError(f"Graphviz could not lay the chart out: {said or error}") from error
    except subprocess.TimeoutExpired as error:
        raise LayoutError(
            f"Graphviz could not lay the chart out within {error.timeout:g} seconds."
        ) from error
    except OSError as error:  # it was there a moment ago
        raise LayoutError(f"Graphviz could not be run: {error}") from error


def _system_version() -> str:
    """The version of the program. Raises what `subprocess.run` does, and `ValueError`."""
    done = _run_dot("-V")
    found = _VERSION.search(done.stderr + done.stdout)
    if found is None:
        raise ValueError("This is no version of Graphviz.")
    return found[1].decode()


def _run_dot(option: str, source: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["dot", option],
        input=source.encode(),
        capture_output=True,
        check=True,
        timeout=SECONDS[option[:2]],
    )


@contextmanager
def _silent() -> Iterator[None]:
    """Keep what C libraries write to standard error (font warnings) out of a build's log.

    That is the process's own file, so what other threads write there meanwhile is lost, and two
    threads here at once would leave it shut: hold `_ALONE`.
    """
    try:
        sys.stderr.flush()
        kept = os.dup(2)
    except (OSError, ValueError, AttributeError):
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


def _undated(pdf: bytes) -> bytes:
    """A PDF without the time of its making, byte for byte as long as before."""
    return re.sub(
        rb"(/(?:CreationDate|ModDate) ?\()(D:[^)]*)\)",
        lambda match: match[1] + b"D:20000101000000Z".ljust(len(match[2]))[: len(match[2])] + b")",
        pdf,
    )


def _check(content: bytes) -> bytes:
    return blake2b(content, digest_size=_CHECK_BYTES).digest()
