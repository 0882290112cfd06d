"""What the dataset has for a role in a text: the thing that is meant, its name, and its keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..dataset.listeners import former_ports
from ..dataset.model import Dataset, Flow, Service
from ..dataset.names import Names, find
from ..dataset.ports import ANY, Port, PortError
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
    """Return what the dataset has for a target; an empty result where it has no such thing.

    ``queries`` may be of a translation. Authors name things as the dataset was ``written``, so that
    a page and its translation may have the same words, or as the translation does.
    """
    kind, target = question
    if kind == "port":
        return _port(target, queries)
    if kind == "flow":
        return _flow(target, queries)
    dataset = queries.dataset
    entries = _tables(dataset)[kind]
    entry = entries.get(find(target, _tables(written)[kind], entries) or "")
    if entry is None:
        return XRefResult()
    keys = (f"{kind}:{entry.id}",)
    if kind == "mode":
        when = _("If %(when)s.") % {"when": entry.when} if entry.when else ""
        return XRefResult(entry.title, when, keys)
    if kind == "role":
        zone = _("Zone: %s") % dataset.zones[entry.zone].label if entry.zone else ""
        return XRefResult(entry.name, zone, keys)
    ports = ", ".join(f"{port.port} {port.name}".rstrip() for port in entry.ports)
    return XRefResult(entry.name, _with_description(ports, entry), keys)


def known_names(kind: str, queries: Queries) -> tuple[list[str], dict[str, str]]:
    """Return the names of all that a dataset has of a kind, and what else may be written.

    The second result has other names, each with the one that it leads to.
    """
    if kind == "port":
        ports = sorted(_uses(queries), key=lambda use: use.port)
        return list(dict.fromkeys(str(use.port) for use in ports)), {}
    if kind == "flow":
        return list(queries.flows), {old: flow.id for old, flow in _former_flows(queries).items()}
    entries = _tables(queries.dataset)[kind]
    return list(entries), Names(kind, entries).called()


def _tables(dataset: Dataset) -> dict[str, Mapping[str, Any]]:
    """Return the entries of a dataset that have ids and names, by kind."""
    return {"mode": dataset.modes, "role": dataset.roles, "service": dataset.services}


def asked_port(target: str) -> Port | None:
    """Return the port that an author wrote, of every protocol unless some are named.

    None if the text is no port.
    """
    try:
        return Port.parse_loosely(target)
    except PortError:
        return None


def names_by_port(names: Iterable[str]) -> dict[Port, str]:
    """Return those of some names that are ports, each by its port."""
    return {port: name for name in names if (port := asked_port(name)) is not None}


def covering(asked: Port, target: str, there: Iterable[Port]) -> list[Port]:
    """Return those of some ports that have all asked numbers, the narrowest first.

    Each of ``there`` has one protocol, or any. If ``target``, as the author wrote it, names
    protocols, the port must be there in each of them. Without such a number, any port counts.
    """
    parts = asked.each_protocol()
    every = [port for port in there if any(port.covers(part) for part in parts)]
    found = [port for port in every if port.number != ANY] or every
    if "/" in target and not all(any(port.covers(part) for port in found) for part in parts):
        return []
    return sorted(set(found), key=lambda port: (port.last - port.first, port))


def as_asked(asked: Port, found: list[Port]) -> Port:
    """Return the asked numbers, in the protocols in which they were found."""
    parts = asked.each_protocol()
    there = [part.protocol for part in parts if any(port.covers(part) for port in found)]
    return Port(asked.first, asked.last, tuple(there))


def _flow(target: str, queries: Queries) -> XRefResult:
    flow = queries.flows.get(target)
    if flow is None:
        former = _former_flows(queries)
        target = find(target, queries.flows, former) or ""
        flow = queries.flows.get(target) or former.get(target)
        if flow is None:
            return XRefResult()
    keys = (
        f"flow:{target}",
        *(f"chart:{flow.id}@{mode}" for mode in (*queries.modes_of(flow), "")),
    )
    current = "" if target == flow.id else flow.id
    return XRefResult(connection(flow, queries.dataset), _numbers(flow, queries), keys, current)


def _former_flows(queries: Queries) -> dict[str, Flow]:
    """Return the flows by their former ids."""
    return {old: flow for flow in queries.flows.values() for old in flow.former_ids}


def _numbers(flow: Flow, queries: Queries) -> str:
    """Return the numbers of a flow, each with its mode."""
    numbers = ((mode, queries.number(flow.id, mode)) for mode in queries.modes_of(flow))
    modes = queries.dataset.modes
    colon, no = _(": "), _("No.")
    return _("; ").join(f"{modes[mode].title}{colon}{no} {number}" for mode, number in numbers)


def _port(target: str, queries: Queries) -> XRefResult:
    asked = asked_port(target)
    if asked is None:
        return XRefResult()
    uses = list(_uses(queries))
    found = covering(asked, target, (use.port for use in uses))
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
        found = covering(asked, target, former_ports(service, every))
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
    """Yield every port: first those of services, then those of flows."""
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
