"""Reading the CSV that this package exports back into a dataset, so that it exports the same again.

What a line combines, such as the purpose of a port of its note and of the description of its
service, is divided so that every line says again what it said.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..dataset.model import ENCRYPTIONS
from ..dataset.ports import PROTOCOLS, Port, PortError
from ..grouping import grouped
from .drafts import Draft, Entry, Ids, need_in_file, one_or_list
from .page_parts import PageError
from .table_columns import EXPORTED, NOT_STATED

_EVERY = "every mode"
_KEPT_FROM_RUNNING = re.compile(r"""(^|[,;|])([\s"']*)'(?=[-=+@＝＋－＠])""")
_CORRECTED = "The imported table says that this was corrected, and not how."


@dataclass(frozen=True)
class _Line:
    """A line of the table: the values of its columns, and its port, None if none is stated."""

    cells: Mapping[str, str]
    port: Port | None

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def list(self, column: str) -> list[str]:
        """The values of a column that has several."""
        return [value for value in self[column].split("; ") if value]

    @property
    def names_mode(self) -> bool:
        """Whether the line is about one mode because its flow names it."""
        named = self["line_id"].split("/")[1] if self["line_id"] else self["mode"]
        return bool(named) and self["mode"] != _EVERY and len(self.list("mode_id")) < 2

    def same_as(self, other: _Line) -> bool:
        """Whether another line has the same number, and differs in its protocol alone."""
        if self.port is None or other.port is None or self.port.number != other.port.number:
            return False
        if not (self.port.numbered and {*self.port.protocols}.isdisjoint(other.port.protocols)):
            return False
        ignored = {"protocol", "line_id"}
        return all(
            value == other.cells.get(column)
            for column, value in self.cells.items()
            if column not in ignored
        )


def is_exported(text: str) -> bool:
    """Whether a text is a table that this package exported."""
    head = next(csv.reader(io.StringIO(text.partition("\n")[0])), [])
    return set(head) >= EXPORTED


def exported_draft(text: str) -> Draft:
    """The dataset of an exported table; raises `PageError` for a line whose port is none."""
    lines = [*_lines(text)]
    first = lines[0] if lines else _Line({}, None)
    draft = Draft(first["product"] or "Product", first["revision"] or "1")
    return _Import(draft, _joined(lines)).draft


def _lines(text: str) -> Iterator[_Line]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for number, row in enumerate(reader, 2):
        cells = {
            key: _KEPT_FROM_RUNNING.sub(r"\1\2", value or "") for key, value in row.items() if key
        }
        yield _Line(cells, _port(cells, number))


def _port(cells: Mapping[str, str], number: int) -> Port | None:
    port, protocol = cells["port"], cells["protocol"]
    if port == NOT_STATED:
        return None
    if protocol in PROTOCOLS:
        word = f"{port}/{protocol}"
    else:
        word = f"{protocol}/{port}" if port not in {"", protocol} else protocol
    try:
        return Port.parse(word)
    except PortError as error:
        raise PageError(str(error), number) from None


def _joined(lines: Iterable[_Line]) -> list[_Line]:
    """Lines that differ only in their protocols as one, since the dataset has one port for them."""
    found: list[_Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and last.same_as(line) and last.port and line.port:
            names = {*last.port.protocols, *line.port.protocols}
            protocols = tuple(name for name in PROTOCOLS if name in names)
            found[-1] = replace(last, port=replace(last.port, protocols=protocols))
        else:
            found.append(line)
    return found


@dataclass
class _ServicePort:
    """What the lines of one port of a service say, and what all of them agree on."""

    lines: list[_Line] = field(default_factory=list)

    def agreed(self, column: str) -> str:
        """The value of a column if all lines have it, else nothing."""
        values = {line[column] for line in self.lines}
        return values.pop() if len(values) == 1 else ""


class _Import:
    """Makes the entries of a draft from lines."""

    def __init__(self, draft: Draft, lines: Sequence[_Line]) -> None:
        self.draft = draft
        self._ids = {table: Ids(table) for table in ("sources", "zones", "features", "roles")}
        self._services = grouped((_service_of(line), line) for line in lines if line["service"])
        self._described: dict[str, str] = {}
        self._ports: dict[tuple[str, Port], _ServicePort] = {}
        for line in lines:
            self._add_ends(line)
        for line in sorted(lines, key=lambda line: -len(line.list("mode_id"))):
            self._add_modes(line)  # first those that have several, in their order
        self._restrict_roles(lines)
        for key, members in self._services.items():
            self._add_service(key, members)
        for flow, members in grouped((line["flow_id"], line) for line in lines).items():
            self._add_flow(flow, members)

    def _named(self, table: str, name: str, key: str = "name", wanted: str = "") -> str:
        """The id of an entry that has only a name, which is added if it is new."""
        found = self._ids[table].of(name, wanted)
        getattr(self.draft, table).setdefault(found, {key: name})
        return found

    # --- roles and modes --------------------------------------------------------------------------

    def _add_ends(self, line: _Line) -> None:
        for end in ("from", "to"):
            role = self.draft.roles[self._role(line, end)]
            if line[f"{end}_zone"]:
                role["zone"] = self._named("zones", line[f"{end}_zone"])
            if end == "to" and line.list("host"):
                role["host"] = one_or_list(line.list("host"))

    def _role(self, line: _Line, end: str) -> str:
        return self._named("roles", line[end], wanted=line[f"{end}_id"])

    def _add_modes(self, line: _Line) -> None:
        """Add the modes of a line, of which some columns have the ids and others the title."""
        ids = line.list("mode_id")
        titles = [] if line["mode"] == _EVERY else [line["mode"]]
        if len(ids) > 1 and titles:
            titles = line["mode"].split(", ")
        if not ids and titles:
            ids = [Ids("mode").new(titles[0])]
        for number, key in enumerate(ids):
            entry = self.draft.modes.setdefault(key, {"title": key})
            if len(titles) == len(ids):
                entry["title"] = titles[number]

    def _restrict_roles(self, lines: Iterable[_Line]) -> None:
        """List roles in modes, so that flows that name none are in those modes that the table says.

        Of both ends of such a flow, it is the one that no line has in another mode.
        """
        present: dict[str, set[str]] = {}
        for line in lines:
            for end in ("from", "to"):
                present.setdefault(self._role(line, end), set()).update(line.list("mode_id"))
        for line in lines:
            modes = line.list("mode_id")
            if line.names_mode or line["mode"] == _EVERY or not modes:
                continue
            for role in sorted((self._role(line, end) for end in ("from", "to")), key=str):
                if present[role] <= {*modes}:
                    for mode in modes:
                        listed = self.draft.modes[mode].setdefault("roles", [])
                        listed += [role] if role not in listed else []
                    break

    def _modes_of(self, lines: Iterable[_Line]) -> list[str]:
        """The modes that a flow names; a flow whose lines name several at once names none."""
        found: dict[str, None] = {}
        for line in lines:
            ids = line.list("mode_id")
            if not line.names_mode:
                return []
            titles = {entry["title"]: key for key, entry in self.draft.modes.items()}
            found[ids[0] if ids else titles[line["mode"]]] = None
        return [*found]

    # --- services ---------------------------------------------------------------------------------

    def _add_service(self, key: str, lines: Sequence[_Line]) -> None:
        purposes = {line["purpose"] for line in lines}
        shortest = min(purposes, key=len)
        is_shared = all(text == shortest or text.endswith(f" {shortest}") for text in purposes)
        description = self._described[key] = shortest if is_shared else ""
        names = {line["service"] for line in lines}
        service: Entry = {"name": min(names) if len(names) == 1 else key}
        by_port = grouped((line.port, line) for line in lines if line.port)
        service["ports"] = [
            self._service_port(key, port, members, service["name"])
            for port, members in by_port.items()
        ]
        if description:
            service["description"] = description
        service["listens_on"] = [*dict.fromkeys(self._role(line, "to") for line in lines)]
        self.draft.services[key] = service

    def _service_port(self, key: str, port: Port, lines: Sequence[_Line], name: str) -> str | Entry:
        agreed = self._ports[key, port] = _ServicePort([*lines])
        entry: Entry = {"port": str(port)}
        if agreed.agreed("service") not in {"", name}:
            entry["name"] = agreed.agreed("service")
        if agreed.agreed("encryption") in ENCRYPTIONS:
            entry["encryption"] = agreed.agreed("encryption")
        if agreed.agreed("setting"):
            entry["setting"] = one_or_list(lines[0].list("setting"))
        return entry if len(entry) > 1 else entry["port"]

    # --- flows ------------------------------------------------------------------------------------

    def _add_flow(self, key: str, lines: Sequence[_Line]) -> None:
        first, modes = lines[0], self._modes_of(lines)
        one_mode = [line for line in lines if line["mode"] == first["mode"]]
        flow: Entry = {"id": key, "from": self._role(first, "from"), "to": self._role(first, "to")}
        if modes:
            flow["modes"] = modes
        flow["ports"] = [self._flow_port(line) for line in one_mode if line.port]
        need = need_in_file(first["need"])
        if need is not None and not flow["ports"]:
            flow["need"] = need
        if first.list("source_ports"):
            flow["source_ports"] = first.list("source_ports")
        if first.list("source"):
            sources = [self._named("sources", title, "title") for title in first.list("source")]
            flow["source"] = one_or_list(sources)
        self.draft.flows.append(flow)
        self._add_remarks(flow, lines)

    def _flow_port(self, line: _Line) -> str | Entry:
        assert line.port is not None
        entry: Entry = {"port": str(line.port)}
        need = need_in_file(line["need"])
        if need is not None:
            entry["need"] = need
        if line["feature"]:
            entry["feature"] = self._named("features", line["feature"])
        if line["either"] == "yes":
            entry["either"] = True
        key = _service_of(line)
        description = self._described.get(key, "") if line["service"] else ""
        note = line["purpose"]
        if description:  # a semicolon separates it from a note that is no sentence
            note = note.removesuffix(description).rstrip().removesuffix(";")
        if note:
            entry["note"] = note
        agreed = self._ports.get((key, line.port), _ServicePort([]))
        if line["encryption"] in ENCRYPTIONS and not agreed.agreed("encryption"):
            entry["encryption"] = line["encryption"]
        if line["setting"] and not agreed.agreed("setting"):
            entry["setting"] = one_or_list(line.list("setting"))
        return entry if len(entry) > 1 else entry["port"]

    def _add_remarks(self, flow: Entry, lines: Sequence[_Line]) -> None:
        """Add what the lines of a flow say of corrections and open questions."""
        asked = grouped((line["question"], line) for line in lines if line["question"])
        for number, (question, members) in enumerate(asked.items(), 1):
            ports = _ports_of(members)
            if not ports:
                flow["ignore"] = [{"rule": "MED510", "question": question}]
                continue
            entry: Entry = {"id": f"{flow['id']}-{number}", "question": question}
            entry |= {"from": flow["from"], "to": flow["to"]}
            if "modes" in flow:
                entry["modes"] = self._modes_of(members)
            self.draft.questions.append(entry | {"ports": ports})
        corrected = grouped(
            (line.port, line) for line in lines if line["status"] == "corrected" and line.port
        )
        for port, members in corrected.items():
            erratum: Entry = {"at": "ports", "ports": [str(port)], "published": members[0]["port"]}
            if "modes" in flow and len(members) < len(flow["modes"]):
                erratum["modes"] = self._modes_of(members)
            flow.setdefault("errata", []).append(erratum | {"reason": _CORRECTED})


def _service_of(line: _Line) -> str:
    return line["service_id"] or Ids("service").new(line["service"])


def _ports_of(lines: Iterable[_Line]) -> list[str]:
    return [*dict.fromkeys(str(line.port) for line in lines if line.port)]
