"""Comparing flows with what services say: which ports, who calls them and where they listen."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...dataset.model import Flow, Service
from ...dataset.port_spans import Spans, beyond, disjoint, spans, spans_by_key
from ...dataset.ports import PROTOCOLS, Port
from ...grouping import grouped
from ..context import ListedPort, computed_once
from ..phrases import listed, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations
from .port_sets import differ_by_one_slip, ports_of
from .service_names import differ_by_tls, tls_pair


@dataclass(frozen=True, slots=True)
class MissingServicePort:
    """A flow from a caller to a listener of a service that lacks one of the service's ports.

    ``index`` is that of the port in the service's list, ``parts`` what of it is missing in
    ``modes``.
    """

    flow: Flow
    service: Service
    index: int
    parts: tuple[Port, ...]
    modes: tuple[str, ...]

    @property
    def port(self) -> Port:
        """The port as the service lists it."""
        return self.service.ports[self.index].port

    @property
    def in_part(self) -> bool:
        """Whether the flow has a part of a range."""
        return self.port.first != self.port.last and self.parts != self.port.each_protocol()


@dataclass(slots=True)
class PortCheck:
    """One port of a service: whether any flow that needs it has it, and which flows lack it."""

    present: bool = False
    missing: list[MissingServicePort] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Rows:
    """All flows between two roles in some modes, and their ports."""

    flows: tuple[Flow, ...]
    modes: tuple[str, ...]
    known: Spans


@dataclass(frozen=True, slots=True)
class _Expected:
    """The ports of a service that each of some rows has, by their index in the service's list."""

    service: Service
    rows: list[_Rows]
    present: list[frozenset[int]]


@computed_once
def checked_ports(context: RuleContext) -> tuple[PortCheck, ...]:
    """Look in each connection for the ports of the services that it must have, mode by mode.

    A connection that has a service's port in some modes only may do without the service in the
    others, or have a port of another service instead. Ports that no connection has together are
    alternatives: those of one service, and those of two that are one without TLS and with it.
    """
    expected = list(_expected(context))
    by_service = grouped((each.service.id, each) for each in expected)
    together: dict[tuple[str, int], set[int]] = {}
    for each in expected:
        for present in each.present:
            for index in present:
                together.setdefault((each.service.id, index), set()).update(present)
    checked: dict[tuple[str, int], PortCheck] = {}
    for each in expected:
        for index, entry in enumerate(each.service.ports):
            check = checked.setdefault((each.service.id, index), PortCheck())
            beside = together.get((each.service.id, index), set())
            lacking: list[tuple[_Rows, tuple[Port, ...]]] = []
            for rows, present in zip(each.rows, each.present, strict=True):
                parts = beyond((entry.port,), rows.known)
                check.present = check.present or not parts
                elsewhere = any(
                    index in some and (not present or _has_own(context, each.service, rows, other))
                    for other, some in zip(each.rows, each.present, strict=True)
                )
                alternative = present and beside and present.isdisjoint(beside)
                if not parts or elsewhere or alternative:
                    continue
                if not _has_tls_twin(context, by_service[each.service.id], index, rows):
                    lacking.append((rows, parts))
            check.missing += _missing(context, each.service, index, lacking)
    return tuple(checked.values())


def _expected(context: RuleContext) -> Iterator[_Expected]:
    """The services that each connection must have, by what they say of callers and listeners."""
    services = [one for one in context.dataset.services.values() if one.called_by]
    called = _numbers_by_role(service.called_by for service in services)
    listening = _numbers_by_role(service.listens_on for service in services)
    by_ends = grouped(((flow.from_, flow.to), flow) for flow in context.flows if flow.ports)
    for (from_, to), flows in by_ends.items():
        both = called.get(from_, set()) & listening.get(to, set())
        rows = _rows(context, flows) if both else []
        for service in (services[number] for number in sorted(both)):
            present = [
                frozenset(
                    index
                    for index, entry in enumerate(service.ports)
                    if not disjoint(entry.port, some.known)
                )
                for some in rows
            ]
            yield _Expected(service, rows, present)


def _numbers_by_role(lists: Iterable[Iterable[str]]) -> dict[str, set[int]]:
    """The numbers, from 0, of the lists in which each role is."""
    found = grouped((role, number) for number, roles in enumerate(lists) for role in roles)
    return {role: {*numbers} for role, numbers in found.items()}


def _rows(context: RuleContext, flows: list[Flow]) -> list[_Rows]:
    """The flows between two roles that are in a mode together, each list with its modes."""
    by_mode = grouped(
        (mode, flow) for flow in flows for mode in context.queries.modes_of(flow) or ("",)
    )
    ends = flows[0].from_, flows[0].to
    covering = {mode: context.covering_ports(ends, mode) for mode in by_mode}
    modes = grouped(
        ((*(flow.id for flow in some), *covering[mode]), mode) for mode, some in by_mode.items()
    )
    return [
        _Rows(
            tuple(by_mode[same[0]]),
            tuple(mode for mode in same if mode),
            spans(
                [
                    *(port for flow in by_mode[same[0]] for port in ports_of(flow)),
                    *covering[same[0]],
                ]
            ),
        )
        for same in modes.values()
    ]


def _has_own(context: RuleContext, service: Service, rows: _Rows, other: _Rows) -> bool:
    """Whether rows have a port of another service that other rows lack."""
    match = context.queries.listeners.match
    own = beyond(rows.known, other.known)
    found = (one for port in own for one in match(port, rows.flows[0].to))
    return any(not isinstance(one, Port) and one[1] is not service for one in found)


