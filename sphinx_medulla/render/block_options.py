"""What somebody asked for, in ids of the dataset: small, frozen, and kept with a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..dataset.queries import Selection


@dataclass(frozen=True, kw_only=True)
class BlockOptions:
    """What everybody asks; ``docname`` and ``place`` are the page and the turn on it (from 0).

    ``named`` are the words by which entries were asked for, each with its table and the id.
    """

    docname: str = ""
    place: int = 0
    selection: Selection = field(default_factory=Selection)
    errata: bool = False
    stamp: bool = False
    named: tuple[tuple[str, str, str], ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """What tells one request of a manual from all the others."""
        return self.docname, self.place


@dataclass(frozen=True, kw_only=True)
class FlowTableOptions(BlockOptions):
    """A table of flows: a row for each flow, or for each of its ports.

    ``download`` has the formats in which readers can take the flows away.
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
