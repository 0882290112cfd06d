"""One side of a comparison: the ports that each machine opens in one mode of a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from ..dataset.model import Flow, Need, Service
from ..dataset.port_spans import beyond, spans
from ..dataset.ports import Port, protocol_order
from ..dataset.queries import Queries, Row
from ..dataset.selection import Selection
from ..grouping import grouped

Direction = Literal["in", "out"]


class Entry(NamedTuple):
    """A port that a machine opens to a peer, or that the peer opens on it, for one protocol.

    A range is one entry. ``port`` is None if the flow states no port. ``service`` listens there.
    ``need`` says whether it is needed; None if nothing says so, or if several flows differ.
    """

    direction: Direction
    peer: str
    port: Port | None
    flow: Flow
    service: Service | None = None
    need: Need | None = None


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
        """The entries of each role that has flows, in the order of the flows.

        A role that is every source or destination is no machine of its own.
        """
        machines: dict[str, Entries] = {}
        for row in self.queries.select(self._selection).rows:
            flow = row.flow
            ends: tuple[tuple[Direction, str, str], ...] = (
                ("out", flow.from_, flow.to),
                ("in", flow.to, flow.from_),
            )
            for port, service, need in _stated(row) or [(None, None, self.queries.need_of(flow))]:
                for direction, own, peer in ends:
                    entry = Entry(direction, self.role(peer), port, flow, service, need)
                    for machine in self._machines_of(own, peer):
                        entries = machines.setdefault(machine, {})
                        known = entries.setdefault(entry[:3], entry)
                        if known.need != need:
                            entries[entry[:3]] = known._replace(need=None)
        return machines

    def _machines_of(self, role: str, peer: str) -> Iterable[str]:
        """The machines that an end of a flow means: one, or all but the other end."""
        every = self.queries.any_roles
        if role not in every:
            return (self.role(role),)
        return (one for one in self.roles if one not in every and one != self.role(peer))

    @property
    def _selection(self) -> Selection:
        every = ("", *self.queries.dataset.modes)
        return Selection(modes=(self.mode,) if self.mode else every)


def _stated(row: Row) -> Sequence[tuple[Port | None, Service | None, Need | None]]:
    """The ports of a row, one per protocol and in its order, with their services and needs."""
    found = [
        (part, use.service, use.need) for use in row.ports for part in use.port.each_protocol()
    ]
    return sorted(found, key=lambda stated: protocol_order(stated[0]))


class KnownPorts:
    """The ports of one machine, by direction and peer."""

    def __init__(self, entries: Entries) -> None:
        by_peer = grouped((key[:2], key[2]) for key in entries)
        self._by_peer = {peer: PortSet(ports) for peer, ports in by_peer.items()}
        self._received = PortSet(port for direction, _peer, port in entries if direction == "in")

    def rest(self, entry: Entry) -> Iterator[Port | None]:
        """What is not known of an entry: nothing, all of it, or parts of its range."""
        known = self._by_peer.get((entry.direction, entry.peer), _NO_PORTS)
        return known.rest(entry.port)

    def is_received(self, port: Port | None) -> bool:
        """Whether the machine receives connections on a port, from any peer."""
        return not [*self._received.rest(port)]


class PortSet:
    """A set of ports; ranges of numbers are compared in part, everything else whole."""

    def __init__(self, ports: Iterable[Port | None]) -> None:
        self._all = frozenset(ports)
        self._numbers = spans(port for port in self._all if port is not None and port.has_ports)

    def rest(self, port: Port | None) -> Iterator[Port | None]:
        """What is not in the set: nothing, the port, or parts of its range."""
        if port is not None and port.has_ports:
            yield from beyond((port,), self._numbers)
        elif port not in self._all:
            yield port


_NO_PORTS = PortSet(())
