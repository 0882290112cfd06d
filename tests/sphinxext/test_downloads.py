"""Files under tables: what each builder offers, and what is left there from build to build."""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html
from manuals import CONF, SMALL, Built, Manual, page, rst
from programs import FAULTLESS, epubcheck_says

from sphinx_medulla import files
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.render.records import records
from sphinx_medulla.render.writers.csv_writer import csv_text
from sphinx_medulla.render.writers.json_writer import json_text
from sphinx_medulla.sphinxext.output_files import OutputError

pytestmark = pytest.mark.each_sphinx

Make = Callable[..., Manual]

FILES = {
    "index.rst": page(
        "Manual",
        ".. toctree::\n\n   sub/one\n   none\n",
        rst("flows", "plain", download="csv json"),
        rst("flows", "edged", role="edge", protocol="tcp", download="csv"),
    ),
    "sub/one.rst": page(
        "One", rst("flows", "plain edged", columns="id, ports", download="json, csv")
    ),
    "none.rst": page("None", rst("flows", "plain", to="hub")),
}
HTML = {
    "html": ("index.html", "sub/one.html"),
    "dirhtml": ("index.html", "sub/one/index.html"),
    "singlehtml": ("index.html",),
    "epub": ("index.xhtml", "sub/one.xhtml"),
}
NAMES = {
    "medulla-flows_plain.csv",
    "medulla-flows_plain.json",
    "medulla-flows_plain_edged.csv",
    "medulla-flows_plain_edged.json",
    "medulla-flows_edged_8c00a030.csv",
}


def downloads(built: Built) -> set[str]:
    """The names of our files in an output."""
    return {path.name for path in (built.out / "_downloads" / "medulla").glob("*")}


def parsed(path: Path) -> etree._Element:
    content = path.read_bytes()
    return (
        etree.fromstring(content) if path.suffix == ".xhtml" else html.document_fromstring(content)
    )


def links(path: Path) -> list[etree._Element]:
    """The links of a page to our files."""
    found: list[etree._Element] = parsed(path).xpath(
        "//*[local-name() = 'p' and @class = 'medulla-download']/*[local-name() = 'a']"
    )
    return found


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


# Builders with files


@pytest.mark.parametrize("builder", HTML)
def test_every_link_leads_to_a_file_and_every_file_has_a_link(manual: Make, builder: str) -> None:
    built = manual(FILES).build(builder)
    assert built.warnings == []
    led: set[Path] = set()
    texts = []
    for name in HTML[builder]:
        for link in links(built.out / name):
            led.add((built.out / name).parent / unquote(link.get("href")))
            texts.append("".join(link.itertext()))
    assert {path.resolve() for path in led} == {
        path.resolve() for path in (built.out / "_downloads" / "medulla").iterdir()
    }
    assert downloads(built) == NAMES
    assert len(texts) == 5
    assert "Download as CSV (lines: 12): Network flows – Without an edge" in texts
    assert "Download as JSON (lines: 28): Network flows – Without an edge, With an edge" in texts
    assert len(set(texts)) == 5  # each makes sense without the table beside it


def test_pages_tell_browsers_to_download(manual: Make) -> None:
    built = manual(FILES).build()
    found = links(built.out / "index.html")
    assert [link.get("download") for link in found] == ["", "", ""]
    assert [link.get("style") for link in found] == [None] * 3


@pytest.mark.parametrize("builder", HTML)
def test_the_files_have_what_the_tables_show(manual: Make, builder: str) -> None:
    made = manual(FILES)
    folder = made.build(builder).out / "_downloads" / "medulla"
    queries = Queries(load(made.source / "flows.yaml").dataset)
    plain = records(queries.select(Selection(modes=("plain",))))
    assert (folder / "medulla-flows_plain.csv").read_bytes() == csv_text(plain).encode()
    assert (folder / "medulla-flows_plain.json").read_bytes() == json_text(plain).encode()
    both = json.loads((folder / "medulla-flows_plain_edged.json").read_text(encoding="utf-8"))
    assert {line["mode"] for line in both["lines"]} == {"Without an edge", "With an edge"}


CUTS: list[dict[str, str]] = [
    {"role": "edge"},
    {"protocol": "udp"},
    {"port": "4375, 22/tcp"},
    {"between": "internet border"},
    {"crossing": ""},
    {"group": "around"},
    {"feature": "files"},
    {"need": "optional not-stated"},
    {"from": "Client"},
]


