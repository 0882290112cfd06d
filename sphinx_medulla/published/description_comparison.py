"""Comparing the descriptions of ports on a page with the services of a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..checker.context import Place
from ..checker.finding import Subject
from ..checker.rule import Violation
from ..dataset.model import Service, ServicePort
from ..dataset.port_spans import beyond, disjoint, spans
from . import comparison_rules as rules
from .matched_page import Difference, MatchedPage
from .published_facts import Description, PublishedPort
from .quotations import concerns, explaining, has_number, same_words


class _Listener(NamedTuple):
    """A port of a service; ``at`` is its index in the service's list."""

    service: Service
    at: int
    entry: ServicePort

    @property
    def place(self) -> Place:
        return ("services", self.service.id, "ports", self.at)


def description_differences(page: MatchedPage) -> Iterator[Difference]:
    """Descriptions that differ, and ports that only one side describes.

    A page that describes no port at all is not compared.
    """
    if not page.reading.descriptions:
        return
    listeners = _listeners(page)
    for description in page.reading.descriptions:
        for one in description.ports:
            yield from _described(description, one, listeners)
    described = [one.port for each in page.reading.descriptions for one in each.ports]
    for listener in listeners:
        service = listener.service
        is_expected = service.description and page.is_source_of(service.source)
        if is_expected and not has_number(listener.entry.port, described):
            yield _undescribed(page, listener)


def _listeners(page: MatchedPage) -> list[_Listener]:
    """The ports of services, but those of hosts, which have a line of their own on a page."""
    roles = page.dataset.roles
    return [
        _Listener(service, at, entry)
        for service in page.dataset.services.values()
        if not service.listens_on or not all(roles[role].host for role in service.listens_on)
        for at, entry in enumerate(service.ports)
    ]


def _described(
    found: Description, one: PublishedPort, listeners: list[_Listener]
) -> Iterator[Difference]:
    """What differs in the description of one port."""
    known = [each for each in listeners if has_number(one.port, [each.entry.port])]
    own = [each for each in known if not disjoint(one.port, spans([each.entry.port]))]
    if not known:
        yield Difference(
            rules.OtherDescription,
            Violation(
                one.place,
                Subject(kind="dataset", ports=(one.port,)),
                f"The page describes {one.port}, which no service of the dataset has.",
                "Add the service, or correct the port on the page.",
            ),
        )
    for listener in own or known:
        yield from _other_protocols(found, one, listener, own)
        text = listener.service.description
        if text and not same_words(text, found.text):
            yield _other_description(found, one, listener)


def _other_protocols(
    found: Description, one: PublishedPort, listener: _Listener, own: list[_Listener]
) -> Iterator[Difference]:
    """A described port with a protocol that neither the service nor another one has."""
    service = listener.service
    entries = [entry for each in (listener, *own) for entry in each.service.ports]
    for part in beyond((one.port,), spans(entry.port for entry in entries)):
        yield Difference(
            rules.OtherProtocol,
            Violation(
                one.place,
                Subject(kind="service", id=service.id, ports=(part,)),
                f"The page describes {part}, which the service {service.id} does not have.",
                related=[(listener.place, "The dataset has this port.")],
            ),
            explaining(service.errata, "", part, found.label),
        )


def _other_description(found: Description, one: PublishedPort, listener: _Listener) -> Difference:
    service, port = listener.service, listener.entry.port
    quoting = [
        erratum
        for erratum in service.errata
        if concerns(erratum, "description", "", port)
        and (
            same_words(erratum.published, found.whole) or same_words(erratum.published, found.text)
        )
    ]
    return Difference(
        rules.OtherDescription,
        Violation(
            one.place,
            Subject(kind="service", id=service.id, ports=(port,)),
            f"The page describes {one.port} in other words: {found.text!r}",
            related=[(("services", service.id, "description"), "The dataset describes it here.")],
        ),
        quoting[0] if quoting else None,
    )


def _undescribed(page: MatchedPage, listener: _Listener) -> Difference:
    """A port that the page does not describe, where the page lists it first."""
    service, port = listener.service, listener.entry.port
    listed = (
        one.place
        for connection in page.reading.connections
        for one in connection.ports or ()
        if has_number(one.port, [port])
    )
    errata = [
        erratum
        for erratum in service.errata
        if concerns(erratum, "description", "", port) and not erratum.published
    ]
    return Difference(
        rules.UnpublishedDescription,
        Violation(
            next(listed, page.top),
            Subject(kind="service", id=service.id, ports=(port,)),
            f"The page does not describe {port}, a port of the service {service.id}.",
            related=[(listener.place, "The dataset describes it here.")],
        ),
        errata[0] if errata else None,
    )
