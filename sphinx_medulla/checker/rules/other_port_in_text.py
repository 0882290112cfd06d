"""MED520: other-port-in-text."""

from __future__ import annotations

from collections.abc import Collection

from ...dataset.ports import Port
from ..analysis.port_claims import WrongPorts, wrong_texts
from ..analysis.port_sets import differ_by_one_slip
from ..context import Place
from ..phrases import listed, listed_ports
from ..rule import DatasetRule, RuleContext, Violation, Violations

_MOST_NAMED = 3
"""With more ports of its own, a text is not told to name all of them."""


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
                _advice(context, wrong),
                _related(context, wrong),
            )


def _advice(context: RuleContext, wrong: WrongPorts) -> str:
    """What to write for each of the ports: the one that is meant, or whose port it is."""
    text = wrong.text
    if not text.ports:
        return "Correct it, or add the port to the entry that has it."
    theirs = f"the port{'s' if len(text.ports) > 1 else ''} of the {text.kind}"
    ports = tuple(dict.fromkeys(wrong.ports))
    offered = [port for port in ports if context.queries.listeners.offering(port)]
    instead: dict[str, list[str]] = {}  # what is wrong, by what is right
    strangers: list[Port] = []
    for port in ports:
        own = _meant(wrong, port)
        if own is None:
            strangers.append(port)
        else:
            right, written = _shown(own, port)
            instead.setdefault(right, []).append(written)
    guessed = [port for port in strangers if len(ports) == 1 or port not in offered]
    if guessed and not (instead or wrong.rightly) and len(text.ports) <= _MOST_NAMED:
        numbers = listed(dict.fromkeys(port.number for port in text.ports))
        instead[numbers] = _written(wrong, guessed)
        strangers = [port for port in strangers if port not in guessed]
    advice = []
    if instead:
        several = len(ports) > 1
        writes = (
            f"{right} instead of {listed(dict.fromkeys(wrongs))}" if several else right
            for right, wrongs in instead.items()
        )
        advice.append(f"Write {listed(writes)} in the {text.part}, or correct {theirs}.")
    for is_offered in (False, True):
        some = [port for port in strangers if (port in offered) is is_offered]
        if some:
            it, whose = ("it", "port it is") if len(some) == 1 else ("them", "ports they are")
            named = f"name the service that has {it}" if is_offered else f"say whose {whose}"
            advice.append(
                f"Remove {listed(_written(wrong, some))} from the {text.part}, add {it} to the "
                f"ports of the {text.kind}, or {named}."
            )
    return " ".join(advice)


def _shown(own: Port, port: Port) -> tuple[str, str]:
    """A port of the entry and one in its text, without protocols if the numbers tell them apart."""
    is_number = (own.first, own.last) != (port.first, port.last) and (
        set(port.protocols) <= set(own.protocols)
    )
    return (own.number, port.number) if is_number else (str(own), str(port))


def _meant(wrong: WrongPorts, port: Port) -> Port | None:
    """The port of the entry that is meant by another one, if only one can be meant."""
    own = [port for port in wrong.text.ports if port not in wrong.rightly]
    alike = [
        each
        for each in own
        if differ_by_one_slip(each, Port(port.first, port.last, each.protocols))
        or (each.first <= port.last and port.first <= each.last)
    ]
    return alike[0] if len(alike) == 1 else None


def _named(wrong: WrongPorts) -> str:
    """The ports as a sentence names them."""
    first, *others = wrong.mentions
    several = others or first.first != first.last
    return f"port{'s' if several else ''} {listed(_written(wrong))}"


def _written(wrong: WrongPorts, wanted: Collection[Port] | None = None) -> list[str]:
    """The ports, or only some of them, with a protocol where the text has one."""
    written = (
        str(port) if mention.protocols else port.number
        for mention, port in zip(wrong.mentions, wrong.ports, strict=True)
        if wanted is None or port in wanted
    )
    return list(dict.fromkeys(written))


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
