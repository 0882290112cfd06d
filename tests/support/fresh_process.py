"""Run Python code in a process of its own that has Sphinx imported already, but nothing of ours.

A server process imports Sphinx once; each run is a fork of it, which takes a third of the time of a
new interpreter. All forks have the same hash seed, so tests of the order of things start an
interpreter.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(
    [
        "compiled_templates",
        "sphinx.cmd.build",
        "sphinx.application",
        "sphinx.builders.epub3",
        "sphinx.builders.html",
        "sphinx.builders.latex",
        "sphinx.search.de",
        "sphinx.search.en",
        "sphinx.search.fr",
        "docutils.languages.en",
        "docutils.parsers.rst.languages.en",
        "myst_parser.sphinx_ext.main",
    ]
)


def run_interpreter(
    program: str, arguments: Sequence[str], environ: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a program as ``python -c PROGRAM ARGUMENTS``, with exactly this environment."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def run_forked(
    program: str, arguments: Sequence[str], environ: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Do as `run_interpreter` does, in a fork of the server."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = _SERVER.Process(
            target=_run,
            args=(program, [*arguments], dict(environ), str(Path.cwd()), str(out), str(err)),
        )
        process.start()
        process.join()
        assert process.exitcode is not None
        texts = (out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))
        return subprocess.CompletedProcess([program, *arguments], process.exitcode, *texts)


def _run(
    program: str, arguments: list[str], environ: dict[str, str], cwd: str, out: str, err: str
) -> None:
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(cwd)
    sys.stdout, sys.stderr = (_redirected(*pair) for pair in ((1, out), (2, err)))
    sys.path[:0] = environ.get("PYTHONPATH", "").split(os.pathsep)
    if action := environ.get("PYTHONWARNINGS"):
        assert action == "error", "Only this value of PYTHONWARNINGS is understood here."
        warnings.simplefilter(action)
    sys.argv = ["-c", *arguments]
    try:
        exec(program, {"__name__": "__main__"})
    finally:
        atexit._run_exitfuncs()


def _redirected(descriptor: int, path: str) -> TextIO:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, descriptor)
    os.close(file)
    return open(descriptor, "w", encoding="utf-8", closefd=False)
