"""Charts in line for the layout worker, and what became of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from ..files import keep, write_file
from .layout import (
    TIME_LIMIT,
    LayoutError,
    LayoutTimeoutError,
    NoGraphvizError,
    engine_expected,
    kept_layout,
)
from .layout_worker import DONE, OTHER_ENGINE, TIMEOUT, dot_file

Worker = subprocess.Popen[bytes]

MOST_WAITING = 300
"""The charts that may wait: their jobs and answers fit into pipes, so that no write ever blocks."""

_PACKAGE = Path(__file__).parents[2]
"""The folder to import this package from."""


class LayoutQueue:
    """Lays out charts in a worker process, and keeps the pictures in a folder.

    ``seconds`` is the time limit of each chart, counted from the start of its own layout. Without a
    ``folder`` the pictures are kept as long as the queue. The worker is started for the first
    picture that is not kept yet; if it ends early, the next one goes on with the charts that wait.

    One thread may use a queue. A process that was forked off has the results so far; for others it
    gets a worker of its own.
    """

    def __init__(
        self, engine: str = "auto", seconds: float = TIME_LIMIT, folder: Path | None = None
    ) -> None:
        self.seconds = seconds
        self._asked = engine
        self._engine: str | None = None
        self._folder = folder
        self._temporary: TemporaryDirectory[str] | None = None
        self._waiting: dict[Path, str] = {}  # formats by path, in the order of the worker
        self._failed: dict[Path, LayoutError] = {}
        self._worker: Worker | None = None
        self._owner = os.getpid()
        self._inherited: Worker | None = None
        self._end_worker: Callable[[], object] = bool

    @property
    def is_forked(self) -> bool:
        """Whether this process was forked off the one that made the queue."""
        return os.getpid() != self._owner

    def submit(self, dot: str, kind: str) -> None:
        """Have a chart laid out, unless it is done, failed or waits already; returns at once."""
        path = self._path(dot, kind)
        if path in self._waiting or path in self._failed or kept_layout(path) is not None:
            return
        if self._timed_out(path):
            return
        while len(self._waiting) >= MOST_WAITING:
            self._take_answer()
        try:
            write_file(dot_file(path), dot.encode())
        except OSError:  # the folder is not writable: keep the pictures as long as the queue
            self._folder = None
            path = self._path(dot, kind)
            write_file(dot_file(path), dot.encode())
        self._pass_on(path, kind)

    def result(self, dot: str, kind: str) -> bytes:
        """The picture of a chart, submitted before or not; waits until it is there.

        Raises `NoGraphvizError` if the engine is missing, `LayoutTimeoutError` if the chart took
        longer than the limit (in this build or in an earlier one with the same folder), and
        `LayoutError` if Graphviz refused it or ended early.
        """
        if self.is_forked:  # the pipes belong to the parent
            self._owner = os.getpid()
            # kept, lest Python warns that it still runs
            self._inherited, self._worker = self._worker, None
            self._waiting.clear()
        while True:
            path = self._path(dot, kind)
            while path in self._waiting:
                self._take_answer()
            if path in self._failed:
                raise self._failed[path]
            if (drawn := kept_layout(path)) is not None:
                return drawn
            if self._timed_out(path):
                raise self._timeout_error()
            self.submit(dot, kind)

    def drain(self) -> None:
        """Wait for all charts that were submitted."""
        while self._waiting:
            self._take_answer()

    def close(self) -> None:
        """End the worker at once, whatever waits."""
        self._end_worker()
        for path in self._waiting:
            dot_file(path).unlink(missing_ok=True)
        self._waiting.clear()
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = self._folder = None

    # Files

    def _path(self, dot: str, kind: str) -> Path:
        """The file of a picture, whether it exists or not.

        Its name does not end as a picture's: the folder may lie where Sphinx packs an EPUB.
        """
        if self._folder is None:
            self._temporary = TemporaryDirectory(prefix="medulla-", ignore_cleanup_errors=True)
            self._folder = Path(self._temporary.name)
        if self._engine is None:
            self._engine = engine_expected(self._asked)
        key = f"{self._engine} {kind}\n{dot}".encode()
        return self._folder / f"{blake2b(key, digest_size=16).hexdigest()}-{kind}"

    def _timed_out(self, path: Path) -> bool:
        """Whether a chart timed out in an earlier build, which gave it as much time as this one."""
        try:
            return float(_timeout_file(path).read_text(encoding="ascii")) >= self.seconds
        except (OSError, ValueError):
            return False

    def _timeout_error(self) -> LayoutTimeoutError:
        return LayoutTimeoutError(
            f"Graphviz did not lay the chart out within {self.seconds:g} seconds. Draw a smaller "
            "one: choose fewer flows with the options role, group or crossing, write ports: "
            "compact, or draw one chart for each border. To allow more time, set "
            "medulla_dot_timeout in conf.py, or --dot-timeout on the command line."
        )

    # The worker

    def _pass_on(self, path: Path, kind: str) -> None:
        """Give a job to the worker, started or started anew if necessary."""
        worker = self._worker
        if worker is not None:
            try:
                self._write(worker, path, kind)
            except OSError:  # it ended: note what it had done, and which chart ended it
                while self._worker is worker:
                    self._take_answer()
                worker = self._worker
        self._waiting[path] = kind
        if worker is None:
            self._start_worker()

    def _write(self, worker: Worker, path: Path, kind: str) -> None:
        assert worker.stdin is not None
        job = json.dumps([os.fspath(path), kind, self._engine])
        worker.stdin.write(f"{job}\n".encode())

    def _start_worker(self) -> None:
        """Start a worker with all jobs that wait."""
        command = [sys.executable, "-P", "-m", f"{__package__}.layout_worker"]
        environ = dict(os.environ)
        if _PACKAGE.name not in {"site-packages", "dist-packages"}:
            known = environ.get("PYTHONPATH", "")
            environ["PYTHONPATH"] = os.pathsep.join(filter(None, [known, str(_PACKAGE)]))
        try:
            self._worker = worker = subprocess.Popen(
                [*command, self._asked, f"{self.seconds}"],
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
            return
        self._end_worker = weakref.finalize(self, _kill, worker, self._owner)
        with suppress(OSError):  # it ended already: the next answer says so
            for path, kind in self._waiting.items():
                self._write(worker, path, kind)

    def _take_answer(self) -> None:
        """Wait for the worker's next answer, or its end, and note what that means for a chart."""
        assert self._worker is not None
        assert self._worker.stdout is not None
        line = self._worker.stdout.readline()
        path = next(iter(self._waiting), None)
        if line.endswith(b"\n") and not line.startswith(TIMEOUT):
            assert path is not None
            del self._waiting[path]
            self._note(path, *json.loads(line))
            return
        self._end_worker()
        if path is not None:
            del self._waiting[path]
            dot_file(path).unlink(missing_ok=True)
            if line.startswith(TIMEOUT):
                self._failed[path] = self._timeout_error()
                keep(_timeout_file(path), f"{self.seconds}".encode())
            else:
                self._failed[path] = LayoutError(
                    "Graphviz could not lay the chart out: the layout worker ended with the "
                    f"status {self._worker.returncode}."
                )
        self._worker = None
        if self._waiting:
            self._start_worker()

    def _note(self, path: Path, answer: str, said: str) -> None:
        if answer == OTHER_ENGINE:
            self._engine = said  # other paths follow, which `result` submits
        elif answer == NoGraphvizError.__name__:
            self._failed[path] = NoGraphvizError(said)
        elif answer != DONE:
            self._failed[path] = LayoutError(said)
        elif not path.exists():
            self._failed[path] = LayoutError(f"The chart could not be written to {path.parent}.")


def _kill(worker: Worker, owner: int) -> None:
    """Kill a worker and the ``dot`` that it may have started; does nothing in another process."""
    if os.getpid() != owner:
        return
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(worker.pid, signal.SIGKILL)
    else:
        worker.kill()
    for pipe in (worker.stdin, worker.stdout):
        assert pipe is not None
        pipe.close()
    worker.wait()


def _timeout_file(path: Path) -> Path:
    """The file that remembers the limit within which a chart was not done."""
    return path.with_name(f"{path.name}-timeout")


_CURRENT: ContextVar[LayoutQueue] = ContextVar("layout_queue")


@contextmanager
def layout_queue(seconds: float = TIME_LIMIT) -> Iterator[None]:
    """Let `drawn` use one queue with a time limit, which is closed in the end."""
    queue = LayoutQueue(seconds=seconds)
    token = _CURRENT.set(queue)
    try:
        yield
    finally:
        _CURRENT.reset(token)
        queue.close()


def drawn(dot: str, kind: str) -> bytes:
    """The picture of a chart, by the queue of the `layout_queue` around; raises as its `result`."""
    return _CURRENT.get().result(dot, kind)
