"""What a flow is: the dataset's types, plain and frozen.

A field has the name of its key in the file; if that is a Python keyword, ``_`` follows it (``from``
is ``from_``). Lists are tuples. An optional key that was omitted is ``""``, ``()``, ``None`` or
False. Nothing here imports a library: `load` makes pydantic check a file against these
types, and only where a file is read.

They have no slots: without them Python pickles and unpickles a dataset in half the time, and makes
the classes in two thirds of it, which every build that looks at a dataset waits for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_type_hints
from urllib.parse import quote

from . import notation as notations
from .dates import date_of
from .ports import ANY, PROTOCOLS, Port

Encryption = Literal[
    "none", "optional", "tls", "starttls", "dtls", "ssh", "ipsec", "kerberos", "wireguard", ""
]
ENCRYPTIONS = get_args(Encryption)[:-1]
"""What may be said of encryption; the type has nothing, too."""

NeedLevel = Literal["required", "optional", "conditional"]
ErratumPlace = Literal["ports", "from", "to", "note", "row", "name", "description", "title", "when"]


def key_of(field_name: str) -> str:
    """The key of a field in the file."""
    return field_name.rstrip("_")


class Key(NamedTuple):
    """A key that the file may have in a mapping.

    ``field`` is the name of its field, ``hint`` the type with how the file writes it; ``default``
    is ``MISSING`` if the key is required.
    """

    field: str
    hint: Any
    default: Any

    @property
    def required(self) -> bool:
        """Whether every such mapping must have the key."""
        return self.default is MISSING


@cache
def keys_of(kind: Any) -> dict[str, Key]:
    """The keys that the file may have in the mapping of a type of the model, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    found = {}
    for one in fields(kind):
        default = one.default if one.default_factory is MISSING else one.default_factory()
        if one.init:
            found[key_of(one.name)] = Key(one.name, hints[one.name], default)
    return found


# How the file writes what the fields below hold.
Text = Annotated[str, notations.TEXT]
Words = Annotated[str, notations.WORDS]
Id = Annotated[str, notations.ID]
Date = Annotated[str, notations.DATE]
Url = Annotated[str, notations.URL]
FileUrl = Annotated[str, notations.FILE_URL]
Language = Annotated[str, notations.LANGUAGE]
Place = Annotated[str, notations.PLACE]
RuleCode = Annotated[str, notations.RULE_CODE]
YesNo = Annotated[bool, notations.Flag()]
APort = Annotated[Port, notations.PortText()]
Ports = tuple[APort, ...]
SourcePorts = tuple[Annotated[Port, notations.PortText(source=True)], ...]
FlowId = Annotated[str, notations.IdOf("flows")]
ModeId = Annotated[str, notations.IdOf("modes")]
RoleId = Annotated[str, notations.IdOf("roles")]
RoleIds = Annotated[tuple[RoleId, ...], notations.OneOrMore()]
FeatureId = Annotated[str, notations.IdOf("features")]
GroupId = Annotated[str, notations.IdOf("groups")]
Settings = Annotated[tuple[Text, ...], notations.OneOrMore()]
HowEncrypted = Annotated[Encryption, notations.OneOf(ENCRYPTIONS)]


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A source that an entry cites; ``at`` are places in it, each a path that may have lines."""

    id: Annotated[str, notations.IdOf("sources")]
    at: Annotated[tuple[Place, ...], notations.OneOrMore()] = ()


Sources = Annotated[
    tuple[Annotated[Citation, notations.SourceOrMapping()], ...], notations.OneOrMore()
]


@dataclass(frozen=True, kw_only=True)
class Need:
    """Whether something is needed; ``when`` is the condition of a conditional need."""

    level: NeedLevel
    when: Words = ""


@dataclass(frozen=True, kw_only=True)
class Erratum:
    """A correction of an entry: the published text, and why it is wrong.

    ``undecided`` means that the sources do not settle it, so that readers see an open question.
    ``mentions`` are ports that the reason names although no entry has them.
    """

    at: Annotated[ErratumPlace, notations.Published()]
    published: Annotated[str, notations.Published()]
    reason: Words
    ports: Ports = ()
    mentions: Ports = ()
    modes: tuple[ModeId, ...] = ()
    source: Sources = ()
    undecided: YesNo = False


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """An accepted finding, with the reason, or with a question that is still open.

    ``mentions`` are ports that the text names although no entry has them.
    """

    rule: RuleCode
    ports: Ports = ()
    mentions: Ports = ()
    modes: tuple[ModeId, ...] = ()
    from_: RoleId = ""
    to: RoleId = ""
    reason: Words = ""
    question: Words = ""
    source: Sources = ()
    until: Date = ""


ReasonedWaiver = Annotated[Waiver, notations.ExactlyOne(("reason", "question"))]


@dataclass(frozen=True, kw_only=True)
class Product:
    """The product that the dataset describes."""

    name: Text
    applies_to: Words = ""


@dataclass(frozen=True, kw_only=True)
class Defaults:
    """Values used when an entry sets none."""

    protocol: Annotated[str, notations.OneOf(PROTOCOLS)] = ""
    source: Sources = ()
    group: GroupId = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document or repository that facts come from; ``retrieved`` is a date, YYYY-MM-DD.

    ``file_url`` is the address of a file in it, with ``{commit}``, ``{path}``, ``{first}`` and
    ``{last}`` in place of the commit, the file's path, and its first and last line. ``language`` is
    that of its text, a tag such as ``en`` or ``pt-BR``.
    """

    id: str = field(default="", init=False)
    title: Words
    url: Url = ""
    retrieved: Date = ""
    commit: Text = ""
    file_url: FileUrl = ""
    language: Language = ""

    @property
    def lacks_commit(self) -> bool:
        """Whether the address of a file needs the commit, which nothing says."""
        return "{commit}" in self.file_url and not self.commit

    def address_of(self, place: str) -> str:
        """The address of a place in the source; without lines it has no fragment.

        Empty if the source has no ``file_url``, or one that needs what is missing: the ``commit``,
        or lines before the fragment.
        """
        path, _, lines = place.partition(":")
        first, _, last = lines.partition("-")
        template = self.file_url if lines else self.file_url.partition("#")[0]
        if self.lacks_commit or (not lines and re.search(r"\{(first|last)\}", template)):
            return ""
        words = {"path": path, "commit": self.commit, "first": first, "last": last or first}
        return template.format_map({name: quote(word) for name, word in words.items()})


