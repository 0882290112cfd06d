"""DOT of views: what is in it, which way lines run, and that no text of a dataset breaks it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pygraphviz import AGraph
from pytest_regressions.file_regression import FileRegressionFixture

from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.ports import Port
from sphinx_medulla.dataset.queries import Queries, View
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.diagram.chart_model import ChartWords, Look, chart_model
from sphinx_medulla.diagram.dot import chart_dot
from sphinx_medulla.diagram.layout import lay_out
from sphinx_medulla.diagram.legend import legend_label
from sphinx_medulla.diagram.open_lock import open_lock
from sphinx_medulla.diagram.palette import CLEAR, GREY, LIGHT
from sphinx_medulla.diagram.text_width import text_width

SMALL = Path(__file__).parents[1] / "manuals" / "small.yaml"

HEAD = "format: 1\nproduct: {name: P}\nrevision: 1\ndefaults: {protocol: tcp}\n"


def view_of(text: str, *modes: str, **narrowed: Any) -> View:
    queries = Queries(load_text(text, "flows.yaml").dataset)
    return queries.select(Selection(modes=modes, **narrowed))


def small(*modes: str, **narrowed: Any) -> View:
    return view_of(SMALL.read_text(encoding="utf-8"), *modes, **narrowed)


def drawn(view: View, **look: Any) -> AGraph:
    return AGraph(string=chart_dot(chart_model(view, Look(**look))))


def arrows(graph: AGraph) -> dict[tuple[str, str], str]:
    """The lines of a chart, as written, with their ``dir``, which is forward without one."""
    return {(edge[0], edge[1]): edge.attr["dir"] or "forward" for edge in graph.edges()}


LOOKS = {
    "plain": ("plain", Look()),
    "edged": ("edged", Look()),
    "left-to-right": ("edged", Look(direction="LR")),
    "services": ("edged", Look(ports="compact")),
    "numbers": ("edged", Look(ports="none")),
    "focus": ("edged", Look(focus="edge")),
    "without-links": ("edged", Look()),
}


@pytest.mark.parametrize("name", LOOKS)
def test_charts_are_as_kept(name: str, file_regression: FileRegressionFixture) -> None:
    mode, look = LOOKS[name]
    dot = chart_dot(chart_model(small(mode), look), links=name != "without-links")
    file_regression.check(dot, extension=".dot", encoding="utf-8")


def test_the_source_is_the_same_in_every_process() -> None:
    code = (
        "import sys, test_dot\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "print(test_dot.chart_dot(test_dot.chart_model(test_dot.small('edged'))), end='')"
    )
    here = Path(__file__).parent
    found = set()
    for seed in ("1", "2"):
        path = f"import sys; sys.path[:0] = {[str(here), str(here.parents[1])]!r}\n"
        made = subprocess.run(
            [sys.executable, "-c", path + code],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        )
        found.add(made.stdout.decode())
    assert found == {chart_dot(chart_model(small("edged")))}


def test_lines_run_from_the_less_trusted_side_whoever_opens_the_connection() -> None:
    lines = arrows(drawn(small("edged")))
    assert lines["role-edge", "flow-hub-to-edge"] == "back"
    assert lines["flow-hub-to-edge", "role-hub"] == "none"
    assert lines["role-visitor", "flow-visitor-to-edge"] == "none"
    assert lines["flow-visitor-to-edge", "role-edge"] == "forward"


def test_within_a_zone_the_first_role_of_the_mode_is_on_top() -> None:
    text = SMALL.read_text(encoding="utf-8")
    turned = text.replace("roles: [hub, client]", "roles: [client, hub]")
    assert ("role-hub", "flow-client-to-hub") in arrows(drawn(view_of(text, "plain")))
    assert ("role-client", "flow-client-to-hub") in arrows(drawn(view_of(turned, "plain")))


@pytest.mark.parametrize(("direction", "along", "against"), [("TB", "↓", "↑"), ("LR", "→", "←")])
def test_the_glyph_points_as_the_arrow_does(direction: str, along: str, against: str) -> None:
    graph = drawn(small("edged"), direction=direction)
    assert f"{along} 4<" in graph.get_node("flow-visitor-to-edge").attr["label"]
    assert f"{against} 3<" in graph.get_node("flow-hub-to-edge").attr["label"]


def test_every_flow_has_a_chip_of_its_own_with_its_number_in_the_mode() -> None:
    view = small("edged")
    graph = drawn(view)
    chips = [node for node in graph.nodes() if node.startswith("flow-")]
    assert {str(chip) for chip in chips} == {f"flow-{row.flow.id}" for row in view.rows}
    for row in view.rows:
        chip = graph.get_node(f"flow-{row.flow.id}")
        assert f" {row.number}</font>" in chip.attr["label"]
        assert chip.attr["URL"] == f"medulla:flow:{row.flow.id}"
        assert graph.degree(chip) == 2


def test_a_filtered_chart_keeps_numbers_and_shows_no_empty_zone() -> None:
    graph = drawn(small("edged", role=("visitor",)))
    assert " 4</font>" in graph.get_node("flow-visitor-to-edge").attr["label"]
    labels = [cluster.graph_attr["label"] for cluster in graph.subgraphs()]
    assert labels == ["Internet", "Border"]


def test_zones_stand_in_their_order_and_only_the_least_trusted_one_is_dashed() -> None:
    graph = drawn(small("edged"))  # held, as its subgraphs are gone with it
    clusters = graph.subgraphs()
    styles = {cluster.graph_attr["label"]: cluster.graph_attr["style"] for cluster in clusters}
    assert styles == {
        "Internet": "rounded,filled,dashed",
        "Border": "rounded,filled",
        "Inside network": "rounded,filled",
    }
    assert [*styles] == ["Internet", "Border", "Inside network"]
    assert not any("role-clock" in cluster for cluster in clusters)  # it is in no zone


def test_ports_stand_by_protocol_in_short_lines() -> None:
    ports = ", ".join(str(10000 + number) for number in range(12))
    rows = f"  - {{id: f, from: a, to: b, ports: [{ports}, 53/tcp+udp, 67/udp]}}"
    graph = drawn(view_of(f"{HEAD}roles: {{a: {{name: A}}, b: {{name: B}}}}\nflows:\n{rows}\n"))
    label = graph.get_node("flow-f").attr["label"]
    cells = [cell.split("</td>")[0] for cell in label.split("<td ")[2:]]
    lines = [cell.split(">", 1)[1] for cell in cells]
    assert [line.split()[0] for line in lines] == ["tcp"] * 4 + ["tcp+udp", "udp"]
    assert all(len(line) <= 24 for line in lines)
    assert sum(len(line.split()) - 1 for line in lines) == 14


def lines_of(numbers: str, services: str = "", **look: Any) -> list[str]:
    """What stands below the number in the chip of a flow with such ports."""
    text = f"{HEAD}roles: {{a: {{name: A}}, b: {{name: B}}}}\nservices: {{{services}}}\n"
    text += f"flows: [{{id: f, from: a, to: b, ports: [{numbers}]}}]\n"
    graph = drawn(view_of(text), **look)  # held, as its nodes are gone with it
    label = graph.get_node("flow-f").attr["label"]
    return [cell.split("</td>")[0].split(">", 1)[1] for cell in label.split("<td ")[2:]]


def test_no_line_is_longer_than_it_must_be_for_so_few_lines() -> None:
    assert lines_of("10000, 10001, 10002, 10003") == ["tcp 10000 10001", "tcp 10002 10003"]
    assert lines_of("10000, 10001, 10002") == ["tcp 10000 10001 10002"]


def test_names_of_services_take_no_more_room_than_the_numbers() -> None:
    services = "s: {name: Web server, ports: [80, 443]}, t: {name: T, ports: [10000-10001]}"
    numbers = "80, 443, 10000-10001"
    assert lines_of(numbers, services) == ["tcp 80 443 10000-10001"]
    assert lines_of(numbers, services, ports="compact") == ["Web server, T"]
    assert lines_of("80", services, ports="compact") == ["tcp 80"]
    assert lines_of("5000, 6000", services, ports="compact") == ["tcp 5000 6000"]


def test_names_that_do_not_fit_are_counted() -> None:
    services = ", ".join(f"s{port}: {{name: Name {port}, ports: [{port}]}}" for port in range(1, 7))
    assert lines_of("1, 2, 3, 4, 5, 6", services) == ["tcp 1 2 3 4 5 6"]
    assert lines_of("1, 2, 3, 4, 5, 6", services, ports="compact") == ["Name 1, +5"]


@pytest.mark.parametrize("mode", ["plain", "edged"])
def test_a_compact_chart_is_never_larger_than_a_full_one(mode: str) -> None:
    def size(ports: str) -> tuple[float, ...]:
        dot = chart_dot(chart_model(small(mode), Look(ports=ports)))
        found = re.search(rb'viewBox="0.00 0.00 ([0-9.]+) ([0-9.]+)"', lay_out(dot, "svg"))
        assert found
        return tuple(map(float, found.groups()))

    full, compact = size("full"), size("compact")
    assert compact[0] <= full[0]
    assert compact[1] <= full[1]


def test_what_has_no_number_and_what_may_be_either_is_said_in_words() -> None:
    assert lines_of("{port: 514/tcp+udp, either: true}") == ["tcp or udp 514"]
    assert lines_of("icmp/echo-request") == ["icmp echo-request"]
    assert lines_of("any") == ["any"]


def test_protocols_without_ports_come_last() -> None:
    ports = "esp, icmp, icmpv6/128, any/tcp, 500/udp, gre, 22/tcp"
    assert lines_of(ports) == [
        "tcp 22 any",
        "udp 500",
        *("icmp", "icmpv6 echo-request", "esp", "gre"),
    ]


ZONES = "zones: {out: {name: Outside}, between: {name: Between}, in: {name: Inside}}\n"


def test_zones_are_drawn_in_their_order_whatever_flows_there_are() -> None:
    text = f"{HEAD}{ZONES}roles:\n  cdn: {{name: CDN, zone: out}}\n"
    text += "  capsule: {name: Capsule, zone: between}\n  client: {name: Client, zone: between}\n"
    text += "  server: {name: Server, zone: in}\nflows:\n"
    text += "  - {id: a, from: client, to: capsule, ports: [1]}\n"
    text += "  - {id: b, from: client, to: server, ports: [2]}\n"
    text += "  - {id: c, from: server, to: cdn, ports: [3]}\n"
    svg = lay_out(chart_dot(chart_model(view_of(text))), "svg").decode()
    tops = {
        name: float(y)
        for y, name in re.findall(r'y="([-0-9.]+)"[^>]*>([A-Z][A-Za-z]+)</text>', svg)
    }
    assert tops["CDN"] < tops["Between"] < tops["Capsule"] < tops["Client"] < tops["Server"]


def crossing(ports: str) -> str:
    """A dataset with a flow to another zone, on ports of a service without encryption."""
    text = f"{HEAD}{ZONES}roles: {{a: {{name: A, zone: out}}, b: {{name: B, zone: in}}}}\n"
    text += "services: {s: {name: S, encryption: none, ports: [80, 8081, 9000-9999]}}\n"
    return f"{text}flows: [{{id: f, from: a, to: b, ports: [{ports}]}}]\n"


def test_clear_text_across_a_border_has_an_open_lock_and_its_port() -> None:
    graph = drawn(view_of(crossing("22, 80")))
    label = graph.get_node("flow-f").attr["label"]
    assert open_lock(CLEAR) in label
    assert label.count(f'<b><font color="{CLEAR}">80</font></b>') == 2  # and in the list
    assert graph.get_node("flow-f").attr["tooltip"].endswith("clear text across a border: 80")
    encrypted = drawn(view_of(crossing("22")))
    assert "sides" not in encrypted.get_node("flow-f").attr["label"]


def test_ports_in_clear_text_that_do_not_fit_beside_the_lock_are_counted() -> None:
    graph = drawn(view_of(crossing("80, 8081, 9000-9999")))
    label = graph.get_node("flow-f").attr["label"]
    assert ">80 8081 +1</font>" in label


def test_clear_text_within_a_zone_has_no_lock() -> None:
    graph = drawn(small("plain"))
    assert "sides" not in graph.get_node("flow-client-to-hub").attr["label"]


def test_a_lock_of_a_chart_out_of_focus_is_grey() -> None:
    text = f"{HEAD}{ZONES}roles: {{a: {{name: A, zone: out}}, b: {{name: B, zone: in}}, "
    text += "c: {name: C, zone: in}}\nservices: {s: {name: S, encryption: none, ports: [80]}}\n"
    text += "flows: [{id: f, from: a, to: b, ports: [80]}, {id: g, from: b, to: c, ports: [1]}]\n"
    graph = drawn(view_of(text), focus="c")
    label = graph.get_node("flow-f").attr["label"]
    assert open_lock(GREY) in label
    assert CLEAR not in label


def test_a_flow_is_dashed_if_all_that_is_shown_of_it_is_optional() -> None:
    graph = drawn(small("edged"))
    assert graph.get_node("flow-hub-to-client").attr["style"].endswith("dashed")
    assert graph.get_edge("role-hub", "flow-hub-to-client").attr["style"] == "dashed"
    assert graph.get_edge("role-hub", "flow-client-to-hub").attr["style"] == "solid"  # in part
    part = drawn(small("edged", port=(Port.parse("80/tcp"),)))
    assert part.get_edge("role-hub", "flow-client-to-hub").attr["style"] == "dashed"


def many_initiators(count: int) -> View:
    roles = ", ".join(f"r{place}: {{name: R{place}}}" for place in range(count))
    flows = "".join(
        f"  - {{id: f{place}, from: r{place}, to: hub, ports: [1]}}\n" for place in range(count)
    )
    return view_of(f"{HEAD}roles: {{hub: {{name: Hub}}, {roles}}}\nflows:\n{flows}")


def test_initiators_of_one_colour_are_told_apart_by_their_arrowheads() -> None:
    graph = drawn(many_initiators(12))
    heads = set()
    for place in range(12):
        chip, role = f"flow-f{place}", f"role-r{place}"
        edges = [edge for edge in graph.edges(chip) if role not in edge]
        (edge,) = edges
        heads.add((edge.attr["color"], edge.attr["arrowhead"]))
        assert edge.attr["arrowhead"] == edge.attr["arrowtail"]
    assert len(heads) == 12
    assert len({colour for colour, _head in heads}) == 5


def legend_of(view: View, **words: str) -> str:
    legend = chart_model(view, Look(legend=True, words=ChartWords(**words))).legend
    assert legend is not None
    return legend_label(legend)


def test_a_legend_explains_the_signs_that_occur() -> None:
    label = legend_of(small("edged"), opened_by="Ouvert par", least_trusted="le moins sûr")
    texts = [text for text in re.findall(">([^<>]+)<", label) if text[0] not in "—–"]
    initiators = ["Client", "Main hub", "Visitor"]
    assert texts == ["Ouvert par", *initiators, "optional", "le moins sûr"]
    assert open_lock(CLEAR) not in label
    assert open_lock(CLEAR) in legend_of(view_of(crossing("80")))


def test_a_chart_has_a_legend_only_if_it_is_wanted() -> None:
    view = small("edged")
    assert legend_of(view) in chart_dot(chart_model(view, Look(legend=True)))
    assert "Opened by" not in chart_dot(chart_model(view))


def test_a_legend_shows_each_arrowhead() -> None:
    label = legend_of(many_initiators(12))
    assert [label.count(sign) for sign in "►▷◆◇"] == [5, 5, 2, 0]


def test_a_name_from_right_to_left_does_not_turn_the_arrow_of_a_title() -> None:
    text = f"{HEAD}roles: {{a: {{name: שרת}}, b: {{name: מחשב}}}}\n"
    graph = drawn(view_of(f"{text}flows: [{{id: f, from: a, to: b, ports: [22]}}]\n"))
    title = graph.get_node("flow-f").attr["tooltip"]
    assert title == "Flow 1: \u2068שרת\u2069 → \u2068מחשב\u2069"


def test_a_flow_without_ports_says_so_in_the_words_given() -> None:
    title = "%(to)s von %(from)s, Fluss %(number)s"
    words = ChartWords(port_not_stated="nicht <genannt>", flow_title=title)
    graph = drawn(small("plain"), words=words)
    chip = graph.get_node("flow-client-to-archive")
    assert ">nicht &lt;genannt&gt;<" in chip.attr["label"]
    assert chip.attr["tooltip"] == "Archive von Client, Fluss 5"


def test_a_role_that_talks_to_itself_has_a_line_out_and_an_arrow_in() -> None:
    text = f"{HEAD}roles: {{a: {{name: A, several: true}}}}\nflows:\n"
    graph = drawn(view_of(text + "  - {id: f, from: a, to: a, ports: [22]}\n"))
    assert arrows(graph) == {("role-a", "flow-f"): "none", ("flow-f", "role-a"): "forward"}
    assert "↻ 1<" in graph.get_node("flow-f").attr["label"]


def test_a_host_is_shown_where_the_name_is_another_one() -> None:
    text = f"{HEAD}roles:\n  a: {{name: a.example, host: a.example}}\n"
    text += "  b: {name: B, host: b.example}\nflows:\n  - {id: f, from: a, to: b, ports: [22]}\n"
    graph = drawn(view_of(text))
    assert graph.get_node("role-a").attr["label"] == "a.example"
    label = graph.get_node("role-b").attr["label"]
    assert re.findall(">([^<>]+)<", label) == ["B", "b.example"]


def test_hosts_are_wrapped_and_long_ones_broken_behind_dots() -> None:
    hosts = "10.0.0.0/8, 192.168.0.0/16, galaxy.s3.dualstack.us-east-1.amazonaws.com"
    text = f"{HEAD}roles: {{a: {{name: A}}, b: {{name: B, host: [{hosts}]}}}}\n"
    graph = drawn(view_of(f"{text}flows: [{{id: f, from: a, to: b, ports: [22]}}]\n"))
    _name, *lines = re.findall(">([^<>]+)<", graph.get_node("role-b").attr["label"])
    assert lines == [
        "10.0.0.0/8, 192.168.0.0/16,",
        "galaxy.s3.dualstack.",
        "us-east-1.amazonaws.com",
    ]


def test_a_long_name_is_wrapped_between_words() -> None:
    name = "The server that keeps the archives of the other servers"
    text = f"{HEAD}roles: {{a: {{name: A}}, b: {{name: {name}}}}}\nflows:\n"
    graph = drawn(view_of(text + "  - {id: f, from: a, to: b, ports: [22]}\n"))
    lines = graph.get_node("role-b").attr["label"].split(r"\n")
    assert " ".join(lines) == name
    assert len(lines) == 3


def test_the_focus_is_thicker_and_the_rest_is_grey() -> None:
    graph = drawn(small("edged"), focus="edge")
    near, far = graph.get_node("flow-hub-to-edge"), graph.get_node("flow-client-to-hub")
    assert near.attr["color"] in LIGHT
    assert far.attr["color"] == GREY
    assert float(near.attr["penwidth"]) > 2 * float(far.attr["penwidth"])
    roles = graph.get_node("role-edge"), graph.get_node("role-hub")
    assert float(roles[0].attr["penwidth"]) > 2 * float(roles[1].attr["penwidth"])
    thick = graph.get_edge("role-edge", "flow-hub-to-edge").attr["penwidth"]
    assert float(thick) > float(graph.get_edge("role-hub", "flow-client-to-hub").attr["penwidth"])


def test_a_focus_that_the_chart_does_not_have_changes_nothing() -> None:
    assert chart_dot(chart_model(small("plain"), Look(focus="edge"))) == chart_dot(
        chart_model(small("plain"))
    )


def test_lines_and_chips_have_the_colour_of_who_opens_the_connection() -> None:
    graph = drawn(small("edged"))
    colours = {
        flow: graph.get_node(f"flow-{flow}").attr["color"]
        for flow in ("hub-to-client", "hub-to-edge", "client-to-hub", "visitor-to-edge")
    }
    assert colours["hub-to-client"] == colours["hub-to-edge"] == LIGHT[0]  # its slot
    assert len(set(colours.values())) > 1
    for flow, colour in colours.items():
        assert {edge.attr["color"] for edge in graph.edges(f"flow-{flow}")} == {colour}


def test_without_links_nothing_refers_to_anything() -> None:
    dot = chart_dot(chart_model(small("edged")), links=False)
    assert "medulla:" not in dot
    assert "tooltip" not in dot


@pytest.mark.parametrize("look", [Look(), Look(ports="compact")])
def test_no_box_is_narrower_than_its_text_in_a_wide_font(look: Look) -> None:
    """So that a machine that measures in a narrow font makes no box too small for readers."""
    graph = AGraph(string=chart_dot(chart_model(small("edged"), look)))
    chip = graph.get_node("flow-client-to-hub").attr["label"]
    cells = [cell.split("</td>")[0] for cell in chip.split('width="')[1:]]
    for width, text in (cell.split('">') for cell in cells[1:]):
        assert float(width) >= text_width(text, 10)
    role = graph.get_node("role-clock")
    assert float(role.attr["width"]) * 72 >= text_width("time.example.org", 12) + 20


# What stands in DejaVu Sans' own table of advances, in parts of the size.
@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("tcp 22 80 443 5222 8443 9990", 15.569),
        ("Medulla server", 7.399),
        ("download.windowsupdate.com", 15.449),
        ("MMMMM", 4.315),
        ("illi", 1.112),
    ],
)
def test_widths_are_those_of_the_font(text: str, width: float) -> None:
    assert text_width(text, 10) == pytest.approx(10 * width, rel=0.03)


def test_other_scripts_are_wide_enough_and_marks_take_no_room() -> None:
    assert text_width("中文", 10) == 20
    assert text_width("e\u0301", 10) == text_width("e", 10)
    assert text_width("שלום", 10) > 20


def test_sixty_flows_have_sixty_chips() -> None:
    names = [f"r{number}" for number in range(9)]
    ends = [(a, b) for a in names for b in names if a != b][:60]
    roles = "".join(f"  {name}: {{name: Role {name}}}\n" for name in names)
    flows = "".join(
        f"  - {{id: f{place}, from: {a}, to: {b}, ports: [{place + 1}]}}\n"
        for place, (a, b) in enumerate(ends)
    )
    graph = drawn(view_of(f"{HEAD}roles:\n{roles}flows:\n{flows}"))
    assert len(graph.nodes()) == 69
    assert len(graph.edges()) == 120


def test_a_view_knows_nothing_of_how_it_is_drawn() -> None:
    view = small("edged")
    make: Callable[[Look], str] = lambda look: chart_dot(chart_model(view, look))  # noqa: E731
    first = make(Look())
    make(replace(Look(), direction="LR", focus="edge"))
    assert make(Look()) == first
