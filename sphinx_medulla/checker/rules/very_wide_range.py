"""MED422: very-wide-range."""

from __future__ import annotations

from ...dataset.ports import Port
from ...grouping import grouped
from ..analysis.well_known_services import well_known_services
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_MOST_PORTS = 10_000
_FIRST_TEMPORARY = 32768
"""From here on, operating systems take ports for a while: any part of these may be a range."""


class VeryWideRange(DatasetRule):
    """A range has more than 10,000 ports, and no known dynamic range explains it.

    Why: A footnote mark that is copied together with a number turns it into another number: "2500
    to 3300" with note 1 becomes 2500-33001. A firewall opened for such a range hardly protects
    anything.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          channels: {name: Channels, ports: [2500-33001/tcp], description: Channels for data.}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [2500-33001/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          channels: {name: Channels, ports: [2500-3300/tcp], description: Channels for data.}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [2500-3300/tcp]}
    """

    code = "MED422"
    about_ports = True
    fix = "Correct the range, or say in the description that its ports are dynamically assigned."

    def check(self, context: RuleContext) -> Violations:
        """Look at the ranges of services, then at those of flows that no service has."""
        dynamic = well_known_services().dynamic
        for service in context.dataset.services.values():
            for index, entry in enumerate(service.ports):
                if _is_too_wide(entry.port) and (
                    _footnote(entry.port) is not None or not dynamic.found_in(service)
                ):
                    yield Violation(
                        ("services", service.id, "ports", index),
                        Subject(kind="service", id=service.id, ports=(entry.port,)),
                        _sentence(f"The service {service.id} has", entry.port),
                        _advice(entry.port),
                    )
        bare = grouped(
            (found.port, found) for found in context.unmatched_ports if _is_too_wide(found.port)
        )
        for port, (first, *others) in bare.items():
            yield Violation(
                first.place,
                Subject.of_flow(first.flow, (port,)),
                _sentence(f"The flow {first.flow.id} lists", port),
                _advice(port),
                [(other.place, f"{other.flow.id} lists it too.") for other in others],
            )


def _is_too_wide(port: Port) -> bool:
    """Whether a range is wide and neither a known one nor part of the temporary ports."""
    return (
        port.numbered
        and port.last - port.first >= _MOST_PORTS
        and port.first < _FIRST_TEMPORARY
        and (port.first, port.last) not in well_known_services().dynamic_ranges
    )


def _sentence(has: str, port: Port) -> str:
    number = port.last - port.first + 1
    return f"{has} {port}, a range of {number:,} ports that no known dynamic range explains."


def _advice(port: Port) -> str:
    """The hint for a range that a footnote mark may have made wide; empty for another one."""
    meant = _footnote(port)
    if meant is None:
        return ""
    mark = str(port.last)[-1]
    return f"If the {mark} at the end is a footnote mark, write {meant}; else correct the range."


def _footnote(port: Port) -> Port | None:
    """The range without a footnote mark at its end, if it may have one."""
    last, mark = divmod(port.last, 10)
    if mark and last > port.first and len(str(last)) == len(str(port.first)):
        return Port(port.first, last, port.protocols)
    return None
