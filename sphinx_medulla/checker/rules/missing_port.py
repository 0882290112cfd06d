"""MED405: missing-port."""

from __future__ import annotations

from ..analysis.service_consistency import MissingServicePort, ServicePortRule
from ..phrases import listed_ports


class MissingPort(ServicePortRule):
    """A flow between a caller and a listener of a service lacks the service's port.

    Why: The service says who calls it and where it listens. If a flow between the two lacks its
    port, either the port stays closed or the service names a wrong role.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          web:
            name: Web
            ports: [443/tcp]
            listens_on: [server]
            called_by: [client]
          files:
            name: Files
            ports: [445/tcp]
            listens_on: [server]
            called_by: [client]
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
          web:
            name: Web
            ports: [443/tcp]
            listens_on: [server]
            called_by: [client]
          files:
            name: Files
            ports: [445/tcp]
            listens_on: [server]
            called_by: [client]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp, 445/tcp]}
    """

    code = "MED405"
    fix = (
        "Add the port to the flow, or remove a role from the service's `called_by` or `listens_on`."
    )

    def describe(self, missing: MissingServicePort) -> tuple[str, str]:
        """The sentence and the hint."""
        flow, service = missing.flow, missing.service.id
        ports = listed_ports(missing.parts)
        message = (
            f"The flow {flow.id} lacks {ports}, although {service} is called by {flow.from_} and "
            f"listens on {flow.to}."
        )
        return message, f"Add {ports} to the flow, or correct called_by or listens_on of {service}."
