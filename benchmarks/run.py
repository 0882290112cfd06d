"""Builds projects, each in its own process, and measures the builds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from .flows import Page, edited
from .projects import Variant, write

READ = re.compile(r"(\d+) added, (\d+) changed, (\d+) removed")


@dataclass(frozen=True)
class Build:
    """The cost of one build; ``read`` and ``written`` count pages, ``memory`` is in bytes."""

    seconds: float
    memory: int
    read: int
    written: int


@dataclass(frozen=True)
class Round:
    """A cold build, a build without changes, and a build after an edit of one flow."""

    cold: Build
    no_op: Build
    edit: Build


class BuildError(Exception):
    """A build failed or warned."""


def one_round(variant: Variant, pages: list[Page], folder: Path) -> Round:
    """Build a variant three times, starting from an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    write(folder / "source", variant.files(pages))
    cold = build(folder)
    no_op = build(folder)
    write(folder / "source", variant.files(edited(pages)))
    return Round(cold, no_op, build(folder))


def build(folder: Path) -> Build:
    """Build a project as HTML in one process. All caches stay in the folder of the project."""
    out, log = folder / "html", folder / "log"
    before = _times(out)
    options = ["-W", "--keep-going", "-b", "html", "-d", str(folder / "doctrees")]
    command = [sys.executable, "-m", "sphinx", *options, str(folder / "source"), str(out)]
    own = {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONHASHSEED": "0", "NO_COLOR": "1"}
    with log.open("wb") as file:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.STDOUT, env=_environment() | own
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    text = log.read_text(encoding="utf-8")
    if process.returncode:
        raise BuildError(f"{' '.join(command)} failed:\n{text[-3000:]}")
    found = READ.search(text)
    read = int(found[1]) + int(found[2]) if found else 0
    written = sum(before.get(path) != changed for path, changed in _times(out).items())
    unit = 1 if sys.platform == "darwin" else 1024
    return Build(seconds, usage.ru_maxrss * unit, read, written)


def _environment() -> dict[str, str]:
    """Return the environment variables of this process without ``PYTHONDONTWRITEBYTECODE``.

    With it, the modules of a checkout would be compiled in each build, unlike installed packages.
    """
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def _times(out: Path) -> dict[Path, int]:
    """Return when each page was written, except for pages that every build writes."""
    made = {"genindex.html", "search.html"}
    return {path: path.stat().st_mtime_ns for path in out.glob("*.html") if path.name not in made}
