"""Descriptions of services: as a list or as a table, each with the flows that use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dataset.listeners import former_ports
from ..dataset.model import Dataset, Service, ServicePort
from ..dataset.queries import Row, ServiceUse
from ..dataset.remarks import Remark, questions
from . import document as doc
from .captions import ports_caption
from .labels import Labels, is_unconfirmed, listener_remarks
from .localization import _
from .notes import Notes
from .parsed_options import PortListOptions
from .port_descriptions import flows_of, ports_of, sentences_of
from .prose import prose
from .signs import SIGNS, UNCONFIRMED
from .targets import LAST_CHOICE, Target, described


class ServiceList:
    """Makes the list or the table of one request."""

    def __init__(self, labels: Labels, request: PortListOptions) -> None:
        self.labels = labels
        self.request = request
        self.uses = labels.queries.services(request.selection)
        self.notes = Notes(labels, request.errata, request.questions)

    def document(self) -> doc.Document:
        """The list or the table, its notes and the stamp; a sentence if no port matches."""
        body: doc.Table | doc.Descriptions | doc.Paragraph
        if self.request.as_table:
            body = self._table()
        else:
            # LaTeX does not accept a list without entries
            entries = [self._description(use) for use in self.uses]
            body = doc.Descriptions(entries) if entries else doc.Paragraph([_("No port matches.")])
        caption = ports_caption(self.request.selection, self.labels.dataset)
        return doc.Document(
            [body],
            self.notes.below(stamp=self.request.stamp),
            caption=caption if self.request.as_table else "",
            targets=tuple(_targets(self.uses, self.labels.dataset)),
        )

    def _table(self) -> doc.Table:
        """The services in a table of four columns."""
        columns = [
            doc.Column(_("Ports"), 18),
            doc.Column(_("Service"), 18, "service"),
            doc.Column(_("Purpose"), 44, "purpose"),
            doc.Column(_("Used by"), 34, "users"),
        ]
        rows: list[doc.Row | doc.Heading] = [self._row(use) for use in self.uses]
        return doc.Table(columns, rows or [doc.Heading(_("No port matches."), "empty")])

    def _row(self, use: ServiceUse) -> doc.Row:
        entry = self._description(use)
        cells: list[list[doc.Part]] = [
            ports_of(entry),
            [entry.name],
            doc.joined(sentences_of(entry), " "),
            flows_of(entry),
        ]
        # Of a single port, the search shows the row.
        searched = entry.ports[0].keys if entry.alone else ()
        return doc.Row(cells, keys=(*entry.keys, *searched))

    def _description(self, use: ServiceUse) -> doc.Description:
        """What is known of a service with the ports that were selected."""
        service = use.service
        remarks: list[Remark] = [*service.errata, *questions(service.ignore)]
        alone = len(service.ports) == 1
        targets = _targets([use], self.labels.dataset)
        return doc.Description(
            [self._port(service, entry, remarks, named=not alone) for entry in use.ports],
            service.name,
            prose(service.description) if service.description else [],
            self.labels.feature(service.feature) if service.feature else "",
            [*service.setting, *(name for port in use.ports for name in port.setting)],
            list(self.notes.called(remarks)),
            [self._flow(row) for row in use.rows],
            alone,
            tuple(target.key for target in targets if "@" not in target.key),
        )

    def _port(
        self, service: Service, entry: ServicePort, remarks: list[Remark], *, named: bool
    ) -> doc.DescribedPort:
        """A port, ``named`` if its service has several."""
        number, _slash, protocol = str(entry.port).partition("/")
        unconfirmed = is_unconfirmed(entry.port, self.notes.unconfirmed(remarks))
        doubts = [SIGNS[UNCONFIRMED].word()] if unconfirmed else []
        return doc.DescribedPort(
            number,
            protocol,
            entry.name if named else "",
            entry.encryption or service.encryption,
            [*listener_remarks(entry), *doubts],
            _searched(service, entry),
        )

    def _flow(self, row: Row) -> list[doc.Part]:
        """A flow that uses a service, as a link to its row, with the hosts of its destination."""
        link = doc.Link(f"flow:{row.flow.id}", self.labels.connection(row.flow))
        hosts = self.labels.hosts_behind(row.flow.to)
        return [link, hosts] if hosts else [link]


def _searched(service: Service, entry: ServicePort) -> tuple[str, ...]:
    """The key by which the search finds a port of a service; none without a number."""
    return (described(entry.port, service.id),) if entry.port.numbered else ()


def _targets(uses: Iterable[ServiceUse], dataset: Dataset) -> Iterator[Target]:
    """What descriptions of services show: the services, their ports, and their former ports."""
    for use in uses:
        service = use.service
        yield Target(f"service:{service.id}", service.name)
        for entry in use.ports:
            yield from (Target(key, "") for key in _searched(service, entry))
            for part in entry.port.each_protocol():
                title = f"{part} {entry.name or service.name}"
                yield Target(f"port:{part}", title)
                yield Target(f"port:{part}@{service.id}", title)
        current = ", ".join(str(entry.port) for entry in service.ports)
        for part in former_ports(service, dataset.services.values()):
            yield Target(f"port:{part}", f"{part} {service.name}", LAST_CHOICE, current)