@pytest.mark.parametrize("cut", CUTS, ids=str)
def test_a_filter_cuts_the_file_as_it_cuts_the_table(manual: Make, cut: dict[str, str]) -> None:
    table = rst("flows", "edged", columns="id ports", layout="ports", download="csv", **cut)
    built = manual({"index.rst": page("Manual", table)}).build()
    assert built.warnings == []
    shown = set()
    for row in parsed(built.out / "index.html").xpath("//tbody/tr[count(*) = 2]"):
        flow = "".join(row[0].itertext()).strip()
        for number in row.xpath(".//*[@class = 'medulla-value-port']/text()"):
            (protocols,) = row.xpath(".//*[@class = 'medulla-value-protocol']/text()")
            shown |= {(flow, number, protocol) for protocol in protocols.split("+")}
        if row.xpath("string(td)").strip() == "port not stated":
            shown.add((flow, "port not stated", ""))
    (name,) = downloads(built)
    there = rows(built.out / "_downloads" / "medulla" / name)
    assert {(row["flow_id"], row["port"], row["protocol"]) for row in there} == shown
    assert len(there) == len(shown) > 0


def test_two_tables_of_the_same_flows_share_a_file(manual: Make) -> None:
    tables = [rst("flows", "plain", download="csv", columns=name) for name in ("id", "ports")]
    built = manual({"index.rst": page("Manual", *tables)}).build()
    assert built.warnings == []
    assert downloads(built) == {"medulla-flows_plain.csv"}
    assert len(links(built.out / "index.html")) == 2


def test_a_table_without_the_option_has_no_file(manual: Make) -> None:
    built = manual({"index.rst": FILES["none.rst"]}).build()
    assert not (built.out / "_downloads").exists()
    assert links(built.out / "index.html") == []


def test_processes_side_by_side_write_the_same(manual: Make) -> None:
    many = {f"more{number}.rst": ":orphan:\n\n" + FILES["none.rst"] for number in range(9)}
    for number in range(9):
        many[f"more{number}.rst"] += rst("flows", "edged", port=str(22), download="csv json")
    made = manual({**FILES, **many})
    for jobs in ("1", "2"):
        seed = {"PYTHONHASHSEED": jobs}
        done = made.run("html", "-W", "-j", jobs, folder=jobs, environ=seed)
        assert (done.returncode, done.stderr) == (0, "")
    serial, parallel = (made.ran("html", jobs).files() for jobs in ("1", "2"))
    assert serial == parallel
    assert sum("_downloads" in name for name in serial) == 7


# EPUB


def test_an_epub_lists_its_files_with_the_page_to_fall_back_to(manual: Make) -> None:
    built = manual(FILES).build("epub")
    (path,) = built.out.glob("*.epub")
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        package = etree.fromstring(book.read("content.opf"))
    assert len(names) == len(set(names))
    assert {name.rpartition("/")[2] for name in names if "_downloads" in name} == NAMES
    space = {"opf": "http://www.idpf.org/2007/opf"}
    items = {item.get("id"): item for item in package.iterfind(".//opf:item", space)}
    spine = {
        ref.get("idref"): ref.get("linear") for ref in package.iterfind(".//opf:itemref", space)
    }
    ours = {name: item for name, item in items.items() if "_downloads" in item.get("href")}
    assert len(ours) == 5
    for name, item in ours.items():
        assert item.get("media-type") in {"text/csv", "application/json"}
        assert spine[name] == "no"
        page_of = "sub/one.xhtml" if "plain_edged" in item.get("href") else "index.xhtml"
        assert items[item.get("fallback")].get("href") == page_of


@pytest.mark.heavy
def test_epubcheck_finds_nothing(manual: Make) -> None:
    made = manual(FILES)
    for _build in range(2):
        (book,) = made.build("epub").out.glob("*.epub")
        assert FAULTLESS in epubcheck_says(book)
        made.edit("none.rst", "====", "====\n\nMore.")


# Builders without files


@pytest.mark.parametrize(
    "builder", ["text", "man", "latex", "texinfo", "xml", "pseudoxml", "gettext", "dummy"]
)
def test_no_other_builder_warns_or_writes_a_file(manual: Make, builder: str) -> None:
    built = manual(FILES).build(builder)
    assert built.warnings == []
    assert not [name for name in built.files() if name.endswith((".csv", ".json"))]


def test_text_has_the_command_on_a_line_of_its_own(manual: Make) -> None:
    text = manual(FILES).build("text").text("index.txt")
    asked = "--role edge --protocol tcp"
    assert [line.strip() for line in text.splitlines() if "medulla-flows render" in line] == [
        "medulla-flows render flows plain --format csv --dataset flows.yaml",
        "medulla-flows render flows plain --format json --dataset flows.yaml",
        f"medulla-flows render flows edged {asked} --format csv --dataset flows.yaml",
    ]
    assert "To get these flows as CSV:" in text


def test_man_and_latex_have_the_command(manual: Make) -> None:
    made = manual(FILES)
    (man,) = made.build("man").out.glob("*.1")
    command = "medulla-flows render flows plain edged --format json --dataset flows.yaml"
    assert command in man.read_text(encoding="utf-8").replace("\\-", "-")
    latex = made.build("latex").text("manual.tex").replace("\\PYGZhy{}", "-")
    folded = command.replace(" --dataset", " \\PYGZbs{}\n  --dataset")
    assert folded in latex


def test_no_path_of_the_machine_stands_in_a_command(manual: Make, tmp_path: Path) -> None:
    (tmp_path / "apart").mkdir()
    apart = tmp_path / "apart" / "other.yaml"
    apart.write_text(SMALL, encoding="utf-8")
    conf = CONF.replace('"flows.yaml"', repr(str(apart)))
    text = manual(FILES, conf).build("text").text("index.txt")
    assert "--format csv --dataset other.yaml" in text
    assert str(tmp_path) not in text


def test_the_packaged_dataset_needs_no_path(manual: Make) -> None:
    conf = CONF.replace('medulla_dataset = "flows.yaml"\n', "")
    files = {"index.rst": page("Manual", rst("flows", download="csv"))}
    made = manual(files, conf)
    command = "   medulla-flows render flows --format csv"
    assert f"{command}\n" in made.build("text").text("index.txt")
    french = made.build("text", "french", {"language": "fr"})
    assert f"{command} --language fr\n" in french.text("index.txt")


# What does not fit


def test_words_that_do_not_fit_are_said(manual: Make) -> None:
    files = {
        "index.rst": page("Manual", rst("flows", "plain", download="cvs")),
        "a.rst": ":orphan:\n\n" + page("A", rst("flows", "plain", download=None)),
        "b.rst": ":orphan:\n\n" + page("B", rst("flowchart", "plain", download="csv")),
    }
    built = manual(files).build()
    assert len(built.warnings) == 3
    empty, charts, unknown = sorted(built.warnings)
    assert "a.rst:7" in empty
    assert "The option 'download' is empty." in empty
    assert "There is no option 'download'." in charts
    assert "index.rst:5" in unknown
    assert "The option 'download' has the unknown word 'cvs'. Did you mean 'csv'?" in unknown
    assert downloads(built) == set()


# From build to build


@pytest.mark.parametrize("builder", ["html", "epub", "singlehtml"])
def test_nothing_is_left_of_a_file_that_no_page_offers(manual: Make, builder: str) -> None:
    made = manual(FILES)
    made.build(builder)
    made.edit("index.rst", "   :download: csv json\n", "   :download: json\n")
    made.edit("index.rst", "   :role: edge\n", "   :role: hub\n")
    again = made.build(builder)
    assert again.files().keys() == made.cold(builder).files().keys()
    there = downloads(again)
    assert "medulla-flows_plain.csv" not in there
    assert len(there) == 4
    made.edit("index.rst", "   :download: json\n", "")
    made.edit("index.rst", "   :download: csv\n", "")
    made.edit("sub/one.rst", "   :download: json, csv\n", "")
    assert downloads(made.build(builder)) == set()


