"""The entries that have waivers or errata, with their places in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ...dataset.model import Erratum, Flow, Mode, Role, Service, Waiver
from ...dataset.ports import Port
from ...dataset.remarks import Remark
from ..context import Place, RuleContext, computed_once
from ..finding import Subject

Entry = Flow | Service | Role | Mode
Kind = Literal["flow", "service", "role", "mode"]


@dataclass(frozen=True, slots=True)
class RemarkedEntry:
    """An entry with waivers or errata, and its place in the file."""

    kind: Kind
    place: Place
    entry: Entry

    @property
    def title(self) -> str:
        """The entry as a sentence names it: its kind and its id."""
        return f"{self.kind} {self.entry.id}"

    def subject(self, remark: Remark) -> Subject:
        """The entry, with the modes, ports and ends that one of its remarks names."""
        ends = (remark.from_, remark.to) if isinstance(remark, Waiver) else ("", "")
        return Subject(
            kind=self.kind,
            id=self.entry.id,
            modes=remark.modes,
            ports=remark.ports,
            from_=ends[0],
            to=ends[1],
        )


@computed_once
def remarked_entries(context: RuleContext) -> tuple[RemarkedEntry, ...]:
    """Every entry with waivers or errata: roles, services, modes, then flows."""
    dataset = context.dataset
    tables: tuple[tuple[Kind, Iterable[tuple[Place, Entry]]], ...] = (
        ("role", ((("roles", key), role) for key, role in dataset.roles.items())),
        ("service", ((("services", key), service) for key, service in dataset.services.items())),
        ("mode", ((("modes", key), mode) for key, mode in dataset.modes.items())),
        ("flow", (((flow,), flow) for flow in dataset.flows)),
    )
    return tuple(
        RemarkedEntry(kind, place, entry)
        for kind, entries in tables
        for place, entry in entries
        if entry.errata or entry.ignore
    )


def waivers(context: RuleContext) -> Iterator[tuple[RemarkedEntry, Place, Waiver]]:
    """Every waiver with its entry and its own place."""
    for entry in remarked_entries(context):
        for index, waiver in enumerate(entry.entry.ignore):
            yield entry, (*entry.place, "ignore", index), waiver


def errata(context: RuleContext) -> Iterator[tuple[RemarkedEntry, Place, Erratum]]:
    """Every erratum with its entry and its own place."""
    for entry in remarked_entries(context):
        for index, erratum in enumerate(entry.entry.errata):
            yield entry, (*entry.place, "errata", index), erratum


def ports_of(entry: Entry) -> list[Port]:
    """The ports of an entry; roles and modes have none."""
    return [each.port for each in entry.ports] if isinstance(entry, Flow | Service) else []
