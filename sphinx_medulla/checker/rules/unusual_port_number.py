"""MED420: unusual-port-number."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.codes import listed
from ...dataset.model import Service, ServicePort
from ...dataset.ports import Port
from ..analysis.port_sets import differ_by_one_slip
from ..analysis.service_names import Meaning, meaning_of
from ..analysis.well_known_services import well_known_services
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class UnusualPortNumber(DatasetRule):
    """A well-known service has an unusual port number.

    Why: It may be mistyped, and a firewall opened for it does not help. If the product really uses
    it, nothing is wrong, but readers who know the service expect the usual number.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          directory: {name: Directory}
        services:
          directory: {name: LDAPS, ports: [663/tcp], description: LDAPS.}
        flows:
          - {id: server-to-directory, from: server, to: directory, ports: [663/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          directory: {name: Directory}
        services:
          directory: {name: LDAPS, ports: [636/tcp], description: LDAPS.}
        flows:
          - {id: server-to-directory, from: server, to: directory, ports: [636/tcp]}
    """

    code = "MED420"
    severity = Severity.INFO
    about_ports = True
    fix = "Correct the number if it is mistyped; if the product uses it, waive the finding."

    def check(self, context: RuleContext) -> Violations:
        """Compare the ports of each service with those that its names have."""
        for service in context.dataset.services.values():
            for meaning, unusual in _unusual(service):
                indexes = list(unusual)
                ports = tuple(unusual.values())
                is_usual = listed(each.usually for each in meaning.services)
                known = meaning.services[0]
                numbers = "the usual one" if len(meaning.services) > 1 else known.numbers
                yield Violation(
                    ("services", service.id, "ports", indexes[0]),
                    Subject(kind="service", id=service.id, ports=ports),
                    f"The service {service.id} has {listed(map(str, ports))}, but {is_usual}.",
                    f"If the number is mistyped, write {numbers} ({known.sources[0]}); if the "
                    "product uses it, waive the finding.",
                    [
                        (("services", service.id, "ports", index), "This number is unusual too.")
                        for index in indexes[1:]
                    ],
                )


def _unusual(service: Service) -> Iterator[tuple[Meaning, dict[int, Port]]]:
    """What a service's names mean, each with the ports, by index, that such a service has not."""
    whole = meaning_of(service.name)
    others: dict[int, Port] = {}
    for index, entry in enumerate(service.ports):
        own = meaning_of(entry.name)
        said = own if own.services or len(service.ports) > 1 else whole
        if _is_swapped(said, entry, entry.encryption or service.encryption) or (
            own.services and _is_exchanged(own, entry.port, service)
        ):
            yield said, {index: entry.port}
        elif not own.services or own.carrier:
            if whole.services:
                others[index] = entry.port
            elif own.services and not own.fits(entry.port) and _mistyped(own, entry.port, service):
                yield own, {index: entry.port}
        elif not _fits(own, entry.port) and not whole.fits(entry.port):
            yield own, {index: entry.port}
    unusual = {index: port for index, port in others.items() if not _fits(whole, port)}
    if not unusual:
        return
    if len(unusual) < len(others) or (whole.carrier and not whole.whole):
        # the others are the usual ones, or the name says only what the service runs over
        unusual = {at: port for at, port in unusual.items() if _mistyped(whole, port, service)}
    if unusual:
        yield whole, unusual


def _is_exchanged(meaning: Meaning, port: Port, service: Service) -> bool:
    """Whether two ports of a service have each other's names: TFTP on 67 and DHCP on 69."""
    named = ((meaning_of(entry.name), entry.port) for entry in service.ports if entry.name)
    return not _has(meaning, port) and any(
        _has(meaning, other) and _has(its, port) and not _has(its, other) for its, other in named
    )


def _has(meaning: Meaning, port: Port) -> bool:
    """Whether a port is a usual one of a service itself, whatever its family has."""
    return any(known.on(port.first) is not None for known in meaning.services)


def _is_swapped(meaning: Meaning, entry: ServicePort, encryption: str) -> bool:
    """Whether a port is that of the same service over TLS, or without TLS: LDAPS on 389.

    A port that is declared encrypted may be called by the plain name.
    """
    if len(meaning.services) != 1 or entry.port.first != entry.port.last:
        return False
    (known,), number = meaning.services, entry.port.first
    if known.on(number) is not None or (known.carrier and number >= 1024):
        return False
    others = well_known_services().by_number.get(number, ())
    is_plain_port = any(other.over_tls == known.name for other in others)
    is_tls_port = any(other.name == known.over_tls for other in others)
    return is_plain_port or (is_tls_port and encryption in {"", "none"})


def _fits(meaning: Meaning, port: Port) -> bool:
    """Whether a port is a usual one; what has no number has no usual one."""
    if not port.numbered:
        return True
    return any(known.dynamic for known in meaning.services) or meaning.fits(port)


def _mistyped(meaning: Meaning, port: Port, service: Service) -> bool:
    """Whether a port is one slip away from a usual one that its service lacks.

    Of what carries other services only a slip in its own number counts, such as 433 for 443: 8444
    and 9443 are as good as 8443.
    """
    if not port.numbered:
        return False
    listed_numbers = {entry.port.first for entry in service.ports}
    return any(
        usual.first not in listed_numbers
        and differ_by_one_slip(_over_tcp(port), _over_tcp(usual))
        and (not known.carrier or (usual.first < 1024 and port.first < 1024))
        for known in meaning.services
        for member in well_known_services().family_of(known)
        for usual in member.ports
    )


def _over_tcp(port: Port) -> Port:
    return Port(port.first, port.last, ("tcp",))
