"""Python's search for garbage, left out where there is none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many objects that stay, without a search for garbage among them and all others.

    A build has half a million objects when ours join them, and each search goes through all. What
    was made counts as old at the end, so that it does not bring the next search forward either.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if gc.get_freeze_count() == 0:  # else somebody keeps objects there, to be left alone
                gc.freeze()
                gc.unfreeze()  # into the oldest generation
            gc.enable()
