"""What the dataset says to a role in a text: what is meant, what it is called, where it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..dataset.listeners import former_ports
from ..dataset.model import Dataset, Flow, Service
from ..dataset.names import Names, find
from ..dataset.ports import PROTOCOLS, Port, PortError
from ..dataset.queries import Queries
from ..render.labels import connection
from ..render.localization import _
from .xref_nodes import XRefResult, XRefTarget


class Use(NamedTuple):
    """A port of a service, or of a flow whose port is no service's, in one protocol."""

    port: Port
    name: str = ""
    service: Service | None = None


def look_up(question: XRefTarget, queries: Queries, written: Dataset) -> XRefResult:
    """The answer to a question; an empty one where the dataset has no such thing.

    ``queries`` may be of a translation. Authors name things as the dataset was ``written``, so that
    a page and its translation may have the same words, or as the translation does.
    """
    kind, target = question
    if kind == "port":
        return _port(target, queries)
    if kind == "flow":
        return _flow(target, queries)
    dataset = queries.dataset
    if kind == "mode":
        mode = dataset.modes.get(find(target, written.modes, dataset.modes) or "")
        if mode is None:
            return XRefResult()
        when = _("If %(when)s.") % {"when": mode.when} if mode.when else ""
        return XRefResult(mode.title, when, (f"mode:{mode.id}",))
    if kind == "role":
        role = dataset.roles.get(find(target, written.roles, dataset.roles) or "")
        if role is None:
            return XRefResult()
        zone = _("Zone: %s") % dataset.zones[role.zone].label if role.zone else ""
        return XRefResult(role.name, zone, (f"role:{role.id}",))
    service = dataset.services.get(find(target, written.services, dataset.services) or "")
    if service is None:
        return XRefResult()
    ports = ", ".join(f"{port.port} {port.name}".rstrip() for port in service.ports)
    return XRefResult(service.name, _with_description(ports, service), (f"service:{service.id}",))


def known_names(kind: str, queries: Queries) -> tuple[list[str], dict[str, str]]:
    """The names of everything of a kind, and other names, each with the one that it leads to."""
    dataset = queries.dataset
    if kind == "port":
        ports = sorted(_uses(queries), key=lambda use: use.port)
        return list(dict.fromkeys(str(use.port) for use in ports)), {}
    if kind == "flow":
        former = {old: flow.id for flow in queries.flows.values() for old in flow.former_ids}
        return list(queries.flows), former
    tables: dict[str, Mapping[str, object]] = {
        "mode": dataset.modes,
        "role": dataset.roles,
        "service": dataset.services,
    }
    return list(tables[kind]), Names(kind, tables[kind]).called()


def asked_port(target: str) -> Port | None:
    """The port that an author wrote, for every protocol unless it names some; None for no port."""
    try:
        return Port.parse_loosely(target)
    except PortError:
        return None


def covering(asked: Port, target: str, there: list[Port]) -> list[Port]:
    """Those of some ports, each of one protocol, that have all asked numbers; the narrowest first.

    A port that was written with its protocols must be there in each of them.
    """
    parts = {part.protocol: part for part in asked.each_protocol()}
    found = [port for port in there if port.protocol in parts and port.covers(parts[port.protocol])]
    if "/" in target and {port.protocol for port in found} != parts.keys():
        return []
    return sorted(set(found), key=lambda port: (port.last - port.first, port))


def as_asked(asked: Port, found: list[Port]) -> Port:
    """The asked numbers, in the protocols in which they were found."""
    protocols = {port.protocol for port in found}
    return Port(asked.first, asked.last, tuple(name for name in PROTOCOLS if name in protocols))


def _flow(target: str, queries: Queries) -> XRefResult:
    flow = queries.flows.get(target)
    today = ""
    if flow is None:
        former = {old: one for one in queries.flows.values() for old in one.former_ids}
        target = find(target, queries.flows, former) or ""
        flow = queries.flows.get(target) or former.get(target)
        if flow is None:
            return XRefResult()
        today = flow.id if target != flow.id else ""
    modes = queries.modes_of(flow)
    keys = (f"flow:{target}", *(f"chart:{flow.id}@{mode}" for mode in (*modes, "")))
    return XRefResult(connection(flow, queries.dataset), _numbers(flow, queries), keys, today)


def _numbers(flow: Flow, queries: Queries) -> str:
    """The numbers of a flow, each with its mode."""
    numbers = ((mode, queries.number(flow.id, mode)) for mode in queries.modes_of(flow))
    modes = queries.dataset.modes
    colon, no = _(": "), _("No.")
    return _("; ").join(f"{modes[mode].title}{colon}{no} {number}" for mode, number in numbers)


def _port(target: str, queries: Queries) -> XRefResult:
    asked = asked_port(target)
    if asked is None:
        return XRefResult()
    uses = list(_uses(queries))
    found = covering(asked, target, [use.port for use in uses])
    if not found:
        return _former_port(asked, target, queries)
    text = as_asked(asked, found)
    mine = [use for port in found for use in uses if use.port == port]
    names = list(dict.fromkeys(use.name for use in mine if use.name))
    services = list({use.service.id: use.service for use in mine if use.service}.values())
    title = _("; ").join(dict.fromkeys(f"{use.port} {use.name}" for use in mine if use.name))
    flows = (
        flow.id
        for flow in queries.flows.values()
        if any(entry.port.overlaps(text) for entry in flow.ports)
    )
    return XRefResult(
        f"{text} {names[0]}" if len(names) == 1 else str(text),
        _with_description(title, services[0]) if len(services) == 1 else title,
        (*(f"port:{port}" for port in found), *(f"flow:{flow}" for flow in flows)),
    )


def _former_port(asked: Port, target: str, queries: Queries) -> XRefResult:
    every = queries.dataset.services.values()
    for service in every:
        found = covering(asked, target, list(former_ports(service, every)))
        if found:
            today = ", ".join(str(entry.port) for entry in service.ports)
            return XRefResult(
                f"{as_asked(asked, found)} {service.name}",
                _with_description(today, service),
                tuple(f"port:{port}" for port in found),
                today,
            )
    return XRefResult()


def _uses(queries: Queries) -> Iterator[Use]:
    """Every port: first those of services, then those that flows have."""
    for service in queries.dataset.services.values():
        for entry in service.ports:
            for part in entry.port.each_protocol():
                yield Use(part, entry.name or service.name, service)
    for flow in queries.flows.values():
        for port in flow.ports:
            for part in port.port.each_protocol():
                yield Use(part)


def _with_description(ports: str, service: Service) -> str:
    return ports + _(": ") + service.description if service.description else ports
