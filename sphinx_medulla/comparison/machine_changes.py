"""What to open on each machine before a change, and what may be closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..dataset.model import Flow
from ..dataset.ports import Port
from .doubts import Doubt, Doubts
from .sides import Direction, Entries, Entry, KnownPorts, Side


class PortChange(NamedTuple):
    """A port that is opened or closed; None if the flow states none.

    Of a range that is known in part, each part that is not is a change. ``new_port`` says of an
    inbound port to open that no machine could reach it before, ``doubt`` what must be asked first.
    """

    direction: Direction
    peer: str
    port: Port | None
    new_port: bool
    doubt: Doubt | None
    flow: Flow

    @property
    def ask_first(self) -> bool:
        """Whether somebody must be asked before the port is opened or closed."""
        return self.doubt is not None or self.port is None


class MachineChanges(NamedTuple):
    """What changes on one machine, which may be ``new`` or ``gone``.

    ``unchanged_in`` and ``unchanged_out`` count the entries that stay.
    """

    role: str
    new: bool
    gone: bool
    open: tuple[PortChange, ...]
    close: tuple[PortChange, ...]
    unchanged_in: int
    unchanged_out: int


def machine_changes(old: Side, new: Side) -> tuple[MachineChanges, ...]:
    """What changes on each machine with flows on either side, in the order of the roles.

    Questions are those that the new side's dataset has not settled.
    """
    doubts = Doubts(new.queries, (old.mode, new.mode))
    order = (*new.queries.dataset.roles, *map(old.role, old.queries.dataset.roles))
    roles = dict.fromkeys(role for role in order if role in new.machines or role in old.machines)
    return tuple(_machine(role, old, new, doubts) for role in roles)


def _machine(role: str, old: Side, new: Side, doubts: Doubts) -> MachineChanges:
    before, after = old.machines.get(role, {}), new.machines.get(role, {})
    known, opened = KnownPorts(before), [*_missing(after, before)]
    changed = {entry[:3] for entry, _part in opened}
    stay = [key[0] for key in after if key not in changed and key[2] is not None]
    return MachineChanges(
        role=role,
        new=role in new.roles and role not in old.roles,
        gone=role in old.roles and role not in new.roles,
        open=tuple(
            _change(entry, part, new, doubts, new_port=not known.is_received(part))
            for entry, part in opened
        ),
        close=tuple(_change(entry, part, old, doubts) for entry, part in _missing(before, after)),
        unchanged_in=stay.count("in"),
        unchanged_out=stay.count("out"),
    )


def _missing(entries: Entries, others: Entries) -> Iterator[tuple[Entry, Port | None]]:
    """What the other side does not have: inbound first, then by flow and port."""
    known = KnownPorts(others)
    for entry in sorted(entries.values(), key=lambda entry: entry.direction):
        for part in known.rest(entry):
            yield entry, part


def _change(
    entry: Entry, part: Port | None, side: Side, doubts: Doubts, *, new_port: bool = False
) -> PortChange:
    return PortChange(
        direction=entry.direction,
        peer=entry.peer,
        port=part,
        new_port=new_port and entry.direction == "in",
        doubt=doubts.about(entry, part, side),
        flow=entry.flow,
    )
