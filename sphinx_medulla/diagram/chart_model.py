"""What a flowchart shows, whichever builder draws it.

`chart_model` makes the model of a view; `dot` turns a model into DOT source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..bidirectional import isolated
from .palette import slots

if TYPE_CHECKING:
    from ..dataset.model import Dataset
    from ..dataset.ports import Port
    from ..dataset.queries import PortUse, Row, View

Emphasis = Literal["", "focus", "muted"]


class PortLine(NamedTuple):
    """ChartWords that share a line of a chip: ``before`` begins each line they are wrapped to.

    ``clear`` has those of the words that stand out.
    """

    before: str
    words: tuple[str, ...]
    between: str
    clear: tuple[str, ...] = ()


class ChartRole(NamedTuple):
    """A box; it has no ``hosts`` if its name says the same."""

    id: str
    name: str
    hosts: tuple[str, ...]
    focused: bool


class ChartFlow(NamedTuple):
    """A chip on the line from ``source`` to ``destination``, both ids of roles.

    ``downhill`` says that the less trusted side opens the connection. ``slot`` (1 to 5) is the
    colour of the initiator, ``head`` the kind of its arrowheads: it tells initiators of one colour
    apart. A line is dashed if the flow is ``optional``. ``ports`` are shown by number, or instead,
    where there is room for them, the ``names`` of the services. ``clear`` are the ports that cross
    a border in clear text. ``title`` names the chip's link.
    """

    id: str
    number: int
    source: str
    destination: str
    downhill: bool
    slot: int
    head: int
    optional: bool
    emphasis: Emphasis
    ports: tuple[PortLine, ...]
    names: tuple[str, ...]
    clear: tuple[str, ...]
    title: str


class ChartZone(NamedTuple):
    """A frame with the roles of a zone, top first, and the flows between them."""

    label: str
    least_trusted: bool
    roles: tuple[ChartRole, ...]
    flows: tuple[ChartFlow, ...]


class Initiator(NamedTuple):
    """Who opens connections, with the colour and the arrowheads of its lines."""

    name: str
    slot: int
    head: int


class Legend(NamedTuple):
    """What the signs of a chart mean: those that occur in it; the others have no words."""

    opened_by: str
    initiators: tuple[Initiator, ...]
    optional: str
    clear_text: str
    least_trusted: str


class ChartModel(NamedTuple):
    """A chart: its zones, the roles in none of them with their flows, and the flows between zones.

    ``direction`` is ``TB`` (the least trusted zone on top) or ``LR`` (on the left). ``mode`` is the
    one whose numbers the chart shows. ``lines`` has every flow in the order of its view, ``roles``
    the id of every role.
    """

    direction: str
    zones: tuple[ChartZone, ...]
    outside: ChartZone
    crossing: tuple[ChartFlow, ...]
    lines: tuple[ChartFlow, ...]
    mode: str
    roles: tuple[str, ...]
    legend: Legend | None = None

    @property
    def links(self) -> Iterator[str]:
        """The keys of the targets to which chips and boxes may link."""
        for flow in self.lines:
            yield f"flow:{flow.id}"
            yield f"flow:{flow.id}@{self.mode}"
        for role in self.roles:
            yield f"role:{role}"


@dataclass(frozen=True, kw_only=True)
class ChartWords:
    """The translated words of charts.

    The title of a chip's link has ``%(number)s``, ``%(from)s`` and ``%(to)s``, the one of a chip
    with ports in clear text ``%(flow)s`` and ``%(ports)s``. The others are those of the legend.
    """

    port_not_stated: str = "port not stated"
    either: str = " or "
    flow_title: str = "Flow %(number)s: %(from)s → %(to)s"
    clear_title: str = "%(flow)s, clear text across a border: %(ports)s"
    opened_by: str = "Opened by"
    optional: str = "optional"
    clear_text: str = "clear text across a border"
    least_trusted: str = "least trusted zone"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a chart looks.

    ``direction`` is as in `ChartModel`; ``ports`` is ``full``, ``compact`` (the services' names
    instead of numbers, as far as they take no more room) or ``none``; ``focus`` is the id of the
    role whose flows are emphasised, if the chart has it; ``legend`` adds one.
    """

    direction: str = "TB"
    ports: str = "full"
    focus: str = ""
    legend: bool = False
    words: ChartWords = field(default_factory=ChartWords)


def chart_model(view: View, look: Look | None = None) -> ChartModel:
    """Return the model of a view's chart; it depends on the view and the look alone."""
    return _Builder(view, look or Look()).model()


