"""Every format as the goldens have it, and the same cells in each by parsers that are not ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from formats import (
    SMALL_FILE,
    cells_of_html,
    cells_of_md,
    cells_of_rst,
    md_text,
    plain,
    text_of,
    written,
)
from hostile import FOREIGN, WORDS, dataset
from lxml import etree, html
from pytest_regressions.file_regression import FileRegressionFixture

from sphinx_medulla.render.writers.rst_writer import Rst
from sphinx_medulla.render.writers.text_writer import Text

ALL_COLUMNS = (
    "no id from to connection zones ports protocol service purpose need feature encryption "
    "setting notes source mode"
)
CASES: dict[str, tuple[str, str, dict[str, str]]] = {
    "flows": ("flows", "edged", {"errata": "notes", "stamp": "true"}),
    "flows-of-modes": ("flows", "plain, edged", {"caption": "Both | all"}),
    "flows-role": ("flows", "edged", {"role": "edge", "port": "22 4371"}),
    "flows-by-port": ("flows", "plain", {"layout": "ports", "group": "core"}),
    "flows-columns": ("flows", "edged", {"columns": ALL_COLUMNS, "group": "core"}),
    "flows-nothing": ("flows", "plain", {"to": "edge"}),
    "ports": ("ports", "", {"mode": "edged", "errata": "notes"}),
    "ports-table": ("ports", "", {"layout": "table", "role": "edge", "errata": "notes"}),
    "flowchart": ("flowchart", "plain edged", {"stamp": "true"}),
    "lookup": ("lookup", "", {}),
    "modes": ("modes", "", {}),
    "flow-rules": ("flow-rules", "", {}),
    "errata": ("errata", "", {}),
    "findings": ("findings", "", {}),
}
TEXTS = {"md": ".md", "html": ".html", "rst": ".rst", "text": ".txt"}
TABLES = [case for case, (kind, _modes, _options) in CASES.items() if kind in {"flows", "findings"}]
TABLES.append("ports-table")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset whose texts mean something in one format or another."""
    file = tmp_path_factory.mktemp("hostile") / "flows.yaml"
    file.write_text(dataset(WORDS | FOREIGN), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_formats_are_as_kept(case: str, name: str, file_regression: FileRegressionFixture) -> None:
    output = text_of(name, written(*CASES[case]))
    assert output.endswith("\n")
    assert not re.search(r"\n\n\n|[ \t]\n", output)
    file_regression.check(output, basename=case, extension=TEXTS[name], encoding="utf-8")


@pytest.mark.parametrize("case", TABLES)
@pytest.mark.parametrize("of", ["small", "hostile"])
def test_other_parsers_find_the_same_cells(case: str, of: str, hostile: Path) -> None:
    file = SMALL_FILE if of == "small" else hostile
    asked = written(*CASES[case], file=file)
    (by_html,) = cells_of_html(text_of("html", asked))
    (by_rst,) = cells_of_rst(text_of("rst", asked))
    (by_md,) = cells_of_md(text_of("md", asked))
    assert len(by_html) > 1
    assert by_rst == by_html
    assert by_md == by_html


@pytest.mark.parametrize("case", CASES)
def test_hostile_text_is_only_text(case: str, hostile: Path) -> None:
    """What a reader sees is the same in all formats, and nothing of it became markup."""
    asked = written(*CASES[case], file=hostile)
    fragment = html.fragment_fromstring(text_of("html", asked), create_parent="div")
    allowed = {"div", "p", "a", "br", "ul", "li", "dl", "dt", "dd", "code", "strong", "em"}
    allowed |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert {str(element.tag) for element in fragment.iter()} <= allowed
    assert not fragment.xpath(".//@*[starts-with(name(), 'on')]")
    document = publish_doctree(
        text_of("rst", asked), settings_overrides={"halt_level": 1, "report_level": 1}
    )
    foreign = (nodes.problematic, nodes.raw, nodes.image, nodes.literal_block, nodes.block_quote)
    assert not [node for node in document.findall() if isinstance(node, foreign)]
    seen_in_html = letters("".join(fragment.itertext()))
    assert letters(document.astext()) == seen_in_html
    assert letters(md_text(text_of("md", asked))) == seen_in_html


def letters(text: str) -> list[str]:
    """The signs of a text in no order: notes, captions and marks may stand elsewhere."""
    return sorted(plain(text))


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_words_are_there(name: str, hostile: Path) -> None:
    kinds = [("flows", "plain, edged", {"errata": "notes"}), ("ports", "", {}), ("modes", "", {})]
    texts = [text_of(name, written(*kind, file=hostile)) for kind in kinds]
    if name == "html":
        texts = ["".join(html.fragment_fromstring(one).itertext()) for one in texts]
    elif name == "rst":
        texts = [publish_doctree(one).astext() for one in texts]
    elif name == "md":
        texts = [md_text(one) for one in texts]
    else:  # lines long enough for every cell
        texts = [Text(written(*kind, file=hostile).blocks(), 10_000).write() for kind in kinds]
    seen = plain(" ".join(texts))
    for word in (WORDS | FOREIGN).values():
        assert plain(word) in seen, word


def test_html_is_accessible_and_links_lead_somewhere() -> None:
    for case in CASES.values():
        fragment = html.fragment_fromstring(text_of("html", written(*case)), create_parent="div")
        ids = fragment.xpath(".//@id")
        assert len(ids) == len(set(ids))
        for target in fragment.xpath(".//a/@href[starts-with(., '#')]"):
            assert target[1:] in ids
        for table in fragment.iter("table"):
            assert table.find("caption") is not None
            assert all(th.get("scope") for th in table.iter("th"))


def test_md_links_lead_somewhere() -> None:
    for case in CASES.values():
        output = text_of("md", written(*case))
        ids = re.findall(r'<a id="([^"]*)">', output)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r"\(#([^)]*)\)", output)) <= set(ids)


def test_text_fits_its_width(hostile: Path) -> None:
    for file in (SMALL_FILE, hostile):
        for case in ("flows", "ports", "errata", "findings", "flow-rules"):
            output = text_of("text", written(*CASES[case], file=file))
            assert max(map(len, output.splitlines())) <= 100


def test_charts_are_files_of_their_own(hostile: Path) -> None:
    asked = written("flowchart", "plain", {"alt": 'A "<b>" chart'}, file=hostile)
    assert text_of("dot", asked).startswith("digraph medulla {")
    svg = etree.fromstring(text_of("svg", asked).encode())
    assert svg.findtext("{*}title") == 'A "<b>" chart'
    assert plain(WORDS["Main hub"]) in plain("".join(svg.itertext()))


def test_half_an_address_is_no_link() -> None:
    words = "The web server calls http://<hub>:80 there."
    document = publish_doctree(Rst([]).text(words))
    assert document.astext() == words
    assert not list(document.findall(nodes.reference))
