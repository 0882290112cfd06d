"""A loaded dataset as rules look at it, with indexes that save them from comparing all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from ..dataset.load import Loaded
from ..dataset.model import Dataset, Flow
from ..dataset.views import Views

Found = TypeVar("Found")


@dataclass(frozen=True)
class Case:
    """One dataset under check. What several rules need is worked out here, once, when asked for."""

    loaded: Loaded
    _done: dict[object, object] = field(default_factory=dict, init=False, repr=False)

    def once(self, work: Callable[[Case], Found]) -> Found:
        """What a function finds in this dataset; it works once for all rules that ask for it."""
        if work not in self._done:
            self._done[work] = work(self)
        return self._done[work]  # type: ignore[return-value]  # of that very function

    @property
    def dataset(self) -> Dataset:
        """The dataset."""
        return self.loaded.dataset

    @cached_property
    def views(self) -> Views:
        """The dataset, ready for questions."""
        return Views(self.dataset)

    def flows(self) -> Iterator[tuple[int, Flow]]:
        """Each flow with its place in the file's list, from 0: its path is ``("flows", place)``."""
        yield from enumerate(self.dataset.flows)

    @cached_property
    def flows_by_mode(self) -> dict[str, list[tuple[int, Flow]]]:
        """The flows of each mode, those that name none in all of them."""
        modes: dict[str, list[tuple[int, Flow]]] = {mode: [] for mode in self.dataset.modes}
        for place, flow in self.flows():
            for mode in flow.modes or modes:
                modes[mode].append((place, flow))
        return modes

    def kind_of(self, role: str) -> str:
        """What stands in for a role when modes are compared: its kind, else the role itself."""
        return self.dataset.roles[role].kind or role

    def is_core(self, flow: Flow) -> bool:
        """Whether a flow is of the group that flows have by default."""
        return self.views.group_of(flow) == self.dataset.defaults.group
