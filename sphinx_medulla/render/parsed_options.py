"""The options of a block, parsed: small, frozen and hashable."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..dataset.queries import Selection


@dataclass(frozen=True, kw_only=True)
class BlockOptions:
    """What a block shows, in ids of the dataset; ``selection`` says of which flows or ports."""

    selection: Selection = field(default_factory=Selection)
    errata: bool = False
    stamp: bool = False


@dataclass(frozen=True, kw_only=True)
class FlowTableOptions(BlockOptions):
    """A table of flows: a row per flow, or per port.

    ``download`` has the formats in which readers can download the flows.
    """

    columns: tuple[str, ...]
    by_port: bool = False
    widths: tuple[int, ...] = ()
    download: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FlowchartOptions(BlockOptions):
    """A chart of the flows of one mode, or of those that name none."""

    direction: str = "TB"
    ports: str = "full"
    focus: str = ""
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class PortListOptions(BlockOptions):
    """Descriptions of services, as a list or as a table."""

    as_table: bool = False


class ModeListOptions(BlockOptions):
    """The choice of mode."""


class FlowRulesOptions(BlockOptions):
    """How to read the tables and the charts."""


class ErrataOptions(BlockOptions):
    """Everything that was corrected or is open."""


class FindingsOptions(BlockOptions):
    """A table of everything that is open or accepted."""
