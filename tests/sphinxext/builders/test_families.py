"""Families of builders: a builder derived from one of Sphinx's gets what its parent gets."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docutils import nodes
from manuals import CONF, Built, Manual, page, rst
from sphinx.builders import Builder
from sphinx.builders.changes import ChangesBuilder
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.builders.text import TextBuilder
from sphinx.builders.xml import PseudoXMLBuilder

import sphinx_medulla
from sphinx_medulla.sphinxext.builders import FAMILIES, family_of
from sphinx_medulla.sphinxext.builders.foreign_builders import ForeignFamily, MarkdownFamily

Make = Callable[..., Manual]
Both = Callable[[type[Builder]], tuple[Built, Built]]

PACKAGE = Path(sphinx_medulla.__file__).parent
BUILDERS = PACKAGE / "sphinxext" / "builders"
NAMES = {"singlehtml", "dirhtml", "epub", "latex", "texinfo", "man", "gettext"}


def questions(path: Path) -> Iterator[str]:
    """What in a module asks for the name, the format or the class of a builder."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in {"name", "format"}:
            owner = ast.unparse(node.value)
            if owner.rpartition(".")[2] in {"builder", "_builder"}:
                yield f"{path.name}:{node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.Compare):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and part.value in NAMES:
                    yield f"{path.name}:{node.lineno}: {ast.unparse(node)}"
        elif (
            isinstance(node, ast.ImportFrom)
            and str(node.module).startswith("sphinx.builders")
            and any(name.name != "Builder" for name in node.names)
        ):
            yield f"{path.name}:{node.lineno}: {ast.unparse(node)}"


def test_only_families_ask_for_a_builder() -> None:
    paths = [path for path in (PACKAGE / "sphinxext").rglob("*.py") if BUILDERS not in path.parents]
    assert len(paths) > 20
    assert [found for path in paths for found in questions(path)] == []


def test_the_search_for_questions_finds_some() -> None:
    found = [line for path in BUILDERS.glob("*.py") for line in questions(path)]
    assert any("self.builder.name" in line for line in found)
    assert any("SingleFileHTMLBuilder" in line for line in found)


@pytest.mark.parametrize(
    ("builder", "family"),
    [
        (StandaloneHTMLBuilder, "HtmlFamily"),
        (DirectoryHTMLBuilder, "HtmlFamily"),
        (SingleFileHTMLBuilder, "SingleHtmlFamily"),
        (Epub3Builder, "EpubFamily"),
        (LaTeXBuilder, "LatexFamily"),
        (TextBuilder, "TextFamily"),
        (ChangesBuilder, "PlainFamily"),
        (PseudoXMLBuilder, "PlainFamily"),
    ],
)
def test_each_builder_has_its_nearest_family(builder: type[Builder], family: str) -> None:
    assert type(family_of(builder.__new__(builder))).__name__ == family


def test_no_family_hides_another() -> None:
    for place, family in enumerate(FAMILIES):
        for before in FAMILIES[:place]:
            assert not issubclass(family.sphinx_class, before.sphinx_class)


# Builders of three lines

EXTENSION = """\
from {module} import {parent}


class Derived({parent}):
    name = "{name}"


def setup(app):
    app.add_builder(Derived)
"""


@pytest.fixture
def built_as(manual: Make, monkeypatch: pytest.MonkeyPatch) -> Both:
    """Builds with one of Sphinx's builders, and with one derived from it."""

    def build(parent: type[Builder]) -> tuple[Built, Built]:
        name = f"derived_{parent.name}"
        blocks = [rst("flows", "plain", download="csv"), rst("flowchart", "plain"), rst("ports")]
        files = {
            "index.rst": page("Manual", *blocks),
            f"{name}.py": EXTENSION.format(
                module=parent.__module__, parent=parent.__name__, name=name
            ),
        }
        # Sphinx's theme asks for the builder's name where it has a search box in the sidebar.
        conf = f'extensions.append("{name}")\nhtml_sidebars = {{"**": []}}\n'
        made = manual(files, CONF + conf)
        monkeypatch.syspath_prepend(made.source)
        own, derived = made.build(parent.name, "own"), made.build(name, "derived")
        assert derived.warnings == own.warnings == []
        return own, derived

    return build


