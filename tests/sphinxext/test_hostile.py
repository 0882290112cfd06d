"""Text of a dataset that means something elsewhere: shown as it stands, whatever the output."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hostile import FOREIGN, WORDS, dataset
from lxml import etree, html
from manuals import CONF, Built, Manual, page, rst

BLOCKS = [
    rst("modes"),
    rst("flows", "plain edged", errata="notes"),
    rst("flowchart", "plain edged"),
    rst("flowchart", "edged", alt='An "alt" & <b>', focus="hub"),
    rst("ports", errata="notes"),
    rst("errata"),
    rst("flows", "edged", role="edge", layout="ports"),
]


def build(tmp_path: Path, builder: str, words: dict[str, str]) -> Built:
    files = {"index.rst": page("Manual", *BLOCKS), "flows.yaml": dataset(words)}
    built = Manual(tmp_path, files, CONF).build(builder)
    assert built.warnings == []
    return built


def words_of(tree: etree._Element) -> str:
    return " ".join(" ".join(tree.itertext()).split())


def plain(text: str) -> str:
    """A text as it is compared: without spaces, which lines may be broken at."""
    return "".join(text.split())


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_pages_show_it_and_nothing_runs(tmp_path: Path, builder: str) -> None:
    built = build(tmp_path, builder, WORDS | FOREIGN)
    name = "index.html" if builder == "html" else "index.xhtml"
    content = (built.out / name).read_bytes()
    tree = etree.fromstring(content) if builder == "epub" else html.document_fromstring(content)
    (body,) = tree.xpath("//*[local-name() = 'div' and @role = 'main']")
    assert not body.xpath(".//*[local-name() = 'script' or local-name() = 'b']")
    assert not body.xpath(".//*[@onerror or @onload]")
    shown = plain("".join(body.itertext()))
    for word in (WORDS | FOREIGN).values():
        assert plain(word) in shown, word
    if builder == "html":
        assert len(body.xpath(".//svg")) == 3
        assert 'An "alt" & <b>' in body.xpath("string((.//svg)[3]/title)")
        written = re.findall(rb"<svg[^>]*medulla-svg.*?</svg>", content, re.DOTALL)
        assert len(written) == 3
        for svg in map(etree.fromstring, written):  # an HTML parser would forgive
            drawn = plain("".join(svg.itertext()))
            assert plain(WORDS["Main hub"]) in drawn
            assert plain(FOREIGN["Client"]) in drawn
        return
    for path in built.out.rglob("*.svg"):
        drawn = plain("".join(etree.parse(path).getroot().itertext()))
        assert plain(WORDS["Main hub"]) in drawn


def test_xml_is_well_formed(tmp_path: Path) -> None:
    tree = etree.parse(build(tmp_path, "xml", WORDS | FOREIGN).out / "index.xml")
    shown = plain("".join(tree.getroot().itertext()))
    for word in (WORDS | FOREIGN).values():
        assert plain(word) in shown, word


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "pseudoxml", "gettext"])
def test_other_builders_take_it(tmp_path: Path, builder: str) -> None:
    built = build(tmp_path, builder, WORDS | FOREIGN)
    if builder == "text":
        shown = plain(built.text("index.txt"))
        assert plain(FOREIGN["Client"]) in shown
        assert "{{x}}" in shown


@pytest.mark.heavy
def test_a_pdf_shows_it(tmp_path: Path) -> None:
    folder = build(tmp_path, "latex", WORDS).out
    command = ["latexmk", "-pdf", "-interaction=nonstopmode", "manual.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:].decode(errors="replace")
    log = (folder / "manual.log").read_text(encoding="utf-8", errors="replace")
    assert "Missing character" not in log.replace("\n", "")
    text = subprocess.run(
        ["pdftotext", "-raw", "manual.pdf", "-"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    shown = plain(text).replace("’", "'").replace("”", '"')
    for word in (r"\textbf{a}%_{}$x^2$#~&amp;%(role)s", "<b>around</b>&{all}", "{{x}}$(rm)"):
        assert word in shown, word


def test_latex_source_keeps_other_scripts(tmp_path: Path) -> None:
    """Which of them a PDF shows is up to the author's engine and fonts."""
    text = build(tmp_path, "latex", WORDS | FOREIGN).text("manual.tex")
    for word in FOREIGN["Client"].split():
        assert word in text
