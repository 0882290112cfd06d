"""What to open on each machine before a change, and what may be closed after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..dataset.model import Flow, Need
from ..dataset.ports import Port
from .doubts import Doubt, Doubts
from .sides import Direction, Entries, Entry, KnownPorts, Side


class PortChange(NamedTuple):
    """A port that is opened or closed; None if the flow states none.

    Of a range that is known in part, each part that is not is a change. ``only_source`` says of an
    inbound port that no machine reaches it before it is opened, or after it is closed. ``doubt`` is
    what must be asked first, ``need`` whether the port is needed, as far as the flow says so.
    """

    direction: Direction
    peer: str
    port: Port | None
    only_source: bool
    doubt: Doubt | None
    flow: Flow
    need: Need | None

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
    opened, closed = [*_missing(after, before)], [*_missing(before, after)]
    changed = {entry[:3] for entry, _part in opened}
    stay = [key[0] for key in after if key not in changed and key[2] is not None]
    return MachineChanges(
        role=role,
        new=role in new.roles and role not in old.roles,
        gone=role in old.roles and role not in new.roles,
        open=_changes(opened, new, KnownPorts(before), doubts),
        close=_changes(closed, old, KnownPorts(after), doubts),
        unchanged_in=stay.count("in"),
        unchanged_out=stay.count("out"),
    )


def _missing(entries: Entries, others: Entries) -> Iterator[tuple[Entry, Port | None]]:
    """What the other side does not have: inbound first, then by flow and port."""
    known = KnownPorts(others)
    for entry in sorted(entries.values(), key=lambda entry: entry.direction):
        for part in known.rest(entry):
            yield entry, part


def _changes(
    missing: Iterable[tuple[Entry, Port | None]], side: Side, others: KnownPorts, doubts: Doubts
) -> tuple[PortChange, ...]:
    return tuple(
        PortChange(
            direction=entry.direction,
            peer=entry.peer,
            port=part,
            only_source=entry.direction == "in" and not others.is_received(part),
            doubt=doubts.about(entry, part, side),
            flow=entry.flow,
            need=entry.need,
        )
        for entry, part in missing
    )
