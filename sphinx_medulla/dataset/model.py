"""What a flow is: the dataset's types, plain and frozen.

A field is called as its key in the file is; a key that is a Python keyword has ``_`` behind it
(``from`` is ``from_``). Lists are tuples. An optional key that was left out is ``""``, ``()``,
``None`` or False. Nothing here imports a library: `load` makes pydantic check a file against these
types, and only where a file is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .port import Port

Encryption = Literal["none", "tls", "starttls", "ssh", ""]
NeedLevel = Literal["required", "optional", "conditional"]
ErratumPlace = Literal[
    "ports", "from", "to", "note", "row", "name", "description", "title", "when"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Whether something is needed; ``when`` is the condition of a conditional need."""

    level: NeedLevel
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A correction beside the corrected entry: what was published, and why it is wrong.

    ``undecided`` means that the sources do not settle it, so that readers see an open question.
    """

    at: ErratumPlace
    published: str
    reason: str
    ports: tuple[Port, ...] = ()
    modes: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    undecided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that is accepted for a reason, or until somebody answers the question."""

    rule: str
    ports: tuple[Port, ...] = ()
    modes: tuple[str, ...] = ()
    from_: str = ""
    to: str = ""
    reason: str = ""
    question: str = ""
    source: tuple[str, ...] = ()
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What the dataset is about."""

    name: str
    applies_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What an entry takes that does not say otherwise."""

    protocol: str = ""
    source: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from; ``retrieved`` is a date, YYYY-MM-DD."""

    id: str = field(default="", init=False)
    title: str
    url: str = ""
    retrieved: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A zone, a kind, a group or a feature: something with a name.

    The file may call the name ``name`` or ``title``; exactly one of them is there.
    """

    id: str = field(default="", init=False)
    name: str = ""
    title: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""

    @property
    def label(self) -> str:
        """The name, whichever key it stands under."""
        return self.name or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A page to read about something."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A kind of machine that opens connections or is connected to."""

    id: str = field(default="", init=False)
    name: str
    zone: str = ""
    kind: str = ""
    aliases: tuple[str, ...] = ()
    host: str = ""
    when: str = ""
    see: Reference | None = None
    slot: int = 0
    several: bool = False
    source: tuple[str, ...] = ()
    errata: tuple[Erratum, ...] = ()
    ignore: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePort:
    """A port that a service listens on, with what differs from the service."""

    port: Port
    name: str = ""
    encryption: Encryption = ""
    setting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What listens on a port, and what it is for."""

    id: str = field(default="", init=False)
    name: str
    ports: tuple[ServicePort, ...]
    description: str = ""
    listens_on: tuple[str, ...] = ()
    called_by: tuple[str, ...] = ()
    encryption: Encryption = ""
    administration: bool = False
    setting: tuple[str, ...] = ()
    feature: str = ""
    formerly: tuple[Port, ...] = ()
    source: tuple[str, ...] = ()
    errata: tuple[Erratum, ...] = ()
    ignore: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A way to deploy the product; ``roles`` are in the chart's order, top first within a zone."""

    id: str = field(default="", init=False)
    title: str
    when: str = ""
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    errata: tuple[Erratum, ...] = ()
    ignore: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPort:
    """A destination port of a flow, with what differs from the flow."""

    port: Port
    need: Need | None = None
    feature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The answer to why a flow's ports differ from those of a flow that looks like it."""

    flow: str
    with_: tuple[Port, ...] = ()
    without: tuple[Port, ...] = ()
    reason: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A connection that ``from_`` opens to the ports of ``to``.

    Without ``modes`` it holds in every mode. Without ``ports`` its sources state none, which does
    not mean any.
    """

    id: str
    from_: str
    to: str
    ports: tuple[FlowPort, ...]
    group: str = ""
    modes: tuple[str, ...] = ()
    need: Need | None = None
    feature: str = ""
    note: str = ""
    like: Likeness | None = None
    former_ids: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    errata: tuple[Erratum, ...] = ()
    ignore: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Everything that one file says. Every mapping is in the order of the file."""

    format: Literal["1"]
    product: Product
    revision: str
    roles: dict[str, Role]
    flows: tuple[Flow, ...]
    defaults: Defaults = field(default_factory=Defaults)
    sources: dict[str, Source] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    zones: dict[str, Term] = field(default_factory=dict)
    kinds: dict[str, Term] = field(default_factory=dict)
    groups: dict[str, Term] = field(default_factory=dict)
    features: dict[str, Term] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    modes: dict[str, Mode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Tell every entry the id that it stands under."""
        for table in (
            self.sources,
            self.zones,
            self.kinds,
            self.groups,
            self.features,
            self.roles,
            self.services,
            self.modes,
        ):
            for key, entry in table.items():
                object.__setattr__(entry, "id", key)
