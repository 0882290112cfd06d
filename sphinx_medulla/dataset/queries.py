"""The questions that readers ask of a dataset: which flows, which numbers, which ports.

A table, a chart and an export that ask the same `Selection` get the same `View`: the same flows in
the same order under the same numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from ..grouping import grouped
from .listeners import Listeners
from .model import (
    Citation,
    Dataset,
    Encryption,
    Erratum,
    Flow,
    FlowPort,
    Mode,
    Need,
    Question,
    Role,
    Service,
    ServicePort,
    Waiver,
)
from .ports import Port, protocol_order
from .remarks import concerning, questions
from .selection import Selection

ANSWERS_KEPT = 32

Numbers = tuple[tuple[str, int], ...]


class PortUse(NamedTuple):
    """A port of a row, after cutting, with what its service and its flow say of it.

    ``service`` is None if the dataset has none for this port on this destination. ``need`` is the
    port's, else the flow's, else conditional if a role is (its ``when``), else None: not stated.
    ``feature`` is the port's, the flow's or the service's. ``name`` is what listens there,
    ``encryption`` how the connection is encrypted, and ``setting`` the settings that change the
    port: those of the flow's port, else of the port within its service, else the service's; empty
    if nothing is known.
    ``either`` says that one of the protocols that the flow names for the port suffices, and
    ``listener`` is the service's own port, ``stated`` the flow's. ``place`` (from 1) is that among
    all ports of the flow, in the order of the file.
    """

    port: Port
    service: Service | None
    need: Need | None
    feature: str
    name: str = ""
    encryption: Encryption = ""
    setting: tuple[str, ...] = ()
    either: bool = False
    listener: ServicePort | None = None
    stated: FlowPort | None = None
    place: int = 0


class Row(NamedTuple):
    """A flow as a view shows it.

    ``numbers`` pairs each mode of the selection that has the flow with the flow's place (from 1) in
    that mode; the mode is ``""`` for the flows that name none. ``ports`` is what the filters left,
    sorted by protocol and number; it is empty only if the flow states no port. ``questions`` are
    waivers that wait for an answer.
    """

    flow: Flow
    numbers: Numbers
    ports: tuple[PortUse, ...]
    errata: tuple[Erratum, ...]
    questions: tuple[Waiver, ...] = ()

    @property
    def number(self) -> int:
        """The number in the first mode."""
        return self.numbers[0][1]


class Section(NamedTuple):
    """Rows under one heading: a group's id, or a role's with the direction seen from it."""

    kind: Literal["group", "inbound", "outbound"]
    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class View:
    """The answer to a selection."""

    queries: Queries
    selection: Selection
    sections: tuple[Section, ...]

    @property
    def dataset(self) -> Dataset:
        """The dataset that was asked."""
        return self.queries.dataset

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row once, in the order of the sections."""
        rows = {row.flow.id: row for section in self.sections for row in section.rows}
        return tuple(rows.values())

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The ids of the roles at the rows' ends, in order of first appearance."""
        return tuple(
            dict.fromkeys(end for row in self.rows for end in (row.flow.from_, row.flow.to))
        )


class ServiceUse(NamedTuple):
    """A service, and the rows (of all modes, or of the wanted one) that use a port of it."""

    service: Service
    ports: tuple[ServicePort, ...]
    rows: tuple[Row, ...]


