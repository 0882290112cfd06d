"""Groups of ports as lines of text, where a cell cannot hold lists."""

from __future__ import annotations

from .document import Part, PortGroup, PortItem, Span, joined
from .localization import _


def after_ports() -> str:
    """What separates a group of ports from what follows it in a cell."""
    return _("; ").rstrip() + "\n"


def in_a_line(group: PortGroup) -> list[Part]:
    """The protocol and the ports of a group as text, with signs and remarks in parentheses."""
    return [group.protocol + _(": "), *joined(map(_port_in_a_line, group.ports))]


def _port_in_a_line(port: PortItem) -> list[Part]:
    found: list[Part] = [Span([port.number], "port", port.keys)]
    if port.name:
        found += [" ", *port.name]
    behind: list[list[Part]] = [[sign] for sign in port.signs]
    behind += port.remarks
    return [*found, " (", *joined(behind, ", "), ")"] if behind else found
