"""MED421: encryption-contradicts-service."""

from __future__ import annotations

from ...dataset.model import Service, ServicePort
from ..analysis.service_names import is_qualified, port_meaning
from ..analysis.well_known_services import KnownService, well_known_services
from ..rule import DatasetRule, Place, RuleContext, Severity, Subject, Violation, Violations


class EncryptionContradictsService(DatasetRule):
    """A service is declared unencrypted, although it is always encrypted.

    It is information if only the number says so, or if the kind of encryption differs.

    Why: HTTPS, LDAPS and SSH without encryption do not exist. Either the name is wrong, and
    passwords cross the network in clear text, or readers fear it without reason.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web: {name: HTTPS, ports: [443/tcp], description: HTTPS., encryption: none}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web: {name: HTTPS, ports: [443/tcp], description: HTTPS., encryption: tls}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED421"
    about_ports = True
    fix = "Correct the encryption, or the name and the number."

    def check(self, context: RuleContext) -> Violations:
        """Compare the encryption of each port with what its names and its number say."""
        for service in context.dataset.services.values():
            for index, entry in enumerate(service.ports):
                stated = entry.encryption or service.encryption
                if stated:
                    yield from _contradictions(service, index, entry, stated)


def _contradictions(service: Service, index: int, entry: ServicePort, stated: str) -> Violations:
    named = port_meaning(service, entry).services
    always = named and all(known.encryption for known in named)
    place = _place_of(service, index, entry)
    subject = Subject(kind="service", id=service.id, ports=(entry.port,))
    if always and stated == "none":
        known = named[0]
        yield Violation(
            place,
            subject,
            f"{entry.port} of the service {service.id} is declared unencrypted, but {known.name} "
            f"is always encrypted.",
            f"Write encryption: {_usual(known)}, or name the service that it really is.",
        )
    elif always and stated not in {known.encryption for known in named} - {"own"}:
        known = named[0]
        if known.encryption != "own":
            yield Violation(
                place,
                subject,
                f"{entry.port} of the service {service.id} is declared encrypted by {stated}, but "
                f"{known.name} uses {known.encryption}.",
                f"Write encryption: {known.encryption}, or name the service that it really is.",
                severity=Severity.INFO,
            )
    elif stated == "none":
        owners = _registered_owners(entry)
        names = (service.name, entry.name)
        if (
            owners
            and all(known.encryption for known in owners)
            and not any(map(is_qualified, names))
        ):
            yield Violation(
                place,
                subject,
                f"{entry.port} of the service {service.id} is declared unencrypted, but it is the "
                f"port of {owners[0].name}, which is always encrypted.",
                severity=Severity.INFO,
            )
    elif stated == "tls" and named:
        yield from _plain_over_tls(place, subject, entry, named)


def _plain_over_tls(
    place: Place, subject: Subject, entry: ServicePort, named: tuple[KnownService, ...]
) -> Violations:
    """A name and a number without TLS that are declared encrypted by it."""
    facts = well_known_services()
    plain = [known for known in named if known.over_tls and known.on(entry.port.first)]
    if len(plain) == len(named):
        over_tls = facts.by_name[plain[0].over_tls]
        if over_tls.on(entry.port.first) is None:
            yield Violation(
                place,
                subject,
                f"{entry.port} of the service {subject.id} is declared encrypted by tls, but "
                f"{over_tls.name} is usually {over_tls.numbers}.",
                severity=Severity.INFO,
            )


def _place_of(service: Service, index: int, entry: ServicePort) -> Place:
    if entry.encryption:
        return ("services", service.id, "ports", index, "encryption")
    return ("services", service.id, "encryption")


def _registered_owners(entry: ServicePort) -> list[KnownService]:
    """The services for which a registry has a port."""
    known = well_known_services().by_number.get(entry.port.first, ())
    return [each for each in known if any(map(entry.port.overlaps, each.registered))]


def _usual(known: KnownService) -> str:
    return "tls" if known.encryption == "own" else known.encryption
