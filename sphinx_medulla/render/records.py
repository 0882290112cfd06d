"""Flows and ports as lines of data, for firewall request forms and for programs.

The fixed words are the same in every language, so that a program can compare them; names and
sentences are those of the dataset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..dataset.model import Dataset, Flow, Service, key_of
from ..dataset.queries import PortUse, Queries, Row, ServiceUse, View
from ..dataset.remarks import concerning, is_open, questions, text_of
from ..dataset.selection import Selection
from .comparison_job import ComparisonJob
from .comparison_records import ComparisonRecords, need_value
from .comparison_table import mode_comparison
from .labels import connection
from .notes import Noted, asked
from .parsed_options import ComparisonOptions
from .prose import is_sentence
from .render_job import RenderJob

LATER = (
    "line_id",
    "mode_id",
    "from_id",
    "to_id",
    "service_id",
    "feature",
    "setting",
    "source_ports",
    "either",
    "status",
    "question",
)
"""The columns of flows that were added after the revision, which they follow in CSV."""

PORT_NOT_STATED = "port not stated"


class Record(NamedTuple):
    """One port of one flow, for one protocol and in one mode; a field is a column.

    Flows without ports have a line, too: ``port`` says that the sources state none, and
    ``protocol`` is empty. ``line_id`` is the line's own name: the ids of flow, mode, source and
    destination, port and protocol. ``mode_id`` has the ids of all modes if ``mode`` has several.
    ``either`` is ``yes`` if the same port over another protocol suffices. ``status`` is ``stated``,
    ``corrected``, ``open question``, or ``not confirmed`` where questions are hidden; ``question``
    is what is open.
    """

    number: int
    flow_id: str
    mode: str
    from_: str
    from_zone: str
    to: str
    to_zone: str
    host: str
    protocol: str
    port: str
    service: str
    purpose: str
    need: str
    encryption: str
    source: str
    line_id: str
    mode_id: str
    from_id: str
    to_id: str
    service_id: str
    feature: str
    setting: str
    source_ports: str
    either: str
    status: str
    question: str


class PortRecord(NamedTuple):
    """One port of a service, for one protocol, and the flows that use the service."""

    protocol: str
    port: str
    service: str
    service_id: str
    purpose: str
    feature: str
    encryption: str
    setting: str
    used_by: str


class Records(NamedTuple):
    """Lines of one kind, with the product and the revision that they are about."""

    product: str
    revision: str
    lines: tuple[Record, ...] | tuple[PortRecord, ...]
    kind: type[Record | PortRecord] = Record

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of CSV, in their order. They keep their names; new ones come last."""
        later = LATER if self.kind is Record else ()
        first = (key_of(name) for name in self.kind._fields if name not in later)
        return (*first, "product", "revision", *later)

    @property
    def content(self) -> dict[str, object]:
        """The whole of JSON: the product, the revision and the lines."""
        return {"product": self.product, "revision": self.revision, "lines": list(self.values())}

    def values(self) -> Iterator[dict[str, object]]:
        """The values of each line by column, without product and revision."""
        for line in self.lines:
            yield {key_of(name): value for name, value in line._asdict().items()}


def records(view: View, *, hides_questions: bool = False) -> Records:
    """A line for each flow of a view, each of its modes, its ports and their protocols."""
    lines = (line for row in view.rows for line in _lines(view, row))
    if hides_questions:
        lines = (_without_question(line) for line in lines)
    return Records(*_about(view.dataset), tuple(lines))


def _without_question(line: Record) -> Record:
    return line._replace(status="not confirmed", question="") if line.question else line


def port_records(queries: Queries, selection: Selection) -> Records:
    """A line for each port of the services that a selection uses, and for each protocol."""
    uses = queries.services(selection)
    lines = tuple(line for use in uses for line in _port_lines(queries.dataset, use))
    return Records(*_about(queries.dataset), lines, PortRecord)


def records_of(job: RenderJob | ComparisonJob) -> Records | ComparisonRecords:
    """The records of a job: all ports, or the flows of all its blocks, which may be charts.

    Of a comparison, what changes.
    """
    if isinstance(job, ComparisonJob):
        return ComparisonRecords(job.found)
    if isinstance(job.requests[0], ComparisonOptions):
        return ComparisonRecords(mode_comparison(job.requests[0], job.queries))
    selection = job.requests[0].selection
    if job.requests[0].kind == "ports":
        return port_records(job.queries, selection)
    modes = tuple(mode for request in job.requests for mode in request.selection.modes)
    view = job.queries.select(selection.of_modes(modes))
    return records(view, hides_questions=job.requests[0].hides_questions)


