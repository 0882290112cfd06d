"""What the templates of pages ask of the dataset."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_medulla.comparison.replacements import replaced_roles
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.remarks import concerning, is_open, text_of
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.render.targets import anchor, described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_medulla.dataset.model import Dataset, Mode, Question, Role, Term, Waiver
    from sphinx_medulla.dataset.queries import PortUse, Row


class ModePair(NamedTuple):
    """A mode from which an installation moves to another."""

    dataset: Dataset
    old: Mode
    new: Mode

    @property
    def id(self) -> str:
        """The name of its page."""
        return f"{self.old.id}-to-{self.new.id}"

    @property
    def _replaced(self) -> list[tuple[Role, Role]]:
        """The roles that only the old mode has, each with the one of its kind in the new mode."""
        found = replaced_roles(self.dataset, self.old, self.new)
        return [(self.dataset.roles[old], self.dataset.roles[new]) for old, new in found.items()]

    @property
    def replaced(self) -> str:
        """The roles that replace one another, as the option ``replaces`` has them."""
        return ", ".join(f"{old.id}={new.id}" for old, new in self._replaced)

    @property
    def replaced_names(self) -> list[str]:
        """The names of these roles."""
        return [f"{old.name} → {new.name}" for old, new in self._replaced]


class Figures(NamedTuple):
    """How many connections, borders crossed, ports and open questions a mode has."""

    connections: int
    crossing: int
    ports: int
    questions: int


class ListedPort(NamedTuple):
    """A port in the contents list of the descriptions, and the id of its description."""

    number: str
    name: str
    anchor: str


class Example(NamedTuple):
    """A port of the first page: who opens it to whom, and what is known of its encryption."""

    service: str
    number: str
    name: str
    sign: str
    source: str
    destination: str


@dataclass
class Facts:
    """What the templates ask of the dataset."""

    dataset: Dataset

    @cached_property
    def _queries(self) -> Queries:
        return Queries(self.dataset)

    def rows(self, *modes: str, **wanted: Any) -> tuple[Row, ...]:
        """The flows of some modes that fit a selection; without modes, those that name no mode."""
        return self._queries.select(Selection(modes=modes, **_tuples(wanted))).rows

    def modes_of(self, **wanted: Any) -> list[str]:
        """The modes with flows that fit a selection; none if all these flows hold in every mode."""
        if not any(row.flow.modes for row in self.rows(*self.dataset.modes, **wanted)):
            return []
        return [mode for mode in self.dataset.modes if self.rows(mode, **wanted)]

    @cached_property
    def _roles(self) -> list[Role]:
        """The roles that some flow names."""
        modes = tuple(self.dataset.modes)
        return [role for role in self.dataset.roles.values() if self.rows(*modes, role=role.id)]

    @cached_property
    def others(self) -> list[Role]:
        """The roles that belong to no mode and open no connection."""
        members = {role for mode in self.dataset.modes.values() for role in mode.roles}
        members |= {flow.from_ for flow in self.dataset.flows}
        return [role for role in self._roles if role.id not in members]

    @cached_property
    def machines(self) -> list[Role]:
        """The roles with pages of their own: all but `others`."""
        return [role for role in self._roles if role not in self.others]

    @cached_property
    def zone_pairs(self) -> list[tuple[Term, Term]]:
        """Every two zones with flows between them, the less trusted one first, neighbours first."""
        zones = list(self.dataset.zones.values())
        steps = range(1, len(zones))
        pairs = [pair for step in steps for pair in zip(zones, zones[step:], strict=False)]
        modes = tuple(self.dataset.modes)
        return [pair for pair in pairs if self.rows(*modes, between=[zone.id for zone in pair])]

    @cached_property
    def mode_pairs(self) -> list[ModePair]:
        """Every two modes, in both orders."""
        pairs = permutations(self.dataset.modes.values(), 2)
        return [ModePair(self.dataset, *pair) for pair in pairs]

    def questions(self, *, role: str = "", mode: Mode | None = None) -> list[Question | Waiver]:
        """The questions about flows that no table has, which name a role, or concern a mode."""
        if mode:
            own = [one for one in self.dataset.questions if self._concerns(one, mode)]
            return [*_missing_flows(mode), *own]
        every = [one for mode in self.dataset.modes.values() for one in _missing_flows(mode)]
        found = [one for one in every if role in (one.from_, one.to)]
        own = [one for one in self.dataset.questions if role in (*one.from_, *one.to)]
        return [*found, *own]

    def _concerns(self, question: Question, mode: Mode) -> bool:
        """Whether a question may be about a mode, by the modes and the roles that it names."""
        there = self._queries.modes_with_role
        return (not question.modes or mode.id in question.modes) and all(
            not ends or any(mode.id in there[role] for role in ends)
            for ends in (question.from_, question.to)
        )

    def machines_in(self, mode: Mode) -> list[str]:
        """The ids of the roles in the table of a mode, those that the mode lists first."""
        rows = self.rows(mode.id)
        shown = dict.fromkeys(end for row in rows for end in (row.flow.from_, row.flow.to))
        return list(dict.fromkeys([*(role for role in mode.roles if role in shown), *shown]))

    def figures(self, mode: str) -> Figures:
        """The figures of a mode; a question counts once: in its table, or below it."""
        rows = self.rows(mode)
        likes = [row.flow.like for row in rows if row.flow.like]
        remarks = [one for row in rows for one in (*row.errata, *row.questions)]
        for row in rows:
            for use in row.ports:
                if service := use.service:
                    of_service = [one for one in (*service.errata, *service.ignore) if one.ports]
                    remarks += concerning(of_service, (mode,), [use.port])
        below = self.questions(mode=self.dataset.modes[mode])
        every = (*remarks, *likes, *below)
        noted = dict.fromkeys(text_of(one) for one in every if is_open(one))
        return Figures(
            len(rows),
            len(self.rows(mode, crossing=True)),
            len({use.port for row in rows for use in row.ports}),
            len(noted),
        )

    @cached_property
    def described_ports(self) -> list[ListedPort]:
        """Each port of each service, in the order of their descriptions."""
        return [
            ListedPort(
                entry.port.number,
                entry.name or service.name,
                anchor(described(entry.port, service.id)),
            )
            for service in self.dataset.services.values()
            for entry in service.ports
            if entry.port.numbered
        ]

    def clear_ports(self, mode: str) -> list[str]:
        """The ports of a mode on which a connection leaves its zone without encryption."""
        uses = (use for row in self.rows(mode, crossing=True) for use in row.ports)
        return list(dict.fromkeys(str(use.port) for use in uses if use.encryption == "none"))

    @cached_property
    def largest_mode(self) -> Mode:
        """The mode of the first page's chart: the first of those with the most zones and flows."""

        def size(mode: Mode) -> tuple[int, int]:
            rows = self.rows(mode.id)
            ends = {end for row in rows for end in (row.flow.from_, row.flow.to)}
            return len({self.dataset.roles[end].zone for end in ends}), len(rows)

        return max(self.dataset.modes.values(), key=size)

    @cached_property
    def examples(self) -> list[Example]:
        """Up to three ports of the largest mode: one encrypted, one in clear text, one of UDP.

        The first two cross a border. Each is the one that the fewest connections use.
        """
        uses = list(self._named_uses(self.largest_mode.id))
        frequency = Counter(use.port for _row, use, _crossing in uses)
        uses.sort(key=lambda found: frequency[found[1].port])
        kinds: list[Any] = [
            lambda use, crossing: crossing and use.encryption not in {"", "none", "optional"},
            lambda use, crossing: crossing and use.encryption == "none",
            lambda use, _crossing: use.port.protocols == ("udp",),
        ]
        found = []
        for fits in kinds:
            row, use, _ = next((one for one in uses if fits(one[1], one[2])), (None, None, None))
            if row is not None and use is not None:
                found.append(self._example(row, use))
        return found

    def _named_uses(self, mode: str) -> Iterator[tuple[Row, PortUse, bool]]:
        """Each use of a described port, no range, and whether its connection leaves its zone."""
        crossing = {row.flow.id for row in self.rows(mode, crossing=True)}
        for row in self.rows(mode):
            for use in row.ports:
                if use.service and use.port.numbered and use.port.first == use.port.last:
                    yield row, use, row.flow.id in crossing

    def _example(self, row: Row, use: PortUse) -> Example:
        roles = self.dataset.roles
        known = {"": "", "none": "clear text", "optional": "encryption optional"}
        return Example(
            use.service.id if use.service else "",
            use.port.number,
            use.name,
            known.get(use.encryption, "encrypted"),
            roles[row.flow.from_].name,
            roles[row.flow.to].name,
        )


def _missing_flows(mode: Mode) -> list[Waiver]:
    """The questions of a mode about flows that it does not have."""
    return [one for one in mode.ignore if one.question and (one.from_ or one.to)]


def _tuples(wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of a selection, from a single id or a list of ids."""
    return {
        name: (value,) if isinstance(value, str) else tuple(value) if value is not True else True
        for name, value in wanted.items()
    }
