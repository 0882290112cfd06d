"""MED520: other-port-in-text."""

from __future__ import annotations

from ..analysis.port_claims import WrongPorts, wrong_texts
from ..context import Place
from ..phrases import listed, listed_ports
from ..rule import DatasetRule, RuleContext, Violation, Violations


class OtherPortInText(DatasetRule):
    """A text names a port that its entry does not have.

    Why: The port was changed in one of the two places and not in the other; readers do not know
    which one to open.

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
            description: Events of the server, on port 8414.
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
            description: Events of the server, on port 8415.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}
    """

    code = "MED520"
    about_ports = True
    fix = "Correct the text or the ports of the entry, or say whose port it is."

    def check(self, context: RuleContext) -> Violations:
        """Compare the ports in each text with those of its entry."""
        for wrong in wrong_texts(context)[0]:
            text = wrong.text
            yield Violation(
                text.place,
                text.subject(wrong.ports),
                f"{text.title} names {_named(wrong)}, {_but(wrong)}.",
                _advice(wrong),
                _related(context, wrong),
            )


def _advice(wrong: WrongPorts) -> str:
    """What to write: the entry's port, if it has only one."""
    text = wrong.text
    if not text.ports:
        return "Correct it, or add the port to the entry that has it."
    if len(text.ports) == 1:
        number = text.ports[0].number
        return f"Write {number} in the {text.part}, or correct the port of the {text.kind}."
    return f"Correct the {text.part}, or the ports of the {text.kind}."


def _named(wrong: WrongPorts) -> str:
    """The ports as a sentence names them, with a protocol where the text has one."""
    first, *others = wrong.mentions
    several = others or first.first != first.last
    written = (
        str(port) if mention.protocols else port.number
        for mention, port in zip(wrong.mentions, wrong.ports, strict=True)
    )
    return f"port{'s' if several else ''} {listed(dict.fromkeys(written))}"


def _but(wrong: WrongPorts) -> str:
    text = wrong.text
    if text.any_port:
        return "which the dataset does not have"
    return f"but the {text.kind} has {listed_ports(dict.fromkeys(text.ports))}"


def _related(context: RuleContext, wrong: WrongPorts) -> list[tuple[Place, str]]:
    """The places of the entry's ports, and of a service that has the port in the text."""
    text = wrong.text
    places: list[tuple[Place, str]] = []
    if text.service is not None:
        places.append((("services", text.id, "ports"), "These are its ports."))
    elif text.flow is not None and not text.any_port:
        places.append(((text.flow, "ports"), "These are its ports."))
    if not text.any_port:
        services = (
            service
            for port in wrong.ports
            for service in context.queries.listeners.offering(port)
            if service is not text.service
        )
        ids = dict.fromkeys(service.id for service in services)
        places += ((("services", key, "ports"), f"The service {key} has it.") for key in ids)
    return places
