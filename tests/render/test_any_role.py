"""A role that is every source or destination, wherever flows are chosen and shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_medulla.cli.main import main
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.diagram.chart_model import chart_model
from sphinx_medulla.render.labels import Labels
from sphinx_medulla.render.parsed_options import BlockOptions
from sphinx_medulla.render.plain_lists import flow_rules

DATASET = """\
format: 1
product: {name: Example}
revision: 1
zones: {outside: {name: Outside}, inside: {name: Inside}}
roles:
  anybody: {name: Any source, any: true}
  client: {name: Client, zone: outside}
  server: {name: Server, zone: inside}
services:
  web: {name: Web, ports: [443/tcp], listens_on: [server]}
  agent: {name: Agent, ports: [9/tcp], listens_on: [anybody]}
flows:
  - {id: anybody-to-server, from: anybody, to: server, ports: [443/tcp]}
  - {id: server-to-client, from: server, to: client, ports: [9/tcp]}
"""


@pytest.fixture
def queries() -> Queries:
    return Queries(load_text(DATASET, "f").dataset)


@pytest.mark.parametrize(
    ("selection", "flows"),
    [
        (Selection(from_=("client",)), ["anybody-to-server"]),
        (Selection(to=("client",)), ["server-to-client"]),
        (Selection(role=("client",)), ["server-to-client", "anybody-to-server"]),
        (Selection(role=("anybody",)), ["anybody-to-server"]),
        (Selection(between=("outside", "inside")), ["anybody-to-server", "server-to-client"]),
        (Selection(between=("outside", "outside")), []),
    ],
)
def test_its_flows_are_those_of_every_role(
    queries: Queries, selection: Selection, flows: list[str]
) -> None:
    assert [row.flow.id for row in queries.select(selection).rows] == flows


def test_a_role_does_not_connect_to_itself_by_them(queries: Queries) -> None:
    sections = queries.select(Selection(role=("server",))).sections
    shown = [(one.kind, [row.flow.id for row in one.rows]) for one in sections]
    assert shown == [("inbound", ["anybody-to-server"]), ("outbound", ["server-to-client"])]


def test_what_listens_on_it_listens_everywhere(queries: Queries) -> None:
    flow = queries.flows["server-to-client"]
    (use,) = queries.uses(flow, flow.ports[0])
    assert use.name == "Agent"


def test_the_rules_say_what_it_is(queries: Queries) -> None:
    (terms,) = flow_rules(Labels(queries), BlockOptions(kind="flow-rules"))
    assert ["Any source"] in [entry.term for entry in terms.entries]


def test_explain_finds_its_flows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "flows.yaml"
    path.write_text(DATASET, encoding="utf-8")
    for words in (["client", "server", "443"], ["443", "client"]):
        assert main(["explain", *words, "--dataset", str(path)]) == 0
        assert "anybody-to-server: Any source → Server\n" in capsys.readouterr().out


def test_its_clear_text_crosses_a_border() -> None:
    text = DATASET.replace("name: Web,", "name: Web, encryption: none,")

    def in_clear_text(text: str) -> list[str]:
        queries = Queries(load_text(text, "f").dataset)
        rows = queries.select(Selection()).rows
        return [row.flow.id for row in rows if queries.in_clear_text(row)]

    assert in_clear_text(text) == ["anybody-to-server"]
    assert in_clear_text(text.replace("any: true", "any: true, zone: inside")) == []
    assert in_clear_text(text.replace("zone: inside}", "any: true}")) == ["anybody-to-server"]
    assert in_clear_text(text.replace("zone: inside}", "several: true}")) == []


def test_in_charts_it_is_on_the_side_that_is_trusted_least() -> None:
    text = DATASET + "  - {id: server-to-anybody, from: server, to: anybody, ports: [9/tcp]}\n"

    def downhill(text: str) -> dict[str, bool]:
        view = Queries(load_text(text, "f").dataset).select(Selection())
        return {flow.id: flow.downhill for flow in chart_model(view).lines}

    assert downhill(text) == {
        "anybody-to-server": True,
        "server-to-client": False,
        "server-to-anybody": False,
    }
    nowhere = downhill(text.replace("any: true", "several: true"))
    assert (nowhere["anybody-to-server"], nowhere["server-to-anybody"]) == (False, True)
