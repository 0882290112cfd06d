"""A process that ends with the process that started it, also where that one is killed."""

from __future__ import annotations

import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Have Linux kill this process as soon as its parent process has ended.

    Other systems cannot do that: there the process goes on.
    """
    if sys.platform == "linux":
        import ctypes  # only where a chart is laid out

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