@dataclass
class Queries:
    """Answers questions about a dataset, and keeps the answers; make one per dataset."""

    dataset: Dataset
    _answers: dict[Selection, View] = field(default_factory=dict, repr=False)

    @cached_property
    def flows(self) -> dict[str, Flow]:
        """Every flow under its id, in the order of rows: by group, then as in the file."""
        order = {group: place for place, group in enumerate(self.dataset.groups)}
        ranked = sorted(self.dataset.flows, key=lambda flow: order.get(self.group_of(flow), -1))
        return {flow.id: flow for flow in ranked}

    @cached_property
    def initiators(self) -> tuple[str, ...]:
        """The ids of the roles that open connections, in the order of the file."""
        return tuple(dict.fromkeys(flow.from_ for flow in self.dataset.flows))

    @cached_property
    def _by_mode(self) -> dict[str, dict[str, int]]:
        """For each mode, and for no mode (``""``), the ids of its flows with their numbers."""
        modes: dict[str, dict[str, int]] = {mode: {} for mode in ("", *self.dataset.modes)}
        for flow in self.flows.values():
            for mode in flow.modes or ("", *self.modes_of(flow)):
                numbers = modes[mode]
                numbers.setdefault(flow.id, len(numbers) + 1)
        return modes

    @cached_property
    def modes_with_role(self) -> dict[str, tuple[str, ...]]:
        """The modes in which each role exists: those that list it; all modes if none does."""
        modes = self.dataset.modes
        listing = grouped((role, mode) for mode in modes for role in {*modes[mode].roles})
        return {role: tuple(listing.get(role, modes)) for role in self.dataset.roles}

    @cached_property
    def any_roles(self) -> frozenset[str]:
        """The ids of the roles that are every source or destination."""
        return frozenset(name for name, role in self.dataset.roles.items() if role.any)

    def is_one_of(self, end: str, roles: Collection[str]) -> bool:
        """Whether one end of a flow is one of some roles, itself or because it is every machine."""
        return end in roles or end in self.any_roles

    def may_ask(
        self,
        question: Question,
        port: Port,
        *,
        from_: Collection[str] = (),
        to: Collection[str] = (),
        mode: str = "",
    ) -> bool:
        """Whether a question of the dataset may be about a port from and to some roles in a mode.

        What the question or the caller leaves out may be any.
        """
        if not any(port.overlaps(one) for one in question.ports):
            return False
        if mode and question.modes and mode not in question.modes:
            return False
        return all(
            not named or not ends or any(self.is_one_of(end, {*named}) for end in ends)
            for named, ends in ((question.from_, from_), (question.to, to))
        )

    def group_of(self, flow: Flow) -> str:
        """The id of the flow's group, its own or the default one; empty if there is neither."""
        return flow.group or self.dataset.defaults.group

    def source_of(self, entry_source: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """The sources that an entry cites, its own or the default ones."""
        return entry_source or self.dataset.defaults.source

    def language_of(self, erratum: Erratum) -> str:
        """The language of the words that an erratum quotes; empty if no source says it.

        It is that of the first of the entry's sources that has one.
        """
        return self._languages.get(erratum, "")

    @cached_property
    def _languages(self) -> dict[Erratum, str]:
        """The language of each erratum's words. Equal errata share a note, and so a language."""
        dataset = self.dataset
        entries: list[Flow | Mode | Role | Service] = [*dataset.flows]
        for table in (dataset.modes, dataset.roles, dataset.services):
            entries += table.values()
        found: dict[Erratum, str] = {}
        for entry in entries:
            sources = (dataset.sources[cited.id] for cited in self.source_of(entry.source))
            language = next((source.language for source in sources if source.language), "")
            for erratum in entry.errata:
                found.setdefault(erratum, language)
        return found

    def number(self, flow: str, mode: str) -> int | None:
        """The place (from 1) of a flow within a mode, or None if the mode has no such flow."""
        return self._by_mode[mode].get(flow)

    @cached_property
    def _numbers(self) -> dict[str, dict[str, int]]:
        """For each flow, by id, its number in each of its modes."""
        found: dict[str, dict[str, int]] = {flow: {} for flow in self.flows}
        for mode, numbers in self._by_mode.items():
            for flow, number in numbers.items():
                found[flow][mode] = number
        return found

    def modes_of(self, flow: Flow) -> tuple[str, ...]:
        """The modes of a flow: those that it names, else those in which both of its ends exist.

        A mode that the flow names twice, perhaps by two names, is only once among them.
        """
        if flow.modes:
            return flow.modes if len(flow.modes) == 1 else tuple(dict.fromkeys(flow.modes))
        receiving = {*self.modes_with_role[flow.to]}
        return tuple(mode for mode in self.modes_with_role[flow.from_] if mode in receiving)

    def is_everywhere(self, flow: Flow) -> bool:
        """Whether a flow names no mode, and holds in all of them."""
        return not flow.modes and len(self.modes_of(flow)) == len(self.dataset.modes)

    def select(self, selection: Selection) -> View:
        """Return the view of a selection; an empty view if nothing fits.

        The last answers are kept: a page's table and its chart often ask the same.
        """
        known = self._answers.get(selection)
        if known is None:
            if len(self._answers) >= ANSWERS_KEPT:
                self._answers.clear()
            known = self._answers[selection] = self._select(selection)
        return known

    def _select(self, selection: Selection) -> View:
        modes = selection.modes or ("",)
        wanted = {flow for mode in modes for flow in self._by_mode[mode]}
        if len(modes) == 1:
            flows: Iterable[Flow] = (self.flows[flow] for flow in self._by_mode[modes[0]])
        else:
            flows = (flow for flow in self.flows.values() if flow.id in wanted)
        rows = [row for flow in flows if (row := self._row(flow, selection, modes)) is not None]
        sections = self._sections(rows, selection)
        return View(self, selection, tuple(section for section in sections if section.rows))

    def services(self, selection: Selection) -> tuple[ServiceUse, ...]:
        """The services that the selected flows use, in the dataset's order.

        Without modes, flows of every mode count. Without any narrowing every service is there, used
        or not. ``ports`` are those of the service that ``selection.port`` keeps.
        """
        asked = Selection(
            modes=selection.modes or tuple(self.dataset.modes),
            role=selection.role,
            port=selection.port,
            where=selection.where,
        )
        used: dict[str, list[Row]] = {}
        for row in self.select(asked).rows:
            for name in dict.fromkeys(use.service.id for use in row.ports if use.service):
                used.setdefault(name, []).append(row)
        narrowed = bool(selection.modes or selection.role or selection.where)
        found = []
        for service in self.dataset.services.values():
            ports = tuple(port for port in service.ports if _kept(port.port, selection.port))
            if ports and (service.id in used or not narrowed):
                mine = tuple(used.get(service.id, ()))
                found.append(ServiceUse(service=service, ports=ports, rows=mine))
        return tuple(found)

    @cached_property
    def listeners(self) -> Listeners:
        """The services by the ports that they listen on."""
        return Listeners(self.dataset.services.values(), self.any_roles)

    def _row(self, flow: Flow, selection: Selection, modes: tuple[str, ...]) -> Row | None:
        if not self._ends_fit(flow, selection):
            return None
        if not all(one.holds(flow, self.dataset, one.value) for one in selection.where):
            return None
        if selection.group and self.group_of(flow) not in selection.group:
            return None
        found = (use for port in flow.ports for use in self.uses(flow, port))
        uses = [use._replace(place=place) for place, use in enumerate(found, start=1)]
        kept = tuple(sorted(_cut(uses, selection), key=lambda use: protocol_order(use.port)))
        looks_at_ports = selection.port or selection.protocol
        if not kept and (
            flow.ports or looks_at_ports or not _fits(selection, flow.feature, self.need_of(flow))
        ):
            return None
        own = self._numbers[flow.id]
        if len(own) < len(modes):  # thousands of modes, of which a flow has a few
            modes_of_row = sorted((mode for mode in own if mode in modes), key=modes.index)
        else:
            modes_of_row = [mode for mode in modes if mode in own]
        numbers = tuple((mode, own[mode]) for mode in modes_of_row)
        shown = [use.port for use in kept]
        return Row(
            flow=flow,
            numbers=numbers,
            ports=kept,
            errata=tuple(concerning(flow.errata, modes, shown)),
            questions=tuple(concerning(questions(flow.ignore), modes, shown)),
        )

    def _ends_fit(self, flow: Flow, selection: Selection) -> bool:
        ends = flow.from_, flow.to
        return not (
            (selection.from_ and not self.is_one_of(flow.from_, selection.from_))
            or (selection.to and not self.is_one_of(flow.to, selection.to))
            or (selection.role and not any(self.is_one_of(end, selection.role) for end in ends))
            or (selection.between and not self._leads_between(ends, selection.between))
            or (selection.crossing and self._zone(flow.from_) == self._zone(flow.to))
        )

    def _leads_between(self, ends: tuple[str, str], zones: tuple[str, ...]) -> bool:
        """Whether a flow leads between two zones; every machine without a zone is in both."""
        found = [self._zone(end) for end in ends]
        for place, end in enumerate(ends):
            if end in self.any_roles and not found[place] and found[1 - place] in zones:
                found[place] = zones[found[1 - place] == zones[0]]
        return sorted(found) == sorted(zones)

    def _zone(self, role: str) -> str:
        return self.dataset.roles[role].zone

    def need_of(self, flow: Flow) -> Need | None:
        """Whether a flow is needed: its own need, else a role's condition, else None."""
        when = self.dataset.roles[flow.to].when or self.dataset.roles[flow.from_].when
        return flow.need or (Need(level="conditional", when=when) if when else None)

    def is_optional(self, row: Row) -> bool:
        """Whether everything that a row shows is optional."""
        needs = [use.need for use in row.ports] or [self.need_of(row.flow)]
        return all(need is not None and need.level == "optional" for need in needs)

    def crosses_border(self, flow: Flow) -> bool:
        """Whether a flow leaves its zone for another one.

        A role in no zone has no border; every machine without a zone is in all of them.
        """
        zones = [self._zone(end) for end in (flow.from_, flow.to)]
        if not all(zones):
            several = len(self.dataset.zones) > 1
            ends = zip((flow.from_, flow.to), zones, strict=True)
            return several and all(zone or end in self.any_roles for end, zone in ends)
        return zones[0] != zones[1]

    def in_clear_text(self, row: Row) -> list[PortUse]:
        """The ports of a row whose connections cross a border without encryption."""
        if not self.crosses_border(row.flow):
            return []
        return [use for use in row.ports if use.encryption == "none"]

    def uses(self, flow: Flow, entry: FlowPort) -> Iterator[PortUse]:
        """A port of a flow, cut into the ports of the services that listen on it."""
        need = entry.need or self.need_of(flow)
        feature = entry.feature or flow.feature
        for match in self.listeners.match(entry.port, flow.to):
            if isinstance(match, Port):
                yield PortUse(
                    port=match,
                    service=None,
                    need=need,
                    feature=feature,
                    encryption=entry.encryption,
                    setting=entry.setting,
                    either=entry.either,
                    stated=entry,
                )
                continue
            port, service, listed = match
            yield PortUse(
                port=port,
                service=service,
                need=need,
                feature=feature or service.feature,
                name=listed.name or service.name,
                encryption=entry.encryption or listed.encryption or service.encryption,
                setting=entry.setting or listed.setting or service.setting,
                either=entry.either,
                listener=listed,
                stated=entry,
            )

    def _is_end(self, end: str, other: str, role: str) -> bool:
        """Whether one end of a flow is a role, or every machine while the ``other`` one is not."""
        return end == role or (end in self.any_roles and other != role)

    def _sections(self, rows: list[Row], selection: Selection) -> Iterator[Section]:
        if selection.role:
            for role in selection.role:
                inbound = (row for row in rows if self._is_end(row.flow.to, row.flow.from_, role))
                outbound = (row for row in rows if self._is_end(row.flow.from_, row.flow.to, role))
                yield Section(kind="inbound", id=role, rows=tuple(inbound))
                yield Section(kind="outbound", id=role, rows=tuple(outbound))
            return
        grouped: dict[str, list[Row]] = {}
        for row in rows:
            grouped.setdefault(self.group_of(row.flow), []).append(row)
        for group, members in grouped.items():
            yield Section(kind="group", id=group, rows=tuple(members))


def _kept(port: Port, wanted: tuple[Port, ...]) -> bool:
    return not wanted or any(port.overlaps(query) for query in wanted)


def _cut(uses: Iterable[PortUse], selection: Selection) -> Iterator[PortUse]:
    """The ports of a row that pass the filters, reduced to the protocols that pass."""
    for use in uses:
        port: Port | None = use.port
        if port is not None and selection.protocol:
            port = port.only(frozenset(selection.protocol))
        if port is not None and selection.port:
            hits = [query for query in selection.port if port.overlaps(query)]
            port = port.only(frozenset(name for query in hits for name in query.protocols))
        if port is not None and _fits(selection, use.feature, use.need):
            yield use if port is use.port else use._replace(port=port)


def _fits(selection: Selection, feature: str, need: Need | None) -> bool:
    """Whether a selection wants a feature and a need."""
    level = "not-stated" if need is None else need.level
    return (not selection.feature or feature in selection.feature) and (
        not selection.need or level in selection.need
    )
