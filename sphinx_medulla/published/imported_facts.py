"""Writing what a page says as a dataset, each fact with its line as source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..dataset.hosts import is_host as is_host_name
from ..dataset.names import key_of_name
from ..grouping import grouped
from .drafts import Draft, Entry, Ids, need_in_file, one_or_list
from .placed_text import PlacedText
from .published_facts import PURPOSES, Connection, PublishedPort, Reading

_SOURCE = "page"


def imported_draft(
    reading: Reading,
    file: str,
    title: str,
    url: str = "",
    roles: Mapping[str, str] | None = None,
) -> Draft:
    """The dataset that says what a page says.

    Every entry cites the page, whose title and address are ``title`` and ``url``, with its line in
    ``file``. ``roles`` are names of the page, and the names of machines that they mean.
    """
    draft = Draft(product=title, revision="1", defaults={"protocol": "tcp", "source": _SOURCE})
    draft.sources[_SOURCE] = {"title": title, **({"url": url} if url else {})}
    _Import(draft, reading, file, roles or {}).run()
    return draft


class _Import:
    """Makes the entries of a draft from what was read."""

    def __init__(self, draft: Draft, reading: Reading, file: str, roles: Mapping[str, str]) -> None:
        self.draft = draft
        self.reading = reading
        self.rows = [one for one in reading.connections if one.ports is not None]
        self._file = file.strip().replace(":", "_")
        self._meant = {key_of_name(name): meant for name, meant in roles.items()}
        self._ids = {table: Ids(table) for table in ("roles", "modes", "services", "flows")}
        self._mode_headings = _mode_headings(reading.connections)

    def run(self) -> None:
        """Add roles and modes, then flows, then services."""
        ends = [(self._role(one.from_), self._role(one.to), self._mode(one)) for one in self.rows]
        pairs = grouped(zip(ends, self.rows, strict=True))
        modes = grouped(((from_, to), mode) for from_, to, mode in pairs)
        for (from_, to, mode), rows in pairs.items():
            words = f"{from_} to {to}"
            if len(modes[from_, to]) > 1 and mode:
                words += f" {mode}"
            self._add_flow(self._ids["flows"].new(words), from_, to, mode, rows)
        self._add_services()

    def _role(self, name: PlacedText) -> str:
        words = self._meant.get(key_of_name(name.words), name.words)
        found = self._ids["roles"].of(words)
        role = self.draft.roles.setdefault(found, {"name": words})
        if is_host_name(words) and "." in words:
            role["host"] = words
        aliases: list[str] = role.setdefault("aliases", [])
        if name.words not in {role["name"], *aliases}:
            aliases.append(name.words)
        if not aliases:
            del role["aliases"]
        return found

    def _mode(self, row: Connection) -> str:
        """The mode of a row, which a column or a heading names."""
        cell = row.cells.get("mode")
        headings = [one for one in row.headings if key_of_name(one.words) in self._mode_headings]
        if cell is None and not headings:
            return ""
        title = (cell or headings[0]).words
        found = self._ids["modes"].of(title)
        self.draft.modes.setdefault(found, {"title": title})
        return found

    # --- flows ------------------------------------------------------------------------------------

    def _add_flow(
        self, key: str, from_: str, to: str, mode: str, rows: Sequence[Connection]
    ) -> None:
        """Add the rows of one pair as one flow, each port with what only its row says."""
        flow: Entry = {"id": key, "from": from_, "to": to}
        if mode:
            flow["modes"] = [mode]
        notes = {_words(row.note) for row in rows}
        shared = notes.pop() if len(notes) == 1 else ""
        portless = dict.fromkeys(_words(row.note) for row in rows if row.note and not row.ports)
        ports: dict[str, Entry] = {}
        for row in rows:
            for one in row.ports or ():
                entry = _port_entry(row, one, "" if shared else _words(row.note))
                known = ports.setdefault(entry["port"], entry)
                if known is not entry:
                    _merge(known, entry)
        flow["ports"] = [one if len(one) > 1 else one["port"] for one in ports.values()]
        note = shared or PURPOSES.join(portless)
        if note:
            flow["note"] = note
        need = need_in_file(_words(rows[0].cells.get("need")))
        if need is not None and not ports:
            flow["need"] = need
        flow["source"] = self._source(row.place.line for row in rows)
        self.draft.flows.append(flow)

    def _source(self, lines: Iterable[int]) -> Entry:
        """The citation of lines of the page."""
        places = [f"{self._file}:{line}" for line in dict.fromkeys(lines)]
        return {"id": _SOURCE, "at": one_or_list(places)}

    # --- services ---------------------------------------------------------------------------------

    def _add_services(self) -> None:
        """Add a service per description, and per name in a column of services."""
        for found in self.reading.descriptions:
            name = found.service or found.label
            key = self._ids["services"].new(name)
            self.draft.services[key] = {
                "name": name,
                "ports": [_number(one) for one in found.ports],
                "description": found.text,
                "source": self._source([found.place.line]),
            }
        named = grouped(
            (row.cells["service"].words, row)
            for row in self.rows
            if row.cells.get("service") and row.ports
        )
        for name, rows in named.items():
            ports = dict.fromkeys(_number(one) for row in rows for one in row.ports or ())
            self.draft.services[self._ids["services"].of(name)] = {
                "name": name,
                "ports": [*ports],
                "listens_on": [*dict.fromkeys(self._role(row.to) for row in rows)],
                "source": self._source(row.place.line for row in rows),
            }


def _words(text: PlacedText | None) -> str:
    return text.words if text else ""


def _number(one: PublishedPort) -> str:
    return str(one.port)


def _port_entry(row: Connection, one: PublishedPort, note: str) -> Entry:
    """A port of a row, with what the row says of it alone."""
    entry: Entry = {"port": _number(one)}
    need = need_in_file(_words(row.cells.get("need")))
    if need is not None:
        entry["need"] = need
    said = " ".join(filter(None, (note, one.note)))
    if said:
        entry["note"] = said
    settings = [word for word in _words(row.cells.get("setting")).replace(",", " ").split() if word]
    if settings:
        entry["setting"] = one_or_list(settings)
    return entry


def _merge(known: Entry, other: Entry) -> None:
    """Add what a second row says of a port."""
    note = other.get("note", "")
    if note and note not in known.get("note", ""):
        known["note"] = PURPOSES.join(filter(None, (known.get("note", ""), note)))
    for key, value in other.items():
        known.setdefault(key, value)


def _mode_headings(rows: Iterable[Connection]) -> set[str]:
    """The headings that name modes: the same connection is below more than one of them."""
    headings = grouped(
        (
            (key_of_name(row.from_.words), key_of_name(row.to.words)),
            key_of_name(row.headings[0].words),
        )
        for row in rows
        if row.headings
    )
    return {one for several in headings.values() if len({*several}) > 1 for one in several}
