"""A published page beside a dataset: what differs, where, and what explains it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from published_pages import (
    FLOWCHART,
    RELAYS,
    Compared,
    compare,
    dataset_file,
    read,
    rows_of,
)

from sphinx_medulla.dataset.problem import Location
from sphinx_medulla.published.comparison_report import DatasetFile
from sphinx_medulla.published.imported_facts import imported_draft
from sphinx_medulla.published.published_facts import Connection

# --- the pages of the project ---------------------------------------------------------------------


def test_each_difference_of_the_published_page_is_explained() -> None:
    found = compare(FLOWCHART)
    assert found.lines == []
    codes = Counter(code for code, _, _ in found.explained)
    assert codes == {
        "MED805": 5,  # Wake on LAN is UDP: four rows and the description
        "MED804": 1,  # 67 of the relay, which the page has as 69/69
        "MED807": 8,  # notes with a wrong or a vague name
        "MED808": 11,  # descriptions that say the wrong thing
        "MED809": 4,  # ports without a description
    }


def test_a_name_without_its_blank_is_resolved_and_told() -> None:
    (found,) = (one for one in compare(FLOWCHART).quiet("MED821") if "'MedullaServer'" in str(one))
    assert (found.problem.location.line, found.subject.id) == (152, "server")


def test_the_procedure_for_relays_agrees_with_what_cites_it() -> None:
    names = {"Relay Traffic": "classic-relay", "Relay Stream": "classic-relay"}
    for roles in (names, {"Relay": "classic-relay"}):
        found = compare(RELAYS, "relay-procedure", roles=roles)
        assert found.lines == []
        assert found.explained == []


def test_a_name_that_is_not_known_is_told_with_those_that_are() -> None:
    loud = compare(RELAYS, "relay-procedure").loud
    unknown = [one.problem for one in loud if one.problem.code == "MED810"]
    assert [one.message for one in unknown] == [
        "The page names 'Relay Traffic', which is no role of the dataset.",
        "The page names 'Relay Stream', which is no role of the dataset.",
    ]
    assert all("classic-relay" in one.hint for one in unknown)


def test_an_erratum_whose_words_are_gone_is_stale() -> None:
    found = compare(FLOWCHART.replace("69/69 (UDP)", "67/69 (UDP)"))
    (stale,) = found.loud
    assert stale.problem.code == "MED812"
    assert stale.problem.location.path == "medulla.yaml"
    assert len(found.explained) == 28


# --- mutations: each is found at its line, and explained by nothing -------------------------------

ROWS = rows_of(read(FLOWCHART))
BEFORE = Counter(message for _, _, message in compare(FLOWCHART).explained)
_LINES = FLOWCHART.split("\n")


def offset(line: int, column: int) -> int:
    """The index of a place of the page."""
    return sum(len(text) + 1 for text in _LINES[: line - 1]) + column - 1


def replaced(where: Location, text: str) -> str:
    """The page with another text at a place."""
    start, end = offset(where.line, where.column), offset(where.end_line, where.end_column)
    return FLOWCHART[:start] + text + FLOWCHART[end:]


def span_of(row: Connection) -> tuple[int, int]:
    """Where a row begins and ends in the page."""
    start = FLOWCHART.rindex("<tr", 0, offset(row.place.line, row.place.column))
    return start, FLOWCHART.index("</tr>", start) + len("</tr>")


def assert_found(found: Compared, *places: tuple[str, int]) -> None:
    """Some places have differences, and no erratum explains more than before."""
    assert set(places) <= set(found.lines)
    explained = Counter(message for _, _, message in found.explained)
    new = [one for one in explained - BEFORE if "does not describe" not in one]
    assert new == []


def name_of(row: Connection) -> str:
    return f"{row.headings[0].words}: {row.from_.words} to {row.to.words}"


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_port_that_is_changed_added_or_removed_is_found(row: Connection) -> None:
    assert row.ports
    port = row.ports[ROWS.index(row) % len(row.ports)]
    line = port.place.line

    assert_found(compare(replaced(port.place, "47808")), ("MED803", line))
    words = str(port.port.number).replace("-", " to ")
    assert_found(compare(replaced(port.place, f"47808/{words}")), ("MED803", line))
    last = row.ports[-1]
    assert_found(compare(replaced(last.place, "")), ("MED804", row.place.line))


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_machine_that_is_renamed_is_found(row: Connection) -> None:
    for name in (row.from_, row.to):
        where = name.location("page.md")
        assert_found(compare(replaced(where, "Strange gadget")), ("MED810", where.line))


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_row_that_is_deleted_or_doubled_is_found(row: Connection) -> None:
    start, end = span_of(row)
    heading = row.headings[0].location("page.md").line
    second = FLOWCHART[:end].count("\n") + 1

    assert_found(compare(FLOWCHART[:start] + FLOWCHART[end:]), ("MED802", heading))
    doubled = compare(FLOWCHART[:end] + FLOWCHART[start:end] + FLOWCHART[end:])
    lines = [line for code, line in doubled.lines if code == "MED806"]
    assert len(lines) == 1
    assert second <= lines[0] <= second + 2


# --- any dataset ----------------------------------------------------------------------------------

DATASET = """\
format: 1
product: {name: Example}
revision: 1
defaults: {protocol: tcp, source: page}
sources: {page: {title: Page}, other: {title: Other}}
roles: {a: {name: Machine A, aliases: [A]}, b: {name: Machine B}, c: {name: Machine C}}
modes: {one: {title: With one}, two: {title: With two}}
services:
  web:
    name: Web
    ports: [80, 443]
    description: Used for the web.
