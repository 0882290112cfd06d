"""MED603: unencrypted-crossing."""

from __future__ import annotations

from ...dataset.model import Service
from ...grouping import grouped
from ..context import Place, ServiceUse
from ..phrases import listed_ports
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

EVERY_ZONE = "every zone"


class UnencryptedCrossing(DatasetRule):
    """A service without encryption crosses the border between two zones.

    Why: Whoever controls the border between the zones can read and change the traffic. A role with
    `any: true` and without a zone is in every zone.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        zones:
          outside: {name: Outside}
          inside: {name: Inside}
        roles:
          server: {name: Server, zone: inside}
          client: {name: Client, zone: outside}
        services:
          web:
            name: Web
            ports: [{port: 80/tcp, encryption: none}, {port: 443/tcp, encryption: tls}]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [80/tcp, 443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        zones:
          outside: {name: Outside}
          inside: {name: Inside}
        roles:
          server: {name: Server, zone: inside}
          client: {name: Client, zone: outside}
        services:
          web:
            name: Web
            ports: [{port: 443/tcp, encryption: tls}]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED603"
    about_ports = True
    fix = (
        "Use an encrypted service, or waive the rule with the reason. A service without an "
        "`encryption` key counts as unknown."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look for uses of unencrypted ports by flows from one zone to another."""
        crosses = context.queries.crosses_border
        for name, uses in context.uses.items():
            service = context.dataset.services[name]
            crossing = grouped(
                (use.flow.id, use)
                for use in uses
                if (_stated(use) or use.entry.encryption or service.encryption) == "none"
                and crosses(use.flow)
            )
            for group in crossing.values():
                yield self._violation(context, service, group)

    def _violation(
        self, context: RuleContext, service: Service, uses: list[ServiceUse]
    ) -> Violation:
        flow, entry = uses[0].flow, uses[0].entry
        from_, to = (context.dataset.roles[end].zone for end in (flow.from_, flow.to))
        ports = tuple(use.port for use in uses)
        key = "encryption" if service.encryption and not entry.encryption else "ports"
        described: Place = ("services", service.id, key)
        return Violation(
            uses[0].place,
            Subject.of_flow(flow, ports),
            f"The flow {flow.id} carries {listed_ports(ports)} of {service.id} from "
            f"{f'the zone {from_}' if from_ else EVERY_ZONE} to {to or EVERY_ZONE} without "
            "encryption.",
            "Use an encrypted port, correct the service's encryption, or waive "
            f"{self.code} with the reason.",
            [(uses[0].place if _stated(uses[0]) else described, "Declared unencrypted here.")],
        )


def _stated(use: ServiceUse) -> str:
    """The encryption that the flow states for its port; empty if it states none."""
    return use.flow.ports[use.at].encryption
