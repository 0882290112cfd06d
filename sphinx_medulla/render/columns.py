"""The columns of flow tables: one entry each. Everything else about a column follows from it.

``:columns:`` and ``--columns`` accept the names, tables show the headings and the cells, and the
manual lists what each column shows. In HTML, a heading has the class ``medulla-column-NAME``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from ..dataset.model import Flow, Need
from ..dataset.ports import Port
from ..dataset.queries import PortUse, Row
from .document import (
    Emphasis,
    Link,
    Literal,
    Mark,
    Part,
    PortGroup,
    PortItem,
    Sign,
    Span,
    WebLink,
    joined,
)
from .labels import (
    Labels,
    arrow,
    encryption_word,
    is_unconfirmed,
    need_phrase,
    need_word,
    port_remarks,
)
from .localization import _, filled
from .port_lines import after_ports
from .prose import linked, one_below_another, prose
from .signs import UNCONFIRMED, sign, signs_of
from .targets import listed


class Line(NamedTuple):
    """What the cells of one line show: a row of a view, and those of its ports on this line.

    ``columns`` are the names of all columns of the table, ``slots`` the colours of roles in charts.
    ``place`` is that of the port among those of the flow, if the line has one of them. ``marks``
    are those of notes on single ports, by their places. ``unconfirmed`` are the ports in doubt of
    which no question is shown.
    """

    row: Row
    uses: tuple[PortUse, ...]
    labels: Labels
    columns: tuple[str, ...]
    slots: Mapping[str, int]
    place: int = 0
    marks: Mapping[int, list[Mark | Link]] = {}
    unconfirmed: tuple[Port, ...] = ()

    @property
    def flow(self) -> Flow:
        """The flow of the row."""
        return self.row.flow

    @property
    def signs_needs(self) -> bool:
        """Whether signs at the ports say which are needed."""
        return bool(self.uses) and "ports" in self.columns


class FlowColumn(NamedTuple):
    """A column of flow tables.

    ``heading`` returns the translated heading, ``cell`` the content of a cell. ``width`` is the
    column's proportion; in text output it is a number of characters. ``about`` is the description
    in the manual, in MyST. In tables of several modes, a column ``by_mode`` is one for each of
    them. A column that ``may_go`` is omitted from tables in which all of its cells are empty.
    """

    heading: Callable[[], str]
    width: int
    cell: Callable[[Line], list[Part]]
    about: str
    by_mode: bool = False
    may_go: bool = False


def _numbers(line: Line) -> list[Part]:
    return joined([_number(line, mode, number)] for mode, number in line.row.numbers)


def _number(line: Line, mode: str, number: int) -> Span:
    """The number of a row, in the colour of the chart that it leads to."""
    text = f"{number}.{line.place}" if line.place else str(number)
    key = f"chart:{line.flow.id}@{mode}"
    link = Link(key, text, _("To the flowchart"), within=True)
    return Span([link], f"number-{line.slots[line.flow.from_]}")


def number_in(line: Line, mode: str) -> list[Part]:
    """The number in a mode; a dash if the mode does not have the flow."""
    number = dict(line.row.numbers).get(mode)
    return [Span(["–"], "none")] if number is None else [_number(line, mode, number)]


def _modes(line: Line) -> list[Part]:
    """The modes, each with its number unless the table has a column of numbers."""
    modes = line.labels.dataset.modes
    parts: list[list[Part]] = []
    for mode, number in line.row.numbers:
        title = modes[mode].title if mode else line.labels.modes_of(line.flow)
        if "no" in line.columns or not mode:
            parts.append([title])
        else:
            parts.append([title + _(": "), _number(line, mode, number)])
    return joined(parts)


def _ports(line: Line) -> list[Part]:
    """The ports by protocol, with the names of services unless the table has a column of them."""
    if not line.uses:
        return [Emphasis(_("port not stated"))]
    crossing = line.labels.queries.crosses_border(line.flow)
    groups: dict[str, list[PortItem]] = {}
    for use in line.uses:
        marks = line.marks.get(use.place, ())
        signs = [*signs_of(use, line.columns, crossing=crossing), *_doubts(line, use), *marks]
        port = use.port
        protocol, number = (port.protocol, port.number) if port.has_ports else ("ip", str(port))
        groups.setdefault(protocol, []).append(_item(line, use, number, signs))
    parts = joined(([PortGroup(*group)] for group in groups.items()), after_ports())
    used = (name for use in line.uses for name in use.port.protocols)
    if source_ports := line.flow.source_ports_of(used):
        ports = ", ".join(map(str, source_ports))
        parts.append(after_ports() + _("Source ports: %(ports)s") % {"ports": ports})
    return parts


def _item(line: Line, use: PortUse, number: str, signs: list[Sign | Mark | Link]) -> PortItem:
    """A port with what listens there, its signs, and what is particular about it."""
    keys = (listed(use.port),) if use.port.numbered else ()
    note = use.stated.note if use.stated else ""
    remarks: list[list[Part]] = [
        linked(remark) if remark == note else [remark] for remark in port_remarks(use, line.columns)
    ]
    if "service" not in line.columns and use.name:
        return PortItem(number, [_service_link(use, use.name)], signs, remarks, keys)
    return PortItem(_service_link(use, number), [], signs, remarks, keys)


def _doubts(line: Line, use: PortUse) -> Iterator[Sign]:
    """The sign at a port of which a question is hidden."""
    if is_unconfirmed(use.port, line.unconfirmed):
        yield sign(UNCONFIRMED)


def _protocols(line: Line) -> list[Part]:
    names = dict.fromkeys(name for use in line.uses for name in use.port.protocols)
    return joined(([Span([name], "protocol")] for name in names), ", ")


def _role(line: Line, role: str) -> Span:
    """The name of a role."""
    every = role in line.labels.queries.any_roles
    return Span([line.labels.role(role)], "role any" if every else "role")


def _destination(line: Line) -> list[Part]:
    """The name of the destination, with its hosts unless the table has a column of them."""
    role = line.flow.to
    hosts = "" if "host" in line.columns else line.labels.hosts_behind(role)
    return [_role(line, role), hosts] if hosts else [_role(line, role)]


def _services(line: Line) -> list[Part]:
    by_name = {use.name: use for use in line.uses if use.name}
    return joined([_service_link(use, name)] for name, use in by_name.items())


def _connection(line: Line) -> list[Part]:
    """Both ends, and their zones if they differ, unless the table has a column of zones."""
    to: list[Part] = ["→ ", *_destination(line)]
    if "zones" not in line.columns and (crossing := line.labels.crossing(line.flow)):
        to += ["\n", Span([f"({crossing})"], "zones")]
    return [_role(line, line.flow.from_), " ", Span(to, "to")]


def _zones(line: Line) -> list[Part]:
    """The zones of both ends, or the one in which both are."""
    labels, flow = line.labels, line.flow
    return [labels.crossing(flow) or arrow(dict.fromkeys(map(labels.zone, (flow.from_, flow.to))))]


def _service_link(use: PortUse, text: str) -> str | Link:
    """A text as a link to the description of a port's service, if it has one."""
    return text if use.service is None else Link(f"service:{use.service.id}", text)


