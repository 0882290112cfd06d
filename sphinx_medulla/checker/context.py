"""A loaded dataset as rules see it, with indexes that save them from comparing all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import NamedTuple, TypeVar

from ..dataset.loading import Loaded
from ..dataset.model import Dataset, Flow, ServicePort
from ..dataset.ports import Port
from ..dataset.problem import Location
from ..dataset.queries import Queries
from ..dataset.yaml_tree import Step

Result = TypeVar("Result")

Place = tuple[Flow | Step, ...]
"""The keys and indexes that lead to a part of the file; a flow is short for "flows" and its index.

``("services", "web", "ports", 0)`` is the first port of a service, ``(flow, "ports", 0)`` the first
one of a flow.
"""


class ServiceUse(NamedTuple):
    """A port of a flow, or one protocol of it, that belongs to a port of a service.

    ``at`` is the index of the port in the flow's list.
    """

    flow: Flow
    at: int
    port: Port
    entry: ServicePort

    @property
    def place(self) -> Place:
        """The port's place in the file."""
        return (self.flow, "ports", self.at)


class UnmatchedPort(NamedTuple):
    """A port of a flow, or one protocol of it, that belongs to no service of the destination."""

    flow: Flow
    at: int
    port: Port

    @property
    def place(self) -> Place:
        """The port's place in the file."""
        return (self.flow, "ports", self.at)


@dataclass(frozen=True)
class RuleContext:
    """One dataset under check; what several rules need is computed once, on first use.

    ``today`` is the day with which dates are compared; without it, none is.
    """

    loaded: Loaded
    today: date | None = None
    _results: dict[object, object] = field(default_factory=dict, init=False, repr=False)

    def once(self, analysis: Callable[[RuleContext], Result]) -> Result:
        """The result of a function for this dataset, computed at the first call only."""
        if analysis not in self._results:
            self._results[analysis] = analysis(self)
        return self._results[analysis]  # type: ignore[return-value]  # its own result

    @property
    def dataset(self) -> Dataset:
        """The dataset."""
        return self.loaded.dataset

    @property
    def flows(self) -> tuple[Flow, ...]:
        """The flows in the order of the file."""
        return self.loaded.dataset.flows

    @cached_property
    def queries(self) -> Queries:
        """Look-ups in the dataset."""
        return Queries(self.dataset)

    @cached_property
    def flow_index(self) -> dict[str, int]:
        """The index of each flow in the file's list, by the flow's id."""
        return {flow.id: index for index, flow in enumerate(self.flows)}

    def port_order(self, port: ServiceUse | UnmatchedPort) -> tuple[int, int]:
        """A key that sorts ports of flows in the order of the file."""
        return self.flow_index[port.flow.id], port.at

    def locate(self, place: Place | Location, *, at_key: bool = False) -> Location:
        """The lines and columns of a place's value, or of its key; a location is returned as is."""
        if isinstance(place, Location):
            return place
        path: list[Step] = []
        for step in place:
            path += ("flows", self.flow_index[step.id]) if isinstance(step, Flow) else (step,)
        return self.loaded.locate_key(*path) if at_key else self.loaded.locate(*path)

    @cached_property
    def flows_by_mode(self) -> dict[str, list[Flow]]:
        """The flows that name each mode; those that name none, and are in all, under ``""``."""
        modes: dict[str, list[Flow]] = {mode: [] for mode in ("", *self.dataset.modes)}
        for flow in self.flows:
            for mode in flow.modes or ("",):
                modes[mode].append(flow)
        return modes

    @cached_property
    def kind_of(self) -> dict[str, str]:
        """What each role counts as when modes are compared: its kind, else the role itself."""
        return {name: role.kind or name for name, role in self.dataset.roles.items()}

    @cached_property
    def role_places(self) -> dict[str, Place]:
        """The first place at which a flow names each role; roles without flows are missing."""
        places: dict[str, Place] = {}
        for flow in self.flows:
            places.setdefault(flow.from_, (flow, "from"))
            places.setdefault(flow.to, (flow, "to"))
        return places

    @cached_property
    def core_flows(self) -> list[Flow]:
        """The flows of the default group."""
        return [flow for flow in self.flows if self.is_core(flow)]

    def is_core(self, flow: Flow) -> bool:
        """Whether a flow is in the default group."""
        return self.queries.group_of(flow) == self.dataset.defaults.group

    @property
    def uses(self) -> dict[str, list[ServiceUse]]:
        """The uses of each service, by its id, in the order of flows; unused ones are missing."""
        return self._matched[0]

    @property
    def unmatched_ports(self) -> list[UnmatchedPort]:
        """The flows' ports that belong to no service of their destination."""
        return self._matched[1]

    @cached_property
    def _matched(self) -> tuple[dict[str, list[ServiceUse]], list[UnmatchedPort]]:
        """Every port of every flow: those of a service, by its id, and the others."""
        uses: dict[str, list[ServiceUse]] = {}
        unmatched: list[UnmatchedPort] = []
        match = self.queries.listeners.match
        for flow in self.flows:
            for index, entry in enumerate(flow.ports):
                for found in match(entry.port, flow.to):
                    if isinstance(found, tuple):
                        port, service, service_port = found
                        use = ServiceUse(flow, index, port, service_port)
                        uses.setdefault(service.id, []).append(use)
                    else:
                        unmatched.append(UnmatchedPort(flow, index, found))
        return uses, unmatched


def computed_once(
    analysis: Callable[[RuleContext], Result],
) -> Callable[[RuleContext], Result]:
    """Decorate a function of a context so that all rules of a run share one result."""

    @wraps(analysis)
    def shared(context: RuleContext) -> Result:
        return context.once(analysis)

    return shared


def first_per_flow(uses: Iterable[ServiceUse]) -> list[ServiceUse]:
    """The first use in each flow."""
    first: dict[str, ServiceUse] = {}
    for use in uses:
        first.setdefault(use.flow.id, use)
    return list(first.values())


def combined_modes(flows: Iterable[Flow]) -> tuple[str, ...]:
    """The modes that any of the flows names; none if one of them is in all modes."""
    modes = [flow.modes for flow in flows]
    return tuple(dict.fromkeys(mode for some in modes for mode in some)) if all(modes) else ()
