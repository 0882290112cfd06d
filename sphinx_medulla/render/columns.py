"""The columns of flow tables: one entry each. Everything else about a column follows from it.

``:columns:`` and ``--columns`` accept the names, tables show the headings and the cells, and the
manual lists what each column shows. In HTML, a heading has the class ``medulla-column-NAME``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..dataset.model import Flow, Need
from ..dataset.ports import Port
from ..dataset.queries import PortUse, Row
from .document import Emphasis, Link, Literal, Part, Span, WebLink, joined
from .labels import (
    ARROW,
    Labels,
    arrow,
    behind,
    encryption_word,
    need_phrase,
    need_word,
    not_confirmed,
    port_remarks,
)
from .localization import _, filled
from .prose import linked, prose
from .targets import listed


class Line(NamedTuple):
    """What the cells of one line show: a row of a view, and those of its ports on this line.

    ``columns`` are the names of all columns of the table, ``unconfirmed`` the ports in doubt of
    which no question is shown.
    """

    row: Row
    uses: tuple[PortUse, ...]
    labels: Labels
    columns: tuple[str, ...]
    unconfirmed: tuple[Port, ...] = ()

    @property
    def flow(self) -> Flow:
        """The flow of the row."""
        return self.row.flow


class FlowColumn(NamedTuple):
    """A column of flow tables.

    ``heading`` returns the translated heading, ``cell`` the content of a cell. ``width`` is the
    column's proportion; in text output it is a number of characters. ``about`` is the description
    in the manual, in MyST.
    """

    heading: Callable[[], str]
    width: int
    cell: Callable[[Line], list[Part]]
    about: str


def _numbers(line: Line) -> list[Part]:
    return joined([_number(line.flow, mode, str(number))] for mode, number in line.row.numbers)


def _number(flow: Flow, mode: str, text: str) -> Link:
    return Link(f"chart:{flow.id}@{mode}", text, _("To the flowchart"), within=True)


def _modes(line: Line) -> list[Part]:
    """The modes, each with its number unless the table has a column of numbers."""
    modes = line.labels.dataset.modes
    parts: list[list[Part]] = []
    for mode, number in line.row.numbers:
        title = modes[mode].title if mode else line.labels.modes_of(line.flow)
        if "no" in line.columns or not mode:
            parts.append([title])
        else:
            parts.append([title + _(": "), _number(line.flow, mode, str(number))])
    return joined(parts)


def _ports(line: Line) -> list[Part]:
    """The ports with the names of their services, unless the table has a column of services."""
    if not line.uses:
        return [Emphasis(_("port not stated"))]
    named = "service" not in line.columns
    parts = joined(_port(use, line, named=named) for use in line.uses)
    if line.flow.source_ports:
        ports = ", ".join(map(str, line.flow.source_ports))
        parts.append("\n" + _("Source ports: %(ports)s") % {"ports": ports})
    return parts


def _port(use: PortUse, line: Line, *, named: bool) -> list[Part]:
    """A port, with the name of its service if wanted, and what is particular about it."""
    text = f"{use.port} {use.name}".rstrip() if named else str(use.port)
    keys = (listed(use.port),) if use.port.numbered else ()
    parts: list[Part] = [Span([_service_link(use, text)], "port", keys)]
    doubts = not_confirmed(use.port, line.unconfirmed)
    remarks = behind([*port_remarks(use, line.columns), *doubts])
    return [*parts, *linked(remarks)]


def _protocols(line: Line) -> list[Part]:
    names = dict.fromkeys(name for use in line.uses for name in use.port.protocols)
    return joined(([Span([name], "protocol")] for name in names), ", ")


def _role(line: Line, role: str) -> Span:
    """The name of a role."""
    return Span([line.labels.role(role)], "role")


def _destination(line: Line) -> list[Part]:
    """The name of the destination, with its hosts unless the table has a column of them."""
    role = line.flow.to
    hosts = "" if "host" in line.columns else line.labels.hosts_behind(role)
    return [_role(line, role), hosts] if hosts else [_role(line, role)]


def _services(line: Line) -> list[Part]:
    by_name = {use.name: use for use in line.uses if use.name}
    return joined([_service_link(use, name)] for name, use in by_name.items())


def _service_link(use: PortUse, text: str) -> Part:
    """A text as a link to the description of a port's service, if it has one."""
    return text if use.service is None else Link(f"service:{use.service.id}", text)


def _purpose(line: Line) -> list[Part]:
    """The notes of the ports, each with its port if there are several, then the services."""
    several = len(line.uses) > 1
    notes = [
        f"{use.port}{_(': ')}{use.stated.note}" if several else use.stated.note
        for use in line.uses
        if use.stated and use.stated.note
    ]
    return joined(map(prose, dict.fromkeys([*notes, *_descriptions(line)])), "\n")


def _descriptions(line: Line) -> list[str]:
    services = [use.service for use in line.uses if use.service and use.service.description]
    if len(line.uses) == 1:
        return [service.description for service in services]
    return [f"{one.name}{_(': ')}{one.description}" for one in services]


