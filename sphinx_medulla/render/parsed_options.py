"""The options of a block, parsed: small, frozen and hashable."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..dataset.selection import Selection

QUESTIONS = ("show", "marks", "hide")
"""How open questions are shown: in full, as marks only, or as values that are not confirmed."""


@dataclass(frozen=True, kw_only=True)
class BlockOptions:
    """What a block of a kind shows, in ids of the dataset.

    ``selection`` says of which flows or ports. If it finds none, there is a warning unless the
    block ``may_be_empty``. ``questions`` is one of `QUESTIONS`.
    """

    kind: str
    selection: Selection = field(default_factory=Selection)
    may_be_empty: bool = False
    errata: bool = False
    questions: str = "show"
    stamp: bool = False

    @property
    def hides_questions(self) -> bool:
        """Whether it only says that something is not confirmed, without the question."""
        return self.questions == "hide"


@dataclass(frozen=True, kw_only=True)
class FlowTableOptions(BlockOptions):
    """A table of flows: a row per flow, or per port; these as in the dataset, or ``by_number``.

    ``download`` has the formats in which readers can download the flows.
    """

    kind: str = "flows"
    columns: tuple[str, ...]
    by_port: bool = False
    by_number: bool = False
    widths: tuple[int, ...] = ()
    download: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FlowchartOptions(BlockOptions):
    """A chart of the flows of one mode, or of those that name none."""

    kind: str = "flowchart"
    direction: str = "TB"
    ports: str = "full"
    focus: str = ""
    legend: bool = False
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class PortListOptions(BlockOptions):
    """Descriptions of services, as a list or as a table."""

    kind: str = "ports"
    as_table: bool = False


@dataclass(frozen=True, kw_only=True)
class ComparisonOptions(BlockOptions):
    """What changes from one mode to another; ``selection`` has the two modes.

    ``replaces`` pairs roles that are replaced with those that replace them. With ``machines``, only
    what changes on these is shown.
    """

    kind: str = "diff"
    replaces: tuple[tuple[str, str], ...] = ()
    machines: tuple[str, ...] = ()
    may_be_empty: bool = True
