"""MED306: other-protocol."""

from __future__ import annotations

from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.service_consistency import service_over_other_protocol
from ..context import combined_modes
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class OtherProtocol(DatasetRule):
    """A flow lists a port with a protocol that differs from the service with that number.

    Why: A firewall opened for UDP lets no TCP through: the service cannot be reached.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          boot: {name: Boot files, ports: [69/udp], listens_on: [server]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [69/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          boot: {name: Boot files, ports: [69/udp], listens_on: [server]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [69/udp]}
    """

    code = "MED306"
    about_ports = True
    fix = "Write the same protocol in the flow and in the service; `111/tcp+udp` means both."

    def check(self, context: RuleContext) -> Violations:
        """Look for services with the number of each port that belongs to none."""
        found = grouped(
            ((service.id, unmatched.port), unmatched)
            for unmatched in context.unmatched_ports
            if (service := service_over_other_protocol(context, unmatched)) is not None
        )
        for (service_id, port), (first, *others) in found.items():
            index, its = next(
                (index, entry.port)
                for index, entry in enumerate(context.dataset.services[service_id].ports)
                if entry.port.first <= port.first and port.last <= entry.port.last
            )
            has = f"{service_id} has {its}."
            modes = combined_modes(context.queries, (each.flow for each in (first, *others)))
            yield Violation(
                first.place,
                Subject(
                    kind="service",
                    id=service_id,
                    modes=modes,
                    ports=(port,),
                ),
                f"The flow {first.flow.id} lists {port}, but {has}",
                f"Write {Port(port.first, port.last, its.protocols)} in the flow, or correct the "
                f"protocol in {service_id}.",
                [
                    (("services", service_id, "ports", index), has),
                    *((each.place, f"{each.flow.id} also lists {port}.") for each in others),
                ],
            )
