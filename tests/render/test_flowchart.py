"""Charts in words: what a chart shows by signs, its lists say, too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from manuals import SMALL, Manual, page, rst

from sphinx_medulla.cli.main import main
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.render.document import Chart
from sphinx_medulla.render.document_builder import build_document
from sphinx_medulla.render.labels import Labels
from sphinx_medulla.render.large_charts import advice
from sphinx_medulla.render.parsed_options import FlowchartOptions

CLEAR = """\
format: 1
product: {name: P}
revision: 1
zones: {out: {name: Outside}, in: {name: Inside}}
roles:
  client: {name: Client, zone: out}
  server: {name: Server, zone: in}
  log: {name: Log, zone: in}
services: {web: {name: Web, ports: [80/tcp], encryption: none}}
flows:
  - {id: a, from: client, to: server, ports: [80/tcp, 443/tcp]}
  - {id: b, from: server, to: log, ports: [{port: 514/tcp+udp, either: true}], need: optional}
"""


def chart_of(text: str, *modes: str, legend: bool = False) -> Chart:
    labels = Labels(Queries(load_text(text, "flows.yaml").dataset))
    options = FlowchartOptions(selection=Selection(modes=modes), legend=legend)
    (chart,) = build_document(options, labels).body
    assert isinstance(chart, Chart)
    return chart


def test_a_list_says_what_is_optional_in_clear_text_or_either() -> None:
    assert chart_of(CLEAR).description.splitlines() == [
        "1. Client → Server: 80/tcp Web (clear text across a border), 443/tcp",
        "2. Server → Log (optional): 514/tcp+udp (one protocol suffices)",
    ]


def test_a_legend_in_words_says_to_which_flows_each_sign_applies() -> None:
    chart = chart_of(CLEAR, legend=True)
    legend = [
        "Opened by: Client (1), Server (2).",
        "Optional: 2.",
        "Clear text across a border: 1.",
        "Least trusted zone: Outside.",
    ]
    assert chart.description.splitlines()[2:] == legend
    _flows, below = chart.in_words
    assert below.parts == ["\n".join(legend)]


def test_a_legend_in_words_has_no_sign_that_does_not_occur() -> None:
    chart = chart_of(SMALL, "plain", legend=True)
    assert "Optional: 2." in chart.description
    assert "Clear text" not in chart.description
    assert "Least trusted" not in chart.description


def test_an_arrow_between_names_from_right_to_left_stays_between_them() -> None:
    hebrew = CLEAR.replace("name: Client", "name: לקוח").replace("name: Server", "name: שרת")
    first = chart_of(hebrew).description.splitlines()[0]
    assert first.startswith("1. \u2068לקוח\u2069 → \u2068שרת\u2069: ")


def large(groups: int, flows: int = 40) -> str:
    """A dataset with flows in some groups, from one role to many."""
    roles = "".join(f"  r{place}: {{name: R{place}}}\n" for place in range(flows + 1))
    named = ", ".join(f"g{place}: {{title: G{place}}}" for place in range(groups))
    rows = "".join(
        f"  - {{id: f{place}, from: r0, to: r{place + 1}, ports: [1/tcp], "
        f"group: g{place % groups}}}\n"
        for place in range(flows)
    )
    head = CLEAR.partition("zones")[0]
    return f"{head}groups: {{{named}}}\nroles:\n{roles}flows:\n{rows}"


def advised(text: str) -> str:
    queries = Queries(load_text(text, "flows.yaml").dataset)
    return advice(FlowchartOptions(), queries)


def test_large_charts_are_to_be_split_by_the_option_with_the_smallest_parts() -> None:
    assert advised(large(3)) == (
        "The chart has 40 flows, which is hard to read. Draw several charts with the option "
        "'group'; flows of each: g0 (14), g1 (13), g2 (13)."
    )


def test_without_a_good_option_large_charts_are_to_be_split_by_roles() -> None:
    assert advised(large(1)).endswith(
        "Draw several charts, each with the option 'role' and some of the roles."
    )


def test_charts_with_fewer_flows_and_tables_are_not_too_large() -> None:
    assert advised(large(3, flows=39)) == ""
    queries = Queries(load_text(large(3), "flows.yaml").dataset)
    assert advice(replace(FlowchartOptions(), kind="flows"), queries) == ""


def test_the_log_says_how_to_split_a_chart_and_does_not_warn(tmp_path: Path) -> None:
    files = {"index.rst": page("Manual", rst("flowchart")), "flows.yaml": large(3)}
    built = Manual(tmp_path, files).build("text")
    assert built.warnings == []
    assert "index.rst:4: medulla-flowchart: The chart has 40 flows" in built.log


def test_the_command_says_it_too_if_it_draws(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "flows.yaml"
    path.write_text(large(3), encoding="utf-8")
    for name, said in (("dot", True), ("text", False)):
        assert main(["render", "flowchart", "--format", name, "--dataset", str(path)]) == 0
        assert ("The chart has 40 flows" in capfd.readouterr().err) is said
