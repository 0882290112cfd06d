"""What an edit of a dataset can concern, found without looking at what is shown of it."""

from __future__ import annotations

from dataclasses import replace

from .model import Dataset, Flow


def changed_modes(old: Dataset, new: Dataset) -> frozenset[str] | None:
    """The ids of the modes that the changed flows are in, before or after the edit.

    A view of other modes is what it was. None where that cannot be said: something else than flows
    differs, flows came or went or moved, one has other ends (colours go by who initiates), or one
    is in every mode.
    """
    if _frame(old) != _frame(new):
        return None
    modes: set[str] = set()
    for before, after in zip(old.flows, new.flows, strict=True):
        if before != after:
            if not before.modes or not after.modes:
                return None
            modes.update(before.modes, after.modes)
    return frozenset(modes)


def _frame(dataset: Dataset) -> tuple[str, list[tuple[str, str, str]]]:
    """All but the flows, in its order, and the flows' ids and ends."""
    return repr(replace(dataset, flows=())), [_ends(flow) for flow in dataset.flows]


def _ends(flow: Flow) -> tuple[str, str, str]:
    return flow.id, flow.from_, flow.to
