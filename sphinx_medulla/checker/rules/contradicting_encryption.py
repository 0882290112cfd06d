"""MED412: contradicting-encryption."""

from __future__ import annotations

from ...dataset.model import Service
from ..context import Place
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class ContradictingEncryption(DatasetRule):
    """A flow's port, the port of its service and the service name different encryption.

    Why: The port of a service may say more than the service, and a flow's port more than that: what
    is encrypted for some clients or on some ports only is `encryption: optional`. If it is always
    encrypted, or never, one of the two is wrong, and readers cannot tell which.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          mail: {name: Mail, ports: [{port: 25/tcp, encryption: starttls}]}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [{port: 25/tcp, encryption: none}]

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          mail: {name: Mail, ports: [{port: 25/tcp, encryption: optional}]}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [{port: 25/tcp, encryption: none}]
    """

    code = "MED412"
    about_ports = True
    fix = (
        "Correct one of them, or write `encryption: optional` where it depends on the client or on "
        "the port. If the ports of a service differ, write it at each of them only."
    )

    def check(self, context: RuleContext) -> Violations:
        """Compare the ports of services with them, then what the flows' ports say with both."""
        for service in context.dataset.services.values():
            yield from _in_service(service)
        for name, uses in context.uses.items():
            service = context.dataset.services[name]
            for use in uses:
                here = use.flow.ports[use.at].encryption
                there = use.entry.encryption or service.encryption
                if _contradicts(here, there):
                    place: Place = ("services", name, "encryption")
                    if use.entry.encryption:
                        place = ("services", name, "ports", service.ports.index(use.entry))
                    yield Violation(
                        use.place,
                        Subject.of_flow(use.flow, (use.port,)),
                        f"The flow {use.flow.id} declares encryption: {here} for {use.port}, but "
                        f"the service {name} declares {there}.",
                        f"Write encryption: {there} here or {here} there, or encryption: optional "
                        "in the service.",
                        [(place, f"{name} declares {there} here.")],
                    )


def _in_service(service: Service) -> Violations:
    """The ports of a service that contradict the service itself."""
    for index, entry in enumerate(service.ports):
        if _contradicts(entry.encryption, service.encryption):
            yield Violation(
                ("services", service.id, "ports", index),
                Subject(kind="service", id=service.id, ports=(entry.port,)),
                f"{entry.port} of the service {service.id} declares encryption: "
                f"{entry.encryption}, but the service declares {service.encryption}.",
                "Correct one of them, or remove the encryption of the service and write it at "
                "each of its ports.",
                [
                    (
                        ("services", service.id, "encryption"),
                        f"{service.id} declares {service.encryption} here.",
                    )
                ],
            )


def _contradicts(special: str, general: str) -> bool:
    """Whether what is said of one port excludes what is said of more, rather than adding to it."""
    return bool(special) and general not in {"", special, "optional"}
