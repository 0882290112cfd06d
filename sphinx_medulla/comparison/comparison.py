"""A comparison of two sides, whole: what changes on machines, and between revisions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from .machine_changes import MachineChanges, machine_changes
from .revision_changes import RevisionChange, revision_changes
from .sides import Side


@dataclass(frozen=True)
class Comparison:
    """Two sides, of one dataset or of two of its revisions.

    ``names`` are what somebody called the sides. If there are ``only`` some roles, only what
    changes on these machines is shown.
    """

    old: Side
    new: Side
    names: tuple[str, str]
    only: Collection[str] = ()

    @property
    def of_revisions(self) -> bool:
        """Whether the sides have a dataset each."""
        return self.old.queries is not self.new.queries

    @cached_property
    def machines(self) -> tuple[MachineChanges, ...]:
        """What changes on each machine that is shown."""
        found = machine_changes(self.old, self.new)
        return tuple(one for one in found if not self.only or one.role in self.only)

    @cached_property
    def changes(self) -> tuple[RevisionChange, ...]:
        """What else differs between two revisions."""
        return revision_changes(self.old.queries, self.new.queries) if self.of_revisions else ()
