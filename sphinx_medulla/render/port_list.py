"""Descriptions of services: as a list of terms or as a table, each with the flows that use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dataset.listeners import former_ports
from ..dataset.model import Dataset, Service, ServicePort
from ..dataset.ports import Port
from ..dataset.queries import Row, ServiceUse
from ..dataset.remarks import Remark, questions
from . import document as doc
from .captions import ports_caption
from .labels import Labels, behind, encryption_word, listener_remarks, not_confirmed
from .localization import _, filled
from .notes import Notes
from .parsed_options import PortListOptions
from .prose import prose
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
        body: doc.Table | doc.Definitions | doc.Paragraph
        if self.request.as_table:
            body = self._table()
        else:
            # LaTeX does not accept a list without entries
            body = self._definitions() if self.uses else doc.Paragraph([_("No port matches.")])
        caption = ports_caption(self.request.selection, self.labels.dataset)
        return doc.Document(
            [body],
            self.notes.below(stamp=self.request.stamp),
            caption=caption if self.request.as_table else "",
            targets=tuple(_targets(self.uses, self.labels.dataset)),
        )

    def _definitions(self) -> doc.Definitions:
        """A term for each service: its ports and its name."""
        return doc.Definitions([self._definition(use) for use in self.uses], "services")

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
        start: list[list[doc.Part]] = [self._ports(use), [use.service.name]]
        purpose = doc.joined(self._sentences(use), " ")
        # Of a single port, the search shows the row.
        searched = _searched(use.service, use.ports[0]) if _is_alone(use) else ()
        return doc.Row([*start, purpose, self._flows(use)], keys=(*self._keys(use), *searched))

    def _definition(self, use: ServiceUse) -> doc.Definition:
        term = [*self._ports(use), f" – {use.service.name}"]
        if _is_alone(use):
            term = [doc.Span(doc.joined([term], ""), "port", _searched(use.service, use.ports[0]))]
        paragraphs = [doc.Paragraph(doc.joined(self._sentences(use), " "))]
        if use.rows:
            users = filled(_("Used by: %(flows)s."), {"flows": doc.Span(self._flows(use))})
            paragraphs.append(doc.Paragraph(users, "users"))
        return doc.Definition(term, paragraphs, self._keys(use))

    def _keys(self, use: ServiceUse) -> tuple[str, ...]:
        """The keys of a service and of its ports, to which links lead."""
        targets = _targets([use], self.labels.dataset)
        return tuple(target.key for target in targets if "@" not in target.key)

    def _ports(self, use: ServiceUse) -> list[doc.Part]:
        """The ports of a service, each with its own name if there are several."""
        unconfirmed = self.notes.unconfirmed(_remarks(use))
        if _is_alone(use):
            return [_port(use.ports[0], "", unconfirmed)]
        return doc.joined(
            (
                [
                    doc.Span(
                        [_port(entry, entry.name, unconfirmed)],
                        "port",
                        _searched(use.service, entry),
                    )
                ]
                for entry in use.ports
            ),
            ", ",
        )

    def _sentences(self, use: ServiceUse) -> Iterator[list[doc.Part]]:
        service = use.service
        if service.description:
            yield prose(service.description)
        if encryption := self._encryption(use):
            yield [_("Encryption: %s.") % encryption]
        if service.feature:
            yield [_("Feature: %s.") % self.labels.feature(service.feature)]
        settings = [*service.setting, *(name for port in use.ports for name in port.setting)]
        if settings:
            literals = doc.joined(([doc.Literal(name)] for name in settings), ", ")
            yield filled(_("Setting: %(settings)s."), {"settings": doc.Span(literals)})
        yield from self.notes.called(_remarks(use))

    def _encryption(self, use: ServiceUse) -> str:
        """How a service is encrypted: one word, or each port with its own; empty if unknown."""
        service = use.service
        words = {
            str(port.port): encryption_word(how)
            for port in use.ports
            if (how := port.encryption or service.encryption)
        }
        if len(words) == len(use.ports) and len(set(words.values())) == 1:
            return next(iter(words.values()))
        return ", ".join(f"{port} {word}" for port, word in words.items())

    def _flows(self, use: ServiceUse) -> list[doc.Part]:
        """The flows that use a service, each a link to its row."""
        return doc.joined(
            (
                [
                    doc.Link(f"flow:{row.flow.id}", self.labels.connection(row.flow)),
                    *self._hosts(row),
                ]
                for row in use.rows
            ),
            _("; ").rstrip() + "\n",
        )

    def _hosts(self, row: Row) -> list[str]:
        """The hosts of a flow's destination, as they follow its name."""
        hosts = self.labels.hosts_behind(row.flow.to)
        return [hosts] if hosts else []


def _remarks(use: ServiceUse) -> list[Remark]:
    """What was corrected, and what is open, about a service."""
    return [*use.service.errata, *questions(use.service.ignore)]


def _port(entry: ServicePort, name: str, unconfirmed: tuple[Port, ...]) -> str:
    doubts = not_confirmed(entry.port, unconfirmed)
    return f"{entry.port} {name}".rstrip() + behind([*listener_remarks(entry), *doubts])


def _is_alone(use: ServiceUse) -> bool:
    """Whether a service has one port, which then needs no name of its own."""
    return len(use.service.ports) == 1


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
