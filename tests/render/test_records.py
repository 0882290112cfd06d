"""A view's lines: what each says, and what CSV and JSON make of it."""

from __future__ import annotations

import csv
import io
import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.model import Dataset, Question
from sphinx_medulla.dataset.packaged import packaged_dataset
from sphinx_medulla.dataset.ports import Port
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.render.records import PORT_NOT_STATED, Record, records
from sphinx_medulla.render.shell_command import WIDTH, file_name, folded, render_flows
from sphinx_medulla.render.writers.csv_writer import csv_text, harmless
from sphinx_medulla.render.writers.json_writer import json_text

SMALL = Path(__file__).parents[1] / "manuals" / "small.yaml"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load(SMALL).dataset


def lines(dataset: Dataset, *modes: str, **asked: Any) -> tuple[Record, ...]:
    return records(Queries(dataset).select(Selection(modes=modes, **asked))).lines


def rows(text: str) -> list[dict[str, str]]:
    """A CSV file as Python reads it that was opened with the encoding utf-8-sig."""
    file = io.StringIO(text.encode().decode("utf-8-sig"), newline="")
    return list(csv.DictReader(file, strict=True))


# What a line says


def test_a_line_has_everything(dataset: Dataset) -> None:
    (found,) = lines(dataset, "edged", from_=("hub",), port=(Port.parse("4375/tcp"),))
    assert found == Record(
        number=3,
        flow_id="hub-to-edge",
        mode="With an edge",
        from_="Main hub",
        from_zone="Inside network",
        to="Edge relay",
        to_zone="Border",
        host="",
        protocol="tcp",
        port="4370-4380",
        service="Cluster",
        purpose="Nodes talk among themselves.",
        need="not stated",
        encryption="unknown",
        source="The code",
        line_id="hub-to-edge/edged/hub/edge/4370-4380/tcp",
        mode_id="edged",
        from_id="hub",
        to_id="edge",
        service_id="cluster",
        feature="File exchange",
        setting="",
        source_ports="",
        either="",
        status="open question",
        question="Why is there no 80?",
    )


def test_every_line_has_a_name_of_its_own(dataset: Dataset) -> None:
    found = [line.line_id for line in lines(dataset, *dataset.modes)]
    assert len(set(found)) == len(found)
    assert "client-to-archive/plain/client/archive//" in found


def test_a_line_says_what_is_corrected_and_what_is_open(dataset: Dataset) -> None:
    found = {line.port: line for line in lines(dataset, "plain", from_=("client",), to=("hub",))}
    assert (found["111"].status, found["111"].question) == ("stated", "")
    assert (found["22"].status, found["22"].question) == ("corrected", "")
    assert (found["7777"].status, found["7777"].question) == (
        "open question",
        "What listens there?",
    )


def test_a_question_of_no_entry_is_at_the_ports_that_it_names(dataset: Dataset) -> None:
    ends = {(line.from_id, line.to_id) for line in lines(dataset, "plain", to=("hub",))}
    ((caller, _hub),) = ends
    port = (Port.parse("443/tcp"),)
    question = Question(id="web", question="Both?", from_=(caller,), to=("hub",), ports=port)
    asked = replace(dataset, questions=(question,))
    found = {line.port: line.question for line in lines(asked, "plain", to=("hub",))}
    assert (found["443"], found["80"]) == ("Both?", "")
    assert {line.question for line in lines(asked, "plain", to=("archive",))} == {""}


@pytest.mark.parametrize("end", ["from_", "to"])
def test_a_question_with_an_open_end_is_about_no_line(dataset: Dataset, end: str) -> None:
    """It may be about a machine that the dataset does not have."""
    (line, *_more) = lines(dataset, "plain", to=("hub",), port=(Port.parse("443/tcp"),))
    named = {"from_": (line.from_id,), "to": (line.to_id,)} | {end: ()}
    question = Question(id="web", question="Both?", ports=(Port.parse("443/tcp"),), **named)
    found = lines(replace(dataset, questions=(question,)), "plain")
    assert {line.question for line in found} == {one.question for one in lines(dataset, "plain")}


def test_each_protocol_has_a_line(dataset: Dataset) -> None:
    found = lines(dataset, "plain", port=(Port.parse("111/tcp+udp"),))
    assert [(line.protocol, line.port, line.service) for line in found] == [
        ("tcp", "111", "rpcbind"),
        ("udp", "111", "rpcbind"),
    ]


def test_each_mode_has_a_line_with_its_number(dataset: Dataset) -> None:
    found = lines(dataset, "plain", "edged", to=("clock",))
    assert [(line.number, line.mode) for line in found] == [
        (4, "Without an edge"),
        (6, "With an edge"),
    ]
    assert {line.host for line in found} == {"time.example.org"}
    assert {line.to_zone for line in found} == {""}


def test_flows_of_no_mode_are_of_every_mode(dataset: Dataset) -> None:
    assert {line.mode for line in lines(dataset)} == {"every mode"}


