"""A queue of charts for the layout worker, and the pictures that the worker made of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable
from contextlib import ExitStack, suppress
from contextvars import ContextVar
from hashlib import blake2b
from pathlib import Path
from tempfile import gettempdir

from ..files import keep, temporary_folder, write_file
from . import layout
from .layout import LayoutError, LayoutTimeoutError
from .layout_worker import TIMEOUT, dot_file

Worker = subprocess.Popen[bytes]

MOST_WAITING = 300
"""The charts that may wait: their jobs and answers fit into pipes, so that no write ever blocks."""

_PACKAGE = Path(__file__).parents[2]
"""The folder to import this package from."""


class LayoutQueue:
    """Lays out charts in a worker process, and keeps the pictures in a folder.

    ``seconds`` is the time limit of each chart, counted from the start of its own layout. Without a
    ``folder`` the pictures are kept as long as the queue. The worker is started for the first
    picture that is not kept yet; if it ends early, another one goes on with the charts that wait.

    A queue is for one thread. In a forked process it has the results so far; for other charts it
    starts a worker there.
    """

    def __init__(
        self, engine: str = "auto", seconds: float = layout.TIME_LIMIT, folder: Path | None = None
    ) -> None:
        self.seconds = seconds
        self._engine = engine
        self._temporary = ExitStack()
        self._folder = folder or self._temporary_folder()
        self._failed: dict[Path, LayoutError] = {}
        self._begin()

    def _begin(self) -> None:
        """Set the state of a process that has no worker yet."""
        self._owner = os.getpid()
        self._waiting: list[Path] = []  # in the order of the worker
        self._worker: Worker | None = None
        self._end_worker: Callable[[], object] = bool

    @property
    def is_forked(self) -> bool:
        """Whether this process was forked off the one that made the queue."""
        return os.getpid() != self._owner

    def submit(self, dot: str, kind: str) -> None:
        """Have a chart laid out, unless it is done, failed or waits already; returns at once."""
        path = self._path(dot, kind)
        if path in self._waiting or path in self._failed or self._is_kept(path):
            return
        while len(self._waiting) >= MOST_WAITING:
            self._take_answer()
        try:
            write_file(dot_file(path), dot.encode())
        except OSError:  # the folder is not writable: keep the pictures as long as the queue
            self._folder = self._temporary_folder()
            path = self._path(dot, kind)
            write_file(dot_file(path), dot.encode())
        self._waiting.append(path)
        # A worker that ended while nothing waited did not end because of this chart.
        if self._worker is None or (len(self._waiting) == 1 and self._worker.poll() is not None):
            self._start_worker()
        else:
            self._send(path)

    def result(self, dot: str, kind: str) -> bytes:
        """The picture of a chart, submitted before or not; waits until it is there.

        Raises `NoGraphvizError` if the engine is missing, `LayoutTimeoutError` if the chart took
        longer than the limit (in this build or in an earlier one with the same folder), and
        `LayoutError` if Graphviz refused it or ended early.
        """
        if self.is_forked:  # the pipes belong to the parent
            self._begin()
        self.submit(dot, kind)
        path = self._path(dot, kind)
        while path in self._waiting:
            self._take_answer()
        if path in self._failed:
            raise self._failed[path]
        drawn = layout.kept_layout(path)
        if drawn is None:
            raise LayoutError(f"The chart could not be written to {path.parent}.")
        return drawn

    def drain(self) -> None:
        """Wait for all charts that were submitted."""
        while self._waiting:
            self._take_answer()

    def close(self) -> None:
        """End the worker at once, and drop the charts that wait."""
        self._end_worker()
        for path in self._waiting:
            dot_file(path).unlink(missing_ok=True)
        self._waiting.clear()
        self._temporary.close()

    # Files

    def _temporary_folder(self) -> Path:
        """Make a folder that `close` removes."""
        return self._temporary.enter_context(temporary_folder(Path(gettempdir())))

    def _path(self, dot: str, kind: str) -> Path:
        """The file of a picture, whether it exists or not.

        Its name has no suffix of a picture: the folder may be where Sphinx packs an EPUB.
        """
        engine = f"{self._engine} {layout.engine_expected(self._engine)}"
        digest = blake2b(f"{engine} {kind}\n{dot}".encode(), digest_size=16)
        return self._folder / f"{digest.hexdigest()}-{kind}"

    def _is_kept(self, path: Path) -> bool:
        """Whether a picture exists, or timed out in an earlier build with at least this limit."""
        with suppress(OSError, ValueError):
            if float(Path(f"{path}-timeout").read_text(encoding="ascii")) >= self.seconds:
                self._failed[path] = self._timeout_error()
                return True
        return layout.kept_layout(path) is not None

    def _timeout_error(self) -> LayoutTimeoutError:
        return LayoutTimeoutError(
            f"Graphviz did not lay out the chart within {self.seconds:g} seconds. Draw a smaller "
            "one: choose fewer flows with the options role, group or crossing, write ports: "
            "compact, or draw one chart for each border. To allow more time, set "
            "medulla_dot_timeout in conf.py, or --dot-timeout on the command line."
        )

    # The worker

    def _start_worker(self) -> None:
        """Start a worker with all charts that wait."""
        self._end_worker()
        command = [sys.executable, "-P", "-m", f"{__package__}.layout_worker"]
        environ = {**os.environ, "TZ": "UTC0"}  # in a PDF, dates of other zones are longer
        if _PACKAGE.name not in {"site-packages", "dist-packages"}:
            known = environ.get("PYTHONPATH", "")
            environ["PYTHONPATH"] = os.pathsep.join(filter(None, [known, str(_PACKAGE)]))
        try:
            self._worker = subprocess.Popen(
                [*command, self._engine, f"{self.seconds}"],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # font warnings of C libraries
                start_new_session=True,  # Ctrl-C does not reach it, and it dies with its dot
                env=environ,
            )
        except OSError as error:
            said = LayoutError(f"The layout worker could not be started: {error}")
            self._failed |= dict.fromkeys(self._waiting, said)
            self._waiting.clear()
            self._worker = None
        else:
            self._end_worker = weakref.finalize(self, _kill, self._worker, self._owner)
            self._send(*self._waiting)

    def _send(self, *paths: Path) -> None:
        """Write jobs to the worker."""
        assert self._worker is not None
        assert self._worker.stdin is not None
        with suppress(OSError):  # it ended: the next answer says so
            for path in paths:
                self._worker.stdin.write(f"{json.dumps(os.fspath(path))}\n".encode())

    def _take_answer(self) -> None:
        """Wait until the worker is done with the first chart that waits, or ends."""
        assert self._worker is not None
        assert self._worker.stdout is not None
        line = self._worker.stdout.readline()
        path = self._waiting.pop(0)
        if line.endswith(b"\n") and not line.startswith(TIMEOUT):
            error, said = json.loads(line)
            if error:
                self._failed[path] = getattr(layout, error)(said)
            return
        self._end_worker()
        dot_file(path).unlink(missing_ok=True)
        if line.startswith(TIMEOUT):
            self._failed[path] = self._timeout_error()
            keep(Path(f"{path}-timeout"), f"{self.seconds}".encode())
        else:
            self._failed[path] = LayoutError(
                "Graphviz could not lay out the chart: the layout worker ended with the "
                f"status {self._worker.returncode}."
            )
        self._worker = None
        if self._waiting:
            self._start_worker()


CURRENT_QUEUE: ContextVar[LayoutQueue] = ContextVar("layout_queue")
"""The queue of a command."""


def _kill(worker: Worker, owner: int) -> None:
    """Kill a worker and the ``dot`` that it may have started; does nothing in another process."""
    if os.getpid() != owner:
        return
    with suppress(ProcessLookupError, PermissionError), worker:  # closes its pipes, and waits
        if hasattr(os, "killpg"):
            os.killpg(worker.pid, signal.SIGKILL)
        else:
            worker.kill()
