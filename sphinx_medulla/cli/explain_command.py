"""`medulla-flows explain`: why a port is open between two roles."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from ..dataset.model import Dataset, Erratum, Flow, FlowPort, Service, Waiver
from ..dataset.names import Names
from ..dataset.ports import Port, PortError
from ..dataset.queries import PortUse, Queries
from ..dataset.remarks import concerning
from ..render.labels import connection
from .argument_parser import ELSE_PACKAGED, WITHOUT_DATASET, CommandParser, add_dataset
from .dataset_reading import read
from .exit_codes import FOUND, OK, UsageError
from .output import print_text

EPILOG = f"""\
{WITHOUT_DATASET}{ELSE_PACKAGED}
exit status: 0 if a flow opens the port, 1 if none does, 2 and 3 as for check

examples:
  medulla-flows explain ROLE ANOTHER-ROLE 22
  medulla-flows explain "Name of a role" ANOTHER-ROLE 22/tcp data/flows.yaml
"""


def add_arguments(command: CommandParser) -> None:
    """Add the arguments."""
    command.add_argument("source", metavar="SRC", help="the source: id, name or alias of a role")
    command.add_argument(
        "destination", metavar="DST", help="the destination: id, name or alias of a role"
    )
    command.add_argument("port", metavar="PORT", help="a port such as 22, 22/tcp or 8000-8010")
    add_dataset(command)


def run(options: argparse.Namespace) -> int:
    """Print every flow that opens a port from one role to another; if none does, return 1."""
    dataset = read(options.dataset)
    if dataset is None:
        return FOUND
    names = Names("role", dataset.roles)
    from_, to = (_role(name, names) for name in (options.source, options.destination))
    wanted = _port(options.port)
    queries = Queries(dataset)
    flows = [
        flow
        for flow in queries.flows.values()
        if (flow.from_, flow.to) == (from_, to)
        and any(entry.port.overlaps(wanted) for entry in flow.ports)
    ]
    if not flows:
        print_text("\n".join(_nothing(queries, from_, to, options.port)) + "\n")
        return FOUND
    print_text("\n".join("\n".join(_flow(queries, flow, wanted)) + "\n" for flow in flows))
    return OK


def _role(name: str, names: Names) -> str:
    """The id of the role that an id, a name or an alias means; raises `UsageError`."""
    found = names.resolve(name)
    if found is None:
        raise UsageError(names.explain(name))
    return found


def _port(text: str) -> Port:
    """A port, for every protocol unless it names some; raises `UsageError`."""
    try:
        return Port.parse_loosely(text)
    except PortError as error:
        raise UsageError(str(error)) from None


def _nothing(queries: Queries, from_: str, to: str, port: str) -> Iterator[str]:
    """A sentence that no flow opens the port, and the ports that are open between the two roles."""
    roles = queries.dataset.roles
    yield f"No flow opens {port} from {roles[from_].name} to {roles[to].name}."
    for flow in queries.flows.values():
        if (flow.from_, flow.to) not in {(from_, to), (to, from_)}:
            continue
        ports = ", ".join(str(entry.port) for entry in flow.ports) or "ports that are not stated"
        yield f"{flow.id} opens {ports} from {roles[flow.from_].name} to {roles[flow.to].name}."


def _flow(queries: Queries, flow: Flow, wanted: Port) -> Iterator[str]:
    """Everything that says why a flow opens a port."""
    dataset = queries.dataset
    yield f"{flow.id}: {connection(flow, dataset)}"
    if hosts := ", ".join(dataset.roles[flow.to].host):
        yield f"  Host: {hosts}"
    modes = ", ".join(dataset.modes[mode].title for mode in flow.modes)
    yield f"  Modes: {modes or 'every mode'}"
    if flow.source_ports:
        yield f"  Source ports: {', '.join(map(str, flow.source_ports))}"
    if flow.note:
        yield f"  Note: {flow.note}"
    sources = queries.source_of(flow.source)
    if sources:
        yield f"  Source: {_titles(sources, dataset)}"
    yield from map("  {}".format, _remarks(flow.errata, flow.ignore, wanted, dataset))
    like = flow.like
    if like is not None:
        yield f"  Differs from {like.flow}: {like.reason or f'open question: {like.question}'}"
    for entry in flow.ports:
        if entry.port.overlaps(wanted):
            yield from _port_lines(queries, flow, entry, wanted)


def _port_lines(queries: Queries, flow: Flow, entry: FlowPort, wanted: Port) -> Iterator[str]:
    """What a port of a flow is for."""
    for use in queries.uses(flow, entry):
        if not use.port.overlaps(wanted):
            continue
        yield f"  {use.port}: {use.service.name if use.service else 'no service describes it'}"
        yield from map("    {}".format, _particulars(use, entry))
        if use.need is not None:
            yield f"    Need: {use.need.when or use.need.level}"
        if use.feature:
            yield f"    Feature: {queries.dataset.features[use.feature].label}"
        if use.service is not None:
            yield from map("    {}".format, _service(use.service, wanted, queries))


def _particulars(use: PortUse, entry: FlowPort) -> Iterator[str]:
    """What a flow's port, and the port of its service, say beside what they are for."""
    if entry.note:
        yield f"Note: {entry.note}"
    if entry.either:
        yield f"One of the protocols of {entry.port} suffices."
    if entry.encryption:
        yield f"Encryption: {entry.encryption}"
    if entry.setting:
        yield f"Setting: {', '.join(entry.setting)}"
    if use.listener is not None:
        for key in ("cast", "helper", "scope"):
            if value := getattr(use.listener, key):
                yield f"{key.capitalize()}: {value}"


def _service(service: Service, wanted: Port, queries: Queries) -> Iterator[str]:
    if service.description:
        yield f"Purpose: {service.description}"
    sources = queries.source_of(service.source)
    if sources:
        yield f"Source: {_titles(sources, queries.dataset)}"
    yield from _remarks(service.errata, service.ignore, wanted, queries.dataset)


def _remarks(
    errata: Iterable[Erratum], waivers: Iterable[Waiver], wanted: Port, dataset: Dataset
) -> Iterator[str]:
    """What was corrected, what is open, and what is accepted, as far as the port is concerned."""
    for erratum in concerning(errata, ("",), [wanted]):
        kind = "Open question" if erratum.undecided else "Corrected"
        published = f"published: {erratum.published}" if erratum.published else "not published"
        yield f"{kind} ({published}): {erratum.reason}{_said(erratum.source, dataset)}"
    for waiver in concerning(waivers, ("",), [wanted]):
        kind = "Accepted" if waiver.reason else "Open question"
        words = waiver.reason or waiver.question
        yield f"{kind} ({waiver.rule}): {words}{_said(waiver.source, dataset)}"


def _said(sources: Iterable[str], dataset: Dataset) -> str:
    titles = _titles(sources, dataset)
    return f" Source: {titles}." if titles else ""


def _titles(sources: Iterable[str], dataset: Dataset) -> str:
    found = (dataset.sources[source] for source in sources)
    return "; ".join(f"{one.title} <{one.url}>" if one.url else one.title for one in found)
