"""The targets that documents define: what of the dataset a block shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..dataset.former import former_ports
from .document import FIRST_CHOICE, LAST_CHOICE, SECOND_CHOICE, Target
from .labels import connection

if TYPE_CHECKING:
    from ..dataset.model import Dataset
    from ..dataset.queries import ServiceUse, View


def targets_of_table(view: View) -> Iterator[Target]:
    """What a table of flows shows: its flows, its mode if it is whole, and roles."""
    dataset, selection = view.dataset, view.selection
    for row in view.rows:
        flow, title = row.flow, connection(row.flow, dataset)
        at = ["", *(f"@{mode}" for mode, _ in row.numbers)]
        for name in at:
            yield Target(f"flow:{flow.id}{name}", title)
        for former in flow.former_ids:
            for name in at:
                yield Target(f"flow:{former}{name}", title, LAST_CHOICE, flow.id)
    whole = len(selection.modes) == 1 and not selection.filtered
    for mode in selection.modes:
        rank = FIRST_CHOICE if whole else LAST_CHOICE
        yield Target(f"mode:{mode}", dataset.modes[mode].title, rank)
    headed = {section.id for section in view.sections if section.kind != "group"}
    for role in view.roles:
        rank = FIRST_CHOICE if role in headed else LAST_CHOICE
        yield Target(f"role:{role}", dataset.roles[role].name, rank)


def targets_of_chart(view: View) -> Iterator[Target]:
    """What a chart shows: its flows, and its mode."""
    modes = view.selection.modes
    mode = modes[0] if len(modes) == 1 else ""
    for row in view.rows:
        yield Target(f"chart:{row.flow.id}@{mode}", "")
    if mode:
        yield Target(f"mode:{mode}", view.dataset.modes[mode].title, SECOND_CHOICE)


def targets_of_ports(uses: Iterable[ServiceUse], dataset: Dataset) -> Iterator[Target]:
    """What descriptions of services show: the services, their ports, and their former ports."""
    for use in uses:
        service = use.service
        yield Target(f"service:{service.id}", service.name)
        for entry in use.ports:
            for part in entry.port.each_protocol():
                title = f"{part} {entry.name or service.name}"
                yield Target(f"port:{part}", title)
                yield Target(f"port:{part}@{service.id}", title)
        current = ", ".join(str(entry.port) for entry in service.ports)
        for part in former_ports(service, dataset.services.values()):
            yield Target(f"port:{part}", f"{part} {service.name}", LAST_CHOICE, current)
