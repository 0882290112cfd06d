"""What changes from one side to another as data: entries for programs, roles and flows by ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..comparison.comparison import Comparison
from ..comparison.machine_changes import MachineChanges, PortChange
from ..dataset.model import Need
from ..dataset.remarks import text_of

COLUMNS = (
    "role",
    "change",
    "direction",
    "peer",
    "protocol",
    "port",
    "new_port",
    "ask_first",
    "flow",
    "question",
    "need",
    "from",
    "to",
)


class ComparisonRecords(NamedTuple):
    """The data of one comparison; CSV has a line per entry, and product and revision at its end."""

    found: Comparison

    @property
    def product(self) -> str:
        """The product."""
        return self.found.new.queries.dataset.product.name

    @property
    def revision(self) -> str:
        """The revision of the new side."""
        return self.found.new.queries.dataset.revision

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of CSV."""
        return (*COLUMNS, "product", "revision")

    def values(self) -> Iterator[dict[str, object]]:
        """The values of each line by column, without product and revision."""
        from_, to = self.found.names
        for machine in self.found.machines:
            for change, entries in _entries(machine).items():
                for entry in entries:
                    words = {key: _word(value) for key, value in entry.items()}
                    yield {"role": machine.role, "change": change, **words, "from": from_, "to": to}

    @property
    def content(self) -> dict[str, Any]:
        """The whole of JSON; what else differs is there only between revisions."""
        from_, to = self.found.names
        machines = [_machine(machine) for machine in self.found.machines]
        content: dict[str, Any] = {"from": from_, "to": to, "machines": machines}
        if self.found.of_revisions:
            content["changes"] = [change._asdict() for change in self.found.changes]
        return content


def _machine(machine: MachineChanges) -> dict[str, Any]:
    return {
        "role": machine.role,
        "new": machine.new,
        "gone": machine.gone,
        **_entries(machine),
        "unchanged": {"in": machine.unchanged_in, "out": machine.unchanged_out},
    }


def _entries(machine: MachineChanges) -> dict[str, list[dict[str, Any]]]:
    return {
        "open": [_entry(one, new_port=one.only_source) for one in machine.open],
        "close": [_entry(one, new_port=False) for one in machine.close],
    }


def _entry(change: PortChange, *, new_port: bool) -> dict[str, Any]:
    """An entry; without a port if the flow states none."""
    return {
        "direction": change.direction,
        "peer": change.peer,
        "protocol": change.port.protocol if change.port else "",
        "port": change.port.number if change.port else "",
        "new_port": new_port,
        "ask_first": change.ask_first,
        "flow": change.flow.id,
        "question": text_of(change.doubt) if change.doubt else "",
        "need": need_value(change.need),
    }


def need_value(need: Need | None) -> str:
    """Whether something is needed, as data: a word of the dataset, or the condition."""
    return "not stated" if need is None else need.when or need.level


def _word(value: object) -> object:
    """A value as CSV has it: ``yes`` or nothing instead of true or false."""
    return ("yes" if value else "") if isinstance(value, bool) else value
