"""Pausing Python's garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the garbage collector while many objects are made that stay alive.

    During a build, each collection would traverse half a million objects. Afterwards the new
    objects count as old, so that they do not trigger the next collection early.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        if enabled and gc.get_freeze_count() == 0:  # otherwise somebody keeps objects there
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
    finally:
        if enabled:
            gc.enable()
