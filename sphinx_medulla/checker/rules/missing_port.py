"""MED405: missing-port."""

from __future__ import annotations

from ..analysis.service_consistency import MissingServicePort, ServicePortRule
from ..examples import CLIENT_SERVER, one_flow
from ..phrases import listed_ports


class MissingPort(ServicePortRule):
    """A flow between a caller and a listener of a service lacks the service's port."""

    code = "MED405"
    why = (
        "The service says who calls it and where it listens. If a flow between the two lacks its "
        "port, either the port stays closed or the service names a wrong role."
    )
    fix = (
        "Add the port to the flow, or remove a role from the service's `called_by` or `listens_on`."
    )
    bad = f"""\
{CLIENT_SERVER}services:
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
{one_flow("443/tcp")}"""
    good = bad.replace("ports: [443/tcp]}", "ports: [443/tcp, 445/tcp]}")

    def describe(self, missing: MissingServicePort) -> tuple[str, str]:
        """The sentence and the hint."""
        flow, service = missing.flow, missing.service.id
        ports = listed_ports(missing.parts)
        message = (
            f"The flow {flow.id} lacks {ports}, although {service} is called by {flow.from_} and "
            f"listens on {flow.to}."
        )
        return message, f"Add {ports} to the flow, or correct called_by or listens_on of {service}."