def test_a_port_that_is_not_stated_is_said_so(dataset: Dataset) -> None:
    (found,) = lines(dataset, "plain", from_=("client",), to=("archive",))
    assert (found.protocol, found.port) == ("", PORT_NOT_STATED)
    assert found.need == "if you have one"
    text = csv_text(records(Queries(dataset).select(Selection(modes=("plain", "edged")))))
    assert '"port not stated"' in text
    assert '"any"' not in text.lower()


def test_needs_and_encryption_are_words(dataset: Dataset) -> None:
    found = {line.port: line for line in lines(dataset, "plain", to=("hub",))}
    assert (found["80"].need, found["80"].encryption) == ("optional", "none")
    assert (found["443"].need, found["443"].encryption) == ("required", "tls")
    assert (found["22"].need, found["22"].encryption) == ("not stated", "ssh")
    assert found["53"].need == "if names are not in a file"


SELECTIONS = [
    Selection(modes=("edged",), role=("edge",)),
    Selection(modes=("plain", "edged"), protocol=("udp",)),
    Selection(modes=("edged",), port=(Port.parse("4375/tcp"), Port.parse("22/tcp"))),
    Selection(modes=("plain",), need=("conditional",)),
    Selection(modes=("edged",), between=("border", "internet")),
    Selection(modes=("plain",), feature=("wake",)),
    Selection(group=("around",)),
    Selection(modes=("plain",), port=(Port.parse("1/sctp"),)),
]


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_filters_cut_as_in_the_view(dataset: Dataset, selection: Selection) -> None:
    view = Queries(dataset).select(selection)
    wanted = [
        (row.flow.id, number, part.protocol, part.number)
        for row in view.rows
        for _, number in row.numbers
        for use in row.ports
        for part in use.port.each_protocol()
    ]
    found = records(view).lines
    assert [
        (line.flow_id, line.number, line.protocol, line.port) for line in found if line.protocol
    ] == wanted
    unstated = [row.flow.id for row in view.rows for _ in row.numbers if not row.ports]
    assert [line.flow_id for line in found if not line.protocol] == unstated


@pytest.mark.dataset
def test_the_packaged_dataset_has_every_port_in_it() -> None:
    medulla = load(packaged_dataset()).dataset
    found = lines(medulla, *medulla.modes)
    there = {(line.flow_id, line.mode, line.protocol) for line in found}
    for flow in medulla.flows:
        for mode in flow.modes or medulla.modes:
            protocols = {name for use in flow.ports for name in use.port.protocols} or {""}
            for protocol in protocols:
                assert (flow.id, medulla.modes[mode].title, protocol) in there


# CSV


def test_csv_is_what_spreadsheets_expect(dataset: Dataset) -> None:
    content = csv_text(records(Queries(dataset).select(Selection(modes=("plain",))))).encode()
    assert content.startswith(b'\xef\xbb\xbf"number","flow_id",')
    assert content.endswith(b'"\r\n')
    assert content.count(b"\n") == content.count(b"\r\n")


def test_python_reads_the_csv_back(dataset: Dataset) -> None:
    found = records(Queries(dataset).select(Selection(modes=("plain", "edged"))))
    read = rows(csv_text(found))
    assert len(read) == len(found.lines) == 28
    assert tuple(read[0]) == found.columns
    for row, line in zip(read, found.lines, strict=True):
        assert int(row["number"]) == line.number
        assert (row["from"], row["port"]) == (line.from_, line.port)
        assert (row["product"], row["revision"]) == ("Acme 3.x", "2026-11-24")


def test_csv_without_a_flow_has_its_columns(dataset: Dataset) -> None:
    nothing = Selection(modes=("plain",), port=(Port.parse("1/sctp"),))
    found = records(Queries(dataset).select(nothing))
    assert csv_text(found).removeprefix("\ufeff").strip().split(",") == [
        f'"{column}"' for column in found.columns
    ]
    assert json.loads(json_text(found)) == {
        "product": "Acme 3.x",
        "revision": "2026-11-24",
        "lines": [],
    }


