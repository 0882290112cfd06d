"""A page or a table as a dataset: it loads, agrees with the page, and exports the same table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import page_forms
import pytest
from published_pages import FLOWCHART, RELAYS, RELEASE, compare, read

from sphinx_medulla.dataset.loading import load, load_text
from sphinx_medulla.dataset.model import Dataset
from sphinx_medulla.dataset.packaged import packaged_dataset
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.published.comparison_report import DatasetFile
from sphinx_medulla.published.exported_table import exported_draft, is_exported
from sphinx_medulla.published.imported_facts import imported_draft
from sphinx_medulla.published.page_parts import PageError
from sphinx_medulla.render.records import records
from sphinx_medulla.render.writers.csv_writer import csv_text

TESTS = Path(__file__).parents[1]


def imported(text: str, name: str = "page.csv", **options: dict[str, str]) -> Dataset:
    """The dataset of a page."""
    columns, roles = options.get("columns", {}), options.get("roles", {})
    draft = imported_draft(read(text, name, columns=columns), name, "Page", roles=roles)
    return load_text(draft.text(), "flows.yaml").dataset


def ports(dataset: Dataset) -> dict[str, list[str]]:
    """The ports of each flow by its id."""
    return {flow.id: [str(one.port) for one in flow.ports] for flow in dataset.flows}


# --- tables ---------------------------------------------------------------------------------------

TABLE = """\
Source,Destination,Destination port,Protocol,Purpose,Required,Variable
App server,Database,5432,TCP,Queries,yes,DB_PORT
,,"443, 80",TCP and UDP,Web,,
,Cache,6443*,tcp,,no,
Admin,App servers,2500 to 3300,,Range,if used,"A, B"
App server,Database,22/tcp,,Shell,,
"""


def test_a_table_becomes_a_flow_per_pair() -> None:
    assert ports(imported(TABLE)) == {
        "app-server-to-database": ["5432/tcp", "443/tcp+udp", "80/tcp+udp", "22/tcp"],
        "app-server-to-cache": ["6443/tcp"],
        "admin-to-app-server": ["2500-3300/tcp"],
    }


def test_purposes_needs_and_variables_stay_with_their_ports() -> None:
    flows = Queries(imported(TABLE)).flows
    first, web, *_ = flows["app-server-to-database"].ports
    assert (first.note, first.setting, first.need and first.need.level) == (
        "Queries",
        ("DB_PORT",),
        "required",
    )
    assert web.note == "Web"
    (span,) = flows["admin-to-app-server"].ports
    assert (span.setting, span.need and span.need.when) == (("A", "B"), "if used")
    assert flows["admin-to-app-server"].note == "Range"


def test_rows_of_one_pair_are_merged_with_their_purposes(tmp_path: Path) -> None:
    text = "From,To,Ports,Use\nA,B,443,Web\nA,B,443,API\nA,B,,Later\nA,192.0.2.1,22,\n"
    dataset = imported(text)
    first, second = dataset.flows
    assert [(str(one.port), one.note) for one in first.ports] == [("443/tcp", "Web; API")]
    assert first.note == "Later"
    assert dataset.roles[second.to].host == ("192.0.2.1",)
    assert_no_difference(text, "page.csv", tmp_path)


def test_each_flow_cites_its_lines() -> None:
    flows = Queries(imported(TABLE)).flows
    (cited,) = flows["app-server-to-database"].source
    assert cited.at == ("page.csv:2", "page.csv:3", "page.csv:6")


def test_other_spellings_of_a_name_are_its_aliases() -> None:
    assert imported(TABLE).roles["app-server"].aliases == ("App servers",)
    dataset = imported(TABLE, roles={"Cache": "Database"})
    assert dataset.roles["database"].aliases == ("Cache",)
    assert len(dataset.roles) == 3


def test_columns_that_are_not_known_may_be_given() -> None:
    text = "Machine;Target;Open;Source\nA;B;22;none\n"
    given = {"from": "Machine", "to": "Target", "ports": "Open"}
    assert ports(imported(text, columns=given)) == {"a-to-b": ["22/tcp"]}
    assert not read(text, "page.csv").connections


def test_a_mode_and_a_service_may_have_columns() -> None:
    text = "From,To,Ports,Mode,Service\nA,B,22,Small,SSH\nA,B,80,Large,HTTP\n"
    dataset = imported(text)
    assert {flow.id: flow.modes for flow in dataset.flows} == {
        "a-to-b-small": ("small",),
        "a-to-b-large": ("large",),
    }
    assert {one.name: one.listens_on for one in dataset.services.values()} == {
        "SSH": ("b",),
        "HTTP": ("b",),
    }


def test_what_is_not_read_is_left_out_and_known() -> None:
    text = "From,To,Ports\nA,B,22\nA,C,some\n"
    assert ports(imported(text)) == {"a-to-b": ["22/tcp"]}
    assert [one.place.line for one in read(text, "page.csv").unread] == [3]


def test_a_port_without_a_protocol_is_counted() -> None:
    assert read('From,To,Ports\nA,B,"22, 53/udp"\n', "page.csv").assumed == 1
    assert read("From,To,Ports,Protocol\nA,B,22,TCP\n", "page.csv").assumed == 0
    assert read(FLOWCHART).assumed == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TABLE, "page.csv"),
        (FLOWCHART, "page.md"),
        (RELAYS, "page.md"),
        (page_forms.html(), "page.html"),
        (page_forms.plain(), "page.txt"),
    ],
    ids=["table", "markdown", "procedure", "html", "text"],
)
def test_what_was_imported_agrees_with_its_page(text: str, name: str, tmp_path: Path) -> None:
    assert_no_difference(text, name, tmp_path)


def assert_no_difference(text: str, name: str, folder: Path) -> None:
    """A page agrees with the dataset that is made of it."""
    file = folder / "flows.yaml"
    file.write_text(imported_draft(read(text, name), name, "Page").text(), encoding="utf-8")
    dataset = DatasetFile(load(file), file, file.name)
    for source in ("", "page"):
        found = compare(text, source, name, dataset=dataset)
        assert [str(one.problem) for one in found.loud] == []
        assert found.explained == []


def test_a_table_of_services_keeps_their_names(tmp_path: Path) -> None:
    head = "| Port | Service | Description |\n|---|---|---|\n"
    text = f"{head}| 53/tcp | DNS | Zone transfers |\n| 53/udp | DNS | Queries |\n"
    services = imported(text, "page.md").services.values()
    assert [(one.name, one.description) for one in services] == [
        ("DNS", "Zone transfers"),
        ("DNS", "Queries"),
    ]
    assert_no_difference(text, "page.md", tmp_path)


def test_a_protocol_without_ports_is_read(tmp_path: Path) -> None:
    text = "From,To,Port,Protocol\nA,B,,ICMP\nA,B,,esp\nA,C,,TCP\n"
    assert ports(imported(text)) == {"a-to-b": ["icmp", "esp"], "a-to-c": []}
    assert_no_difference(text, "page.csv", tmp_path)
    (found,) = read("From,To,Port,Protocol\nA,B,,HTTP\n", "page.csv").unread
    assert found.why == "'HTTP' is no protocol"


def test_what_a_table_of_ports_says_of_connections_is_not_read() -> None:
    found = read("| Port | Note | Need |\n|---|---|---|\n| 443 | Web | optional |\n")
    assert [one.text.words for one in found.unread] == ["optional"]


def test_headings_over_the_same_connections_are_modes() -> None:
    dataset = imported(FLOWCHART, "page.md")
    assert [mode.title for mode in dataset.modes.values()] == [
        "Without Relay Server",
        "With Classic Relay Server",
        "With DMZ Relay Server",
    ]
    assert Queries(dataset).flows["your-internal-admin-workstation-to-medulla-server"].modes == ()


def test_ids_stay_the_same() -> None:
    more = "New,Database,1,tcp,,,\n"
    head, _, rest = TABLE.partition("\n")
    assert ports(imported(f"{head}\n{more}{rest}")).items() >= ports(imported(TABLE)).items()


@pytest.mark.parametrize("name", ["yes", "1", "null", "a: b", "- x", "#", "'", "É", "日本", "{}"])
def test_any_name_can_be_imported(name: str) -> None:
    cell = name.replace('"', '""')
    dataset = imported(f'From,To,Ports,Note\n"{cell} x","B","22","{cell}"\n')
    assert [role.name for role in dataset.roles.values()] == [f"{name} x", "B"]


# --- exported tables ------------------------------------------------------------------------------


def exported(dataset: Dataset, modes: Iterable[str] = ()) -> str:
    """The CSV of a dataset."""
    return csv_text(records(Queries(dataset).select(Selection(modes=tuple(modes)))))


def imported_again(text: str) -> Dataset:
    """The dataset of an exported CSV."""
    return load_text(exported_draft(text.removeprefix("\ufeff")).text(), "flows.yaml").dataset


DATASETS = [
    packaged_dataset(),
    RELEASE,
    TESTS / "manuals" / "small.yaml",
    TESTS / "published" / "simplified-flowchart.yaml",
    *sorted((TESTS / "checker" / "other_products").glob("*.yaml")),
]


@pytest.mark.dataset
@pytest.mark.parametrize("path", DATASETS, ids=lambda path: path.stem)
def test_an_exported_table_is_exported_again_as_it_was(path: Path) -> None:
    dataset = load(path).dataset
    for modes in ((), tuple(dataset.modes), *((mode,) for mode in dataset.modes)):
        text = exported(dataset, modes)
        if text.count("\n") > 1:  # without a line, nothing says what the modes are
            assert exported(imported_again(text), modes) == text


def test_a_mode_that_a_flow_names_twice_is_one_mode() -> None:
    text = """\
