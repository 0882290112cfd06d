"""The process that lays out charts, one after the other. If it hangs or crashes, the build goes on.

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

from .layout import LayoutError, NoGraphvizError, find_engine, keep_layout, lay_out
from .parent_process import end_with_parent

TIMEOUT = b"Timeout"
"""How the last answer begins if the time limit ends the process; the words are faulthandler's."""


def dot_file(path: Path) -> Path:
    """The file with the DOT source of the chart whose picture goes to a path."""
    return path.with_name(f"{path.name}-dot")


def main() -> None:
    """Do the jobs of standard input until it closes, and write one answer each.

    A job is a line of JSON: the picture's path, whose name ends in ``-FORMAT``. An answer is a line
    of JSON: the name of an error and its message; both are empty if the picture was written.

    A job that takes longer than the limit ends the process, whatever it is doing. `SIGINT` is
    ignored: the parent process decides when this one ends. If the parent was killed, this one ends
    at once on Linux; elsewhere it drops the jobs that are left.
    """
    end_with_parent()
    parent = os.getppid()
    engine, limit = sys.argv[1], float(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # so that what C libraries print does not get between the answers
    with suppress(NoGraphvizError):
        find_engine(engine)  # loads it before the time of the first chart begins
    for line in sys.stdin.buffer:
        path = Path(json.loads(line))
        if os.getppid() != parent:
            dot_file(path).unlink(missing_ok=True)
            continue
        faulthandler.dump_traceback_later(limit, exit=True, file=answers)
        answer = _do(path, engine)
        faulthandler.cancel_dump_traceback_later()
        answers.write(json.dumps(answer).encode() + b"\n")


def _do(path: Path, engine: str) -> tuple[str, str]:
    """Lay out the chart of a picture's path, and return the answer."""
    try:
        drawn = lay_out(dot_file(path).read_bytes().decode(), path.name.rpartition("-")[2], engine)
        keep_layout(path, drawn)
    except NoGraphvizError as error:
        return NoGraphvizError.__name__, str(error)
    except Exception as error:  # whatever it is, the other charts are to be laid out
        return LayoutError.__name__, str(error) or repr(error)
    finally:
        dot_file(path).unlink(missing_ok=True)
    return "", ""


if __name__ == "__main__":
    main()
