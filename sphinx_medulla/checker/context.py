"""A loaded dataset as rules look at it, with indexes that save them from comparing all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from ..dataset.loading import Loaded
from ..dataset.model import Dataset, Flow, ServicePort
from ..dataset.ports import Port
from ..dataset.queries import Queries
from .analysis.text_names import Names

Found = TypeVar("Found")


class Use(NamedTuple):
    """A flow's port that belongs to a service: the flow's place, and the port's within its list."""

    place: int
    flow: Flow
    turn: int
    port: Port
    entry: ServicePort


class Stray(NamedTuple):
    """A flow's port that belongs to no service of the destination, placed as in `Use`."""

    place: int
    flow: Flow
    turn: int
    port: Port


@dataclass(frozen=True)
class RuleContext:
    """One dataset under check. What several rules need is worked out here, once, when asked for."""

    loaded: Loaded
    _done: dict[object, object] = field(default_factory=dict, init=False, repr=False)

    def once(self, work: Callable[[RuleContext], Found]) -> Found:
        """What a function finds in this dataset; it works once for all rules that ask for it."""
        if work not in self._done:
            self._done[work] = work(self)
        return self._done[work]  # type: ignore[return-value]  # of that very function

    @property
    def dataset(self) -> Dataset:
        """The dataset."""
        return self.loaded.dataset

    @cached_property
    def queries(self) -> Queries:
        """The dataset, ready for questions."""
        return Queries(self.dataset)

    def flows(self) -> Iterator[tuple[int, Flow]]:
        """Each flow with its place in the file's list, from 0: its path is ``("flows", place)``."""
        yield from enumerate(self.dataset.flows)

    @cached_property
    def flows_by_mode(self) -> dict[str, list[tuple[int, Flow]]]:
        """The flows that name each mode; those that name none, which are in all, under ``""``."""
        modes: dict[str, list[tuple[int, Flow]]] = {mode: [] for mode in ("", *self.dataset.modes)}
        for place, flow in self.flows():
            for mode in flow.modes or ("",):
                modes[mode].append((place, flow))
        return modes

    @cached_property
    def kind_of(self) -> dict[str, str]:
        """What stands in for each role when modes are compared: its kind, else the role itself."""
        return {name: role.kind or name for name, role in self.dataset.roles.items()}

    @cached_property
    def core_flows(self) -> list[tuple[int, Flow]]:
        """The flows of the group that flows have by default, with their places."""
        return [placed for placed in self.flows() if self.is_core(placed[1])]

    def is_core(self, flow: Flow) -> bool:
        """Whether a flow is of the group that flows have by default."""
        return self.queries.group_of(flow) == self.dataset.defaults.group

    @property
    def uses(self) -> dict[str, list[Use]]:
        """Where flows use each service, by its id; a service that no flow uses is left out."""
        return self._matched[0]

    @property
    def strays(self) -> list[Stray]:
        """The flows' ports that belong to no service of their destination."""
        return self._matched[1]

    @cached_property
    def _matched(self) -> tuple[dict[str, list[Use]], list[Stray]]:
        """Every port of every flow: those with a service, by its id, and those without."""
        uses: dict[str, list[Use]] = {}
        strays: list[Stray] = []
        match = self.queries.listeners.match
        for place, flow in self.flows():
            for turn, entry in enumerate(flow.ports):
                for found in match(entry.port, flow.to):
                    if isinstance(found, tuple):
                        port, service, service_port = found
                        use = Use(place, flow, turn, port, service_port)
                        uses.setdefault(service.id, []).append(use)
                    else:
                        strays.append(Stray(place, flow, turn, found))
        return uses, strays

    @cached_property
    def names(self) -> Names:
        """What texts call roles, kinds and modes."""
        return Names(self.dataset)
