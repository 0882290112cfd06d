"""MED406: range-in-part."""

from __future__ import annotations

from ..analysis.service_consistency import MissingServicePort, ServicePortRule
from ..examples import CLIENT_SERVER, one_flow
from ..phrases import listed_ports

_MEDIA = f"""\
{CLIENT_SERVER}services:
  media:
    name: Media
    ports: [5000-5009/tcp]
    listens_on: [server]
    called_by: [client]
"""


class RangeInPart(ServicePortRule):
    """A flow lists only part of the range that a service needs."""

    code = "MED406"
    in_part = True
    why = "The service may use any port of its range, so that some connections will fail."
    fix = "List the whole range, or shorten it in the service."
    bad = _MEDIA + one_flow("5000-5008/tcp")
    good = _MEDIA + one_flow("5000-5009/tcp")

    def describe(self, missing: MissingServicePort) -> tuple[str, str]:
        """The sentence and the hint."""
        service, port = missing.service.id, missing.port
        message = (
            f"The flow {missing.flow.id} lists only part of {port} of {service}: it lacks "
            f"{listed_ports(missing.parts)}."
        )
        return message, f"Write {port} in the flow, or shorten the range in {service}."