STARTS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        (" =1", "'=1"),
        ('"=1', "'\"=1"),
        ("a;=1", "a;'=1"),
        ("a,+1", "a,'+1"),
        ("a|@b", "a|'@b"),
        ('a;" =1', "a;'\" =1"),
        ("a\t=1", "a =1"),
        ("a\r\nb", "a b"),
        ("a\x00b", "a b"),
        # what is no formula stays as it is
        ("4370-4380", "4370-4380"),
        ("Wake on LAN - at night", "Wake on LAN - at night"),
        ("a, b; c", "a, b; c"),
        ("x = y", "x = y"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_made_harmless(text: str, cell: str) -> None:
    assert harmless(text) == cell


@given(st.text(alphabet=STARTS + "ab,;|\"' \t\r\n\x00", max_size=12))
def test_no_cell_begins_a_formula_whatever_separates_cells(text: str) -> None:
    cell = harmless(text)
    for separator in ",;|\t\r\n":
        for part in cell.split(separator):
            bare = part.replace('"', "").lstrip(" ")
            assert not bare.startswith(tuple(STARTS)), (cell, part)
    assert "\n" not in cell


def test_every_text_of_a_dataset_passes_through(dataset: Dataset) -> None:
    """Names, hosts, sentences, titles, conditions, the product and the revision."""
    evil = '=HYPERLINK("http://x")'
    hub = replace(dataset.roles["hub"], name=evil, host=(evil,), when=evil)
    hostile = replace(
        dataset,
        product=replace(dataset.product, name=evil),
        revision=evil,
        roles={**dataset.roles, "hub": hub},
        zones={key: replace(zone, name=evil) for key, zone in dataset.zones.items()},
        modes={key: replace(mode, title=evil) for key, mode in dataset.modes.items()},
        sources={key: replace(source, title=evil) for key, source in dataset.sources.items()},
        services={
            key: replace(service, name=evil, description=evil, ports=service.ports)
            for key, service in dataset.services.items()
        },
    )
    found = records(Queries(hostile).select(Selection(modes=("plain",))))
    read = rows(csv_text(found))
    cells = [cell for row in read for cell in row.values()]
    assert cells.count("'" + evil) > 50
    assert not [cell for cell in cells if cell.startswith("=")]
    assert json.loads(json_text(found))["lines"][0]["from_zone"] == evil  # for programs: as it is


# JSON


def test_json_has_the_lines_as_they_are(dataset: Dataset) -> None:
    found = records(Queries(dataset).select(Selection(modes=("edged",), role=("edge",))))
    content = json.loads(json_text(found))
    assert content["product"] == "Acme 3.x"
    assert content["revision"] == "2026-11-24"
    assert len(content["lines"]) == len(found.lines)
    of_file = {"product", "revision"}
    assert list(content["lines"][0]) == [key for key in found.columns if key not in of_file]
    assert found.columns.index("revision") < found.columns.index("line_id")  # the first new one
    assert content["lines"][0]["number"] == 3


# The command, and the name of the file


@pytest.mark.parametrize(
    ("selection", "command"),
    [
        (Selection(), "medulla-flows render flows --format csv"),
        (
            Selection(modes=("plain", "edged")),
            "medulla-flows render flows plain edged --format csv",
        ),
        (
            Selection(
                modes=("plain",),
                from_=("hub", "edge"),
                crossing=True,
                port=(Port.parse("22", "tcp+udp+sctp"), Port.parse("4370/tcp")),
                need=("not-stated",),
            ),
            (
                "medulla-flows render flows plain --from hub,edge --crossing "
                "--port 22,4370/tcp --need not-stated --format csv"
            ),
        ),
    ],
    ids=["none", "modes", "filters"],
)
def test_the_command_has_the_options_of_the_directive(selection: Selection, command: str) -> None:
    assert render_flows(selection, "csv") == command


def test_a_path_with_a_space_is_quoted() -> None:
    command = render_flows(Selection(), "json", "my flows.yaml")
    assert command.endswith("--format json --dataset 'my flows.yaml'")


def test_the_command_writes_the_language_of_the_manual() -> None:
    assert render_flows(Selection(), "csv", language="fr").endswith(" --format csv --language fr")
    assert render_flows(Selection(), "csv", language="de_AT").endswith(" --language de_AT")
    for language in ("", "en", "en_GB", "xx"):  # which it writes anyway, or cannot
        assert render_flows(Selection(), "csv", language=language).endswith("csv")


def test_a_folded_command_is_the_same_to_a_shell() -> None:
    command = render_flows(SELECTIONS[-1], "csv", "my flows --a.yaml", "fr")
    assert len(command) > WIDTH
    lines = folded(command).split(" \\\n  ")
    assert len(lines) > 1
    assert all(len(line) <= WIDTH for line in lines)
    assert all(line.startswith("--") for line in lines[1:])
    assert shlex.split(" ".join(lines)) == shlex.split(command)
    assert folded("medulla-flows render flows") == "medulla-flows render flows"


def test_every_selection_has_a_name_of_its_own() -> None:
    several = [Selection(), Selection(modes=("a",)), Selection(modes=("a", "b")), *SELECTIONS]
    several += [Selection(modes=("a-b",)), Selection(modes=("a" * 90,)), Selection(role=("a",))]
    several += [Selection(modes=("a" * 91,)), Selection(from_=("a",)), Selection(to=("a",))]
    names = [file_name(selection, "csv") for selection in several]
    assert len(set(names)) == len(names)
    assert names[:3] == ["medulla-flows.csv", "medulla-flows_a.csv", "medulla-flows_a_b.csv"]
    assert max(map(len, names)) < 100


def test_a_flow_that_names_no_mode_and_is_in_some_says_in_which(dataset: Dataset) -> None:
    flow = next(flow for flow in dataset.flows if not flow.modes)
    assert {line.mode for line in lines(dataset)} == {"every mode"}
    first, *others = dataset.modes
    modes = {
        mode: replace(entry, roles=(flow.from_, flow.to) if mode == first else (flow.from_,))
        for mode, entry in dataset.modes.items()
    }
    assert others
    limited = lines(replace(dataset, modes=modes))
    assert {line.mode for line in limited if line.flow_id == flow.id} == {modes[first].title}
