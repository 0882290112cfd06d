"""A column, an option and a format that are added while the tests run work everywhere."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from manuals import SMALL, Manual, page, rst

from sphinx_medulla.cli.main import main
from sphinx_medulla.dataset.model import Dataset, Flow
from sphinx_medulla.render import options
from sphinx_medulla.render.columns import COLUMNS, FlowColumn
from sphinx_medulla.render.document import Literal
from sphinx_medulla.render.formats import FORMATS, Format
from sphinx_medulla.render.option_parsers import Option, words
from sphinx_medulla.render.records import records_of
from sphinx_medulla.render.render_job import RenderJob

DOCS_EXTENSIONS = Path(__file__).parents[2] / "docs" / "_ext"
HOSTED = SMALL.replace("name: Main hub,", "name: Main hub, host: hub.example,")


@pytest.fixture
def render_tables() -> Iterator[ModuleType]:
    """The extension of the docs that makes tables."""
    sys.path.insert(0, str(DOCS_EXTENSIONS))
    yield importlib.import_module("render_tables")
    sys.path.remove(str(DOCS_EXTENSIONS))


@pytest.fixture
def dataset(tmp_path: Path) -> str:
    """A dataset with a host name."""
    path = tmp_path / "hosted.yaml"
    assert HOSTED != SMALL
    path.write_text(HOSTED, encoding="utf-8")
    return str(path)


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command writes to standard output and standard error."""
    with contextlib.suppress(SystemExit):  # --help
        main(arguments)
    return "".join(capsys.readouterr())


def test_a_column_is_one_entry(
    tmp_path: Path,
    dataset: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    render_tables: ModuleType,
) -> None:
    column = FlowColumn(
        heading=lambda: "Host name",
        width=12,
        cell=lambda line: [Literal(one) for one in line.labels.dataset.roles[line.flow.to].host],
        about="the host name of the destination",
    )
    refused = output(capsys, "render", "flows", "--columns=no address", "--dataset", dataset)
    assert "has the unknown word 'address'" in refused
    monkeypatch.setitem(COLUMNS, "address", column)

    md = ("--format=md", "--dataset", dataset)
    shown = output(capsys, "render", "flows", "plain", "--columns=no address", *md)
    assert "| No. | Host name |" in shown
    assert "`hub.example`" in shown
    assert "address" in output(capsys, "render", "flows", "--help")
    assert "| `address` | the host name of the destination |" in render_tables.columns_text()

    blocks = (rst("flows", "plain", columns="no address"), ".. toctree::\n\n   b\n")
    pages = {
        "index.rst": page("Manual", *blocks),
        "b.rst": page("Other", rst("flow-rules")),
        "flows.yaml": HOSTED,
    }
    manual = Manual(tmp_path, pages)
    built = manual.build()
    assert built.warnings == []
    assert "medulla-column-address" in built.text("index.html")
    assert "hub.example" in built.text("index.html")
    manual.edit("flows.yaml", "host: hub.example", "host: new.example")
    again = manual.build()
    assert again.read == ["index"]
    assert "new.example" in again.text("index.html")


def at_host(flow: Flow, dataset: Dataset, names: tuple[str, ...]) -> bool:
    """Whether the destination of a flow has one of the host names."""
    return not set(names).isdisjoint(dataset.roles[flow.to].host)


def test_an_option_is_one_entry(
    tmp_path: Path,
    dataset: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    render_tables: ModuleType,
) -> None:
    option = Option(
        name="host",
        kinds=("flows", "flowchart"),
        parse=words,
        holds=at_host,
        metavar="HOST",
        about="flows to these hosts",
        caption=lambda: "host name",
    )
    refused = output(capsys, "render", "flows", "--host=hub.example", "--dataset", dataset)
    assert "There is no option 'host'." in refused
    monkeypatch.setattr(options, "OPTIONS", (*options.OPTIONS, option))

    md = ("--format=md", "--dataset", dataset)
    shown = output(capsys, "render", "flows", "plain", "--host=hub.example", *md)
    assert shown.startswith("**Network flows – Without an edge (host name: hub\\.example)**")
    assert "Client → Main hub" in shown
    assert "Main hub → " not in shown
    chart = output(capsys, "render", "flowchart", "plain", "--host=other", "--dataset", dataset)
    assert "No flow matches." in chart
    assert "--host HOST" in output(capsys, "render", "flows", "--help")
    assert "--host" not in output(capsys, "render", "ports", "--help")
    assert any(line.startswith("| `host` |") for line in render_tables.options_text())

    block = rst("flows", "plain", host="hub.example", download="csv")
    manual = Manual(tmp_path, {"index.rst": page("Manual", block), "flows.yaml": HOSTED})
    built = manual.build()
    assert built.warnings == []
    assert "(host name: hub.example)" in built.text("index.html")
    assert "Main hub → " not in built.text("index.html")
    text = manual.build("text").text("index.txt")
    assert "render flows plain --host hub.example --format csv" in text
    manual.edit("flows.yaml", "host: hub.example", "host: new.example")
    again = manual.build()
    assert again.read == ["index"]
    assert "No flow matches." in again.text("index.html")


def names_of_flows(job: RenderJob) -> bytes:
    """The ids of the flows, a line each."""
    lines = records_of(job).values()
    return "\n".join(dict.fromkeys(str(line.get("flow_id")) for line in lines)).encode()


def test_a_format_is_one_entry(
    tmp_path: Path,
    dataset: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    render_tables: ModuleType,
) -> None:
    added = Format(
        write=names_of_flows,
        suffixes=(".ids",),
        about="the ids of the flows",
        kinds=("flows",),
        media_type="text/plain",
    )
    asked = ("render", "flows", "plain", "--format=ids", "--dataset", dataset)
    assert "There is no format 'ids'." in output(capsys, *asked)
    monkeypatch.setitem(FORMATS, "ids", added)

    ids = output(capsys, *asked)
    assert "hub-to-clock" in ids.splitlines()
    file = tmp_path / "flows.ids"
    output(capsys, "render", "flows", "plain", "--output", str(file), "--dataset", dataset)
    assert file.read_text(encoding="utf-8") == ids
    assert "shows flows, not ports" in output(
        capsys, "render", "ports", "--format=ids", "--dataset", dataset
    )
    assert "json, ids;" in " ".join(output(capsys, "render", "flows", "--help").split())
    assert "| `ids` | the ids of the flows | `flows` |" in render_tables.formats_text()

    block = rst("flows", "plain", download="ids")
    manual = Manual(tmp_path, {"index.rst": page("Manual", block), "flows.yaml": HOSTED})
    built = manual.build()
    assert built.warnings == []
    (link,) = built.out.rglob("medulla-flows_plain.ids")
    assert link.read_text(encoding="utf-8") == ids
    assert "render flows plain --format ids" in manual.build("text").text("index.txt")
