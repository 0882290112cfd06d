"""`medulla-flows list`: the ids that directives and datasets write."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from ..checker.rule_pages import what
from ..dataset.model import Flow, Role, Service
from ..dataset.queries import Queries
from ..render.labels import connection
from .argument_parser import ELSE_PACKAGED, WITHOUT_DATASET, CommandParser, add_dataset
from .dataset_reading import read
from .exit_codes import FOUND, OK
from .output import print_text, say
from .rule_command import ALL_RULES

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
        lines = [(rule.code, rule.name, rule.severity.label, what(rule)) for rule in ALL_RULES]
    else:
        dataset = read(options.dataset)
        if dataset is None:
            return FOUND
        queries = Queries(dataset)
        found = queries.flows if kind == "flows" else getattr(dataset, kind)
        lines = [LISTS[kind](entry, queries) for entry in found.values()]
    if not lines:
        say(f"The dataset has no {kind}.")
    print_text(_columns(lines))
    return OK


def _role(role: Role, queries: Queries) -> Line:
    return role.id, role.name, queries.dataset.zones[role.zone].label if role.zone else ""


def _service(service: Service, _queries: Queries) -> Line:
    return service.id, ", ".join(str(entry.port) for entry in service.ports), service.name


def _flow(flow: Flow, queries: Queries) -> Line:
    modes = ", ".join(queries.modes_of(flow)) or "no mode"
    modes = "every mode" if queries.is_everywhere(flow) else modes
    return flow.id, modes, connection(flow, queries.dataset)


LISTS: dict[str, Callable[[Any, Queries], Line]] = {
    "modes": lambda mode, _queries: (mode.id, mode.title),
    "roles": _role,
    "services": _service,
    "flows": _flow,
    "zones": lambda zone, _queries: (zone.id, zone.label),
}
"""For each kind of entry, the function that makes the line of one."""

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