def _purpose(line: Line) -> list[Part]:
    """The notes of the ports, each with its port if there are several, then the services."""
    several = len(line.uses) > 1
    notes = [
        (str(use.port), use.stated.note) for use in line.uses if use.stated and use.stated.note
    ]
    services = (use.service for use in line.uses if use.service and use.service.description)
    descriptions = [(service.name, service.description) for service in services]
    return one_below_another(
        [f"{name}{_(': ')}", *prose(text)] if several else prose(text)
        for name, text in dict.fromkeys([*notes, *descriptions])
    )


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
        (f"{word}{_(': ')}{', '.join(ports)}" for word, ports in values.items() if word),
        after_ports(),
    )


def _notes(line: Line) -> list[Part]:
    """What is particular: conditions, the author's note, and pages about the roles."""
    flow, labels = line.flow, line.labels
    parts: list[list[Part]] = [*_needs(line)]
    if flow.note:
        parts.append(prose(flow.note))
    for end in (flow.from_, flow.to):
        see = labels.dataset.roles[end].see
        if see is not None:
            parts.append(filled(_("See: %(page)s."), {"page": WebLink(see.url, see.title)}))
    return one_below_another(parts)


def _needs(line: Line) -> Iterator[list[Part]]:
    """Whether the ports are needed, as far as neither a column nor signs say it."""
    if "need" in line.columns:
        return
    needs: dict[Need | None, list[str]] = {}
    for use in line.uses:
        needs.setdefault(use.need, []).append(str(use.port))
    if not line.uses:
        needs[line.labels.queries.need_of(line.flow)] = []
    for need, ports in needs.items():
        if need is None or (line.signs_needs and not need.when):
            continue
        if len(ports) == len(line.uses):
            yield [f"{need_phrase(need)}."]
        else:
            yield [f"{', '.join(ports)}{_(': ')}{need_word(need)}."]


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
        _connection,
        "both, with an arrow, the hosts of the destination unless `host` is there, and the zones "
        "if they differ, unless `zones` is there",
    ),
    "zones": FlowColumn(
        lambda: _("Zones"),
        16,
        _zones,
        "the zones of both, or the zone in which both are",
    ),
    "ports": FlowColumn(
        lambda: _("Destination ports"),
        34,
        _ports,
        "the ports by protocol, each with the service's name unless `service` is there, and signs: "
        "whether it is encrypted, unless `encryption` is there, whether it is needed, unless "
        "`need` is there, and what is open or corrected",
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
        "where the port can be changed; omitted if all cells are empty",
        may_go=True,
    ),
    "notes": FlowColumn(
        lambda: _("Notes"),
        26,
        _notes,
        "what is particular: conditions, the author's note, open questions; omitted if all cells "
        "are empty",
        may_go=True,
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
        "a column for each mode of the table, with the flow's number in it",
        by_mode=True,
    ),
}
"""Each column by the name that authors write, in the order of the manual."""