def test_no_empty_folder_is_left(manual: Make) -> None:
    made = manual(FILES)
    assert downloads(made.build("html")) == NAMES
    plain = page("Manual", ".. toctree::\n\n   sub/one\n   none\n", rst("flows", "plain"))
    made.write({"index.rst": plain, "sub/one.rst": page("One", rst("flows", "plain"))})
    assert not (made.build("html").out / "_downloads").exists()


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="Only POSIX locks tell that the process that made a folder was killed",
)
def test_a_build_with_nothing_to_write_removes_what_a_killed_one_left(manual: Make) -> None:
    made = manual(FILES)
    out = made.build("html").out
    doctrees = next(made.root.rglob("dataset.pickle")).parent
    folders = [out, out / "_static", out / "_images", out / "_downloads" / "medulla", doctrees]
    left = [folder / f"{files.TEMPORARY}0123456789abcdef" for folder in folders]
    for path in left:
        path.mkdir(parents=True)
        (path / "new-0").write_text("half", encoding="utf-8")
    files.remove_abandoned.cache_clear()  # as in a process of its own
    assert made.build("html").read == []
    assert [path for path in left if path.exists()] == []


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_a_revision_reaches_the_files(manual: Make, builder: str) -> None:
    made = manual(FILES)
    made.build(builder)
    made.edit("flows.yaml", "revision: 2026-11-24", "revision: 2026-12-01")
    again = made.build(builder)
    assert sorted(again.read) == ["index", "sub/one"]
    assert again.files() == made.cold(builder).files()
    read = rows(again.out / "_downloads" / "medulla" / "medulla-flows_plain.csv")
    assert {row["revision"] for row in read} == {"2026-12-01"}


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_a_build_without_a_change_leaves_the_files(manual: Make, builder: str) -> None:
    made = manual(FILES)
    first = made.build(builder).files()
    again = made.build(builder)
    assert again.read == []
    assert again.files() == first


def test_a_table_that_the_builder_leaves_out_has_no_file(manual: Make) -> None:
    table = rst("flows", "plain", download="csv").replace("\n", "\n   ")
    made = manual({"index.rst": page("Manual", f".. only:: latex\n\n   {table}")})
    built = made.build()
    assert built.warnings == []
    assert downloads(built) == set()


def test_a_dataset_that_breaks_leaves_no_file(manual: Make) -> None:
    made = manual(FILES)
    made.build()
    made.write({"flows.yaml": "format: 1\n"})
    broken = made.build()
    assert downloads(broken) == set()
    made.write({"flows.yaml": SMALL})
    assert downloads(made.build()) == NAMES


# Broken surroundings


def test_no_link_is_followed_out_of_the_output(manual: Make, tmp_path: Path) -> None:
    made = manual(FILES)
    out = made.build().out
    outside = tmp_path / "outside"
    (out / "_downloads" / "medulla").rename(outside)
    (outside / "mine.txt").write_text("Mine.", encoding="utf-8")
    before = {path.name: path.stat().st_mtime_ns for path in outside.iterdir()}
    (out / "_downloads" / "medulla").symlink_to(outside)
    made.edit("index.rst", "   :download: csv json\n", "   :download: json\n")
    with pytest.raises(OutputError, match=r"medulla leads out of the folder .*Remove the link\."):
        made.build()
    assert {path.name: path.stat().st_mtime_ns for path in outside.iterdir()} == before
    style = out / "_static" / "medulla.css"
    style.unlink()
    style.symlink_to(outside / "mine.txt")
    (out / "_downloads" / "medulla").unlink()
    assert made.build().warnings == []
    assert not style.is_symlink()
    assert (outside / "mine.txt").read_text(encoding="utf-8") == "Mine."


def test_a_folder_in_the_place_of_a_download_is_said(manual: Make) -> None:
    made = manual(FILES)
    place = made.root / "build" / "html" / "_downloads" / "medulla" / "medulla-flows_plain.csv"
    (place / "mine").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"medulla-flows_plain.csv: Is a directory\."):
        made.build()
    assert (place / "mine").is_dir()


# Hostile text


def test_formulas_in_a_dataset_do_not_run(manual: Make) -> None:
    evil = SMALL.replace("name: Main hub", "name: '=cmd|'' /C calc''!A0'")
    evil = evil.replace("description: Wakes machines.", "description: 'Wakes;@SUM(1), +1'")
    built = manual({**FILES, "flows.yaml": evil}).build()
    assert built.warnings == []
    read = rows(built.out / "_downloads" / "medulla" / "medulla-flows_plain.csv")
    cells = {cell for row in read for cell in row.values()}
    assert "'=cmd|' /C calc'!A0" in cells
    assert "Wakes;'@SUM(1),' +1" in cells
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]
    content = json.loads(
        (built.out / "_downloads" / "medulla" / "medulla-flows_plain.json").read_bytes()
    )
    assert "=cmd|' /C calc'!A0" in {line["to"] for line in content["lines"]}


def test_a_caption_with_markup_stands_in_the_link_as_text(manual: Make) -> None:
    table = rst("flows", "plain", caption="A *caption* & <b>", download="csv")
    built = manual({"index.rst": page("Manual", table)}).build()
    (link,) = links(built.out / "index.html")
    assert "".join(link.itertext()) == "Download as CSV (lines: 12): A caption & <b>"
