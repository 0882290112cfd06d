"""A loaded dataset as rules look at it, with indexes that save them from comparing all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from ..dataset.load import Loaded
from ..dataset.model import Dataset, Flow, Service, ServicePort
from ..dataset.port import Port
from ..dataset.views import Views
from .names import Names

Found = TypeVar("Found")


class Use(NamedTuple):
    """A flow's port that belongs to a service: the flow's place, and the port's within its list."""

    place: int
    flow: Flow
    turn: int
    port: Port
    entry: ServicePort


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

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """Where flows use each service, by its id; a service that no flow uses is left out."""
        found: dict[str, list[Use]] = {}
        for place, flow in self.flows():
            for turn, entry in enumerate(flow.ports):
                for match in self.views.listeners.match(entry.port, flow.to):
                    if isinstance(match, tuple):
                        port, service, service_port = match
                        use = Use(place, flow, turn, port, service_port)
                        found.setdefault(service.id, []).append(use)
        return found

    def strays(self) -> Iterator[tuple[int, Flow, int, Port]]:
        """The flows' ports that belong to no service of their destination, placed as in `Use`."""
        for place, flow in self.flows():
            for turn, entry in enumerate(flow.ports):
                for match in self.views.listeners.match(entry.port, flow.to):
                    if not isinstance(match, tuple):
                        yield place, flow, turn, match

    @cached_property
    def offering(self) -> Callable[[Port], list[Service]]:
        """A function that finds the services that have a port, wherever they listen."""
        single: dict[int, list[tuple[Port, Service]]] = {}
        ranges: list[tuple[Port, Service]] = []
        for service in self.dataset.services.values():
            for entry in service.ports:
                port = entry.port
                where = single.setdefault(port.first, []) if port.first == port.last else ranges
                where.append((port, service))
        known: dict[Port, list[Service]] = {}

        def find(port: Port) -> list[Service]:
            if port not in known:
                near_by = (*single.get(port.first, ()), *ranges)
                known[port] = [service for entry, service in near_by if entry.covers(port)]
            return known[port]

        return find

    @cached_property
    def names(self) -> Names:
        """What texts call roles, kinds and modes."""
        return Names(self.dataset)
