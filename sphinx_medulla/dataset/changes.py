"""What an edit of a dataset can concern, found without looking at what is shown of it."""

from __future__ import annotations

from .names import names_of
from .yaml_tree import Data


def changed_modes(old: Data, new: Data) -> frozenset[str] | None:
    """The ids of the modes that the changed flows are in, before or after the edit.

    ``old`` and ``new`` are the data of two files that load, as `read_yaml` finds them. A view of
    other modes is what it was. None where that cannot be said: something else than flows differs,
    flows came or went or moved, one has other ends (colours go by who initiates), or one is in
    every mode.
    """
    flows, others = _parts(old)
    flows_now, others_now = _parts(new)
    if others != others_now or len(flows) != len(flows_now):
        return None
    names = names_of("modes", new)
    modes: set[str] = set()
    for before, after in zip(flows, flows_now, strict=True):
        if before != after:
            if any(before[key] != after[key] for key in ("id", "from", "to")):
                return None
            for flow in (before, after):
                named = flow.get("modes")
                if not named or not isinstance(named, list):
                    return None
                modes.update(names.resolve(str(name)) or "" for name in named)
    return frozenset(modes)


def _parts(data: Data) -> tuple[list[dict[str, Data]], str]:
    """The flows of a file, and all else in its order."""
    assert isinstance(data, dict)
    flows = data["flows"]
    assert isinstance(flows, list)
    others = {key: value for key, value in data.items() if key != "flows"}
    return [flow for flow in flows if isinstance(flow, dict)], repr(others)
