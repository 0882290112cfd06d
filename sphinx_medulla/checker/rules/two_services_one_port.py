"""MED305: two-services-one-port."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...dataset.model import Service
from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.port_sets import common_part, overlapping
from ..phrases import listed, listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_Entry = tuple[Service, int, Port]
"""A port, over one protocol, with its service and its index in the service's list."""


@dataclass(slots=True)
class _Clash:
    """Two services with ports in common: an entry of each, and on which roles both listen."""

    one: _Entry
    other: _Entry
    common: dict[Port, None] = field(default_factory=dict)
    listeners: dict[str, None] = field(default_factory=dict)


class TwoServicesOnePort(DatasetRule):
    """Two services have the same port on the same listener.

    Why: Only one program listens on a port, so one of the two is wrong; readers see only the
    description of the first one.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web: {name: Web, ports: [443/tcp], listens_on: [server]}
          console: {name: Console, ports: [443/tcp], listens_on: [server]}
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
          web: {name: Web, ports: [443/tcp], listens_on: [server]}
          console: {name: Console, ports: [8443/tcp], listens_on: [server]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 8443/tcp]}
    """

    code = "MED305"
    about_ports = True
    fix = (
        "Correct one of the ports, say in `listens_on` on which role each service listens, or "
        "merge the two services."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look for overlaps in the ports of each listener, in the order of numbers."""
        listening = grouped(
            ((role, port.protocol), (service, index, port))
            for service in context.dataset.services.values()
            for index, entry in enumerate(service.ports)
            for port in entry.port.each_protocol()
            for role in service.listens_on or ("",)
        )
        clashes: dict[tuple[str, str], _Clash] = {}
        order = {name: index for index, name in enumerate(context.dataset.services)}
        for (role, _), entries in listening.items():
            for meeting in overlapping(enumerate(port for _, _, port in entries)):
                first, second = sorted(
                    (entries[index] for index, _ in meeting), key=lambda entry: order[entry[0].id]
                )
                clash = clashes.setdefault((first[0].id, second[0].id), _Clash(first, second))
                clash.common[common_part(meeting[0][1], meeting[1][1])] = None
                clash.listeners[role] = None
        for clash in clashes.values():
            yield self._violation(clash)

    def _violation(self, clash: _Clash) -> Violation:
        (service, index, _), (other, other_index, _) = clash.one, clash.other
        ports = listed_ports(clash.common)
        roles = [role for role in clash.listeners if role]
        where = f" on {listed(roles)}" if roles else ""
        if service is other:
            message = f"The service {service.id} has {ports} twice."
            hint = "Write the port that was meant, or remove one of the two."
        else:
            both = f"{service.id} and {other.id}"
            message = f"The services {both} both have {ports}{where}."
            hint = f"Correct one of the ports, or say in listens_on where {both} listen."
        return Violation(
            ("services", other.id, "ports", other_index),
            Subject(kind="service", id=other.id, ports=tuple(clash.common)),
            message,
            hint,
            [(("services", service.id, "ports", index), f"{service.id} has it here.")],
        )
