"""What a flowchart shows, whichever builder draws it.

`chart_model` makes the model of a view; `dot` turns a model into DOT source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from .palette import slots

if TYPE_CHECKING:
    from ..dataset.model import Dataset
    from ..dataset.queries import Row, View

Emphasis = Literal["", "focus", "muted"]


class PortLine(NamedTuple):
    """Words that share a line of a chip: ``before`` begins each line they are wrapped to."""

    before: str
    words: tuple[str, ...]
    between: str


class ChartRole(NamedTuple):
    """A box; ``host`` is empty if it is the same as the name; several hosts have commas between."""

    id: str
    name: str
    host: str
    focused: bool


class ChartFlow(NamedTuple):
    """A chip on the line from ``source`` to ``destination``, both ids of roles.

    ``downhill`` says that the less trusted side opens the connection. ``slot`` (1 to 5) is the
    colour of the initiator. ``title`` names the chip's link.
    """

    id: str
    number: int
    source: str
    destination: str
    downhill: bool
    slot: int
    emphasis: Emphasis
    ports: tuple[PortLine, ...]
    title: str


class ChartZone(NamedTuple):
    """A frame with the roles of a zone, top first, and the flows between them."""

    label: str
    least_trusted: bool
    roles: tuple[ChartRole, ...]
    flows: tuple[ChartFlow, ...]


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

    @property
    def links(self) -> Iterator[str]:
        """The keys of the targets to which chips and boxes may link."""
        for flow in self.lines:
            yield f"flow:{flow.id}"
            yield f"flow:{flow.id}@{self.mode}"
        for role in self.roles:
            yield f"role:{role}"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a chart looks.

    ``direction`` is as in `ChartModel`; ``ports`` is ``full``, ``compact`` (the services' names
    instead of numbers) or ``none``; ``focus`` is the id of the role whose flows are emphasised, if
    the chart has it. ``port_not_stated`` and ``flow_title`` are translated words; the title of a
    chip's link has ``%(number)s``, ``%(from)s`` and ``%(to)s``.
    """

    direction: str = "TB"
    ports: str = "full"
    focus: str = ""
    port_not_stated: str = "port not stated"
    flow_title: str = "Flow %(number)s: %(from)s → %(to)s"


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
        self.mode = view.selection.modes[0] if view.selection.modes else ""
        first = self.dataset.modes[self.mode].roles if self.mode else ()
        order = [*first, *(role for role in self.dataset.roles if role not in first)]
        zones = {zone: place for place, zone in enumerate(self.dataset.zones)}
        self.zone = {role: entry.zone for role, entry in self.dataset.roles.items()}
        self.trust = {
            role: (zones.get(self.zone[role], len(zones)), place)
            for place, role in enumerate(order)
        }

    def model(self) -> ChartModel:
        flows = [self._flow(row) for row in self.view.rows]
        outside, *zones = (self._zone(zone, flows) for zone in ("", *self.dataset.zones))
        return ChartModel(
            direction=self.look.direction,
            outside=outside,
            zones=tuple(zone for zone in zones if zone.roles),
            crossing=tuple(flow for flow in flows if self._zone_of(flow) is None),
            lines=tuple(flows),
            mode=self.mode,
            roles=self.view.roles,
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
        host = ", ".join(entry.host) if entry.host != (entry.name,) else ""
        return ChartRole(role, entry.name, host, role == self.focus)

    def _flow(self, row: Row) -> ChartFlow:
        flow = row.flow
        words = {
            "number": row.number,
            "from": self.dataset.roles[flow.from_].name,
            "to": self.dataset.roles[flow.to].name,
        }
        emphasis: Emphasis = ""
        if self.focus:
            emphasis = "focus" if self.focus in (flow.from_, flow.to) else "muted"
        return ChartFlow(
            id=flow.id,
            number=row.number,
            source=flow.from_,
            destination=flow.to,
            downhill=self.trust[flow.from_] <= self.trust[flow.to],
            slot=self.slots[flow.from_],
            emphasis=emphasis,
            ports=tuple(self._ports(row)),
            title=self.look.flow_title % words,
        )

    def _ports(self, row: Row) -> Iterator[PortLine]:
        """What a chip has below its number: ports by protocol, or the names of services."""
        if self.look.ports == "none":
            return
        if not row.ports:
            yield PortLine("", (self.look.port_not_stated,), "")
            return
        if self.look.ports == "compact":
            names = dict.fromkeys(use.name or str(use.port) for use in row.ports)
            yield PortLine("", tuple(names), ", ")
            return
        protocols: dict[str, list[str]] = {}
        for use in row.ports:
            if str(use.port) == use.port.protocol:  # it has no number
                yield PortLine("", (use.port.protocol,), " ")
            else:
                protocols.setdefault(use.port.protocol, []).append(use.port.number)
        for protocol, numbers in protocols.items():
            yield PortLine(f"{protocol} ", tuple(numbers), " ")
