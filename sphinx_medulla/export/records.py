"""A view as lines of data, for firewalls' forms and for programs: CSV and JSON.

The words here are the same in every language, so that a program can compare them; names and
sentences are those of the dataset.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from ..dataset.model import Need, key_of
from ..dataset.views import PortUse, Row, View

PORT_NOT_STATED = "port not stated"

_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_FORMULA = re.compile(r"""(^|[,;|])([\s"']*)(?=[-=+@＝＋－＠])""")  # noqa: RUF001


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One port of one flow, for one protocol and in one mode; a field is a column.

    Nothing is left out for being empty: ``port`` says where the sources state none, and
    ``protocol`` is empty there.
    """

    number: int
    flow_id: str
    mode: str
    from_: str
    from_zone: str
    to: str
    to_zone: str
    host: str
    protocol: str
    port: str
    service: str
    purpose: str
    need: str
    encryption: str
    source: str


@dataclass(frozen=True, slots=True)
class Records:
    """The lines of a view, with what they are about."""

    product: str
    revision: str
    lines: tuple[Record, ...]


COLUMNS = (*(key_of(field.name) for field in fields(Record)), "product", "revision")
"""The columns of CSV, in their order. They keep their names; new ones come last."""


def records(view: View) -> Records:
    """A line for each flow of a view, each of its modes, its ports and their protocols."""
    product = view.dataset.product
    return Records(
        product=f"{product.name} {product.applies_to}".strip(),
        revision=view.dataset.revision,
        lines=tuple(line for row in view.rows for line in _lines(view, row)),
    )


def csv_text(found: Records) -> str:
    """The lines as CSV, for a file that is written in UTF-8 without changing its line ends.

    As RFC 4180 has it, with quotes around every cell, and with the mark at the beginning by which
    spreadsheets know UTF-8. What a spreadsheet would run as a formula gets an apostrophe before it.
    """
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in found.lines:
        cells = [*_values(line).values(), found.product, found.revision]
        writer.writerow([harmless(str(cell)) for cell in cells])
    return text.getvalue()


def json_text(found: Records) -> str:
    """The product, the revision and the lines as JSON, with every text as the dataset has it."""
    content = {
        "product": found.product,
        "revision": found.revision,
        "lines": [_values(line) for line in found.lines],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Records], str]] = {"csv": csv_text, "json": json_text}
"""What writes each format, by its name, which files end with."""


def harmless(text: str) -> str:
    """A cell on one line that no spreadsheet runs.

    One that splits lines at another separator than ours begins a cell behind it, and may ignore
    blanks and quotes there.
    """
    return _FORMULA.sub(r"\1'\2", _BLANKS.sub(" ", text).strip())


def _values(line: Record) -> dict[str, object]:
    return {key_of(field.name): getattr(line, field.name) for field in fields(line)}


def _lines(view: View, row: Row) -> Iterator[Record]:
    flow, dataset, views = row.flow, view.dataset, view.views
    from_, to = dataset.roles[flow.from_], dataset.roles[flow.to]
    sources = [dataset.sources[source].title for source in views.source_of(flow.source)]
    for mode, number in row.numbers:
        for protocol, port, use in _ports(row):
            yield Record(
                number=number,
                flow_id=flow.id,
                mode=dataset.modes[mode].title if mode else "every mode",
                from_=from_.name,
                from_zone=dataset.zones[from_.zone].label if from_.zone else "",
                to=to.name,
                to_zone=dataset.zones[to.zone].label if to.zone else "",
                host=to.host,
                protocol=protocol,
                port=port,
                service=use.name if use else "",
                purpose=use.service.description if use and use.service else "",
                need=_need(use.need if use else views.need_of(flow)),
                encryption=(use.encryption if use else "") or "unknown",
                source="; ".join(sources),
            )


def _ports(row: Row) -> Iterator[tuple[str, str, PortUse | None]]:
    """Protocol and number of every line of a row, with what is known of the port."""
    if not row.ports:
        yield "", PORT_NOT_STATED, None
    for use in row.ports:
        for port in use.port.each_protocol():
            yield port.protocol, port.number, use


def _need(need: Need | None) -> str:
    if need is None:
        return "not stated"
    return need.when if need.level == "conditional" else need.level
