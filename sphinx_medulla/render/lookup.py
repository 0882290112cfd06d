"""Every port with what listens there and who calls it, for readers who ask what a port is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..dataset.model import Flow, Service, ServicePort
from ..dataset.ports import Port
from ..dataset.queries import PortUse
from ..grouping import grouped
from .document import Definition, Definitions, Link, Paragraph, Part, Span, joined
from .labels import Labels, behind, encryption_word, listener_remarks, need_phrase
from .localization import _, filled
from .prose import prose


class Call(NamedTuple):
    """A flow that opens a port, and how it uses the port."""

    flow: Flow
    use: PortUse


class Entry(NamedTuple):
    """A port, what listens there if the dataset says so, and the flows that open it."""

    port: Port
    service: Service | None
    listener: ServicePort | None
    calls: list[Call]


def lookup(labels: Labels) -> Definitions | Paragraph:
    """All ports, in the order of their numbers; a sentence if there are none."""
    found = [_definition(labels, entry) for entry in _entries(labels)]
    if not found:
        return Paragraph([_("No port matches.")])
    return Definitions(found, "lookup", headed=True)


def _entries(labels: Labels) -> list[Entry]:
    """The ports of each service, and those that no service describes."""
    queries = labels.queries
    entries = {
        (listener.port, service.id): Entry(listener.port, service, listener, [])
        for service in queries.dataset.services.values()
        for listener in service.ports
    }
    for flow in queries.flows.values():
        for stated in flow.ports:
            for use in queries.uses(flow, stated):
                if use.service and use.listener:
                    entry = entries[use.listener.port, use.service.id]
                else:
                    none = Entry(use.port, None, None, [])
                    entry = entries.setdefault((use.port, ""), none)
                entry.calls.append(Call(flow, use))
    return sorted(entries.values(), key=lambda entry: entry.port)


def _definition(labels: Labels, entry: Entry) -> Definition:
    port, service, listener, calls = entry
    term: Part = str(port)
    paragraphs = []
    if service and listener:
        text = f"{port} {listener.name or service.name}" + behind(listener_remarks(listener))
        term = Link(f"service:{service.id}", text)
        if service.description:
            paragraphs.append(Paragraph(prose(service.description)))
    paragraphs.append(Paragraph([" ".join(_listening(labels, entry))]))
    paragraphs += [Paragraph(parts, "call") for parts in _calls(labels, calls)]
    if not calls:
        paragraphs.append(Paragraph([_("No flow uses this port.")], "call"))
    return Definition([Span([term], "port")], paragraphs)


def _listening(labels: Labels, entry: Entry) -> Iterator[str]:
    """Where something listens, and how the connection is encrypted."""
    roles = entry.service.listens_on if entry.service else ()
    names = map(labels.role, roles or dict.fromkeys(call.flow.to for call in entry.calls))
    if listening := ", ".join(names):
        yield _("Listens on: %(roles)s.") % {"roles": listening}
    kinds = [call.use.encryption for call in entry.calls]
    if entry.service and entry.listener and not kinds:
        kinds = [entry.listener.encryption or entry.service.encryption]
    words = ", ".join(map(encryption_word, dict.fromkeys(kinds)))
    yield _("Encryption: %s.") % words


def _calls(labels: Labels, calls: Iterable[Call]) -> Iterator[list[Part]]:
    """Who calls, in which modes, whether that is needed, and what stops working without it.

    Flows of which the same is true share a line.
    """
    alike = grouped(
        (
            (
                labels.modes_of(call.flow) if labels.dataset.modes else "",
                " ".join([f"{need_phrase(call.use.need)}.", *_blocked(labels, call.use)]),
            ),
            call.flow,
        )
        for call in calls
    )
    for (modes, sentences), flows in alike.items():
        links: Iterator[list[Part]] = (
            [Link(f"flow:{flow.id}", labels.connection(flow))] for flow in flows
        )
        parts: dict[str, Part] = {"flows": Span(joined(links, _("; "))), "modes": modes}
        template = _("%(flows)s (%(modes)s).") if modes else "%(flows)s."
        yield [*filled(template, parts), f" {sentences}"]


def _blocked(labels: Labels, use: PortUse) -> Iterator[str]:
    """What stops working if a port is blocked, as far as the dataset says so."""
    level = use.need.level if use.need else ""
    if use.feature and level == "optional":
        yield _("The feature “%s” uses it.") % labels.feature(use.feature)
    elif use.feature:
        yield _("If it is blocked, the feature “%s” stops working.") % labels.feature(use.feature)
    elif level == "required":
        name = labels.dataset.product.name
        yield _("If it is blocked, %(product)s does not work.") % {"product": name}
