"""Comparing flows with what services say: which ports, who calls them and where they listen."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field

from ...dataset.model import Flow, Service
from ...dataset.ports import PROTOCOLS, Port
from ..context import computed_once
from ..phrases import listed, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations
from .port_sets import Spans, beyond, differ_by_one_slip, spans_by_key, spans_of

Pair = tuple[str, str]


@dataclass(slots=True)
class MissingServicePort:
    """A flow from a caller to a listener of a service that lacks one of the service's ports.

    ``index`` is that of the port in the service's list, ``parts`` what of it is missing in
    ``modes``.
    """

    flow: Flow
    service: Service
    index: int
    parts: tuple[Port, ...]
    modes: tuple[str, ...] = ()

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
    """One port of a service: how many of the flows that need it have it, and which lack it."""

    present: int = 0
    missing: list[MissingServicePort] = field(default_factory=list)


class _ExpectedServices:
    """The services that a flow between two roles must have: the first calls, the second listens."""

    def __init__(self, context: RuleContext) -> None:
        self._called: dict[str, dict[str, Service]] = {}
        self._listening: dict[str, dict[str, Service]] = {}
        self._known: dict[Pair, list[Service]] = {}
        for name, service in context.dataset.services.items():
            if service.called_by and service.listens_on:
                for role in service.called_by:
                    self._called.setdefault(role, {})[name] = service
                for role in service.listens_on:
                    self._listening.setdefault(role, {})[name] = service

    def between(self, pair: Pair) -> list[Service]:
        """The services of a pair of roles."""
        known = self._known.get(pair)
        if known is None:
            one, other = self._called.get(pair[0], {}), self._listening.get(pair[1], {})
            if len(other) < len(one):
                one, other = other, one
            known = self._known[pair] = [service for name, service in one.items() if name in other]
        return known


@computed_once
def checked_ports(context: RuleContext) -> tuple[PortCheck, ...]:
    """Look in each flow for the ports of the services that it must have."""
    expected = _ExpectedServices(context)
    by_pair: dict[Pair, list[Flow]] = {}
    for flow in context.flows:
        if flow.ports and expected.between((flow.from_, flow.to)):
            by_pair.setdefault((flow.from_, flow.to), []).append(flow)
    checked: dict[tuple[str, int], PortCheck] = {}
    for pair, flows in by_pair.items():
        by_mode = _ports_by_mode(flows) if len(flows) > 1 else {}
        for flow in flows:
            known = spans_of(flow)
            for service in expected.between(pair):
                for index, entry in enumerate(service.ports):
                    check = checked.setdefault((service.id, index), PortCheck())
                    parts = beyond((entry.port,), known)
                    missing = MissingServicePort(flow, service, index, parts)
                    if parts and _is_missing(context, missing, by_mode):
                        check.missing.append(missing)
                    else:
                        check.present += 1
    return tuple(checked.values())


def _ports_by_mode(flows: list[Flow]) -> dict[str, Spans]:
    """The ports of all flows between two roles in each mode; under ``""`` those of every mode."""
    return spans_by_key(
        (mode, entry.port) for flow in flows for mode in flow.modes or ("",) for entry in flow.ports
    )


def _is_missing(
    context: RuleContext, missing: MissingServicePort, by_mode: dict[str, Spans]
) -> bool:
    """Whether, in some mode of the flow, no other flow between the same roles has the port.

    Sets ``modes`` and ``parts`` to those that remain.
    """
    flow = missing.flow
    if not by_mode:
        missing.modes = flow.modes
        return True
    parts = beyond(missing.parts, by_mode.get("", frozenset()))
    lacking = {
        mode: rest
        for mode in context.queries.modes_of(flow) or ("",)
        if (rest := beyond(parts, by_mode[mode]) if mode in by_mode else parts)
    }
    if not lacking:
        return False
    missing.modes = tuple(mode for mode in lacking if mode)
    missing.parts = tuple(dict.fromkeys(part for rest in lacking.values() for part in rest))
    return True


def service_over_other_protocol(context: RuleContext, port: Port, to: str) -> Service | None:
    """A service that listens on the role with the same number, but only over other protocols.

    Where another service offers the port elsewhere, only one that names this listener counts.
    """
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
