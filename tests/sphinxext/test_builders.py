"""One manual with everything, of Medulla's dataset, through every builder."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pypdf
import pytest
import sphinx
from lxml import etree, html
from manuals import CONF, RELEASE, SMALL, Built, Manual, copied, page, rst
from programs import FAULTLESS, epubcheck_says, needed

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.messages import read
from sphinx_medulla.dataset.model import Dataset
from sphinx_medulla.dataset.translation import texts

Make = Callable[..., Manual]
Build = Callable[[str], Built]

HTML = {"html": "*.html", "dirhtml": "*.html", "singlehtml": "*.html", "epub": "*.xhtml"}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load(RELEASE).dataset


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds the manual with a builder, once."""
    root = tmp_path_factory.mktemp("whole")
    manual = copied("whole", root)
    built: dict[str, Built] = {}

    def build(builder: str) -> Built:
        if builder not in built:
            built[builder] = manual.build(builder, folder=builder)
        return built[builder]

    return build


@pytest.mark.parametrize(
    "builder",
    [
        "html",
        "dirhtml",
        "singlehtml",
        "epub",
        "latex",
        "text",
        "man",
        "texinfo",
        "xml",
        "pseudoxml",
        "gettext",
        "dummy",
    ],
)
def test_no_builder_warns(whole: Build, builder: str) -> None:
    assert whole(builder).warnings == []


# Links


def trees(built: Built, pattern: str) -> dict[Path, etree._Element]:
    """The pages of an output, parsed."""
    parse = etree.fromstring if pattern == "*.xhtml" else html.document_fromstring
    return {path: parse(path.read_bytes()) for path in sorted(built.out.rglob(pattern))}


def ids(tree: etree._Element) -> list[str]:
    return [str(found) for found in tree.xpath("//@id")]


def links(tree: etree._Element) -> Iterator[str]:
    """Where the links of a page and of the SVG in it lead, but for those to the outside."""
    for found in tree.xpath("//@href | //@*[local-name() = 'href' and namespace-uri() != '']"):
        if not urlsplit(found).scheme and not found.startswith("//"):
            yield str(found)


@pytest.mark.parametrize("builder", HTML)
def test_no_id_stands_twice_on_a_page(whole: Build, builder: str) -> None:
    pages = trees(whole(builder), HTML[builder])
    assert pages
    for path, tree in pages.items():
        # Furo repeats its own icons, Sphinx the footnotes of a single page
        found = [name for name in ids(tree) if name.startswith(("medulla", "my-"))]
        assert sorted(found) == sorted(set(found)), path