def _about(dataset: Dataset) -> tuple[str, str]:
    """The product and the revision."""
    product = dataset.product
    return f"{product.name} {product.applies_to}".strip(), dataset.revision


def _lines(view: View, row: Row) -> Iterator[Record]:
    flow, dataset, queries = row.flow, view.dataset, view.queries
    from_, to = dataset.roles[flow.from_], dataset.roles[flow.to]
    sources = [dataset.sources[one.id].title for one in queries.source_of(flow.source)]
    every = queries.modes_of(flow)
    unnamed = "every mode"
    if not queries.is_everywhere(flow):
        unnamed = ", ".join(dataset.modes[mode].title for mode in every)
    for mode, number in row.numbers:
        for protocol, port, use in _ports(row):
            stated = "" if port == PORT_NOT_STATED else port
            service = use.service if use else None
            remarks = tuple(_remarks(view, row, mode, use))
            doubts = dict.fromkeys(text_of(one) for one in remarks if is_open(one))
            yield Record(
                number=number,
                flow_id=flow.id,
                mode=dataset.modes[mode].title if mode else unnamed,
                from_=from_.name,
                from_zone=dataset.zones[from_.zone].label if from_.zone else "",
                to=to.name,
                to_zone=dataset.zones[to.zone].label if to.zone else "",
                host="; ".join(to.host),
                protocol=protocol,
                port=port,
                service=use.name if use else "",
                purpose=_purpose(use),
                need=need_value(use.need if use else queries.need_of(flow)),
                encryption=(use.encryption if use else "") or "unknown",
                source="; ".join(sources),
                line_id="/".join((flow.id, mode, flow.from_, flow.to, stated, protocol)),
                mode_id=mode or "; ".join(every),
                from_id=flow.from_,
                to_id=flow.to,
                service_id=service.id if service else "",
                feature=dataset.features[use.feature].label if use and use.feature else "",
                setting="; ".join(use.setting) if use else "",
                source_ports="; ".join(map(str, flow.source_ports_of([protocol] if use else []))),
                either="yes" if use and use.either else "",
                status="open question" if doubts else "corrected" if remarks else "stated",
                question=_in_a_line(doubts),
            )


def _remarks(view: View, row: Row, mode: str, use: PortUse | None) -> Iterator[Noted]:
    """What was corrected or is open about a line: about its flow, its service, or its ports alone.

    Questions that belong to no entry count if they name both ends and a port of the line: with an
    open end they are about a connection that no flow is, and the tables do not mark them either.
    """
    flow, service = row.flow, use.service if use else None
    entries: list[Flow | Service] = [flow, service] if service else [flow]
    ports = [use.port] if use else []
    for entry in entries:
        yield from concerning(entry.errata, (mode,), ports)
        yield from concerning(questions(entry.ignore), (mode,), ports)
    yield from asked(flow.like)
    for question in (one for one in view.dataset.questions if one.from_ and one.to):
        for port in ports:
            if view.queries.may_ask(question, port, from_=[flow.from_], to=[flow.to], mode=mode):
                yield question


def _port_lines(dataset: Dataset, use: ServiceUse) -> Iterator[PortRecord]:
    service = use.service
    users = [connection(row.flow, dataset) for row in use.rows]
    for entry in use.ports:
        for port in entry.port.each_protocol():
            yield PortRecord(
                protocol=port.protocol,
                port=port.number,
                service=entry.name or service.name,
                service_id=service.id,
                purpose=service.description,
                feature=dataset.features[service.feature].label if service.feature else "",
                encryption=entry.encryption or service.encryption or "unknown",
                setting="; ".join(entry.setting or service.setting),
                used_by="; ".join(users),
            )


def _ports(row: Row) -> Iterator[tuple[str, str, PortUse | None]]:
    """Protocol and number of every line of a row, with what is known of the port."""
    if not row.ports:
        yield "", PORT_NOT_STATED, None
    for use in row.ports:
        for port in use.port.each_protocol():
            yield port.protocol, port.number, use


def _purpose(use: PortUse | None) -> str:
    """The note of a flow's port and the description of its service."""
    note = use.stated.note if use and use.stated else ""
    description = use.service.description if use and use.service else ""
    return _in_a_line(filter(None, (note, description)))


def _in_a_line(texts: Iterable[str]) -> str:
    """Texts one behind another; a semicolon follows what is no sentence."""
    found = ""
    for text in texts:
        between = " " if is_sentence(found) else "; "
        found += between + text if found else text
    return found
