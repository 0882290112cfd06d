"""One side of a comparison: the ports that each machine opens in one mode of a dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from ..dataset.model import Flow, Service
from ..dataset.port_spans import beyond, spans
from ..dataset.ports import Port, protocol_order
from ..dataset.queries import Queries, Row, Selection
from ..grouping import grouped

Direction = Literal["in", "out"]


class Entry(NamedTuple):
    """A port that a machine opens to a peer, or that the peer opens on it, for one protocol.

    A range is one entry. ``port`` is None if the flow states no port. ``service`` listens there.
    """

    direction: Direction
    peer: str
    port: Port | None
    flow: Flow
    service: Service | None = None


Entries = dict[tuple[Direction, str, Port | None], Entry]
"""The entries of a machine; what several flows state is one entry, that of the first flow."""


@dataclass(frozen=True)
class Side:
    """A dataset in a mode; an empty mode means the flows of all modes.

    ``renamed`` has the roles that count as another role, each with that one.
    """

    queries: Queries
    mode: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)

    def role(self, role: str) -> str:
        """The id of a role, or of the one that it counts as."""
        return self.renamed.get(role, role)

    @cached_property
    def roles(self) -> dict[str, None]:
        """The ids of the roles that exist in the mode."""
        existing = self.queries.modes_with_role
        found = (role for role in existing if not self.mode or self.mode in existing[role])
        return dict.fromkeys(map(self.role, found))

    @cached_property
    def machines(self) -> dict[str, Entries]:
        """The entries of each role that has flows, in the order of the flows."""
        machines: dict[str, Entries] = {}
        for row in self.queries.select(self._selection).rows:
            flow = row.flow
            from_, to = self.role(flow.from_), self.role(flow.to)
            for port, service in _stated(row) or [(None, None)]:
                for machine, entry in (
                    (from_, Entry("out", to, port, flow, service)),
                    (to, Entry("in", from_, port, flow, service)),
                ):
                    machines.setdefault(machine, {}).setdefault(entry[:3], entry)
        return machines

    @property
    def _selection(self) -> Selection:
        every = ("", *self.queries.dataset.modes)
        return Selection(modes=(self.mode,) if self.mode else every)


def _stated(row: Row) -> Sequence[tuple[Port | None, Service | None]]:
    """The ports of a row, one per protocol and in its order, with the services that listen."""
    found = [(part, use.service) for use in row.ports for part in use.port.each_protocol()]
    return sorted(found, key=lambda pair: protocol_order(pair[0]))


class KnownPorts:
    """The ports of one machine, by direction and peer."""

    def __init__(self, entries: Entries) -> None:
        self._by_peer = grouped((key[:2], key[2]) for key in entries)
        self._received = [port for direction, _peer, port in entries if direction == "in"]

    def rest(self, entry: Entry) -> Iterator[Port | None]:
        """What is not known of an entry: nothing, all of it, or parts of its range."""
        return _rest(entry.port, self._by_peer.get((entry.direction, entry.peer), []))

    def is_received(self, port: Port | None) -> bool:
        """Whether the machine receives connections on a port, from any peer."""
        return not any(True for _part in _rest(port, self._received))


def _rest(port: Port | None, known: list[Port | None]) -> Iterator[Port | None]:
    """What is not known of a port; only numbers are compared in part."""
    if port is None or not port.has_ports:
        if port not in known:
            yield port
        return
    numbers = [one for one in known if one is not None and one.has_ports]
    yield from beyond((port,), spans(numbers))
