"""`medulla-flows list`: the ids that directives and datasets write."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from ..checker.rule_pages import what
from ..checker.rules import RULES
from ..dataset.model import Dataset
from ..dataset.queries import Queries
from ..render.labels import connection
from .argument_parser import ELSE_PACKAGED, WITHOUT_DATASET, CommandParser, add_dataset
from .dataset_reading import read
from .exit_codes import FOUND, OK
from .output import print_text, say

Line = tuple[str, ...]

EPILOG = f"""\
{WITHOUT_DATASET}{ELSE_PACKAGED}
examples:
  medulla-flows list modes
  medulla-flows list flows data/flows.yaml
"""


def add_arguments(command: CommandParser) -> None:
    """Add the arguments."""
    command.add_argument("kind", choices=LISTED, help="what to list: %(choices)s", metavar="KIND")
    add_dataset(command)


def run(options: argparse.Namespace) -> int:
    """Print a line for each entry of a kind: its id, then its name."""
    kind: str = options.kind
    lines: list[Line]
    if kind == "rules":
        lines = [(rule.code, rule.name, rule.severity.label, what(rule)) for rule in RULES]
    else:
        dataset = read(options.dataset)
        if dataset is None:
            return FOUND
        lines = list(LISTS[kind](dataset))
    if not lines:
        say(f"The dataset has no {kind}.")
    print_text(_columns(lines))
    return OK


def _modes(dataset: Dataset) -> Iterator[Line]:
    for mode in dataset.modes.values():
        yield mode.id, mode.title


def _roles(dataset: Dataset) -> Iterator[Line]:
    for role in dataset.roles.values():
        yield role.id, role.name, dataset.zones[role.zone].label if role.zone else ""


def _services(dataset: Dataset) -> Iterator[Line]:
    for service in dataset.services.values():
        yield service.id, ", ".join(str(entry.port) for entry in service.ports), service.name


def _flows(dataset: Dataset) -> Iterator[Line]:
    for flow in Queries(dataset).flows.values():
        yield flow.id, ", ".join(flow.modes) or "every mode", connection(flow, dataset)


def _zones(dataset: Dataset) -> Iterator[Line]:
    for zone in dataset.zones.values():
        yield zone.id, zone.label


LISTS: dict[str, Callable[[Dataset], Iterator[Line]]] = {
    "modes": _modes,
    "roles": _roles,
    "services": _services,
    "flows": _flows,
    "zones": _zones,
}
"""The function that makes the lines of each kind of entry."""

LISTED = (*LISTS, "rules")
"""The kinds that can be listed."""


def _columns(lines: list[Line]) -> str:
    """Lines with their parts below one another, two spaces between them."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )
