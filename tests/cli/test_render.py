"""`medulla-flows render`: what it writes, where to, and what it says of what does not fit."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from lxml import etree
from manuals import MANUALS

from sphinx_medulla.cli import main as cli
from sphinx_medulla.diagram.layout import LayoutError, NoGraphvizError
from sphinx_medulla.diagram.layout_queue import LayoutQueue
from sphinx_medulla.render import localization

SMALL = str(MANUALS / "small.yaml")


class Done(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: list[str]


Run = Callable[..., Done]


@pytest.fixture
def render(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `medulla-flows render` on the small dataset."""

    def run(*arguments: str) -> Done:
        status = cli.main(["render", *arguments, "--dataset", SMALL])
        out, err = capfd.readouterr()
        return Done(status, out, err.splitlines())

    return run


@pytest.mark.parametrize("kind", ["errata", "findings"])
def test_published_words_say_their_language_where_it_is_another(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    text = Path(SMALL).read_text(encoding="utf-8")
    spoken = tmp_path / "flows.yaml"
    spoken.write_text(text.replace("page: {title", "page: {language: en, title"), encoding="utf-8")

    def rendered(name: str, language: str, dataset: str = str(spoken)) -> str:
        words = ["render", kind, "--format", name, "--language", language, "--dataset", dataset]
        assert cli.main(words) == 0
        return capsys.readouterr().out

    assert '<code lang="en">' in rendered("html", "fr")
    assert "lang=" not in rendered("html", "en")
    for name in ("text", "md", "rst"):
        assert rendered(name, "fr") == rendered(name, "fr", SMALL)


def test_text_is_what_one_gets_without_a_format(render: Run) -> None:
    done = render("flows", "edged", "--group", "core")
    assert (done.status, done.err) == (0, [])
    lines = done.out.splitlines()
    assert lines[0] == "Network flows – With an edge (group: The core)"
    assert "Client → Main hub" in done.out
    assert done.out == render("flows", "With an edge", "--group", "The core").out


@pytest.mark.parametrize("kind", ["flows", "ports", "flowchart", "modes", "errata", "findings"])
@pytest.mark.parametrize("name", ["text", "md", "html", "rst"])
def test_every_kind_has_every_text_format(render: Run, kind: str, name: str) -> None:
    done = render(kind, "--format", name)
    assert (done.status, done.err) == (0, [])
    assert done.out.strip()


def test_options_are_those_of_the_directive(render: Run) -> None:
    columns = ["--columns", "no ports", "--columns", "need"]
    done = render("flows", "plain", "edged", "--protocol=udp", *columns, "--format", "md")
    assert done.err == []
    assert "| No. | Destination ports | Need |" in done.out
    assert "udp: 53 DNS by UDP" in done.out
    assert "22/tcp" not in done.out
    stamped = render("flows", "--stamp", "--caption", "Mine", "--crossing").out
    assert stamped.startswith("Mine (only flows that leave their zone)\n====")
    assert "\n\nProduct: Acme 3.x. Revision: 2026-11-24. Source: " in stamped


def test_modes_may_stand_behind_options(render: Run) -> None:
    assert render("flows", "plain", "--crossing", "edged").out == (
        render("flows", "plain", "edged", "--crossing").out
    )


def test_ports_of_a_mode(render: Run) -> None:
    done = render("ports", "plain", "--layout", "table", "--format", "md")
    assert done.out.startswith("**Port descriptions – Without an edge**")
    assert done.out == render("ports", "--mode", "plain", "--layout=table", "--format=md").out
    assert "Cluster" not in done.out


def test_data_has_the_lines_of_the_same_view(render: Run) -> None:
    done = render("flows", "edged", "--to=edge", "--format", "csv")
    rows = list(csv.DictReader(done.out.removeprefix("\ufeff").splitlines()))
    assert {row["to"] for row in rows} == {"Edge relay"}
    data = json.loads(render("flowchart", "edged", "--to=edge", "--format", "json").out)
    assert len(rows) == len(data["lines"]) == 4
    assert (
        "shows flows, flowchart, ports, diff, not modes"
        in render("modes", "--format", "csv").err[0]
    )


def test_ports_as_data(render: Run) -> None:
    done = render("ports", "edged", "--port", "111, 443, 4375", "--format", "csv")
    rows = list(csv.DictReader(done.out.removeprefix("\ufeff").splitlines()))
    shown = [(row["protocol"], row["port"], row["service"]) for row in rows]
    assert shown == [
        ("tcp", "443", "HTTPS"),
        ("tcp", "111", "rpcbind"),
        ("udp", "111", "rpcbind"),
        ("tcp", "4370-4380", "Cluster"),
        ("tcp", "443", "Archive API"),
    ]
    https = rows[0]
    assert (https["service_id"], https["encryption"], https["setting"]) == (
        "web",
        "tls",
        "TLS_PORT",
    )
    assert https["purpose"] == "Pages for people."
    assert https["used_by"] == "Client → Main hub"
    assert rows[1]["feature"] == "File exchange"
    assert rows[3]["encryption"] == "unknown"
    assert {row["product"] for row in rows} == {"Acme 3.x"}
    every = render("ports", "edged", "--port=111, 443, 4375", "--format", "json")
    lines = json.loads(every.out)["lines"]
    assert [{**line, "product": "Acme 3.x", "revision": "2026-11-24"} for line in lines] == rows
    (nothing,) = render("ports", "plain", "--port=4375", "--format=csv").out.splitlines()
    assert [cell.strip('"') for cell in nothing.removeprefix("\ufeff").split(",")] == [*https]


def test_a_table_without_flows_is_told_with_the_option_that_accepts_it(render: Run) -> None:
    asked = ("flows", "plain", "--port=4375")
    assert render(*asked).err[-1].endswith("If nothing is to be shown, write --empty ok.")
    assert render(*asked, "--empty=ok").err == []


def test_the_name_of_the_file_says_the_format(render: Run, tmp_path: Path) -> None:
    for name, begin in (("a.md", "**Network"), ("b.HTML", "<div"), ("c.rst", ".. list-table")):
        file = tmp_path / "new folder" / name
        done = render("flows", "plain", "--output", str(file))
        assert (done.status, done.out, done.err) == (0, "", [])
        assert file.read_text(encoding="utf-8").startswith(begin)
    file = tmp_path / "chart.svg"
    assert render("flowchart", "plain", "--output", str(file)).status == 0
    assert etree.parse(file).getroot().tag.endswith("svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chart.svg", "new folder"]


@pytest.mark.parametrize(("name", "begin"), [("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_pictures(render: Run, tmp_path: Path, name: str, begin: bytes) -> None:
    file = tmp_path / f"chart.{name}"
    assert render("flowchart", "edged", "--focus=hub", "--output", str(file)).status == 0
    assert file.read_bytes().startswith(begin)


def test_all_that_is_wrong_is_said_at_once(render: Run) -> None:
    done = render("flows", "plane", "--role", "hubb", "--format=svgg", "--port=1", "--need=often")
    assert done.status == 2
    assert done.out == ""
    sentences = "\n".join(done.err)
    for sentence in (
        "There is no mode 'plane'. Did you mean 'plain'? Choose from: plain, edged.",
        "There is no role 'hubb'. Did you mean 'hub'?",
        "There is no format 'svgg'. Did you mean 'svg'? Choose from: text, md",
        "There is no port '1'.",
        "The option 'need' has the unknown word 'often'.",
    ):
        assert sentence in sentences
    assert len(done.err) == 5
    assert all(line.startswith("medulla-flows: ") for line in done.err)


WRONG = {
    "unknown option": (
        ("flows", "plain", "--colums", "no"),
        "There is no option 'colums'. Did you mean 'columns'?",
    ),
    "unknown option of ours": (("flows", "--formt=md"), "Did you mean 'format'?"),
    "option of another kind": (("flowchart", "--columns=no"), "There is no option 'columns'."),
    "picture of a table": (
        ("flows", "--format", "svg"),
        "The format svg shows flowchart, not flows. For flows, write one of: text, md, html, rst,",
    ),
    "two pictures": (
        ("flowchart", "plain", "edged", "--format", "svg"),
        "The format svg holds one chart. Name one mode.",
    ),
    "another direction": (
        ("flowchart", "--direction=lrr"),
        "is 'lrr'. Did you mean 'LR'? Choose from: TB, LR",
    ),
    "argument too many": (("modes", "plain"), "It takes no argument, but has 'plain'."),
    "caption of a list": (("ports", "--caption", "Mine"), "A list has no caption."),
    "no language": (("flows", "--language", "tlh"), "There is no language 'tlh'."),
    "a dataset": (
        ("flows", "other.yaml"),
        "'other.yaml' is not a mode. Name the dataset with --dataset other.yaml.",
    ),
    "no file": (("flows", "--output", ""), "The name of the output is empty."),
    "the dataset": (("flows", "--output", SMALL), "The output would overwrite the dataset"),
    "a folder": (("flows", "--output", str(MANUALS)), f"{MANUALS} cannot be written"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_one_sentence(render: Run, case: str) -> None:
    arguments, sentence = WRONG[case]
    done = render(*arguments)
    assert (done.status, done.out, len(done.err)) == (2, "", 1)
    assert sentence in done.err[0]


def test_a_dataset_that_does_not_load(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "flows.yaml"
    file.write_text("format: 2\n", encoding="utf-8")
    target = tmp_path / "flows.md"
    arguments = ["render", "flows", "--dataset", str(file), "--output", str(target)]
    assert cli.main(arguments) == 1
    assert f"{file}:1:9: " in capfd.readouterr().err
    assert not target.exists()
    assert cli.main(["render", "flows", "--dataset", str(tmp_path / "none.yaml")]) == 2


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NoGraphvizError("no"), "Graphviz is not available"),
        (LayoutError("Too large."), "Too large."),
    ],
)
def test_a_chart_that_cannot_be_drawn(
    render: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: LayoutError,
    sentence: str,
) -> None:
    def fail(queue: LayoutQueue, dot: str, kind: str) -> bytes:
        raise error

    monkeypatch.setattr(LayoutQueue, "result", fail)
    done = render("flowchart", "plain", "--output", str(tmp_path / "chart.png"))
    assert (done.status, done.out, len(done.err)) == (2, "", 1)
    assert done.err[0].startswith(f"medulla-flows: {sentence}")
    assert not list(tmp_path.iterdir())
    assert render("flowchart", "plain", "--format", "dot").status == 0


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "86401", "soon", ""])
def test_a_dot_timeout_that_cannot_be_used(render: Run, tmp_path: Path, value: str) -> None:
    target = tmp_path / "chart.svg"
    done = render("flowchart", "plain", f"--dot-timeout={value}", "--output", str(target))
    assert (done.status, done.out) == (2, "")
    (said,) = done.err
    assert said.startswith(f"medulla-flows: The value {value!r} of --dot-timeout cannot be used.")
    assert said.endswith(" Write a number of seconds, more than 0 and at most 86400.")
    assert not target.exists()


def test_a_chart_that_takes_longer_than_dot_timeout(render: Run, tmp_path: Path) -> None:
    target = tmp_path / "chart.svg"
    chart = ("flowchart", "plain", "--output", str(target))
    done = render(*chart, "--dot-timeout", "0.000001")
    assert (done.status, done.out, len(done.err)) == (2, "", 1)
    assert done.err[0].startswith("medulla-flows: Graphviz did not lay out the chart within 1e-06 ")
    assert done.err[0].endswith("or --dot-timeout on the command line.")
    assert not target.exists()
    assert render(*chart, "--dot-timeout", "20.5").status == 0
    assert target.exists()


def test_a_language(render: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog = Catalog("fr")
    catalog.add("Notes", "Remarques")
    catalog.add("Network flows – %s", "Flux : %s")
    with (folder / "sphinx_medulla.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(localization, "LOCALE", tmp_path)

    done = render("flows", "plain", "--language", "fr", "--format", "md")

    assert (done.status, done.err) == (0, [])
    assert done.out.startswith("**Flux : Without an edge**")
    assert "| Remarques |" in done.out
    assert "| Notes |" in render("flows", "plain", "--format", "md").out
    assert "Choose from: en, fr." in render("flows", "--language", "de").err[0]


@pytest.mark.parametrize(
    ("mode", "role", "options"),
    [
        ("EDGED", "main HUB", ("--format", "MD", "--layout", "Ports", "--need", "Required")),
        ("with an EDGE", "MainHub", ("--format", "Md", "--protocol", "TCP udp sctp")),
    ],
)
def test_names_and_words_are_taken_in_every_spelling(
    render: Run, mode: str, role: str, options: tuple[str, ...]
) -> None:
    done = render("flows", mode, "--role", role, *options)
    assert (done.status, done.err) == (0, [])
    lower = [option.lower() for option in options]
    assert done == render("flows", "edged", "--role", "hub", *lower)


def test_a_catalog_that_cannot_be_read_is_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "small.yaml").write_bytes(Path(SMALL).read_bytes())
    path = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "small.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-99\\n"\n', "utf-8")
    dataset = str(tmp_path / "small.yaml")
    for words in (["render", "ports"], ["generate", str(tmp_path / "out"), "--format", "md"]):
        assert cli.main([*words, "--language", "fr", "--dataset", dataset]) == 2
        said = f"medulla-flows: {path} cannot be read: unknown encoding: utf-99.\n"
        assert capfd.readouterr() == ("", said)
    if hasattr(os, "mkfifo"):  # which Windows has not
        path.unlink()
        os.mkfifo(path)
        assert cli.main(["render", "ports", "--language", "fr", "--dataset", dataset]) == 2
        why = "it is a device, a pipe or a socket, not a file"
        said = f"medulla-flows: {path} cannot be read: {why}.\n"
        assert capfd.readouterr() == ("", said)


def test_a_hidden_character_in_a_translation_breaks_no_chart(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "small.yaml").write_bytes(Path(SMALL).read_bytes())
    path = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "small.po"
    path.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    path.write_text(f'{head}msgid "Main hub"\nmsgstr "Moyeu\x1b[31m\x07"\n', "utf-8")
    words = ["render", "flowchart", "plain", "--format", "svg", "--language", "fr"]
    assert cli.main([*words, "--dataset", str(tmp_path / "small.yaml")]) == 0
    chart = etree.fromstring(capfd.readouterr().out.encode())
    assert "Main hub" in "".join(chart.itertext())


def test_names_are_taken_in_the_language_of_the_output(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    dataset = tmp_path / "flows.yaml"
    dataset.write_text(Path(SMALL).read_text(encoding="utf-8"), encoding="utf-8")
    catalog = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "flows.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid "Main hub"\nmsgstr "Centre principal"\n', encoding="utf-8")
    asked = ["render", "flows", "--dataset", str(dataset), "--role", "CENTRE principal"]
    assert cli.main([*asked, "--language", "fr"]) == 0
    assert "Centre principal" in capfd.readouterr().out
    assert cli.main(asked) == 2
    assert "There is no role 'CENTRE'." in capfd.readouterr().err


def test_other_commands_refuse_what_they_do_not_know(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["list", "modes", SMALL, "--format", "md"])
    assert ended.value.code == 2
    assert "--format" in capfd.readouterr().err
