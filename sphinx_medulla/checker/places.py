"""The entries that may have waivers and errata, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..dataset.model import Flow, Mode, Role, Service, Waiver
from ..dataset.remarks import Remark
from ..dataset.tree import Step
from .case import Case
from .finding import Subject

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


def places(case: Case) -> Iterator[Place]:
    """Every such entry, in the order of the tables of a file."""
    dataset = case.dataset
    for role in dataset.roles.values():
        yield Place("role", ("roles", role.id), role)
    for service in dataset.services.values():
        yield Place("service", ("services", service.id), service)
    for mode in dataset.modes.values():
        yield Place("mode", ("modes", mode.id), mode)
    for turn, flow in case.flows():
        yield Place("flow", ("flows", turn), flow)
