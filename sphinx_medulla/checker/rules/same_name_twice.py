"""MED423: same-name-twice."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.codes import quoted
from ..analysis.named_ports import (
    NamedPorts,
    contradict,
    difference_of,
    folded,
    ports_with_names,
    whole_service,
)
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class SameNameTwice(DatasetRule):
    """Two services, or two ports of one, have the same name but differ.

    It is information for two ports of one service, and for services that different roles offer,
    unless one is encrypted and the other one is declared not to be.

    Why: Readers cannot tell the two apart, and may open one and not the other.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web: {name: Web server, ports: [443/tcp], description: Web server., encryption: tls}
          old: {name: Web server, ports: [8090/tcp], description: Web server., encryption: none}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 8090/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web: {name: Web server, ports: [443/tcp], description: Web server., encryption: tls}
          old: {name: Old pages, ports: [8090/tcp], description: Old pages., encryption: none}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 8090/tcp]}
    """

    code = "MED423"
    about_ports = True
    fix = "Give each a name that says what it is for, or merge the two."

    def check(self, context: RuleContext) -> Violations:
        """Compare services, then the ports of each service, by their names."""
        services = context.dataset.services.values()
        yield from _differing(map(whole_service, services))
        for service in services:
            yield from _differing(ports_with_names(service))


def _differing(entries: Iterator[NamedPorts]) -> Violations:
    first: dict[str, NamedPorts] = {}
    for entry in entries:
        other = first.setdefault(folded(entry.name), entry)
        difference = "" if other is entry else difference_of(entry, other)
        if difference:
            both = (
                f"Two ports of the service {entry.service.id}"
                if entry.service is other.service
                else f"The services {other.service.id} and {entry.service.id}"
            )
            yield Violation(
                entry.place,
                Subject(
                    kind="service",
                    id=entry.service.id,
                    ports=entry.ports,
                    word=other.service.id,
                ),
                f"{both} are called {quoted(entry.name)}, but {difference}.",
                related=[(other.place, "The name appears here first.")],
                severity=None if _confuses(entry, other) else Severity.INFO,
            )


def _confuses(one: NamedPorts, other: NamedPorts) -> bool:
    """Whether nothing but their name says which of the two is meant."""
    if contradict(one, other):
        return True
    if one.service is other.service:
        return False
    listeners, other_listeners = one.service.listens_on, other.service.listens_on
    return not listeners or not other_listeners or not set(listeners).isdisjoint(other_listeners)