flows:
  - id: a-to-b
    from: a
    to: b
    ports: [80, 4369-4380, 22]
    note: For the web.
  - {id: a-to-c, from: a, to: c, modes: [two], ports: [443/tcp], source: other}
"""
PAGE = """\
| From | To | Ports | Note |
|---|---|---|---|
| A | Machine B | 80, 4369, 4370-4380, 22 | For the web. |
"""


@pytest.fixture
def small(tmp_path: Path) -> DatasetFile:
    """A dataset of two flows, of which the page is the source of one."""
    path = tmp_path / "flows.yaml"
    path.write_text(DATASET, encoding="utf-8")
    return dataset_file(path)


def of(text: str, small: DatasetFile, source: str = "page", **options: dict[str, str]) -> list[str]:
    """The codes and messages of the differences that nothing explains."""
    found = compare(text, source, dataset=small, **options).loud
    return [f"{one.problem.code} {one.problem.message}" for one in found]


def test_ports_are_compared_whatever_the_ranges_and_their_order(small: DatasetFile) -> None:
    assert of(PAGE, small) == []


def test_without_a_source_the_page_must_have_everything(small: DatasetFile) -> None:
    assert of(PAGE, small, "") == ["MED802 The page lacks the connection a → c."]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", ["MED802 The page lacks the connection a → b in the mode two."]),
        (", source: other", []),
    ],
)
def test_a_mode_that_another_source_describes_need_not_be_on_the_page(
    source: str, found: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "flows.yaml"
    text = DATASET.replace("two: {title: With two}", f"two: {{title: With two{source}}}")
    path.write_text(
        text.replace("    to: b\n", "    to: b\n    modes: [one, two]\n"), encoding="utf-8"
    )
    assert of(f"# With one\n\n{PAGE}", dataset_file(path)) == found


def test_a_note_that_says_something_else_is_a_difference(small: DatasetFile) -> None:
    for note in ("Opened by B to A.", "Only on Mondays.", "Initiated by Machine C to Machine B."):
        assert [one[:6] for one in of(PAGE.replace("For the web.", note), small)] == ["MED807"]
    for note in ("Initiated by the machine A to Machine B.", "FOR THE  WEB", "Opened by A."):
        assert of(PAGE.replace("For the web.", note), small) == []


def test_a_note_of_each_port_is_compared_in_time(tmp_path: Path) -> None:
    """Each of many rows of one connection was compared with each port of it."""
    text = "From,To,Ports,Note\n" + "".join(f"A,B,{n},Use {n}\n" for n in range(1, 3001))
    path = tmp_path / "flows.yaml"
    draft = imported_draft(read(text, "page.csv"), "page.csv", "Page")
    path.write_text(draft.text(), encoding="utf-8")
    file = dataset_file(path)
    begun = process_time()
    assert compare(text, "page", "page.csv", dataset=file).loud == []
    assert process_time() - begun < 10


def test_descriptions_are_compared_port_by_port(small: DatasetFile) -> None:
    assert of(f"{PAGE}\nPorts 80 and 443: used for the web\n", small) == []
    assert of(f"{PAGE}\nPort 80: used for the web\n", small) == [
        "MED809 The page does not describe 443/tcp, a port of the service web."
    ]
    assert of(f"{PAGE}\nPorts 80, 443 and 8080: Web.\n", small) == [
        "MED808 The page describes 80/tcp in other words: 'Web.'",
        "MED808 The page describes 443/tcp in other words: 'Web.'",
        "MED808 The page describes 8080/tcp, which no service of the dataset has.",
    ]


def test_a_description_is_compared_with_the_service_of_its_protocol(tmp_path: Path) -> None:
    path = tmp_path / "flows.yaml"
    path.write_text(
        DATASET.replace(
            "flows:",
            "  tcp: {name: A, ports: [53/tcp], description: Transfers.}\n"
            "  udp: {name: B, ports: [53/udp], description: Queries.}\nflows:",
        ),
        encoding="utf-8",
    )
    page = f"{PAGE}\nPorts 80 and 443: used for the web\n"
    assert (
        of(f"{page}\nPort 53 (TCP): transfers.\n\nPort 53 (UDP): queries.\n", dataset_file(path))
        == []
    )


def test_rows_below_a_heading_that_names_no_mode_are_told(small: DatasetFile) -> None:
    rows = "\n| From | To | Ports |\n|---|---|---|\n| A | Machine C | 443 |\n"
    text = f"{PAGE}\n# With one\n\n# With 2{rows}"
    (found,) = of(text, small)
    assert found.startswith("MED811 The heading 'With 2' names no mode")
    assert of(text, small, modes={"With 2": "two"}) == []
    (other,) = of(f"{PAGE}\n# With one{rows}", small)
    assert other.startswith("MED801 The page has the connection a → c in the mode one")


def test_an_item_that_names_no_known_machine_is_told(small: DatasetFile) -> None:
    page = f"{PAGE}\n## A access to others:\n\n- Your D (if you have one)\n"
    (found,) = compare(page, "page", dataset=small).quiet("MED820")
    assert found.problem.message == "This was not read: 'Your D' is no role of the dataset."


def test_a_row_that_is_not_read_is_neither_missing_nor_compared(small: DatasetFile) -> None:
    assert of(PAGE.replace("22 |", "22 hosts |"), small) == [
        "MED820 This was not read: 'hosts' is no port."
    ]


@pytest.mark.parametrize(
    ("page", "erratum", "explained"),
    [
        ("8080, 4369-4380, 22", "at: ports, published: '8080', ports: [80]", ["MED804"]),
        ("8080, 4369-4380, 22", "at: ports, published: '8080', ports: [22]", []),
        ("8080, 4369-4380, 22", "at: ports, published: '80', ports: [80]", []),
        ("4369-4380, 22", "at: ports, published: '', ports: [80]", ["MED804"]),
        ("80/udp, 4369-4380, 22", "at: ports, published: 80/udp, ports: [80]", ["MED805"]),
        ("80, 4369-4380", "at: row, published: '22', ports: [22]", []),
        ("80, 4369-4380, 22, 23", "at: ports, published: '22, 23', ports: [22]", []),
    ],
)
def test_an_erratum_explains_only_its_own_place_and_ports(
    page: str, erratum: str, explained: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "flows.yaml"
    note = "    note: For the web.\n"
    line = f"    errata: [{{{erratum}, reason: It is so.}}]\n"
    path.write_text(DATASET.replace(note, note + line), encoding="utf-8")
    text = re.sub(r"80, 4369, 4370-4380, 22", page, PAGE)
    found = compare(text, "page", dataset=dataset_file(path))
    assert [code for code, _, _ in found.explained] == explained


@pytest.mark.parametrize(("at", "count"), [("row", 1), ("ports", 0), ("note", 0)])
def test_only_an_erratum_of_the_row_explains_that_it_is_missing(
    at: str, count: int, tmp_path: Path
) -> None:
    path = tmp_path / "flows.yaml"
    note = "    note: For the web.\n"
    line = f"    errata: [{{at: {at}, published: '', reason: It is so.}}]\n"
    path.write_text(DATASET.replace(note, note + line), encoding="utf-8")
    found = compare("No rows.", "page", dataset=dataset_file(path))
    assert [code for code, _, _ in found.explained] == ["MED802"] * count


def test_a_question_explains_as_an_open_one(tmp_path: Path) -> None:
    path = tmp_path / "flows.yaml"
    note = "    note: For the web.\n"
    line = "    errata: [{at: ports, published: '', ports: [80], reason: Why?, undecided: true}]\n"
    path.write_text(DATASET.replace(note, note + line), encoding="utf-8")
    (waived,) = compare(
        PAGE.replace("80, 4369", "4369"), "page", dataset=dataset_file(path)
    ).report.waived
    assert (waived.waiver.question, waived.waiver.reason) == ("Why?", "")


def test_an_erratum_explains_a_name_of_its_own_flow(tmp_path: Path) -> None:
    path = tmp_path / "flows.yaml"
    note = "    note: For the web.\n"
    line = "    errata: [{at: to, published: Old machine, reason: It is B.}]\n"
    path.write_text(DATASET.replace(note, note + line), encoding="utf-8")
    found = compare(PAGE.replace("Machine B", "Old machine"), "page", dataset=dataset_file(path))
    assert found.lines == []
    assert [code for code, _, _ in found.explained] == ["MED810"]
    found = compare(
        PAGE.replace("| A | Machine B", "| Machine C | Old machine"),
        "page",
        dataset=dataset_file(path),
    )
    assert ("MED810", 3) in found.lines
