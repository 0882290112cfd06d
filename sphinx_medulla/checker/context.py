"""A loaded dataset as rules see it, with indexes that save them from comparing all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from itertools import chain
from typing import TypeVar

from ..dataset.listeners import Match
from ..dataset.loading import Loaded
from ..dataset.model import Dataset, Flow, ServicePort
from ..dataset.ports import Port
from ..dataset.problem import Location, Severity
from ..dataset.queries import Queries
from ..dataset.yaml_tree import Step
from ..grouping import grouped

Result = TypeVar("Result")

Place = tuple[Flow | Step, ...]
"""The keys and indexes that lead to a part of the file; a flow is short for "flows" and its index.

``("services", "web", "ports", 0)`` is the first port of a service, ``(flow, "ports", 0)`` the first
one of a flow.
"""


@dataclass(slots=True)
class ListedPort:
    """A port of a flow, or one protocol of it; ``at`` is its index in the flow's list."""

    flow: Flow
    at: int
    port: Port

    @property
    def place(self) -> Place:
        """The port's place in the file."""
        return (self.flow, "ports", self.at)


@dataclass(slots=True)
class ServiceUse(ListedPort):
    """A port of a flow that belongs to ``entry``, a port of a service."""

    entry: ServicePort


@dataclass(frozen=True)
class RuleContext:
    """One dataset under check; what several rules need is computed once, on first use.

    ``severities`` replace those of rules, by code. ``today`` is the day with which dates are
    compared; without it, none is. ``results`` are those of the functions that `computed_once`
    decorates.
    """

    loaded: Loaded
    severities: Mapping[str, Severity] = field(default_factory=dict)
    today: date | None = None
    results: dict[object, object] = field(default_factory=dict, init=False, repr=False)

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

    def locate(self, place: Place | Location) -> Location:
        """The lines and columns of a place's value; a location is returned as is."""
        return place if isinstance(place, Location) else self.loaded.tree.locate(*self._path(place))

    def locate_finding(self, place: Place | Location) -> Location:
        """As `locate`, but of a whole entry of the dataset only the key, if it has one."""
        if isinstance(place, Location) or len(path := self._path(place)) > 2:
            return self.locate(place)
        return self.loaded.tree.locate_key(*path)

    def written(self, place: Place) -> object:
        """What the file says at a place, such as an alias where the dataset has the id."""
        return self.loaded.tree.get(*self._path(place))

    def _path(self, place: Place) -> list[Step]:
        """The keys and indexes that lead to a place."""
        path: list[Step] = []
        for step in place:
            path += ("flows", self.flow_index[step.id]) if isinstance(step, Flow) else (step,)
        return path

    @cached_property
    def flows_by_mode(self) -> dict[str, list[Flow]]:
        """The flows that name each mode; those that name none under ``""``."""
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
    def _flows_of_any(self) -> list[Flow]:
        """The flows with an end that is every machine."""
        anybody = self.queries.any_roles
        return [flow for flow in self.flows if not anybody.isdisjoint((flow.from_, flow.to))]

    def covering_ports(self, ends: tuple[str, str], mode: str) -> list[Port]:
        """The ports that flows of every machine open between two roles in a mode.

        The mode is ``""`` for flows that are in none.
        """
        return [
            entry.port
            for flow in self._flows_of_any
            if (flow.from_, flow.to) != ends
            and self.queries.is_one_of(flow.from_, ends[:1])
            and self.queries.is_one_of(flow.to, ends[1:])
            and mode in (self.queries.modes_of(flow) or ("",))
            for entry in flow.ports
        ]

    @cached_property
    def core_flows(self) -> list[Flow]:
        """The flows of the default group."""
        return [flow for flow in self.flows if self.is_core(flow)]

    def is_core(self, flow: Flow) -> bool:
        """Whether a flow is in the default group."""
        return self.queries.group_of(flow) == self.dataset.defaults.group

    def matches(self, flow: Flow) -> Iterator[tuple[int, Match]]:
        """The ports of a flow with their services, each with the index in the flow's list."""
        for index, entry in enumerate(flow.ports):
            for match in self.queries.listeners.match(entry.port, flow.to):
                yield index, match

    @cached_property
    def uses(self) -> dict[str, list[ServiceUse]]:
        """The uses of each service, by its id, in the order of flows; unused ones are missing."""
        return grouped(
            (match[1].id, ServiceUse(flow, index, match[0], match[2]))
            for flow in self.flows
            for index, match in self.matches(flow)
            if isinstance(match, tuple)
        )

    @cached_property
    def unmatched_ports(self) -> list[ListedPort]:
        """The flows' ports that belong to no service of their destination."""
        return [
            ListedPort(flow, index, match)
            for flow in self.flows
            for index, match in self.matches(flow)
            if isinstance(match, Port)
        ]


def computed_once(
    analysis: Callable[[RuleContext], Result],
) -> Callable[[RuleContext], Result]:
    """Decorate a function of a context so that all rules of a run share one result."""

    @wraps(analysis)
    def shared(context: RuleContext) -> Result:
        if analysis not in context.results:
            context.results[analysis] = analysis(context)
        return context.results[analysis]  # type: ignore[return-value]  # its own result

    return shared


def first_per_flow(uses: Iterable[ServiceUse]) -> list[ServiceUse]:
    """The first use in each flow."""
    return [uses[0] for uses in grouped((use.flow.id, use) for use in uses).values()]


def combined_modes(queries: Queries, flows: Iterable[Flow]) -> tuple[str, ...]:
    """The modes of the flows; none if one of them names no mode and is in all."""
    known = list(flows)
    if any(map(queries.is_everywhere, known)):
        return ()
    return tuple(dict.fromkeys(chain.from_iterable(map(queries.modes_of, known))))
