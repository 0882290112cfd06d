"""What must be asked before a port is opened or closed: the open questions about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dataset.model import Likeness, Service, Waiver
from ..dataset.ports import Port
from ..dataset.queries import Queries
from ..dataset.remarks import Remark, concerning, is_open, questions
from .sides import Entry, Side

Doubt = Remark | Likeness


class Doubts:
    """The open questions of a dataset about the flows of some modes.

    A question about a flow that the dataset does not have any more is settled.
    """

    def __init__(self, queries: Queries, modes: Iterable[str]) -> None:
        self._dataset = queries.dataset
        self._modes = tuple(modes)
        self._flows = {
            name: flow for flow in queries.flows.values() for name in (*flow.former_ids, flow.id)
        }
        self._likes = [
            (flow, flow.like)
            for flow in queries.flows.values()
            if flow.like and is_open(flow.like) and self._holds(queries.modes_of(flow))
        ]
        self._of_ends = [*self._waivers_with_ends()]

    def about(self, entry: Entry, port: Port | None, side: Side) -> Doubt | None:
        """The first open question about a port of an entry; None if there is none."""
        return next(self._about(entry, port, side), None)

    def _about(self, entry: Entry, port: Port | None, side: Side) -> Iterator[Doubt]:
        ports = () if port is None else (port,)
        remarks: list[Remark] = []
        flow = self._flows.get(entry.flow.id)
        if flow:
            remarks += [*filter(is_open, flow.errata), *questions(flow.ignore)]
        if entry.service and (service := self._dataset.services.get(entry.service.id)):
            remarks += _of_service(service)
        ends = entry.flow.from_, entry.flow.to
        mapped = side.role(entry.flow.from_), side.role(entry.flow.to)
        remarks += [one for one in self._of_ends if (one.from_, one.to) in {ends, mapped}]
        yield from concerning(remarks, (side.mode,), ports)
        for asking, like in self._likes:
            touched = like.with_ if asking is flow else like.without
            if flow and flow.id in {asking.id, like.flow} and _meet(touched, ports):
                yield like

    def _holds(self, modes: Iterable[str]) -> bool:
        """Whether one of some modes is among those that are compared."""
        return not all(self._modes) or not set(self._modes).isdisjoint(modes)

    def _waivers_with_ends(self) -> Iterator[Waiver]:
        """The open questions of modes and roles that name both ends of a connection."""
        modes = [mode for mode in self._dataset.modes.values() if self._holds((mode.id,))]
        waivers = [
            *(mode.ignore for mode in modes),
            *(role.ignore for role in self._dataset.roles.values()),
        ]
        for waiver in questions(one for some in waivers for one in some):
            if waiver.from_ and waiver.to:
                yield waiver


def _of_service(service: Service) -> Iterator[Remark]:
    """The open questions about a service's ports."""
    yield from (one for one in service.errata if one.at == "ports" and is_open(one))
    yield from questions(service.ignore)


def _meet(some: Iterable[Port], others: Iterable[Port]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)
