"""Descriptions of services: as a list of terms or as a table, each with the flows that use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dataset.former import former_ports
from ..dataset.model import Dataset
from ..dataset.queries import ServiceUse
from ..dataset.remarks import questions
from .captions import ports_caption
from .document import (
    Column,
    Definition,
    Definitions,
    Document,
    Heading,
    Link,
    Literal,
    Paragraph,
    Part,
    Row,
    Span,
    Table,
    joined,
)
from .labels import Labels, encryption_word
from .localization import _, filled
from .notes import Notes
from .parsed_options import PortListOptions
from .targets import LAST_CHOICE, Target


class ServiceList:
    """Makes the list or the table of one request."""

    def __init__(self, labels: Labels, request: PortListOptions) -> None:
        self.labels = labels
        self.request = request
        self.uses = labels.queries.services(request.selection)
        self.notes = Notes(labels, request.errata)

    def document(self) -> Document:
        """The list or the table, with its notes and the stamp under it; a sentence for none."""
        body: Table | Definitions | Paragraph
        if self.request.as_table:
            body = self._table()
        else:
            # LaTeX takes no list without an entry
            body = self._definitions() if self.uses else Paragraph([_("No port matches.")])
        caption = ports_caption(self.request.selection, self.labels.dataset)
        return Document(
            [body],
            self.notes.below(stamp=self.request.stamp),
            caption=caption if self.request.as_table else "",
            targets=tuple(_targets(self.uses, self.labels.dataset)),
        )

    def _definitions(self) -> Definitions:
        """A term for each service: its ports and its name."""
        return Definitions([self._definition(use) for use in self.uses], "services")

    def _table(self) -> Table:
        """The same in four columns."""
        columns = [
            Column(_("Ports"), 18),
            Column(_("Service"), 18, "service"),
            Column(_("Purpose"), 44, "purpose"),
            Column(_("Used by"), 34, "users"),
        ]
        rows: list[Row | Heading] = [self._row(use) for use in self.uses]
        return Table(columns, rows or [Heading(_("No port matches."), "empty")])

    def _row(self, use: ServiceUse) -> Row:
        purpose = joined(self._sentences(use), " ")
        cells: list[list[Part]] = [
            [self._ports(use)],
            [use.service.name],
            purpose,
            self._flows(use),
        ]
        return Row(cells, keys=self._keys(use))

    def _definition(self, use: ServiceUse) -> Definition:
        term: list[Part] = [self._ports(use), f" – {use.service.name}"]  # noqa: RUF001
        paragraphs = [Paragraph(joined(self._sentences(use), " "))]
        if use.rows:
            users = filled(_("Used by: %(flows)s."), {"flows": Span(self._flows(use))})
            paragraphs.append(Paragraph(users, "users"))
        return Definition(term, paragraphs, self._keys(use))

    def _keys(self, use: ServiceUse) -> tuple[str, ...]:
        """What links to the service and to its ports lead to."""
        ports = (part for port in use.ports for part in port.port.each_protocol())
        former = former_ports(use.service, self.labels.dataset.services.values())
        return (f"service:{use.service.id}", *(f"port:{part}" for part in (*ports, *former)))

    def _ports(self, use: ServiceUse) -> str:
        several = len(use.service.ports) > 1
        return ", ".join(
            f"{port.port} {port.name}".rstrip() if several else str(port.port) for port in use.ports
        )

    def _sentences(self, use: ServiceUse) -> Iterator[list[Part]]:
        service = use.service
        if service.description:
            yield [service.description]
        encryption = service.encryption
        if encryption:
            yield [_("Encryption: %s.") % encryption_word(encryption)]
        if service.feature:
            yield [_("Feature: %s.") % self.labels.feature(service.feature)]
        settings = [*service.setting, *(name for port in use.ports for name in port.setting)]
        if settings:
            literals = joined(([Literal(name)] for name in settings), ", ")
            yield filled(_("Setting: %(settings)s."), {"settings": Span(literals)})
        yield from self.notes.called([*service.errata, *questions(service.ignore)])

    def _flows(self, use: ServiceUse) -> list[Part]:
        """The flows that use a service, each a link to its row."""
        return joined(
            ([Link(f"flow:{row.flow.id}", self.labels.connection(row.flow))] for row in use.rows),
            _("; ").rstrip() + "\n",
        )


def _targets(uses: Iterable[ServiceUse], dataset: Dataset) -> Iterator[Target]:
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
