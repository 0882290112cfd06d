"""What the columns of a published table hold, guessed from their headings or given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..checker.analysis.text_protocols import protocols_named
from .connection_names import split_connection
from .placed_text import PlacedText
from .port_lists import may_change

KINDS: dict[str, str] = {
    "connection": (
        "connection connections flow flows link connexion connexions liaison liaisons flux "
        "verbindung verbindungen"
    ),
    "from": "from source src initiator client origin caller de depuis émetteur von quelle",
    "to": "to destination dest dst target vers destinataire cible nach ziel",
    "ports": (
        "port ports port(s) ports-used used-ports destination-port destination-ports "
        "destination-port(s) dest-port dst-port dport port-number port-numbers listening-port "
        "target-port server-port port-range port-de-destination ports-de-destination "
        "port-destination ports-destination ports-utilisés zielport zielports"
    ),
    "protocol": "protocol protocols proto transport l4 protocole protocoles protokoll protokolle",
    "note": (
        "note notes description purpose purposes comment comments remark remarks use usage "
        "used-for reason remarque remarques commentaire but objet zweck beschreibung bemerkung"
    ),
    "service": "service services application service-name dienst",
    "mode": "mode modes deployment scenario scénario",
    "need": "need required mandatory necessity condition besoin requis obligatoire bedarf",
    "setting": "setting settings variable variables env parameter paramètre einstellung",
    "number": "number no no. nr nr. n° # id row line numéro nummer",
}
"""Each kind of column, with the headings by which it is known; a hyphen may be any blank."""

NOT_STATED = "port not stated"
"""What an exported table says of a flow without ports."""

EXPORTED = frozenset(
    (
        *("number", "flow_id", "mode", "from", "from_zone", "to", "to_zone", "protocol", "port"),
        *("service", "purpose", "need", "encryption", "source", "product", "revision"),
    )
)
"""The columns by which a table that this package exported is known; others were added later."""

_KNOWN = {word.replace("-", " "): kind for kind, words in KINDS.items() for word in words.split()}
_PARENTHESES = re.compile(r"\s*\(([^()]{2,})\)")
_BLANK = re.compile(r"[\s_-]+")
_EITHER = re.compile(
    r"\(?\b(?:tcp|udp|sctp)\s*(?:/|or|ou|oder)\s*(?:tcp|udp|sctp)\b\)?", re.IGNORECASE
)
_PROTOCOL = re.compile(r"\b(?:tcp|udp|sctp)\b", re.IGNORECASE)


class Columns:
    """The kinds of a table's columns; ``unknown`` are the headings that mean none.

    ``more_ports`` are further columns of ports, with their protocols; those that ``may_be_ports``
    are unknown, since their ports may be those of the other end.
    """

    def __init__(self, head: Sequence[PlacedText], given: Mapping[str, str]) -> None:
        self.count = len(head)
        self.indexes: dict[str, int] = {}
        self.unknown: dict[int, str] = {}
        self.heading: dict[str, str] = {}
        self.protocols: tuple[str, ...] | None = ()
        wanted = {_folded(heading): kind for kind, heading in given.items()}
        self.more_ports: dict[int, tuple[str, ...]] = {}
        self.may_be_ports: set[int] = set()
        for index, cell in enumerate(head):
            kind = wanted.get(_folded(cell.words)) or _kind_of(cell.words)
            if kind in {*wanted.values()} - {wanted.get(_folded(cell.words))}:
                kind = ""  # another heading was given for it
            if kind and kind not in self.indexes:
                self.indexes[kind] = index
                self.heading[kind] = cell.words
            elif kind == "ports":
                self._add_ports(index, cell.words)
            else:
                self.unknown[index] = cell.words
        self.is_exported = {cell.text for cell in head} >= EXPORTED
        if self.is_exported:
            self.unknown = {}
        ports = self.heading.get("ports", "")
        self.protocols = None if _EITHER.search(ports) else protocols_named(ports)

    def _add_ports(self, index: int, heading: str) -> None:
        """Add a further column of ports, which may be of another protocol, or of another end."""
        named, first = protocols_named(heading), protocols_named(self.heading["ports"])
        taken = {*first, *(one for protocols in self.more_ports.values() for one in protocols)}
        if named and first and taken.isdisjoint(named):
            self.more_ports[index] = named
        else:
            self.unknown[index] = heading
            self.may_be_ports.add(index)

    def find_connections(self, rows: Sequence[Sequence[PlacedText]]) -> None:
        """Take the first column for that of connections if its cells have arrows."""
        cells = [row[0] for row in rows if row and row[0]]
        if 0 in self.unknown and not self.has_ends and any(map(split_connection, cells)):
            self.indexes["connection"] = 0
            self.heading["connection"] = self.unknown.pop(0)

    def __contains__(self, kind: str) -> bool:
        return kind in self.indexes

    def cell(self, row: Sequence[PlacedText], kind: str) -> PlacedText | None:
        """The cell of a row in a column of a kind, None if there is none or it is empty."""
        index = self.indexes.get(kind, len(row))
        return row[index] if index < len(row) and row[index] else None

    def names_ends(self, row: Sequence[PlacedText]) -> bool:
        """Whether a row says who connects or to whom, if only in words that are not understood."""
        return "to" in self or any(self.cell(row, kind) for kind in ("connection", "from"))

    def cells_with_ports(self, row: Sequence[PlacedText]) -> list[PlacedText]:
        """The cells of a row with ports that are not empty."""
        indexes = (self.indexes.get("ports", len(row)), *self.more_ports)
        return [row[at] for at in indexes if at < len(row) and row[at]]

    @property
    def has_ends(self) -> bool:
        """Whether rows say who connects to whom."""
        return "connection" in self or {"from", "to"} <= self.indexes.keys()


def missing_headings(given: Mapping[str, str], heads: Iterable[str]) -> list[str]:
    """The headings that were given and that no table has."""
    present = {_folded(heading) for heading in heads}
    return [heading for heading in given.values() if _folded(heading) not in present]


def is_head(fields: Sequence[PlacedText]) -> bool:
    """Whether all of some texts are headings of columns that are known."""
    return bool(fields) and all(_kind_of(one.words) for one in fields)


def _kind_of(heading: str) -> str:
    """The kind of column that a heading means, empty if it means none."""
    if any(map(may_change, _PARENTHESES.findall(heading))):
        return ""
    folded = _folded(_PROTOCOL.sub("", _PARENTHESES.sub("", heading)))
    if not folded and _PROTOCOL.search(heading):
        return "ports"  # of this protocol
    return _KNOWN.get(folded) or _KNOWN.get(_folded(heading), "")


def _folded(heading: str) -> str:
    return _BLANK.sub(" ", heading.casefold()).strip(" .:*/")
