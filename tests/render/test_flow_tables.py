"""What tables of flows say at their ports, in their notes and in their numbers."""

from __future__ import annotations

import pytest

from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.render.document import Document, PortGroup, Row, Sign, Span, Table
from sphinx_medulla.render.document_builder import build_document
from sphinx_medulla.render.labels import Labels
from sphinx_medulla.render.localization import languages, speaking, translator
from sphinx_medulla.render.parsed_options import FlowTableOptions
from sphinx_medulla.render.signs import SIGNS, UNKNOWN
from sphinx_medulla.render.signs import key as signs_key

DATASET = """\
format: 1
product: {name: Acme}
revision: 1
zones:
  lan: {name: LAN}
  dmz: {name: DMZ}
roles:
  node: {name: Node, zone: lan, slot: 3}
  hub: {name: Hub, zone: lan}
  edge: {name: Edge, zone: dmz}
services:
  web: {name: Web, ports: [{port: 443/tcp, encryption: tls}, {port: 80/tcp, encryption: none}]}
modes:
  small: {title: Small}
  large: {title: Large}
flows:
  - id: node-to-hub
    from: node
    to: hub
    modes: [small, large]
    ports: [443/tcp, {port: 9/udp, need: optional}, 80/tcp]
  - id: node-to-edge
    from: node
    to: edge
    modes: [large]
    ports: [80/tcp, esp, {port: 53/tcp, need: {when: if asked}}]
    errata:
      - {at: ports, ports: [53/tcp], published: "54", reason: Is it?, undecided: true}
"""


def document(*modes: str, columns: str = "no connection ports notes", **options: bool) -> Document:
    names = tuple(columns.split())
    asked = FlowTableOptions(selection=Selection(modes=modes), columns=names, **options)
    return build_document(asked, Labels(Queries(load_text(DATASET, "flows.yaml").dataset)))


def table(*modes: str, columns: str = "no connection ports notes", **options: bool) -> Table:
    (found,) = document(*modes, columns=columns, **options).body
    assert isinstance(found, Table)
    return found


def rows(found: Table) -> list[Row]:
    return [row for row in found.rows if isinstance(row, Row)]


def groups(row: Row, column: int = 2) -> list[PortGroup]:
    return [part for part in row.cells[column] if isinstance(part, PortGroup)]


def text(part: object) -> str:
    """The number of a port, which may be a link."""
    return str(getattr(part, "text", part))


def test_a_protocol_is_named_once() -> None:
    found = groups(rows(table("large"))[0])
    assert [(one.protocol, [text(port.number) for port in one.ports]) for one in found] == [
        ("tcp", ["80", "443"]),
        ("udp", ["9"]),
    ]


def test_protocols_without_ports_are_a_group() -> None:
    found = groups(rows(table("large"))[1])
    assert [group.protocol for group in found] == ["tcp", "ip"]
    assert [port.number for port in found[1].ports] == ["esp"]


def signs(row: Row, column: int = 2) -> dict[str, list[str]]:
    return {
        text(port.number): [sign.kind for sign in port.signs]
        for group in groups(row, column)
        for port in group.ports
    }


def test_signs_are_at_the_ports_that_they_concern() -> None:
    inside, crossing = rows(table("large"))
    assert signs(inside) == {"80": ["clear-text"], "443": ["encrypted"], "9": ["optional"]}
    assert signs(crossing) == {
        "53": ["conditional", "open-question"],
        "80": ["clear-text-crossing"],
        "esp": [],
    }


def test_no_sign_says_what_a_column_says() -> None:
    columns = "ports need encryption"
    inside, crossing = rows(table("large", columns=columns))
    assert signs(inside, 0) == {"80": [], "443": [], "9": []}
    assert signs(crossing, 0)["53"] == ["open-question"]


def test_the_key_has_the_signs_that_occur() -> None:
    key, *_notes = document("small").below
    kinds = [part.kind for part in key.parts if isinstance(part, Sign)]
    assert kinds == ["encrypted", "clear-text", "optional"]