class _Builder:
    def __init__(self, view: View, look: Look) -> None:
        self.view = view
        self.look = look
        self.focus = look.focus if look.focus in view.roles else ""
        self.dataset: Dataset = view.dataset
        self.slots = slots(view.queries)
        self.heads = self._heads()
        self.mode = view.selection.modes[0] if view.selection.modes else ""
        first = self.dataset.modes[self.mode].roles if self.mode else ()
        order = [*first, *(role for role in self.dataset.roles if role not in first)]
        zones = {zone: place for place, zone in enumerate(self.dataset.zones)}
        self.zone = {role: entry.zone for role, entry in self.dataset.roles.items()}
        anybody = view.queries.any_roles  # among them is who is trusted least
        self.trust = {
            role: (zones.get(self.zone[role], -1 if role in anybody else len(zones)), place)
            for place, role in enumerate(order)
        }

    def model(self) -> ChartModel:
        flows = [self._flow(row) for row in self.view.rows]
        outside, *every = (self._zone(zone, flows) for zone in ("", *self.dataset.zones))
        zones = tuple(zone for zone in every if zone.roles)
        return ChartModel(
            direction=self.look.direction,
            outside=outside,
            zones=zones,
            crossing=tuple(flow for flow in flows if self._zone_of(flow) is None),
            lines=tuple(flows),
            mode=self.mode,
            roles=self.view.roles,
            legend=self._legend(flows, zones) if self.look.legend and flows else None,
        )

    def _heads(self) -> dict[str, int]:
        """The kinds of arrowheads: the second initiator of a colour has the second one."""
        opening = {row.flow.from_ for row in self.view.rows}
        heads, used = {}, Counter[int]()
        for role in filter(opening.__contains__, self.view.queries.initiators):
            heads[role] = used[self.slots[role]]
            used[self.slots[role]] += 1
        return heads

    def _legend(self, flows: list[ChartFlow], zones: tuple[ChartZone, ...]) -> Legend:
        """The signs of a chart, with those words that the chart needs."""
        words = self.look.words
        return Legend(
            opened_by=words.opened_by,
            initiators=tuple(
                Initiator(self.dataset.roles[role].name, self.slots[role], head)
                for role, head in self.heads.items()
            ),
            optional=words.optional if any(flow.optional for flow in flows) else "",
            clear_text=words.clear_text if any(flow.clear for flow in flows) else "",
            least_trusted=words.least_trusted if any(zone.least_trusted for zone in zones) else "",
        )

    def _zone(self, zone: str, flows: list[ChartFlow]) -> ChartZone:
        roles = sorted(self.view.roles, key=lambda role: self.trust[role])
        return ChartZone(
            label=self.dataset.zones[zone].label if zone else "",
            least_trusted=zone == next(iter(self.dataset.zones), None),
            roles=tuple(self._role(role) for role in roles if self.zone[role] == zone),
            flows=tuple(flow for flow in flows if self._zone_of(flow) == zone),
        )

    def _zone_of(self, flow: ChartFlow) -> str | None:
        """The zone of both ends of a flow, or None if they are in two zones."""
        zone = self.zone[flow.source]
        return zone if zone == self.zone[flow.destination] else None

    def _role(self, role: str) -> ChartRole:
        entry = self.dataset.roles[role]
        hosts = entry.host if entry.host != (entry.name,) else ()
        return ChartRole(role, entry.name, hosts, role == self.focus)

    def _flow(self, row: Row) -> ChartFlow:
        flow, queries = row.flow, self.view.queries
        emphasis: Emphasis = ""
        if self.focus:
            emphasis = "focus" if self.focus in (flow.from_, flow.to) else "muted"
        clear = tuple(_number(use.port) for use in queries.in_clear_text(row))
        return ChartFlow(
            id=flow.id,
            number=row.number,
            source=flow.from_,
            destination=flow.to,
            downhill=self.trust[flow.from_] <= self.trust[flow.to],
            slot=self.slots[flow.from_],
            head=self.heads[flow.from_],
            optional=queries.is_optional(row),
            emphasis=emphasis,
            ports=tuple(self._ports(row)),
            names=self._names(row),
            clear=tuple(dict.fromkeys(clear)),
            title=self._title(row, clear),
        )

    def _title(self, row: Row, clear: tuple[str, ...]) -> str:
        ends = {
            "from": isolated(self.dataset.roles[row.flow.from_].name),
            "to": isolated(self.dataset.roles[row.flow.to].name),
        }
        title = self.look.words.flow_title % {"number": row.number, **ends}
        if not clear:
            return title
        return self.look.words.clear_title % {"flow": title, "ports": " ".join(clear)}

    def _names(self, row: Row) -> tuple[str, ...]:
        """The names of the services of a row, if it has any and the chart shows them."""
        if self.look.ports != "compact" or not any(use.name for use in row.ports):
            return ()
        return tuple(dict.fromkeys(use.name or self._named(use) for use in row.ports))

    def _named(self, use: PortUse) -> str:
        """A port with its protocol, for one that no service describes."""
        number = _number(use.port)
        protocol = self._protocol(use)
        return number if number == protocol else f"{protocol} {number}"

    def _protocol(self, use: PortUse) -> str:
        return (self.look.words.either if use.either else "+").join(use.port.protocols)

    def _ports(self, row: Row) -> Iterator[PortLine]:
        """The ports of a row by number, those of each protocol together.

        Protocols without ports come last, as in tables.
        """
        if self.look.ports == "none":
            return
        if not row.ports:
            yield PortLine("", (self.look.words.port_not_stated,), "")
            return
        clear = self.view.queries.in_clear_text(row)
        lines: dict[tuple[str, bool], list[PortUse]] = {}
        for use in row.ports:
            alone = _number(use.port) == use.port.protocol
            lines.setdefault((self._protocol(use), alone), []).append(use)
        for (protocol, alone), uses in lines.items():
            yield PortLine(
                "" if alone else f"{protocol} ",
                tuple(_number(use.port) for use in uses),
                " ",
                tuple(_number(use.port) for use in uses if use in clear),
            )


def _number(port: Port) -> str:
    """The number of a port; the name of a protocol that has none."""
    return port.protocol if str(port) == port.protocol else port.number
