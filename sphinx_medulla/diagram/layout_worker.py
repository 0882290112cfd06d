"""The process that lays charts out, one after the other: it may hang or crash, a build must not.

`LayoutQueue` starts it with the engine and the time limit as arguments. It imports neither Sphinx
nor the dataset, so that it starts fast.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from .layout import LayoutError, NoGraphvizError, engine_in_use, keep_layout, lay_out

DONE, OTHER_ENGINE = "done", "other engine"
"""Answers, beside the names of errors."""

TIMEOUT = b"Timeout"
"""How the last answer begins if the time limit ends the process; the words are faulthandler's."""


def dot_file(path: Path) -> Path:
    """The file with the DOT source of the chart whose picture goes to a path."""
    return path.with_name(f"{path.name}-dot")


def main() -> None:
    """Do the jobs of standard input until it closes, and write one answer each.

    A job is a line of JSON: the picture's path, its format, and the engine that the path was made
    for. An answer is a line of JSON with two texts: `DONE`; or `OTHER_ENGINE` and the engine that
    this machine has; or the name of an error and its message.

    A job that takes longer than the limit ends the process, whatever it is doing. `SIGINT` is
    ignored: the parent process decides what becomes of this one.
    """
    engine, limit = sys.argv[1], float(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # lest a C library writes among the answers
    with suppress(NoGraphvizError):
        engine_in_use(engine)  # loads it before the time of the first chart begins
    for line in sys.stdin.buffer:
        path, kind, expected = json.loads(line)
        faulthandler.dump_traceback_later(limit, exit=True, file=answers)
        answer = _do(Path(path), kind, engine, expected)
        faulthandler.cancel_dump_traceback_later()
        answers.write(json.dumps(answer).encode() + b"\n")


def _do(path: Path, kind: str, engine: str, expected: str) -> tuple[str, str]:
    try:
        found = engine_in_use(engine)
        if found != expected:
            return OTHER_ENGINE, found
        keep_layout(path, lay_out(dot_file(path).read_bytes().decode(), kind, engine))
    except NoGraphvizError as error:
        return NoGraphvizError.__name__, str(error)
    except Exception as error:  # whatever it is, the other charts are to be laid out
        return LayoutError.__name__, str(error) or repr(error)
    finally:
        dot_file(path).unlink(missing_ok=True)
    return DONE, ""


if __name__ == "__main__":
    main()