def _need(line: Line) -> list[Part]:
    if not line.uses:
        return [need_word(line.labels.queries.need_of(line.flow))]
    return _by_value(line, lambda use: need_word(use.need))


def _feature(line: Line) -> list[Part]:
    label = line.labels.feature
    return _by_value(line, lambda use: label(use.feature) if use.feature else "")


def _by_value(line: Line, value: Callable[[PortUse], str]) -> list[Part]:
    """The value alone if all ports have the same; else each value with its ports."""
    values: dict[str, list[str]] = {}
    for use in line.uses:
        values.setdefault(value(use), []).append(str(use.port))
    if len(values) == 1:
        return list(values)
    return _distinct(
        (f"{word}{_(': ')}{', '.join(ports)}" for word, ports in values.items() if word), "\n"
    )


def _notes(line: Line) -> list[Part]:
    """Who initiates, whether it is needed, the author's note, and pages about the roles."""
    flow, labels = line.flow, line.labels
    initiator = labels.role(flow.from_)
    parts: list[list[Part]] = [[_("Initiated by: %(role)s.") % {"role": initiator}]]
    needs: dict[Need, list[str]] = {}
    for use in line.uses:
        if use.need is not None:
            needs.setdefault(use.need, []).append(str(use.port))
    for need, ports in needs.items():
        if len(ports) == len(line.uses):
            parts.append([f"{need_phrase(need)}."])
        else:
            parts.append([f"{', '.join(ports)}{_(': ')}{need_word(need)}."])
    if not line.uses and (of_flow := labels.queries.need_of(flow)) is not None:
        parts.append([f"{need_phrase(of_flow)}."])
    if flow.note:
        parts.append(prose(flow.note))
    for end in (flow.from_, flow.to):
        see = labels.dataset.roles[end].see
        if see is not None:
            parts.append(filled(_("See: %(page)s."), {"page": WebLink(see.url, see.title)}))
    return joined(parts, "\n")


def _distinct(words: Iterable[str], between: str = ", ") -> list[Part]:
    """The words that are not empty, each once."""
    text = between.join(dict.fromkeys(word for word in words if word))
    return [text] if text else []


COLUMNS: dict[str, FlowColumn] = {
    "no": FlowColumn(
        lambda: _("No."), 4, _numbers, "the number within the mode, a link to the chart"
    ),
    "id": FlowColumn(
        lambda: _("Id"), 18, lambda line: [Literal(line.flow.id)], "the id of the flow"
    ),
    "from": FlowColumn(
        lambda: _("From"),
        16,
        lambda line: [_role(line, line.flow.from_)],
        "who opens the connection",
    ),
    "to": FlowColumn(
        lambda: _("To"), 16, _destination, "to whom, with the hosts unless `host` is there"
    ),
    "host": FlowColumn(
        lambda: _("Host"),
        22,
        lambda line: joined(
            [Literal(host)] for host in line.labels.dataset.roles[line.flow.to].host
        ),
        "the hosts of the destination",
    ),
    "connection": FlowColumn(
        lambda: _("Connection"),
        28,
        lambda line: [_role(line, line.flow.from_), ARROW, *_destination(line)],
        "both, with an arrow, and the hosts of the destination unless `host` is there",
    ),
    "zones": FlowColumn(
        lambda: _("Zones"),
        16,
        lambda line: [arrow(line.labels.zone(end) for end in (line.flow.from_, line.flow.to))],
        "the zones of both",
    ),
    "ports": FlowColumn(
        lambda: _("Destination ports"),
        26,
        _ports,
        "the ports, each with its protocol, and the service's name unless `service` is there",
    ),
    "protocol": FlowColumn(
        lambda: _("Protocol"),
        8,
        _protocols,
        "the protocols alone",
    ),
    "service": FlowColumn(
        lambda: _("Service"), 16, _services, "what listens, a link to its description"
    ),
    "purpose": FlowColumn(lambda: _("Purpose"), 34, _purpose, "the descriptions of the services"),
    "need": FlowColumn(lambda: _("Need"), 16, _need, "whether it is needed"),
    "feature": FlowColumn(lambda: _("Feature"), 16, _feature, "the feature that uses the port"),
    "encryption": FlowColumn(
        lambda: _("Encryption"),
        18,
        lambda line: _by_value(line, lambda use: encryption_word(use.encryption)),
        "how it is encrypted",
    ),
    "setting": FlowColumn(
        lambda: _("Setting"),
        18,
        lambda line: _by_value(line, lambda use: ", ".join(use.setting)),
        "where the port can be changed",
    ),
    "notes": FlowColumn(
        lambda: _("Notes"),
        30,
        _notes,
        "who initiates, what is needed, the author's note, open questions",
    ),
    "source": FlowColumn(
        lambda: _("Source"),
        20,
        lambda line: line.labels.sources(line.labels.queries.source_of(line.flow.source)),
        "where the flow comes from",
    ),
    "mode": FlowColumn(
        lambda: _("Mode"),
        20,
        _modes,
        "the modes of the table that have the flow, with its number in each",
    ),
}
"""Each column by the name that authors write, in the order of the manual."""
