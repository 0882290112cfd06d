"""MED606: undeclared-administration."""

from __future__ import annotations

from ...dataset.model import Service
from ..analysis.service_names import is_qualified
from ..analysis.well_known_services import well_known_services
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations


class UndeclaredAdministration(DatasetRule):
    """A service for remote administration is not declared as one, although others are.

    Such services are those named SSH, Telnet, RDP, VNC or WinRM.

    Why: MED604 reports services for administration that are open to the least trusted zone. It does
    not look at a service that is not declared as one.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          shell: {name: SSH, ports: [22/tcp], description: SSH., administration: true}
          screen: {name: VNC, ports: [5900/tcp], description: VNC.}
        flows:
          - {id: server-to-client, from: server, to: client, ports: [22/tcp, 5900/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          shell: {name: SSH, ports: [22/tcp], description: SSH., administration: true}
          screen: {name: VNC, ports: [5900/tcp], description: VNC., administration: true}
        flows:
          - {id: server-to-client, from: server, to: client, ports: [22/tcp, 5900/tcp]}
    """

    code = "MED606"
    severity = Severity.INFO
    fix = "Write `administration: true`, or waive the finding if nobody administers machines so."

    def check(self, context: RuleContext) -> Violations:
        """Compare the services with such names, where one of them is declared."""
        some = list(filter(_gives_remote_access, context.dataset.services.values()))
        declared = [service for service in some if service.administration]
        for service in some if declared else ():
            if not service.administration:
                first = declared[0]
                yield Violation(
                    ("services", service.id),
                    Subject(kind="service", id=service.id),
                    f"The service {service.id} gives remote access as {first.id} does, but only "
                    f"{first.id} is declared for administration.",
                    "Write administration: true, or waive the finding if nobody administers "
                    "machines through it.",
                    [(("services", first.id, "administration"), f"{first.id} is declared here.")],
                )


def _gives_remote_access(service: Service) -> bool:
    """Whether a service is named like one for administration, and not like its proxy or so."""
    pattern = well_known_services().administration.pattern
    return pattern.search(service.name) is not None and not is_qualified(service.name)
