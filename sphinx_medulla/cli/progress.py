"""A line on the terminal that shows the progress of what takes longer than a second."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

PATIENCE = 1.0
"""The seconds after which a line appears."""


@contextmanager
def progress(total: int, things: str) -> Iterator[Callable[[], None]]:
    """Show a line such as ``3 of 8 pages``; the caller calls what it gets after each page.

    It appears only if standard error is a terminal, and is removed in the end.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda: None
        return
    # Standard error itself is closed for a while to keep Graphviz silent.
    with os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="ascii") as terminal:
        line = _Line(terminal, total, things)
        try:
            yield line.step
        finally:
            line.end()


class _Line:
    """The line; two threads write it, the timer's once and then the command's."""

    def __init__(self, terminal: TextIO, total: int, things: str) -> None:
        self.terminal = terminal
        self.total = total
        self.things = things
        self.number = 1
        self.length = 0
        self.shown = False
        self.lock = threading.Lock()
        self.timer = threading.Timer(PATIENCE, self._appear)
        self.timer.daemon = True
        self.timer.start()

    def step(self) -> None:
        """Count one more as done."""
        with self.lock:
            self.number = min(self.number + 1, self.total)
            self._write()

    def end(self) -> None:
        """Remove the line, since everything is done or something failed."""
        self.timer.cancel()
        with self.lock:
            if self.shown:
                self.terminal.write(f"\r{' ' * self.length}\r")
                self.terminal.flush()
            self.shown = False

    def _appear(self) -> None:
        with self.lock:
            self.shown = not self.timer.finished.is_set()
            self._write()

    def _write(self) -> None:
        if self.shown:
            line = f"{self.number} of {self.total} {self.things}"
            self.length = max(self.length, len(line))
            self.terminal.write(f"\r{line}")
            self.terminal.flush()