@pytest.mark.parametrize("builder", HTML)
def test_every_internal_link_leads_somewhere(whole: Build, builder: str) -> None:
    built = whole(builder)
    pages = trees(built, HTML[builder])
    there = {path: set(ids(tree)) for path, tree in pages.items()}
    followed, broken = 0, []
    for path, tree in pages.items():
        for link in links(tree):
            if builder == "singlehtml" and (
                link == "#" or re.match("#document-.*#|[a-z]+.html", link)
            ):
                continue  # Sphinx's own links to labels, and Furo's to pages that are not there
            parts = urlsplit(link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                broken.append((path.name, link))
            elif parts.fragment and target in there:
                followed += parts.fragment.startswith("medulla-")
                if unquote(parts.fragment) not in there[target]:
                    broken.append((path.name, link))
    assert broken == []
    assert followed > 400


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_the_links_of_charts_lead_to_rows_of_the_same_number(whole: Build, builder: str) -> None:
    pages = trees(whole(builder), "*.html")
    rows = 0
    for path, tree in pages.items():
        for link in tree.xpath("//svg//a[starts-with(@href, '#medulla-flow-')]"):
            title = link.xpath(".//title/text()")[0]
            number = re.match(r"Flow (\d+): ", title)
            assert number is not None, title
            found = tree.xpath("//*[@id = $name]/ancestor::tr", name=link.get("href")[1:])
            assert len(found) == 1, (path, link.get("href"))
            cells = [cell.text_content().strip() for cell in found[0]]
            numbers = [cell for cell in cells if re.fullmatch(r"[\d.,\s]+", cell)]  # 2 or 2.1
            assert number[1] in re.findall(r"\d+", " ".join(numbers)), (path, title, cells)
            rows += 1
    assert rows > 30


def test_numbers_of_rows_lead_to_a_chart_that_has_the_flow(whole: Build) -> None:
    pages = trees(whole("html"), "*.html")
    followed = 0
    for path, tree in pages.items():
        for link in tree.xpath("//table[contains(@class, 'medulla-table')]//a[@title]"):
            if link.get("title") != "To the flowchart":
                continue
            parts = urlsplit(link.get("href"))
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            figures = pages[target].xpath(
                "//figure[@id = $name] | //figure[span/@id = $name]",
                name=parts.fragment,
            )
            assert len(figures) == 1
            assert figures[0].xpath(".//svg")
            followed += 1
    assert followed > 20


# What each builder gives


def test_text_has_every_port(whole: Build, dataset: Dataset) -> None:
    text = " ".join(
        " ".join(whole("text").text(f"{name}.txt").split()) for name in ("ports", "dmz")
    )
    for service in dataset.services.values():
        assert service.name in text
        for entry in service.ports:
            assert str(entry.port) in text


@pytest.mark.parametrize("widths", ["1 2 3 4", "1000 2000 3000 4000"])
def test_text_can_be_read_whatever_the_proportions(manual: Make, widths: str) -> None:
    """Text output takes widths for characters."""
    made = manual({"index.rst": page("Manual", rst("flows", "plain", widths=widths))})
    lines = made.build("text").text("index.txt").splitlines()
    widest, *_ = sorted(map(len, lines), reverse=True)
    assert 80 < widest < 220
    assert any("tcp: 22 SSH" in line for line in lines)


def test_text_breaks_no_word_of_a_table(manual: Make) -> None:
    flows = """\
format: 1
product: {name: Acme}
revision: 1
roles:
  here: {name: Here}
  there: {name: There, host: [a-rather-long-name-of-a-host.example.com, 192.0.2.0/24]}
flows:
  - {id: from-here-to-there-by-a-rather-long-id, from: here, to: there, ports: [22/tcp]}
"""
    table = rst("flows", layout="ports", columns="id, from, to, host, ports")
    made = manual({"index.rst": page("Manual", table), "flows.yaml": flows})
    text = made.build("text").text("index.txt")
    assert "a-rather-long-name-of-a-host.example.com" in text
    assert '"from-here-to-there-by-a-rather-long-id"' in text


def test_xml_is_well_formed_and_of_docutils_own_nodes(whole: Build) -> None:
    paths = sorted(whole("xml").out.rglob("*.xml"))
    assert len(paths) == 10
    names = {node.tag for path in paths for node in etree.parse(path).iter(tag=etree.Element)}
    assert "Placeholder" not in names
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert "BlockOptions(" not in text


def test_a_list_without_entries_is_a_sentence(manual: Make) -> None:
    """LaTeX does not go on at a list that has none."""
    names = ("flows", "flowchart", "ports", "lookup", "modes", "flow-rules", "errata", "findings")
    empty = {name: {"empty": "ok"} for name in names[:3]}
    blocks = [rst(name, **empty.get(name, {})) for name in names]
    files = {"index.rst": page("Manual", *blocks)}
    files["flows.yaml"] = "format: 1\nproduct: {name: X}\nrevision: 1\nroles: {}\nflows: []\n"
    built = manual(files).build("xml", conf={"medulla_check": "off"})
    assert built.warnings == []
    tree = etree.parse(built.out / "index.xml")
    assert tree.xpath("//bullet_list[not(*)] | //definition_list[not(*)] | //tbody[not(*)]") == []
    words = " ".join(tree.xpath("string(/*)").split())
    assert "No port matches." in words
    assert "There are no modes to choose from." in words


def test_pseudoxml_has_no_node_of_ours(whole: Build) -> None:
    for path in whole("pseudoxml").out.rglob("*.pseudoxml"):
        text = path.read_text(encoding="utf-8")
        assert "Placeholder" not in text
        assert "BlockOptions(" not in text


def test_translators_are_asked_for_words_of_authors_and_of_the_dataset(
    whole: Build, dataset: Dataset
) -> None:
    found: set[str] = set()
    for path in whole("gettext").out.rglob("*.pot"):
        found |= {str(message.id) for message in read(path) if message.id}
    found -= {text.words for text in texts(dataset)}  # "DMZ" too, which is also a title here
    assert {message for message in found if "medulla-" not in message} == {
        "Whole manual",
        "Which mode",
        "How to read",
        "A list has a label, too: :ref:`choose <choice>`.",
        "Standalone",
        "A footnote of the author.[^one] And another one.[^two]",
        "The *core* of [this](#my-chart) mode",
        "The first one.",
        "The second one.",
        "Classic",
        "One [#]_ and two [#]_.",
        "First.",
        "Second.",
        "Around",
        "The DMZ relay server's *own* flows",
        "Ports",
        "One role",
        "The same again",
        "Errata",
    }


def test_man_pages_have_the_flows_without_addresses(whole: Build) -> None:
    (path,) = whole("man").out.rglob("*.1")
    text = path.read_text(encoding="utf-8")
    assert "4370\\-4380/tcp" in text
    assert "Medulla and its workstations" in text
    theirs = 1 if sphinx.version_info >= (9,) else 0  # the author's own link, as Sphinx prints it
    assert text.replace("\\-", "-").count("medulla-flow-") == theirs


def test_a_man_page_is_called_after_itself(manual: Make) -> None:
    """Captions are lines of their own: no headings, and nothing stands behind them."""
    blocks = [
        "Before.\n",
        rst("flows", "plain"),
        rst("flowchart", "plain", stamp=""),
        rst("errata"),
    ]
    built = manual({"index.rst": page("Top", *blocks)}).build("man")
    assert built.warnings == []
    (path,) = built.out.glob("*.1")
    text = path.read_text(encoding="utf-8").replace("\\-", "-")
    _start, _heading, after = text.partition(".SH NAME\n")
    assert after.startswith(
        "manual - Manual 1\n.sp\nBefore.\n.sp\nNetwork flows – Without an edge\n"
    )
    headings = [found.lower() for found in re.findall(r"^\.SH (.*)", text, re.MULTILINE)]
    assert headings == ["name", "author", "copyright"]
    assert "\nFlowchart – Without an edge\n.sp\nProduct: Acme 3.x." in text
    assert not re.search(r"^[^.\n].*INDENT$", text, re.MULTILINE)


def test_charts_have_no_style_and_no_script(whole: Build) -> None:
    """A strict Document Security Policy can stand."""
    for tree in trees(whole("html"), "*.html").values():
        for svg in tree.xpath("//svg[contains(@class, 'medulla-svg')]"):
            assert not svg.xpath(".//@style | .//style | .//script | .//@onclick | .//image")
            assert svg.xpath("title/text()")
            assert svg.xpath("desc/text()")


def test_a_chart_with_links_can_be_skipped(whole: Build) -> None:
    """Each of its boxes is a stop of the Tab key."""
    skipped = 0
    for tree in trees(whole("html"), "*.html").values():
        for svg in tree.xpath("//svg[contains(@class, 'medulla-svg')][.//a]"):
            skip = svg.getprevious()
            assert skip.get("aria-label") == "Skip the chart"
            assert not skip.text  # the words of a page's search are others
            assert skip.get("href") == f"#{svg.getnext().get('id')}"
            skipped += 1
    assert skipped


def test_a_chart_has_no_picture_that_is_not_there(whole: Build) -> None:
    for builder in ("html", "epub"):
        built = whole(builder)
        for path, tree in trees(built, HTML[builder]).items():
            for source in tree.xpath("//*[local-name() = 'img']/@src"):
                assert (path.parent / unquote(source)).is_file(), (path, source)


def test_an_epub_has_its_charts_as_files_with_words(whole: Build) -> None:
    built = whole("epub")
    charts = sorted(built.out.rglob("medulla-*.svg"))
    assert len(charts) == 9
    for path in charts:
        tree = etree.parse(path)
        names = {"svg": "http://www.w3.org/2000/svg"}
        assert tree.xpath("/svg:svg/svg:title/text()", namespaces=names)
        assert "var(" not in path.read_text(encoding="utf-8")
    texts = [tree.xpath("string()") for tree in trees(built, "*.xhtml").values()]
    assert any("4370-4380/tcp Erlang distribution" in text for text in texts)


def test_an_epub_has_each_chart_once_where_doctrees_lie_within_it(manual: Make) -> None:
    """They do after a plain sphinx-build, and Sphinx packs whatever looks like a picture."""
    made = manual({"index.rst": page("Manual", rst("flowchart", "plain"))})
    done = made.run("epub", "-d", str(made.root / "run" / "epub" / ".doctrees"))
    assert done.returncode == 0
    (book,) = (made.root / "run" / "epub").glob("*.epub")
    with zipfile.ZipFile(book) as packed:
        pictures = [name for name in packed.namelist() if name.endswith(".svg")]
        charts = [name for name in pictures if "medulla-chart" in name]
        assert charts == ["_images/medulla-chart-index-1.svg"]
        for name in pictures:
            etree.fromstring(packed.read(name))


@pytest.mark.parametrize(
    ("builder", "name"),
    [("epub", "_images/medulla-chart-index-1.svg"), ("latex", "medulla-chart-index-1.pdf")],
)
def test_charts_need_no_folder_for_later_builds(builder: str, name: str, manual: Make) -> None:
    made = manual({"index.rst": page("Manual", rst("flowchart", "plain"))})
    made.write({"../build/doctrees/medulla": "A file, so that no folder can be made here."})
    built = made.build(builder)
    assert built.warnings == []
    assert (built.out / name).is_file()


# What other programs say


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


@pytest.mark.heavy
def test_epubcheck_finds_nothing(whole: Build) -> None:
    (book,) = whole("epub").out.glob("*.epub")
    assert FAULTLESS in epubcheck_says(book)


@pytest.fixture(scope="module")
def pdf(whole: Build) -> Path:
    needed("pdftotext", "poppler-utils")
    folder = whole("latex").out
    done = run(needed("latexmk"), "-pdf", "-interaction=nonstopmode", "wholemanual.tex", cwd=folder)
    assert done.returncode == 0, done.stdout[-3000:]
    return folder / "wholemanual.pdf"


@pytest.mark.heavy
def test_latex_knows_every_reference_and_every_character(pdf: Path) -> None:
    log = pdf.with_suffix(".log").read_text(encoding="utf-8", errors="replace").replace("\n", "")
    for fault in (
        "has been referenced but does not exist",
        "destination with the same identifier",
        "Reference `",
        "There were undefined references",
        "Missing character",
        "multiply defined",
        "Undefined control sequence",
    ):
        assert fault not in log, log[log.index(fault) - 200 :][:400]


@pytest.mark.heavy
def test_every_link_of_the_pdf_leads_somewhere(pdf: Path) -> None:
    reader = pypdf.PdfReader(pdf)
    names = set(reader.named_destinations)
    followed, broken = 0, []
    for sheet in reader.pages:
        for note in sheet.get("/Annots") or ():
            action = note.get_object().get("/A")
            if action is not None and action.get("/S") == "/GoTo":
                followed += 1
                if action["/D"] not in names:
                    broken.append(action["/D"])
    assert broken == []
    assert followed > 400


@pytest.mark.heavy
def test_the_pdf_has_every_port(pdf: Path, dataset: Dataset) -> None:
    done = run("pdftotext", "-layout", pdf, "-", cwd=pdf.parent)
    words = "".join(done.stdout.split())
    for service in dataset.services.values():
        for entry in service.ports:
            assert str(entry.port) in words
    for flow in dataset.flows:
        assert "".join(dataset.roles[flow.to].name.split()) in words


def test_what_texinfo_links_to_stands_in_its_place(whole: Build) -> None:
    """Sphinx writes anchors that it misses at the end, in another order in each build."""
    texi = whole("texinfo").text("whole.texi")
    assert re.findall(r"@anchor\{([^}]+)\}@w\{ +\}", texi) == []
    assert re.search(r"@anchor\{standalone my-chart\}.*\n+@float Figure", texi)
    caption = "Network flows – Without a relay server (group: Medulla and its workstations)"
    assert f"\n\n{caption}\n\n\n@multitable" in texi
    above = texi.partition(f"\n\n{caption}")[0]
    assert "@anchor{standalone my-table}" in above.splitlines()[-1]
    assert re.search(r"@item\s+@tab\s+`Medulla external access'", texi)  # not in the narrow column


@pytest.mark.heavy
@pytest.mark.parametrize("options", [("--html", "--no-split"), ("--info", "--no-split")])
def test_makeinfo_says_nothing(whole: Build, tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run(
        needed("makeinfo", "texinfo"),
        *options,
        "-o",
        tmp_path / "whole",
        "whole.texi",
        cwd=whole("texinfo").out,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = (tmp_path / "whole").read_text(encoding="utf-8")
    assert "4370-4380/tcp" in text
    if "--info" in options:
        return
    tree = html.document_fromstring(text.encode())
    there = ids(tree) + tree.xpath("//a/@name")
    within = [link[1:] for link in links(tree) if link.startswith("#")]
    assert [link for link in within if link not in there] == []
    assert len(within) > 400


# Links to the outside


class Pages(BaseHTTPRequestHandler):
    """One page that is there; no other is."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/good" else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html></html>")

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as listening:
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


def test_linkcheck_follows_the_links_of_the_dataset(
    tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    text = SMALL.replace("https://example.org/page", f"{server}/good")
    text = text.replace("https://example.org/archive", f"{server}/missing")
    index = page("Manual", rst("flows", "plain", stamp=""), rst("flowchart", "plain"))
    manual = Manual(
        tmp_path, {"index.rst": index, "flows.yaml": text}, CONF + "linkcheck_timeout = 5\n"
    )
    found = [
        json.loads(line) for line in manual.build("linkcheck").text("output.json").splitlines()
    ]
    assert {(link["uri"], link["status"], link["filename"]) for link in found} == {
        (f"{server}/good", "working", "index.rst"),
        (f"{server}/missing", "broken", "index.rst"),
    }