format: 1
product: {name: Example}
revision: 1
roles: {server: {name: Server}, client: {name: Client}}
modes: {small: {title: Small, aliases: [Tiny]}, large: {title: Large}}
flows:
  - {id: a, from: client, to: server, modes: [small, Tiny, large], ports: [443/tcp]}
  - {id: b, from: server, to: client, modes: [large, large], ports: [22/tcp]}
"""
    dataset = load_text(text, "flows.yaml").dataset
    for modes in (("small", "large"), ("small",), ("large",)):
        assert exported(imported_again(exported(dataset, modes)), modes) == exported(dataset, modes)


def test_a_table_of_an_earlier_version_is_exported_again_with_its_columns() -> None:
    dataset = load(RELEASE).dataset
    text = exported(dataset, [*dataset.modes][-1:])
    head, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    count = head.index("revision") + 1

    def first_columns(text: str) -> list[list[str]]:
        return [line[:count] for line in csv.reader(io.StringIO(text.removeprefix("\ufeff")))]

    older = io.StringIO()
    csv.writer(older).writerows(line[:count] for line in (head, *lines))
    (mode,) = imported_again(older.getvalue()).modes
    assert first_columns(exported(imported_again(older.getvalue()), (mode,))) == first_columns(text)


def test_an_exported_table_agrees_with_what_was_imported(tmp_path: Path) -> None:
    dataset = load(RELEASE).dataset
    text = exported(dataset, dataset.modes)
    file = tmp_path / "flows.yaml"
    file.write_text(exported_draft(text.removeprefix("\ufeff")).text(), encoding="utf-8")
    found = compare(text, "", "page.csv", dataset=DatasetFile(load(file), file, file.name))
    assert [str(one.problem) for one in found.loud] == []


def test_an_exported_table_is_known_by_its_columns() -> None:
    assert is_exported(exported(load(RELEASE).dataset).removeprefix("\ufeff"))
    assert not is_exported(TABLE)


def test_a_port_in_an_exported_table_that_is_none_is_refused() -> None:
    text = exported(load(RELEASE).dataset, ["dmz"]).removeprefix("\ufeff")
    with pytest.raises(PageError) as caught:
        exported_draft(text.replace('"tcp"', '"tpc"'))
    assert caught.value.line == 2
