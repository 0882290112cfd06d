"""The questions of a dataset, and the places that sources are cited at."""

from __future__ import annotations

import pytest

from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.render import plain_lists
from sphinx_medulla.render.document import Bullets, Link, Part, WebLink
from sphinx_medulla.render.findings_table import findings_table
from sphinx_medulla.render.labels import Labels, written_date, written_revision
from sphinx_medulla.render.localization import speaking, translator
from sphinx_medulla.render.parsed_options import BlockOptions

DATASET = """\
format: 1
product: {name: Product}
revision: 1
defaults: {protocol: tcp, source: page}
sources:
  page: {title: The page}
  code:
    title: The code
    commit: abc
    file_url: https://example.org/{commit}/{path}#L{first}-L{last}
roles:
  server: {name: Server}
  relay: {name: Relay}
  client: {name: Client}
modes:
  one: {title: One}
  two: {title: Two, when: there are two, source: page}
flows:
  - {id: client-to-server, from: client, to: server, ports: [22]}
questions:
  - id: logs
    question: Must it be open?
    from: server
    to: [relay, client]
    modes: [one]
    ports: [5555]
    source: [page, {id: code, at: [a.py:3-5, b.py]}]
  - {id: all, question: What else?}
"""
NARROW = "{at: ports, ports: [22/tcp], published: 22, reason: Is it?, undecided: true}"


@pytest.fixture
def labels() -> Labels:
    return Labels(Queries(load_text(DATASET, "f").dataset))


def test_questions_are_open_questions(labels: Labels):
    (items,) = plain_lists.errata(labels, BlockOptions(kind="errata")).body
    assert isinstance(items, Bullets)
    first, second = items.items

    assert first[:7] == [
        Link("role:server", "Server"),
        " → ",
        Link("role:relay", "Relay"),
        ", ",
        Link("role:client", "Client"),
        " (5555/tcp)",
        " (One)",
    ]
    assert "Must it be open?" in first
    assert second[0] == "Product"
    assert second[-1] == "What else?"


def test_remarks_on_a_flow_name_the_ports_that_they_are_about():
    dataset = load_text(
        DATASET.replace("ports: [22]", f"ports: [22], errata: [{NARROW}]"), "f"
    ).dataset
    (items,) = plain_lists.errata(Labels(Queries(dataset)), BlockOptions(kind="errata")).body
    assert isinstance(items, Bullets)
    assert items.items[0][1:3] == [" (22/tcp)", ": "]


def test_a_mode_names_its_source_where_it_is_chosen(labels: Labels):
    modes = plain_lists.mode_choice(labels)
    assert isinstance(modes, Bullets)
    two = Link("mode:two", "Two")

    assert modes.items[0] == [Link("mode:one", "One")]
    assert modes.items[1][2:] == [", see ", two, ".", " Source: ", "The page", "."]


def test_a_place_is_a_link_behind_its_source(labels: Labels):
    cited = labels.sources(labels.dataset.questions[0].source)

    places: list[Part] = [
        WebLink("https://example.org/abc/a.py#L3-L5", "a.py:3-5"),
        WebLink("https://example.org/abc/b.py", "b.py"),
    ]
    assert cited == [
        "The page",
        "; ",
        "The code",
        " (commit abc)",
        ", ",
        places[0],
        ", ",
        places[1],
    ]


def test_questions_are_among_the_findings_and_no_rows(labels: Labels):
    (table,) = findings_table(labels, BlockOptions(kind="findings")).body

    assert [row.cells[2][0] for row in table.rows[1:]] == ["Must it be open?", "What else?"]
    assert [flow.id for flow in labels.queries.flows.values()] == ["client-to-server"]


@pytest.mark.parametrize(
    ("language", "date"), [("en", "2026-11-05"), ("fr", "05/11/2026"), ("de", "05.11.2026")]
)
def test_a_date_is_written_as_in_the_language(language: str, date: str):
    translate = translator(language)
    assert translate is not None
    with speaking(translate, language):
        assert written_date("2026-11-05") == date
        assert written_revision("2026-11-05") == date
        assert written_revision("1.2") == "1.2"