def _has_tls_twin(context: RuleContext, expected: list[_Expected], index: int, rows: _Rows) -> bool:
    """Whether rows have a service with TLS where others have the same without, or the reverse.

    ``expected`` are all connections of one service, ``index`` is that of the port in its list.
    """
    service = expected[0].service
    entry = service.ports[index]
    having = [
        other.known
        for each in expected
        for other, present in zip(each.rows, each.present, strict=True)
        if index in present
    ]
    return bool(having) and any(
        all(disjoint(port, known) for known in having)
        for port in rows.known
        for match in context.queries.listeners.match(port, rows.flows[0].to)
        if not isinstance(match, Port)
        and (
            tls_pair(port, entry.port)
            or differ_by_tls(match[2].name or match[1].name, entry.name or service.name)
        )
    )


def _missing(
    context: RuleContext,
    service: Service,
    index: int,
    lacking: list[tuple[_Rows, tuple[Port, ...]]],
) -> Iterator[MissingServicePort]:
    """What rows lack of a port, once for each flow that is to have it."""
    wanted = spans(entry.port for entry in service.ports)
    at = grouped(
        (max(rows.flows, key=lambda flow: _has_any(flow, wanted)).id, (rows, parts))
        for rows, parts in lacking
    )
    for flow_id, some in at.items():
        flow = context.queries.flows[flow_id]
        modes = tuple(dict.fromkeys(mode for rows, _ in some for mode in rows.modes))
        if not flow.modes and len(modes) == len(context.queries.modes_of(flow)):
            modes = ()
        parts = tuple(dict.fromkeys(part for _, parts in some for part in parts))
        yield MissingServicePort(flow, service, index, parts, modes)


def _has_any(flow: Flow, wanted: Spans) -> bool:
    return any(not disjoint(port, wanted) for port in ports_of(flow))


def ranges_to(context: RuleContext, listeners: Iterable[str]) -> list[Spans]:
    """The ranges in flows to some listeners that belong to no service; without listeners, all.

    What leads to every destination leads to them, too.
    """
    ranges = _unmatched_ranges(context)
    roles = {*(listeners or ("",)), *context.queries.any_roles}
    return [ranges[role] for role in roles if role in ranges]


@computed_once
def _unmatched_ranges(context: RuleContext) -> dict[str, Spans]:
    """The ranges in flows that belong to no service, by destination; all of them under ``""``."""
    return spans_by_key(
        (role, found.port)
        for found in context.unmatched_ports
        if found.port.first != found.port.last
        for role in ("", found.flow.to)
    )


def service_over_other_protocol(context: RuleContext, found: ListedPort) -> Service | None:
    """A service that listens on the destination with the same number, but over other protocols.

    Where another service offers the port elsewhere, only one that names this listener counts.
    """
    port, to = found.port, found.flow.to
    if not port.has_ports:
        return None
    offering = context.queries.listeners.offering
    anybody = not offering(port)
    for protocol in PROTOCOLS:
        if protocol not in port.protocols:
            for service in offering(Port(port.first, port.last, (protocol,))):
                if to in service.listens_on or (anybody and not service.listens_on):
                    return service
    return None


class ServicePortRule(DatasetRule):
    """A rule about ports of services that flows lack: whole ports, or parts of ranges."""

    about_ports = True
    in_part = False

    def check(self, context: RuleContext) -> Violations:
        """Report ports at the flows that lack them; if all flows do, once at the service."""
        for check in checked_ports(context):
            missing = [each for each in check.missing if each.in_part is self.in_part]
            if len(missing) > 1 and len(missing) == len(check.missing) and not check.present:
                yield self._in_no_flow(missing)
            else:
                for each in missing:
                    yield self._in_flow(context, each)

    def _in_flow(self, context: RuleContext, missing: MissingServicePort) -> Violation:
        flow, service = missing.flow, missing.service.id
        message, hint = self.describe(missing)
        slip = _typing_error(context, missing)
        if slip is not None:
            hint = f"Did you mean {missing.port} instead of {slip}? {hint}"
        return Violation(
            (flow, "ports"),
            Subject(kind="flow", id=flow.id, modes=missing.modes, ports=missing.parts),
            message,
            hint,
            [
                (("services", service, "ports", missing.index), f"{service} has the port."),
                (("services", service, "called_by"), f"{flow.from_} calls it."),
                (("services", service, "listens_on"), f"It listens on {flow.to}."),
            ],
        )

    def _in_no_flow(self, missing: list[MissingServicePort]) -> Violation:
        service, port = missing[0].service.id, missing[0].port
        parts = tuple(dict.fromkeys(part for each in missing for part in each.parts))
        wanted = f"all of {port}" if self.in_part else listed_ports(parts)
        return Violation(
            ("services", service, "ports", missing[0].index),
            Subject(kind="service", id=service, ports=parts),
            f"No flow from a caller of {service} to a listener lists {wanted}: "
            f"{listed(each.flow.id for each in missing)} lack it.",
            "Write the port that the flows list, or add it to them.",
            [((each.flow, "ports"), f"{each.flow.id} lacks it.") for each in missing],
        )

    @abstractmethod
    def describe(self, missing: MissingServicePort) -> tuple[str, str]:
        """The sentence and the hint about one flow."""


def _typing_error(context: RuleContext, missing: MissingServicePort) -> Port | None:
    """A port of the flow that no service has and that may be a typing error for the missing one."""
    match = context.queries.listeners.match
    for entry in missing.flow.ports:
        for part in missing.parts:
            if differ_by_one_slip(entry.port, part) and match(entry.port, missing.flow.to) == (
                entry.port,
            ):
                return entry.port
    return None