@pytest.mark.parametrize(
    ("to", "kind"), [("to: edge", "clear-text-crossing"), ("to: hub", "clear-text")]
)
def test_the_key_shows_clear_text_as_the_ports_do(to: str, kind: str) -> None:
    flow = f"{{id: f, from: node, {to}, ports: [80/tcp, 22/tcp]}}"
    text = DATASET[: DATASET.index("modes:")] + f"flows:\n  - {flow}\n"
    asked = FlowTableOptions(selection=Selection(), columns=("ports",))
    (key,) = build_document(asked, Labels(Queries(load_text(text, "f").dataset))).below
    assert [part.kind for part in key.parts if isinstance(part, Sign)] == [kind]
    assert any("unmarked: not known" in part for part in key.parts if isinstance(part, str))


@pytest.mark.parametrize("language", ["en", *languages()])
def test_the_key_is_short_enough_for_a_line(language: str) -> None:
    """A wide window shows about 180 characters; these signs are those of a common table."""
    kinds = {*SIGNS, UNKNOWN} - {"encryption-optional", "required", "not-confirmed"}
    with speaking(translator(language) or str, language):
        (paragraph,) = signs_key(kinds)
        words = [part.word if isinstance(part, Sign) else str(part) for part in paragraph.parts]
        assert len("".join(words)) < 180


def test_a_table_without_signs_has_no_key() -> None:
    assert document("small", columns="no connection").below == []


def test_notes_are_left_out_where_nothing_is_particular() -> None:
    assert [column.name for column in table("small").columns] == ["no", "connection", "ports"]
    assert [column.name for column in table("large").columns][-1] == "notes"


def test_zones_are_there_where_a_flow_leaves_its_own() -> None:
    inside, crossing = rows(table("large"))
    zones = Span(["(LAN → DMZ)"], "zones")
    assert [zones in part.parts for part in inside.cells[1] if isinstance(part, Span)][-1:] == [
        False
    ]
    assert [zones in part.parts for part in crossing.cells[1] if isinstance(part, Span)][-1:] == [
        True
    ]


def test_a_number_has_the_colour_of_its_flow_in_the_chart() -> None:
    (row,) = rows(table("small"))
    (number,) = row.cells[0]
    assert isinstance(number, Span)
    assert number.kind == "number-3"


def test_each_of_several_modes_has_a_column() -> None:
    found = table("small", "large", columns="connection mode")
    assert [column.heading for column in found.columns] == ["Connection", "Small", "Large"]
    dashes = [["–"] in [part.parts for part in row.cells[1]] for row in rows(found)]
    assert dashes == [False, True]


def test_an_authors_width_is_that_of_all_modes_together() -> None:
    options = FlowTableOptions(
        selection=Selection(modes=("small", "large")),
        columns=("connection", "mode"),
        widths=(60, 40),
    )
    labels = Labels(Queries(load_text(DATASET, "flows.yaml").dataset))
    (found,) = build_document(options, labels).body
    assert isinstance(found, Table)
    assert [column.width for column in found.columns] == [60, 20, 20]


@pytest.mark.parametrize(
    ("by_number", "order"), [(False, ["1", "2", "3"]), (True, ["2", "3", "1"])]
)
def test_rows_of_ports_are_numbered_in_the_order_of_the_dataset(
    by_number: bool, order: list[str]
) -> None:
    found = rows(table("small", columns="no ports", by_port=True, by_number=by_number))
    numbers = [
        text(link)
        for row in found
        for part in row.cells[0]
        if isinstance(part, Span)
        for link in part.parts
    ]
    assert numbers == [f"1.{place}" for place in order]


def test_the_key_speaks_of_ports_without_a_sign_only_if_there_are_some() -> None:
    def explained(text: str) -> bool:
        asked = FlowTableOptions(selection=Selection(modes=("small",)), columns=("ports",))
        found = build_document(asked, Labels(Queries(load_text(text, "flows.yaml").dataset)))
        return "unmarked: not known" in str(found)

    assert explained(DATASET)
    assert not explained(DATASET.replace("{port: 9/udp, need: optional}, ", ""))
