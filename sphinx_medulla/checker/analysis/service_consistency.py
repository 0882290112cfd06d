"""Comparing flows with what services say: which ports, who calls them and where they listen."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from itertools import chain

from ...dataset.model import Flow, Service
from ...dataset.ports import PROTOCOLS, Port
from ...grouping import grouped
from ..context import ListedPort, computed_once
from ..phrases import listed, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations
from .port_sets import Spans, beyond, differ_by_one_slip, ports_of, spans_by_key, spans_of


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


@computed_once
def checked_ports(context: RuleContext) -> tuple[PortCheck, ...]:
    """Look in each flow for the ports of the services that it must have."""
    services = [one for one in context.dataset.services.values() if one.called_by]
    called = grouped((role, one) for one in services for role in {*one.called_by})
    listening = grouped((role, one) for one in services for role in {*one.listens_on})
    by_ends = grouped(((flow.from_, flow.to), flow) for flow in context.flows if flow.ports)
    checked: dict[tuple[str, int], PortCheck] = {}
    for (from_, to), flows in by_ends.items():
        fewer = min(called.get(from_, []), listening.get(to, []), key=len)
        expected = [one for one in fewer if from_ in one.called_by and to in one.listens_on]
        by_mode = _ports_by_mode(flows) if expected and len(flows) > 1 else {}
        for flow in flows if expected else ():
            known = spans_of(flow)
            for service in expected:
                for index, entry in enumerate(service.ports):
                    check = checked.setdefault((service.id, index), PortCheck())
                    parts, modes = beyond((entry.port,), known), flow.modes
                    if parts and by_mode:
                        parts, modes = _in_no_other_flow(context, flow, parts, by_mode)
                    if parts:
                        missing = MissingServicePort(flow, service, index, parts, modes)
                        check.missing.append(missing)
                    else:
                        check.present = True
    return tuple(checked.values())


def _ports_by_mode(flows: list[Flow]) -> dict[str, Spans]:
    """The ports of all flows between two roles in each mode; under ``""`` those of every mode."""
    return spans_by_key(
        (mode, port) for flow in flows for mode in flow.modes or ("",) for port in ports_of(flow)
    )


def _in_no_other_flow(
    context: RuleContext, flow: Flow, parts: tuple[Port, ...], by_mode: dict[str, Spans]
) -> tuple[tuple[Port, ...], tuple[str, ...]]:
    """Which ports no flow between the same roles has in some mode of a flow, and these modes."""
    parts = beyond(parts, by_mode.get("", frozenset()))
    lacking = {
        mode: beyond(parts, by_mode.get(mode, frozenset()))
        for mode in context.queries.modes_of(flow) or ("",)
    }
    modes = tuple(mode for mode, rest in lacking.items() if mode and rest)
    return tuple(dict.fromkeys(chain(*lacking.values()))), modes


@computed_once
def unmatched_ranges(context: RuleContext) -> dict[str, Spans]:
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
