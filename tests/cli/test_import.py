"""`medulla-flows import`: what it writes, says and refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Done

Run = Callable[..., Done]

TABLE = "Source,Destination,Port\nClient,Server,22\nClient,Server,443\n"


@pytest.fixture
def table(folder: Path) -> Path:
    """A table of two ports."""
    path = folder / "ports.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_becomes_a_dataset_that_agrees_with_it(run: Run, table: Path) -> None:
    done = run("import", "ports.csv", "-o", "new.yaml", "--title", "Ports")
    assert (done.status, done.out) == (0, "")
    assert done.err == (
        "Columns: from=Source, to=Destination, ports=Port. To change them, use --map.\n"
        "No protocol is named for 2 ports: read as TCP.\n"
        "Imported 1 flow, 2 roles, 0 services.\n"
    )
    compared = run("compare", "ports.csv", "new.yaml", "--source=page")
    assert (compared.status, compared.out) == (0, "")


def test_without_an_output_the_dataset_is_printed(run: Run, table: Path) -> None:
    done = run("import", "ports.csv", "--title=Ports", "--url=https://example.com/ports")
    assert done.out.startswith("# Imported from ports.csv by medulla-flows.\nformat: 1\n")
    assert "page: {title: Ports, url: 'https://example.com/ports'}" in done.out


def test_a_source_without_a_title_is_asked_for_once(run: Run, table: Path) -> None:
    done = run("import", "ports.csv")
    assert done.err.count("The source has no title.") == 1


def test_what_is_not_read_is_listed_and_fails(run: Run, table: Path) -> None:
    table.write_text(f"{TABLE}Client,Server,many\n", encoding="utf-8")
    done = run("import", "ports.csv", "-o", "new.yaml")
    assert done.status == 1
    assert "ports.csv:4:15: not read, 'many' is no port: 'Client Server many'\n" in done.err
    assert "1 line not read" in done.err
    assert Path("new.yaml").exists()


def test_a_column_that_is_not_known_is_listed(run: Run, table: Path) -> None:
    table.write_text("From,To,Port,Team\nA,B,22,Blue\n", encoding="utf-8")
    done = run("import", "ports.csv")
    assert done.status == 1
    assert "ports.csv:1:14: not read, the column 'Team' is not known." in done.err
    assert run("import", "ports.csv", "--map", "Number=Team").status == 0


def test_an_exported_table_is_exported_again(run: Run, table: Path) -> None:
    run("import", "ports.csv", "-o", "new.yaml")
    run("render", "flows", "--dataset=new.yaml", "--output=one.csv")
    assert run("import", "one.csv", "-o", "again.yaml").status == 0
    run("render", "flows", "--dataset=again.yaml", "--output=two.csv")
    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.csv"], "none.csv cannot be read"),
        (["ports.csv", "-o", "flows.yaml"], "flows.yaml already exists"),
        (["ports.csv", "-o", "ports.csv", "--force"], "ports.csv is the file to import"),
        (["ports.csv", "--map", "form=Source"], "Did you mean 'from'?"),
        (
            ["ports.csv", "--map", "from=Host"],
            "'Host', which no table of ports.csv has. Columns: S",
        ),
        (["ports.csv", "--role", "Client"], "Write --role NAME=MEANING."),
        (["ports.csv", "--url", "nowhere"], "'nowhere' is not a web address"),
        (["bad.csv"], "bad.csv:2: The table cannot be read"),
    ],
)
def test_wrong_usage_is_explained(arguments: list[str], words: str, run: Run, table: Path) -> None:
    table.with_name("bad.csv").write_text('A,B\n"x\n', encoding="utf-8")
    done = run("import", *arguments)
    assert done.status == 2
    assert words in done.err
    assert table.read_text(encoding="utf-8") == TABLE


def test_an_existing_dataset_may_be_overwritten(run: Run, table: Path) -> None:
    assert run("import", "ports.csv", "-o", "flows.yaml", "--force").status == 0
    assert "Imported from ports.csv" in Path("flows.yaml").read_text(encoding="utf-8")
