"""MED406: range-in-part."""

from __future__ import annotations

from ..analysis.service_consistency import MissingServicePort, ServicePortRule
from ..phrases import listed_ports


class RangeInPart(ServicePortRule):
    """A flow lists only part of the range that a service needs.

    Why: The service may use any port of its range, so that some connections will fail.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          media:
            name: Media
            ports: [5000-5009/tcp]
            listens_on: [server]
            called_by: [client]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [5000-5008/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          media:
            name: Media
            ports: [5000-5009/tcp]
            listens_on: [server]
            called_by: [client]
        flows:
          - {id: client-to-server, from: client, to: server, ports: [5000-5009/tcp]}
    """

    code = "MED406"
    in_part = True
    fix = "List the whole range, or shorten it in the service."

    def describe(self, missing: MissingServicePort) -> tuple[str, str]:
        """The sentence and the hint."""
        service, port = missing.service.id, missing.port
        message = (
            f"The flow {missing.flow.id} lists only part of {port} of {service}: it lacks "
            f"{listed_ports(missing.parts)}."
        )
        return message, f"Write {port} in the flow, or shorten the range in {service}."
