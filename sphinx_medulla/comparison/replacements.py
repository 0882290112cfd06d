"""Which roles take the place of others if an installation moves to another mode."""

from __future__ import annotations

from ..dataset.model import Dataset, Mode


def replaced_roles(dataset: Dataset, old: Mode, new: Mode) -> dict[str, str]:
    """The roles that only the old mode has, each with the one of its kind in the new mode only."""
    before, after = _by_kind(dataset, old, new), _by_kind(dataset, new, old)
    return {before[kind]: after[kind] for kind in before if kind in after}


def _by_kind(dataset: Dataset, mode: Mode, other: Mode) -> dict[str, str]:
    """The roles of a mode that another does not have, by their kinds."""
    roles = (dataset.roles[role] for role in mode.roles if role not in other.roles)
    return {role.kind: role.id for role in roles if role.kind}
