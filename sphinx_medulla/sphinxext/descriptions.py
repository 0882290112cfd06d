"""Descriptions of services: as a list of terms or as a table, each with the flows that use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from ..dataset.former import former_ports
from ..dataset.remarks import questions
from ..dataset.views import Row, ServiceUse
from .notes import Notes
from .placements import block_anchor
from .rendering import Rendering, joined
from .requests import PortsRequest
from .tables import encryption_word
from .words import _, filled

COLUMN_WIDTHS = (18, 18, 44, 34)


class ServiceList:
    """Draws one request, as `definitions` or as `tgroup`; then `below` is what stands under it."""

    def __init__(self, rendering: Rendering, request: PortsRequest) -> None:
        self.rendering = rendering
        self.request = request
        self.uses = rendering.views.services(request.selection)
        self.notes = Notes(rendering, block_anchor(*request.key), request.errata)

    def definitions(self) -> nodes.definition_list:
        """A term for each service: its ports and its name."""
        return nodes.definition_list(
            "", *(self._definition(use) for use in self.uses), classes=["medulla-services"]
        )

    def tgroup(self) -> nodes.tgroup:
        """The same in four columns."""
        titles = (_("Ports"), _("Service"), _("Purpose"), _("Used by"))
        tgroup = nodes.tgroup("", cols=len(titles))
        for width in COLUMN_WIDTHS:
            tgroup += nodes.colspec("", colwidth=width)
        tgroup += nodes.thead("", _row([nodes.Text(title)] for title in titles))
        body = nodes.tbody()
        for use in self.uses:
            purpose = joined([list(part) for part in self._sentences(use)], " ")
            cells: list[list[nodes.Node]] = [
                [*self._target(use), *self._ports(use)],
                [nodes.Text(use.service.name)],
                purpose,
                self._flows(use),
            ]
            body += _row(cells)
        tgroup += body
        return tgroup

    def below(self) -> list[nodes.Node]:
        """The notes and the stamp; to be asked for after the rest."""
        found = self.notes.paragraphs()
        if self.request.stamp:
            found.append(self.rendering.stamp())
        return found

    def _definition(self, use: ServiceUse) -> nodes.definition_list_item:
        term = nodes.term()
        term += [*self._target(use), *self._ports(use), nodes.Text(f" – {use.service.name}")]  # noqa: RUF001
        paragraph = nodes.paragraph()
        paragraph += joined([list(part) for part in self._sentences(use)], " ")
        definition = nodes.definition("", paragraph)
        if use.rows:
            users = nodes.paragraph("", "", classes=["medulla-users"])
            users += filled(_("Used by: %(flows)s."), {"flows": _inline(self._flows(use))})
            definition += users
        return nodes.definition_list_item("", term, definition)

    def _target(self, use: ServiceUse) -> list[nodes.Node]:
        """Where links to the service and to its ports lead, if this is their place."""
        keys = [f"service:{use.service.id}"]
        keys += [f"port:{part}" for port in use.ports for part in port.port.each_protocol()]
        every = self.rendering.dataset.services.values()
        keys += [f"port:{part}" for part in former_ports(use.service, every)]
        mine = self.rendering.anchors(keys, self.request)
        return [nodes.target("", "", ids=mine)] if mine else []

    def _ports(self, use: ServiceUse) -> list[nodes.Node]:
        several = len(use.service.ports) > 1
        return [
            nodes.Text(
                ", ".join(
                    f"{port.port} {port.name}".rstrip() if several else str(port.port)
                    for port in use.ports
                )
            )
        ]

    def _sentences(self, use: ServiceUse) -> Iterator[list[nodes.Node]]:
        service = use.service
        if service.description:
            yield [nodes.Text(service.description)]
        encryption = service.encryption
        if encryption:
            yield [nodes.Text(_("Encryption: %s.") % encryption_word(encryption))]
        if service.feature:
            yield [nodes.Text(_("Feature: %s.") % self.rendering.feature(service.feature))]
        settings = [*service.setting, *(name for port in use.ports for name in port.setting)]
        if settings:
            names: list[list[nodes.Node]] = [
                [nodes.literal("", "", nodes.Text(name))] for name in settings
            ]
            literals = joined(names, ", ")
            yield filled(_("Setting: %(settings)s."), {"settings": _inline(literals)})
        yield from self.notes.called([*service.errata, *questions(service.ignore)])

    def _flows(self, use: ServiceUse) -> list[nodes.Node]:
        """The flows that use a service, each a link to its row."""
        return joined([[self._flow(row)] for row in use.rows], _("; ").rstrip() + "\n")

    def _flow(self, row: Row) -> nodes.Node:
        return self.rendering.link(f"flow:{row.flow.id}", self.rendering.connection(row.flow))


def _inline(inside: list[nodes.Node]) -> nodes.inline:
    inline = nodes.inline()
    inline += inside
    return inline


def _row(cells: Iterable[list[nodes.Node]]) -> nodes.row:
    entries = (nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells)
    return nodes.row("", *entries)