def comparable(built: Built) -> dict[str, bytes]:
    """The files of an output, without the time of an EPUB and the builder's name as Sphinx has it.

    Sphinx writes that name into a script, and a digest of the script into each page's links.
    """
    return {
        name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z|\?v=\w+", b"", content)
        for name, content in built.files().items()
        if not name.endswith("documentation_options.js")
    }


def test_a_derived_single_page_has_stylesheet_script_and_charts(built_as: Both) -> None:
    own, derived = built_as(SingleFileHTMLBuilder)
    assert comparable(derived) == comparable(own)
    text = derived.text("index.html")
    for part in ("medulla.css", "medulla-screen.css", "medulla.js", "<svg", 'scope="row"'):
        assert part in text
    assert (derived.out / "_static" / "medulla.css").is_file()


@pytest.mark.parametrize(
    ("parent", "sign"),
    [
        (LaTeXBuilder, "medulla-chart-index-2.pdf"),
        (TextBuilder, "index.txt"),
        (Epub3Builder, "_images/medulla-chart-index-2.svg"),
    ],
)
def test_a_derived_builder_writes_what_its_parent_writes(
    built_as: Both, parent: type[Builder], sign: str
) -> None:
    own, derived = built_as(parent)
    assert comparable(derived) == comparable(own)
    assert sign in derived.files()


@pytest.mark.parametrize(
    ("name", "parent", "family"),
    [
        ("rinoh.frontend.sphinx.RinohBuilder", Builder, "RinohFamily"),
        ("rst2pdf.pdfbuilder.PDFBuilder", Builder, "ForeignFamily"),
        ("sphinx_markdown_builder.builder.MarkdownBuilder", Builder, "MarkdownFamily"),
        (
            "sphinx_simplepdf.builders.simplepdf.SimplePdfBuilder",
            SingleFileHTMLBuilder,
            "SimplePdfFamily",
        ),
        (
            "sphinxcontrib.confluencebuilder.builder.ConfluenceBuilder",
            Builder,
            "ForeignFamily",
        ),
    ],
)
def test_builders_of_other_extensions_are_known_by_name(
    name: str, parent: type[Builder], family: str
) -> None:
    module, _, title = name.rpartition(".")
    builder = type(title, (parent,), {"__module__": module, "__qualname__": title})
    derived = type("Derived", (builder,), {})
    assert type(family_of(derived.__new__(derived))).__name__ == family


def test_a_chart_for_weasyprint_has_colours_of_its_own(
    manual: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It knows no variables there: the boxes were black, and so was the text in them."""
    extension = """\
from sphinx.builders.singlehtml import SingleFileHTMLBuilder


class SimplePdfBuilder(SingleFileHTMLBuilder):
    name = "simplepdf"


SimplePdfBuilder.__module__ = "sphinx_simplepdf.builders.simplepdf"


def setup(app):
    app.add_builder(SimplePdfBuilder)
"""
    files = {"index.rst": page("Manual", rst("flowchart", "plain")), "simple.py": extension}
    made = manual(files, CONF + "extensions.append('simple')\n")
    monkeypatch.syspath_prepend(made.source)
    built = made.build("simplepdf", "pdf", {"html_theme": "basic"})
    assert built.warnings == []
    chart = built.text("index.html").partition("<svg")[2].partition("</svg>")[0]
    assert 'fill="white"' in chart
    assert "var(" not in chart


@pytest.mark.parametrize(
    ("family", "attribute", "values"),
    [(ForeignFamily, "ids", [["a"], ["b"], ["c"], ["d"]]), (MarkdownFamily, "refid", list("abcd"))],
)
def test_each_id_has_a_target_of_its_own(
    family: type[ForeignFamily], attribute: str, values: list[object]
) -> None:
    table = nodes.table("", nodes.target("", "", ids=["c", "d"]), ids=["a", "b"])
    around = nodes.container("", table)
    family(Builder.__new__(Builder)).finish(table, around)
    assert [target[attribute] for target in around.findall(nodes.target)] == values
    assert table["ids"] == []


def test_a_caption_that_a_writer_does_not_know_is_a_paragraph() -> None:
    """As that of sphinx-markdown-builder, which has none for captions of figures."""
    figure = nodes.figure("", nodes.caption("", "Flowchart"), ids=["a"])
    MarkdownFamily(Builder.__new__(Builder)).finish(figure, nodes.container("", figure))
    assert not list(figure.findall(nodes.caption))
    assert figure.next_node(nodes.paragraph).astext() == "Flowchart"
