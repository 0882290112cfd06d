"""MED303: touching-ranges."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ...dataset.ports import Port
from ...grouping import grouped
from ..context import Place
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_NO_PORT = Port(0, 0, ("tcp",))

_Entry = tuple[int, Port, object]
"""The index of a port, the port, and what else its entry says."""


class TouchingRanges(DatasetRule):
    """A range of a service is split in two: one entry ends where the next begins.

    Why: A service needs a single range. Two ranges that touch are the same range, but harder to
    read and easier to get wrong.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          media: {name: Media, ports: [5000-5009/tcp]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [5000-5004/tcp, 5005-5009/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          media: {name: Media, ports: [5000-5009/tcp]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [5000-5009/tcp]}
    """

    code = "MED303"
    about_ports = True
    fix = "Write one range."

    def check(self, context: RuleContext) -> Violations:
        """Compare each range with the next one, in the lists of services and of flows."""
        for service in context.dataset.services.values():
            entries: list[_Entry] = [
                (index, entry.port, replace(entry, port=_NO_PORT))
                for index, entry in enumerate(service.ports)
            ]
            subject = Subject(kind="service", id=service.id)
            yield from _touching(("services", service.id), subject, entries)
        ranges = grouped(
            ((use.flow.id, id(use.entry)), use)
            for uses in context.uses.values()
            for use in uses
            if use.port.first != use.port.last
        )
        for uses in ranges.values():
            flow = uses[0].flow
            listed = ((use.at, use.port, flow.ports[use.at]) for use in uses)
            entries = [(at, port, replace(its, port=_NO_PORT)) for at, port, its in listed]
            yield from _touching((flow,), Subject.of_flow(flow), entries)


def _touching(place: Place, subject: Subject, entries: list[_Entry]) -> Violations:
    """The ranges of one entry of the dataset that touch the one before."""
    ranges = [entry for entry in entries if entry[1].first != entry[1].last]
    ranges.sort(key=lambda entry: (entry[1].protocols, entry[1].first))
    for (index, one, words), (other_index, other, other_words) in pairwise(ranges):
        if (
            one.protocols == other.protocols
            and one.last + 1 == other.first
            and words == other_words
        ):
            yield Violation(
                (*place, "ports", other_index),
                replace(subject, ports=(one, other)),
                f"The {subject.kind} {subject.id} lists {one} and {other}, which are one range of "
                "one service.",
                f"Write {Port(one.first, other.last, one.protocols)}.",
                [((*place, "ports", index), "The range begins here.")],
            )
