"""Tables of what changes: headings, remarks, and what else differs between revisions."""

from __future__ import annotations

import pytest

from sphinx_medulla.comparison.comparison import Comparison
from sphinx_medulla.comparison.sides import Side
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.render.comparison_table import comparison_document
from sphinx_medulla.render.document import Emphasis, Heading, Link, Paragraph, Row, Table
from sphinx_medulla.render.labels import Labels
from sphinx_medulla.render.parse_options import parse_options
from sphinx_medulla.render.revision_table import revision_document

DATASET = """\
format: 1
product: {name: Product}
revision: 1
defaults: {protocol: tcp}
roles:
  server: {name: Server}
  relay: {name: Relay}
  client: {name: Client}
  clock: {name: Clock}
modes:
  one: {title: One, roles: [server, client]}
  two: {title: Two, roles: [server, client, relay]}
services:
  web: {name: Web, ports: [443]}
flows:
  - {id: a, from: client, to: server, ports: [22, 443], modes: [one]}
  - {id: b, from: relay, to: server, ports: [22, 80]}
  - {id: c, from: relay, to: client, ports: []}
  - {id: d, from: client, to: server, ports: [22], modes: [two]}
  - {id: e, from: clock, to: clock, ports: [123/udp]}
questions:
  - {id: what, from: client, to: server, ports: [80], question: What?}
"""


def queries(text: str = DATASET) -> Queries:
    return Queries(load_text(text, "f").dataset)


def compared(old: Side, new: Side) -> tuple[Comparison, Labels]:
    return Comparison(old, new, ("old.yaml", "new.yaml")), Labels(new.queries)


def test_every_machine_has_a_heading_and_rows_that_say_what_to_do():
    found = queries()
    document = comparison_document(*compared(Side(found, "one"), Side(found, "two")))

    (table,) = document.body
    assert isinstance(table, Table)
    assert document.caption == "What changes – One → Two"
    headings = [row.text for row in table.rows if isinstance(row, Heading)]
    assert headings == [
        (
            "Server – open before: 2 in, 0 out; may be closed after: 1 in, 0 out; "
            "unchanged: 1 in, 0 out"
        ),
        (
            "Relay (new) – open before: 0 in, 2 out; may be closed after: 0 in, 0 out; "
            "unchanged: 0 in, 0 out"
        ),
        (
            "Client – open before: 0 in, 0 out; may be closed after: 0 in, 1 out; "
            "unchanged: 0 in, 1 out"
        ),
    ]
    rows = [row.cells for row in table.rows if isinstance(row, Row)]
    relay = [Link("flow:b", "Relay")]
    assert rows[:3] == [
        [["Open before"], ["in"], relay, ["22/tcp"], ["new source"]],
        [["Open before"], ["in"], relay, ["80/tcp"], ["new port"]],
        [
            ["May be closed after"],
            ["in"],
            [Link("flow:a", "Client")],
            ["443/tcp"],
            ["no source left"],
        ],
    ]
    assert [["May be closed after"], [], [], [Emphasis("nothing")], []] in rows
    unstated = [Emphasis("port not stated")]
    client = [Link("flow:c", "Client")]
    assert [["Ask first, then open before"], ["out"], client, unstated, []] in rows
    assert document.below == [Paragraph(["Nothing changes on: Clock (1 in, 1 out)."])]


def test_what_is_opened_has_its_need_and_what_is_closed_has_none():
    found = queries(
        DATASET.replace("ports: [22, 80]", "ports: [{port: 22, need: optional}, 80]").replace(
            "ports: []", "ports: [], need: {when: if it asks}"
        )
    )

    def remarks(old: str, new: str) -> list[list[object]]:
        document = comparison_document(*compared(Side(found, old), Side(found, new)))
        (table,) = document.body
        assert isinstance(table, Table)
        return [list(row.cells[4]) for row in table.rows if isinstance(row, Row)]

    assert remarks("one", "two")[:2] == [["new source,\noptional"], ["new port"]]
    assert ["if it asks"] in remarks("one", "two")
    assert "optional" not in str(remarks("two", "one"))


def test_what_else_changes_between_revisions_has_the_words_before_and_after():
    text = DATASET.replace("ports: [443]}", "ports: [443], encryption: tls}").replace(
        "  - {id: what, from: client, to: server, ports: [80], question: What?}",
        "  - {id: other, question: What else?}",
    )
    found, labels = compared(Side(queries()), Side(queries(text)))

    (table,) = revision_document(found, labels).body
    assert isinstance(table, Table)
    entries = [list(row.cells[1:]) for row in table.rows]
    assert entries == [
        [["Encryption (443/tcp)"], ["unknown"], ["TLS"]],
        [["New question"], [""], ["What else?"]],
        [["Answered question (80/tcp)"], ["What?"], [""]],
    ]
    assert [row.cells[0][0] for row in table.rows] == [
        Link("flow:a", "Client → Server"),
        "Product",
        Link("role:client", "Client"),
    ]


@pytest.mark.parametrize(
    ("modes", "options", "sentence"),
    [
        ("one", {}, "It takes 2 different modes, but names one. Write them, as in one two."),
        ("", {}, "It takes 2 different modes, but names none."),
        ("one one", {}, "It takes 2 different modes"),
        ("one two", {"replaces": "relay"}, "has 'relay'. Write two roles, as in old=new"),
        ("one two", {"replaces": "relay=client"}, "but relay does not exist in one."),
    ],
)
def test_a_directive_that_does_not_fit_says_what_to_write(
    modes: str, options: dict[str, str], sentence: str
):
    (error,) = parse_options("diff", modes, options, queries().dataset).errors
    assert sentence in error.sentence


def test_two_revisions_of_one_number_are_called_by_their_files():
    document = comparison_document(*compared(Side(queries()), Side(queries(), "two")))
    assert document.caption == "What changes – revision old.yaml → revision new.yaml (Two)"
    (table,) = document.body
    assert isinstance(table, Table)
    assert len(table.rows) > 1
    same = comparison_document(*compared(Side(queries()), Side(queries())))
    assert same.body[0].rows == [Heading("Nothing changes on any machine.", "empty")]
