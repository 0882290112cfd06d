"""Python's search for garbage, left out where there is none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Make some objects that are needed a while, without searches for garbage among them.

    There is none yet, and a search through everything comes after each hundred of the small ones.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many objects that stay, without a search for garbage among them and all others.

    A build has half a million objects when ours join them, and each search goes through all. What
    was made counts as old at the end, so that it does not bring the next search forward either.
    """
    enabled = gc.isenabled()
    with paused():
        yield
        if enabled and gc.get_freeze_count() == 0:  # else somebody keeps objects there
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
