"""MED605: fixed-port-called-dynamic."""

from __future__ import annotations

import re

from ...dataset.model import Service
from ..analysis.port_sets import ports_of
from ..analysis.text_clauses import clause_before, is_denied_after, is_elsewhere
from ..analysis.well_known_services import well_known_services
from ..phrases import listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_NUMBER_BEHIND = re.compile(r"\s(?:[^\W\d]+\s){0,4}\(?[0-9]{4,5}\b|\s\([0-9]{4,5}\b")
"""The numbers of the ports that are dynamic, which are compared with the entry's elsewhere."""

_OF_OTHERS = re.compile(
    r"\b(?:hand|give|tell|assign|return|allocate|negotiate|choose|pick|announce|ask|find|know|learn|"
    r"list|look|map|obtain|publish|quer|register|report|request|resolve)\w*\b"
    r"|\bfollowed\s+by\b|\bdata\s(?:\w+\s)?uses?\b|\w\s(?:use|have|need|get|take)\s"
    r"|\b(?:itself|themselves|lui-même|elle-même|selbst)\s",
    re.IGNORECASE,
)
"""What comes before ports that a service gives to others, or that others use: `instances use`,
`the data channel itself uses`."""


class FixedPortCalledDynamic(DatasetRule):
    """A description calls a single port dynamic.

    Why: A dynamic port changes each time, so that no firewall rule can name it. A listed number is
    fixed; if it is called dynamic, readers do not rely on it.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          events:
            name: Events
            ports: [8415/tcp]
            description: A dynamic port for events.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          events:
            name: Events
            ports: [8415/tcp]
            description: The port for events.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}
    """

    code = "MED605"
    about_ports = True
    fix = "Say what listens on the port, or list the range that dynamic ports come from."

    def check(self, context: RuleContext) -> Violations:
        """Look for such words in the texts of services with single ports."""
        for service in context.dataset.services.values():
            single = tuple(port for port in ports_of(service) if port.first == port.last)
            words = _dynamic_ports_of(service) if single else ""
            if words:
                fixed = "is a fixed port" if len(single) == 1 else "are fixed ports"
                yield Violation(
                    ("services", service.id, "description"),
                    Subject(kind="service", id=service.id, ports=single),
                    f"The service {service.id} mentions {words!r}, but {listed_ports(single)} "
                    f"{fixed}.",
                    "Say what listens there, or list the range that the ports come from.",
                    [(("services", service.id, "ports"), "The ports are listed here.")],
                )


def _dynamic_ports_of(service: Service) -> str:
    """The words by which a service's texts call its ports dynamic, and not those of its callers."""
    dynamic = well_known_services().dynamic
    if not dynamic.found_in(service):
        return ""
    texts = (service.name, *(entry.name for entry in service.ports), service.description)
    own = (
        found[0]
        for text in texts
        for found in dynamic.pattern.finditer(text)
        if not (
            is_elsewhere(text, found.end())
            or is_denied_after(text, found.end())
            or _NUMBER_BEHIND.match(text, found.end())
            or _OF_OTHERS.search(clause_before(text, found.start()))
        )
    )
    return next(own, "")
