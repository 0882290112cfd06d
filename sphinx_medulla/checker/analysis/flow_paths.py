"""The entries that may have waivers and errata, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...dataset.model import Flow, Mode, Role, Service, Waiver
from ...dataset.remarks import Remark
from ...dataset.yaml_tree import Step
from ..context import RuleContext
from ..finding import Subject

Path = tuple[Step, ...]
Entry = Flow | Service | Role | Mode
Kind = Literal["flow", "service", "role", "mode"]


@dataclass(frozen=True, slots=True)
class Place:
    """An entry that may have waivers and errata, and where it stands."""

    kind: Kind
    path: Path
    entry: Entry

    @property
    def title(self) -> str:
        """What a sentence calls the entry."""
        return f"{self.kind} {self.entry.id}"

    def at(self, remark: Remark) -> Subject:
        """A remark of the entry, as what a finding is about."""
        ends = (remark.from_, remark.to) if isinstance(remark, Waiver) else ("", "")
        return Subject(
            kind=self.kind,
            id=self.entry.id,
            modes=remark.modes,
            ports=remark.ports,
            from_=ends[0],
            to=ends[1],
        )


def places(case: RuleContext) -> tuple[Place, ...]:
    """Every entry that has one, in the order of the tables of a file."""
    dataset = case.dataset
    tables: tuple[tuple[Kind, str, Iterable[tuple[Step, Entry]]], ...] = (
        ("role", "roles", dataset.roles.items()),
        ("service", "services", dataset.services.items()),
        ("mode", "modes", dataset.modes.items()),
        ("flow", "flows", case.flows()),
    )
    return tuple(
        Place(kind, (table, step), entry)
        for kind, table, entries in tables
        for step, entry in entries
        if entry.errata or entry.ignore
    )
