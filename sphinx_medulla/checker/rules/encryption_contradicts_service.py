"""MED421: encryption-contradicts-service."""

from __future__ import annotations

from typing import NamedTuple

from ...dataset.model import Service, ServicePort
from ..analysis.service_names import is_qualified, port_meaning
from ..analysis.well_known_services import KnownService, well_known_services
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class EncryptionContradictsService(DatasetRule):
    """A service is declared unencrypted, although it is always encrypted.

    It is information if only the number says so, or if the kind of encryption differs.

    Why: HTTPS, LDAPS and SSH without encryption do not exist. Either the name is wrong, and
    passwords cross the network in clear text, or readers worry without reason.

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
                found = _contradiction(service, entry, stated) if stated else None
                if found is not None:
                    own = ("ports", index) if entry.encryption else ()
                    yield Violation(
                        ("services", service.id, *own, "encryption"),
                        Subject(kind="service", id=service.id, ports=(entry.port,)),
                        f"{entry.port} of the service {service.id} is declared {found.message}.",
                        found.hint,
                        severity=found.severity,
                    )


class _Contradiction(NamedTuple):
    """What contradicts the encryption of a port, in the rest of a sentence, and what to write."""

    message: str
    hint: str = ""
    severity: Severity = Severity.INFO


def _contradiction(service: Service, entry: ServicePort, stated: str) -> _Contradiction | None:
    """What the names of a port, or else its number, say against its encryption."""
    named = port_meaning(service, entry).services
    if named and all(known.encryption for known in named):
        return _of_encrypted(named, stated)
    if stated == "none" and not any(map(is_qualified, (service.name, entry.name))):
        owners = _registered_owners(entry)
        if owners and all(known.encryption for known in owners):
            port_of = f"the port of {owners[0].name}, which is always encrypted"
            return _Contradiction(f"unencrypted, but it is {port_of}")
    return _of_plain(named, entry) if stated == "tls" else None


def _of_encrypted(named: tuple[KnownService, ...], stated: str) -> _Contradiction | None:
    """What names say that mean services which are always encrypted."""
    known = named[0]
    usual = "tls" if known.encryption == "own" else known.encryption
    hint = f"Write encryption: {usual}, or correct the name of the service."
    if stated == "none":
        message = f"unencrypted, but {known.name} is always encrypted"
        return _Contradiction(message, hint, Severity.WARNING)
    if not {stated, "own"}.isdisjoint(each.encryption for each in named):
        return None
    return _Contradiction(f"encrypted by {stated}, but {known.name} uses {usual}", hint)


def _of_plain(named: tuple[KnownService, ...], entry: ServicePort) -> _Contradiction | None:
    """What names say that mean services without TLS, on their own numbers."""
    plain = [known for known in named if known.over_tls and known.on(entry.port.first)]
    if not plain or len(plain) < len(named):
        return None
    over_tls = well_known_services().by_name[plain[0].over_tls]
    if over_tls.on(entry.port.first) is not None:
        return None
    return _Contradiction(f"encrypted by tls, but {over_tls.usually}")


def _registered_owners(entry: ServicePort) -> list[KnownService]:
    """The services for which a registry has a port."""
    known = well_known_services().by_number.get(entry.port.first, ())
    return [each for each in known if any(map(entry.port.overlaps, each.registered))]