@dataclass(frozen=True, kw_only=True)
class Term:
    """A named zone, kind, group or feature.

    The file may call the name ``name`` or ``title``; exactly one of them is there.
    """

    id: str = field(default="", init=False)
    name: Words = ""
    title: Words = ""
    aliases: tuple[Text, ...] = ()
    description: Words = ""

    @property
    def label(self) -> str:
        """The name, whichever of the two keys has it."""
        return self.name or self.title


NamedTerm = Annotated[Term, notations.ExactlyOne(("name", "title"))]


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A page with more information."""

    title: Words
    url: Url


@dataclass(frozen=True, kw_only=True)
class Role:
    """A machine, or a kind of machine, that opens or accepts connections.

    With ``any``, it is every machine: each source or each destination, whichever role it has.
    """

    id: str = field(default="", init=False)
    name: Words
    zone: Annotated[str, notations.IdOf("zones")] = ""
    kind: Annotated[str, notations.IdOf("kinds")] = ""
    aliases: tuple[Text, ...] = ()
    host: Annotated[tuple[str, ...], notations.Hosts()] = ()
    when: Words = ""
    see: Reference | None = None
    slot: Annotated[int, notations.Slot()] = 0
    several: YesNo = False
    any: YesNo = False
    source: Sources = ()
    errata: tuple[Annotated[Erratum, notations.AtOneOf(("name",))], ...] = ()
    ignore: tuple[ReasonedWaiver, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ServicePort:
    """A port that a service listens on, with values that override those of the service.

    ``cast`` says that packets go to several machines, ``helper`` which helper a firewall needs to
    follow the connection, and ``scope`` that only the machine itself reaches the port.
    """

    port: APort
    name: Words = ""
    encryption: HowEncrypted = ""
    setting: Settings = ()
    cast: Annotated[str, notations.OneOf(("broadcast", "multicast"))] = ""
    helper: Annotated[str, notations.OneOf(("tftp", "ftp", "sip"))] = ""
    scope: Annotated[str, notations.OneOf(("loopback",))] = ""


@dataclass(frozen=True, kw_only=True)
class Service:
    """A program that listens on ports, and its purpose."""

    id: str = field(default="", init=False)
    name: Words
    ports: tuple[Annotated[ServicePort, notations.PortOrMapping()], ...]
    description: Words = ""
    listens_on: tuple[RoleId, ...] = ()
    called_by: tuple[RoleId, ...] = ()
    encryption: HowEncrypted = ""
    administration: YesNo = False
    setting: Settings = ()
    feature: FeatureId = ""
    formerly: Ports = ()
    source: Sources = ()
    errata: tuple[Annotated[Erratum, notations.AtOneOf(("name", "ports", "description"))], ...] = ()
    ignore: tuple[ReasonedWaiver, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Mode:
    """A way to deploy the product; ``roles`` are in the chart's order, top first within a zone.

    A role that some mode lists exists only in the modes that list it; others exist in every mode.
    """

    id: str = field(default="", init=False)
    title: Words
    short: Words = ""
    when: Words = ""
    roles: tuple[RoleId, ...] = ()
    aliases: tuple[Text, ...] = ()
    source: Sources = ()
    errata: tuple[Annotated[Erratum, notations.AtOneOf(("title", "when"))], ...] = ()
    ignore: tuple[ReasonedWaiver, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FlowPort:
    """A destination port of a flow, with values that override those of the flow and of its service.

    ``note`` is its purpose in this flow. ``either`` says that one of several protocols suffices.
    """

    port: APort
    need: Annotated[Need | None, notations.NeedText()] = None
    feature: FeatureId = ""
    either: YesNo = False
    note: Words = ""
    encryption: HowEncrypted = ""
    setting: Settings = ()


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Says that a flow has a similar flow's ports, except those in ``with`` and ``without``.

    ``mentions`` are ports that the text names although no entry has them.
    """

    flow: FlowId
    with_: Ports = ()
    without: Ports = ()
    mentions: Ports = ()
    reason: Words = ""
    question: Words = ""
    source: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A connection that ``from_`` opens to the ports of ``to``.

    Without ``modes`` it holds in each mode in which both of its ends exist. Without ``ports`` its
    sources state none, which does not mean any. With ``source_ports`` the initiator uses these
    ports only.
    """

    id: Id
    from_: RoleId
    to: RoleId
    ports: tuple[Annotated[FlowPort, notations.PortOrMapping(either=True)], ...]
    group: GroupId = ""
    modes: tuple[ModeId, ...] = ()
    need: Annotated[Need | None, notations.NeedText()] = None
    feature: FeatureId = ""
    note: Words = ""
    source_ports: SourcePorts = ()
    like: Annotated[Likeness, notations.ExactlyOne(("reason", "question"))] | None = None
    former_ids: tuple[Id, ...] = ()
    source: Sources = ()
    errata: tuple[
        Annotated[Erratum, notations.AtOneOf(("ports", "from", "to", "note", "row"))], ...
    ] = ()
    ignore: tuple[ReasonedWaiver, ...] = ()

    def source_ports_of(self, protocols: Iterable[str]) -> tuple[Port, ...]:
        """The source ports of these protocols; without protocols, or with ``any``, all of them."""
        wanted = {*protocols}
        if not wanted or ANY in wanted:
            return self.source_ports
        wanted.add(ANY)
        return tuple(one for one in self.source_ports if not wanted.isdisjoint(one.protocols))


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question that no entry can carry, such as whether a port that no flow has must be open.

    It is about ``ports``; ``mentions`` are others that it names although no entry has them.
    """

    id: Id
    question: Words
    from_: RoleIds = ()
    to: RoleIds = ()
    modes: tuple[ModeId, ...] = ()
    ports: Ports = ()
    mentions: Ports = ()
    source: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a revision of the dataset changed, in a sentence for readers, and the flows concerned.

    ``date`` is the day of the revision, YYYY-MM-DD, if the revision itself is no date.
    """

    revision: Text
    change: Words
    flows: Annotated[tuple[FlowId, ...], notations.OneOrMore()] = ()
    date: Date = ""

    @property
    def day(self) -> str:
        """The day of the revision; empty if nothing says it."""
        return self.date or (self.revision if date_of(self.revision) else "")


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """The content of one dataset file. Mappings keep the order of the file."""

    format: Annotated[Literal["1"], notations.OneOf(("1",))]
    product: Product
    revision: Text
    roles: dict[Id, Role]
    flows: tuple[Flow, ...]
    defaults: Defaults = field(default_factory=Defaults)
    sources: dict[Id, Source] = field(default_factory=dict)
    rules: tuple[Words, ...] = ()
    zones: dict[Id, NamedTerm] = field(default_factory=dict)
    kinds: dict[Id, NamedTerm] = field(default_factory=dict)
    groups: dict[Id, NamedTerm] = field(default_factory=dict)
    features: dict[Id, NamedTerm] = field(default_factory=dict)
    services: dict[Id, Service] = field(default_factory=dict)
    modes: dict[Id, Mode] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        """Set the id of each entry to its key."""
        for table in filter(lambda value: isinstance(value, dict), vars(self).values()):
            for key, entry in table.items():
                object.__setattr__(entry, "id", key)
