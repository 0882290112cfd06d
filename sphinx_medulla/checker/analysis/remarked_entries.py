"""The entries that have waivers or errata, with their places in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ...dataset.model import Erratum, Flow, Mode, Role, Service, Waiver
from ...dataset.remarks import Remark
from ..context import Place, RuleContext, computed_once
from ..finding import Subject

Entry = Flow | Service | Role | Mode
Kind = Literal["role", "service", "mode", "flow"]


@dataclass(frozen=True, slots=True)
class RemarkedEntry:
    """An entry with waivers or errata."""

    kind: Kind
    entry: Entry

    @property
    def place(self) -> Place:
        """The entry's place in the file."""
        entry = self.entry
        return (entry,) if isinstance(entry, Flow) else (f"{self.kind}s", entry.id)

    @property
    def title(self) -> str:
        """The entry as a sentence names it: its kind and its id."""
        return f"{self.kind} {self.entry.id}"

    def subject(self, remark: Remark) -> Subject:
        """The entry, with the modes, ports and ends that one of its remarks names."""
        from_, to = (remark.from_, remark.to) if isinstance(remark, Waiver) else ("", "")
        return Subject(
            kind=self.kind,
            id=self.entry.id,
            modes=remark.modes,
            ports=remark.ports,
            from_=from_,
            to=to,
        )


@computed_once
def remarked_entries(context: RuleContext) -> dict[tuple[str, str], RemarkedEntry]:
    """Every entry with waivers or errata, by kind and id: roles, services, modes, then flows."""
    dataset = context.dataset
    tables: dict[Kind, Mapping[str, Entry]] = {
        "role": dataset.roles,
        "service": dataset.services,
        "mode": dataset.modes,
        "flow": context.queries.flows,
    }
    return {
        (kind, key): RemarkedEntry(kind, entry)
        for kind, entries in tables.items()
        for key, entry in entries.items()
        if entry.errata or entry.ignore
    }


def waivers(context: RuleContext) -> Iterator[tuple[RemarkedEntry, Place, Waiver]]:
    """Every waiver with its entry and its own place."""
    for entry in remarked_entries(context).values():
        for index, waiver in enumerate(entry.entry.ignore):
            yield entry, (*entry.place, "ignore", index), waiver


def errata(context: RuleContext) -> Iterator[tuple[RemarkedEntry, Place, Erratum]]:
    """Every erratum with its entry and its own place."""
    for entry in remarked_entries(context).values():
        for index, erratum in enumerate(entry.entry.errata):
            yield entry, (*entry.place, "errata", index), erratum
