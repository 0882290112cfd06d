"""What a directive shows and what it links to, by the dataset as it is now."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

from ..dataset.former import former_ports
from ..dataset.model import Dataset, Flow
from ..dataset.names import find
from ..dataset.queries import Queries, ServiceUse, View, fingerprint
from ..diagram.palette import slots
from ..render.block_options import (
    BlockOptions,
    ErrataOptions,
    FindingsOptions,
    FlowchartOptions,
    FlowTableOptions,
    ModeListOptions,
    PortListOptions,
)
from ..render.option_parsers import port_is_there
from ..render.shell_command import file_name
from .block_records import (
    FIRST_CHOICE,
    LAST_CHOICE,
    SECOND_CHOICE,
    BlockRecord,
    Showing,
    shown_best,
)
from .dataset_source import DatasetSource
from .language_setup import words_print
from .package_fingerprint import package_print


def block_record(request: BlockOptions, queries: Queries) -> BlockRecord:
    """What a directive shows and what it links to, by the dataset as it is now."""
    dataset = queries.dataset
    digest, shows, links = _facts(request, queries)
    if request.selection.port:  # one that nothing has any more is a warning
        there = [port_is_there(port, dataset) for port in request.selection.port]
        digest = fingerprint(digest, there)
    formats = request.download if isinstance(request, FlowTableOptions) else ()
    files = tuple(file_name(request.selection, kind) for kind in formats)
    if request.stamp or files:
        stamp = (dataset.product, dataset.revision, dataset.defaults, dataset.sources)
        digest = fingerprint(digest, stamp)
    of_flows = isinstance(request, FlowTableOptions | FlowchartOptions)
    return BlockRecord(
        digest=f"{package_print()} {words_print()} {digest}",
        asked=pickle.dumps(request),
        told=pickle.dumps((shown_best(shows), tuple(links))),
        modes=request.selection.modes if of_flows and not request.selection.port else (),
        files=files,
    )


def _facts(request: BlockOptions, queries: Queries) -> tuple[str, list[Showing], list[str]]:
    shows: list[Showing] = []
    links: list[str] = []
    if isinstance(request, FlowTableOptions):
        view = queries.select(request.selection)
        digest = view.digest
        shows = list(_shown_by_table(request, view))
        links = list(_links_of_table(view))
    elif isinstance(request, FlowchartOptions):
        view = queries.select(request.selection)
        digest = fingerprint(view.digest, _of_chart(view))
        mode = _only_mode(request)
        flows = [row.flow for row in view.rows]
        shows = [Showing(f"chart:{flow.id}@{mode}", "") for flow in flows]
        if mode:
            title = queries.dataset.modes[mode].title
            shows.append(Showing(f"mode:{mode}", title, SECOND_CHOICE))
        links = [f"flow:{flow.id}{at}" for flow in flows for at in ("", f"@{mode}")]
        links += [f"role:{role}" for role in view.roles]
    elif isinstance(request, PortListOptions):
        uses = queries.services(request.selection)
        flows = list({row.flow.id: row.flow for use in uses for row in use.rows}.values())
        digest = _ports_digest(request, uses, flows, queries.dataset)
        shows = list(_shown_by_ports(uses, queries.dataset))
        links = [f"flow:{flow.id}" for flow in flows]
    elif isinstance(request, ModeListOptions):
        digest = fingerprint(queries.dataset.modes)
        links = [f"mode:{mode}" for mode in queries.dataset.modes]
    elif isinstance(request, ErrataOptions | FindingsOptions):
        digest = _errata_digest(queries)
        links = [f"flow:{flow.id}" for flow in queries.dataset.flows]
        links += [f"service:{service}" for service in queries.dataset.services]
        links += [f"role:{role}" for role in queries.dataset.roles]
        links += [f"mode:{mode}" for mode in queries.dataset.modes]
    else:
        digest = fingerprint(queries.dataset.rules)
    return digest, shows, links


def unfit(source: DatasetSource) -> BlockRecord:
    """A directive that shows a notice: read again as soon as the dataset is another one."""
    return BlockRecord("" if source.queries is None else source.fingerprint)


def now(
    old: BlockRecord,
    queries: Queries | None,
    source: DatasetSource,
    changed: frozenset[str] | None = None,
) -> str:
    """The digest that a block_record of an earlier build has by the dataset as it is now.

    ``changed`` are the modes to which all changes since then are confined, None if they are not.
    """
    if changed is not None and old.modes and changed.isdisjoint(old.modes):
        return old.digest
    request = old.request
    if request is None or queries is None:
        return unfit(source).digest
    languages = (source.dataset, queries.dataset)  # in which authors name things
    if any(
        find(word, *(getattr(dataset, table) for dataset in languages)) != name
        for table, word, name in request.named
    ):
        return ""
    try:
        return block_record(request, queries).digest
    except KeyError:  # it names something that the dataset no longer has
        return ""


def flow_title(flow: Flow, dataset: Dataset) -> str:
    """A flow in words: who opens the connection, and to whom."""
    return f"{dataset.roles[flow.from_].name} → {dataset.roles[flow.to].name}"


def _ports_digest(
    request: PortListOptions, uses: tuple[ServiceUse, ...], flows: list[Flow], dataset: Dataset
) -> str:
    ends = [dataset.roles[end] for flow in flows for end in (flow.from_, flow.to)]
    asked = [dataset.modes[mode] for mode in request.selection.modes]
    roles = [dataset.roles[role] for role in request.selection.role]
    former = [former_ports(use.service, dataset.services.values()) for use in uses]
    return fingerprint(uses, former, ends, asked, roles, dataset.features, dataset.sources)


def _shown_by_ports(uses: tuple[ServiceUse, ...], dataset: Dataset) -> Iterator[Showing]:
    for use in uses:
        yield Showing(f"service:{use.service.id}", use.service.name)
        for port in use.ports:
            for part in port.port.each_protocol():
                title = f"{part} {port.name or use.service.name}"
                yield Showing(f"port:{part}", title)
                yield Showing(f"port:{part}@{use.service.id}", title)
        today = ", ".join(str(port.port) for port in use.service.ports)
        for part in former_ports(use.service, dataset.services.values()):
            yield Showing(f"port:{part}", f"{part} {use.service.name}", LAST_CHOICE, today)


def _errata_digest(queries: Queries) -> str:
    """Every entry that has remarks, in the order of lists, with all names that these mention."""
    dataset = queries.dataset
    flows = [flow for flow in queries.flows.values() if flow.errata or flow.ignore or flow.like]
    others = [
        entry
        for table in (dataset.roles, dataset.services)
        for entry in table.values()
        if entry.errata or entry.ignore
    ]
    titles = [flow_title(flow, dataset) for flow in flows]
    titles += [flow_title(queries.flows[flow.like.flow], dataset) for flow in flows if flow.like]
    ends = [
        dataset.roles[role].name
        for entry in (*dataset.modes.values(), *others, *flows)
        for waiver in entry.ignore
        for role in (waiver.from_, waiver.to)
        if role
    ]
    return fingerprint(flows, others, titles, ends, dataset.modes, dataset.sources)


def _of_chart(view: View) -> tuple[object, ...]:
    """What a chart shows of the whole dataset: colours by turns, and the order of roles."""
    colours = slots(view.queries)
    return tuple((role, colours[role]) for role in view.dataset.roles if role in view.roles)


def _only_mode(request: BlockOptions) -> str:
    modes = request.selection.modes
    return modes[0] if len(modes) == 1 else ""


def _shown_by_table(request: FlowTableOptions, view: View) -> Iterator[Showing]:
    dataset = view.dataset
    for row in view.rows:
        title = flow_title(row.flow, dataset)
        yield Showing(f"flow:{row.flow.id}", title)
        for mode, _ in row.numbers:
            yield Showing(f"flow:{row.flow.id}@{mode}", title)
        for former in row.flow.former_ids:
            for at in ("", *(f"@{mode}" for mode, _ in row.numbers)):
                yield Showing(f"flow:{former}{at}", title, LAST_CHOICE, row.flow.id)
    whole = len(request.selection.modes) == 1 and not request.selection.filtered
    for mode in request.selection.modes:
        rank = FIRST_CHOICE if whole else LAST_CHOICE
        yield Showing(f"mode:{mode}", dataset.modes[mode].title, rank)
    headed = {section.id for section in view.sections if section.kind != "group"}
    for role in view.roles:
        rank = FIRST_CHOICE if role in headed else LAST_CHOICE
        yield Showing(f"role:{role}", dataset.roles[role].name, rank)


def _links_of_table(view: View) -> Iterator[str]:
    for row in view.rows:
        for mode, _ in row.numbers:
            yield f"chart:{row.flow.id}@{mode}"
    yield from dict.fromkeys(
        f"service:{use.service.id}" for row in view.rows for use in row.ports if use.service
    )
