"""Whole sets of pages: Sphinx builds those with directives, and others follow every link."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import permutations
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from formats import SMALL_FILE, cells_of_html, cells_of_md, cells_of_rst, plain
from hostile import FOREIGN, WORDS, dataset
from links import followed, reached
from lxml import html
from manuals import Manual
from markdown_it import MarkdownIt

from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.packaged import packaged_dataset
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.render.formats import FORMATS
from sphinx_medulla.render.labels import Labels
from sphinx_medulla.render.site.finished_pages import FinishedPages
from sphinx_medulla.render.site.site_plan import MOST_MODES, Plan
from sphinx_medulla.render.site.sphinx_pages import manual_pages
from sphinx_medulla.render.writers import markdown_writer, rst_writer
from sphinx_medulla.render.writers.page_writer import Picture

LONG = "x" + "-y" * 150
BARE = """\
format: 1
product: {name: Bare}
revision: 1
roles:
  one: {name: One}
  two: {name: Two}
  idle: {name: Idle}
flows:
  - {id: one-to-two, from: one, to: two, ports: [8000/tcp]}
"""
NOTHING = "format: 1\nproduct: {name: Nothing}\nrevision: 1\nroles: {}\nflows: []\n"
LONG_IDS = BARE.replace("two", LONG) + f"modes:\n  {LONG}: {{title: Long}}\n"
SOME_MODES = """\
format: 1
product: {name: Some modes}
revision: 1
roles:
  server: {name: Server}
  cloud: {name: Cloud}
  admin: {name: Admin}
modes:
  own: {title: Own server, roles: [server]}
  saas: {title: In the cloud, roles: [cloud]}
flows:
  - {id: admin-to-server, from: admin, to: server, ports: [445/tcp]}
  - {id: admin-to-cloud, from: admin, to: cloud, modes: [saas], ports: [443/tcp]}
  - {id: server-to-cloud, from: server, to: cloud, ports: [22/tcp]}
"""
DATASETS = {
    "some modes": SOME_MODES,
    "packaged": packaged_dataset().read_text(encoding="utf-8"),
    "small": SMALL_FILE.read_text(encoding="utf-8"),
    "hostile": dataset(WORDS | FOREIGN),
    "bare": BARE,
    "nothing": NOTHING,
    "long ids": LONG_IDS,
}

Wiki = Callable[[str, str], Path]


def labels_of(text: str) -> Labels:
    return Labels(Queries(load_text(text, "flows.yaml").dataset))


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Wiki:
    """Writes the finished pages of a dataset in a format, once; their folder."""

    @cache
    def write(dataset: str, name: str) -> Path:
        folder = tmp_path_factory.mktemp("wiki")
        write_pages(labels_of(DATASETS[dataset]), folder, name)
        return folder

    return write


PAGES = {"rst": rst_writer.Rst, "md": markdown_writer.Markdown}


def finished(labels: Labels, name: str) -> FinishedPages:
    """The finished pages in a format."""
    page_writer = FORMATS[name].page_writer
    assert page_writer is not None
    return FinishedPages(Plan(labels).pages(), labels, page_writer(), f".{name}", "en")


def write_pages(labels: Labels, folder: Path, name: str) -> None:
    for files in finished(labels, name).files():
        for file, content in files.items():
            assert not (folder / file).exists()
            (folder / file).write_bytes(content)


@pytest.mark.parametrize("name", ["rst", "md"])
@pytest.mark.parametrize("source", DATASETS)
def test_sphinx_builds_it_without_a_warning(source: str, name: str, tmp_path: Path) -> None:
    pages = Plan(labels_of(DATASETS[source])).pages()
    made = manual_pages(pages, PAGES[name]([]), f".{name}")
    files = {file: content.decode() for found in made for file, content in found.items()}
    assert list(files) == [f"{page.name}.{name}" for page in pages]
    project = Manual(tmp_path, {**files, "flows.yaml": DATASETS[source]})
    built = project.build(conf={"nitpicky": True, "medulla_complete": True, "smartquotes": False})
    assert built.warnings == []
    assert sorted(built.read) == sorted(page.name for page in pages)
    for page in pages:
        title = html.document_fromstring(built.text(f"{page.name}.html")).findtext(".//h1")
        assert plain(title or "") == plain(page.title)


def test_each_pair_of_modes_has_a_page(wiki: Wiki) -> None:
    labels = labels_of(DATASETS["packaged"])
    pages = {page.name: page for page in Plan(labels).pages()}
    modes = labels.dataset.modes
    pairs = [f"move-{old}_{new}" for old, new in permutations(modes, 2)]
    assert list(pages["moves"].sections[0].pages) == pairs
    assert pages.keys() >= {*pairs}
    for pair in pairs:
        page = html.parse(wiki("packaged", "html") / f"{pair}.html")
        ids = page.xpath("//@id")
        assert len({*ids}) == len(ids)
        assert len(page.xpath("//table")) == len(pages[pair].sections)


def test_a_dataset_with_many_modes_has_no_pages_of_their_pairs() -> None:
    modes = "".join(f"  m{number}: {{title: Mode {number}}}\n" for number in range(MOST_MODES + 1))
    labels = labels_of(f"{BARE}modes:\n{modes}")
    assert not [page for page in Plan(labels).pages() if page.name.startswith("move")]


def test_recorded_changes_have_a_page() -> None:
    without = DATASETS["small"]
    texts = (without, without + "changes: [{revision: '1', change: Less.}]\n")
    before, after = (Plan(labels_of(text)).pages() for text in texts)
    assert {page.name for page in after} - {page.name for page in before} == {"changes"}


@pytest.mark.parametrize("name", ["html", "md", "rst"])
@pytest.mark.parametrize("source", DATASETS)
def test_every_link_and_every_picture_leads_somewhere(wiki: Wiki, source: str, name: str) -> None:
    leaves = followed(wiki(source, name))
    pages = {f"{page.name}.{name}" for page in Plan(labels_of(DATASETS[source])).pages()}
    assert pages <= leaves.keys()
    assert reached(leaves, f"index.{name}") == leaves.keys()
    assert max(map(len, leaves)) < 100


@pytest.mark.parametrize("name", ["md", "rst"])
@pytest.mark.parametrize("source", DATASETS)
def test_all_formats_have_the_same_cells(wiki: Wiki, source: str, name: str) -> None:
    cells_of = {"md": cells_of_md, "rst": cells_of_rst}[name]
    found = 0
    for path in sorted(wiki(source, "html").glob("*.html")):
        tree = html.document_fromstring(path.read_bytes())
        tables = "".join(html.tostring(table, encoding="unicode") for table in tree.iter("table"))
        expected = cells_of_html(tables) if tables else []
        other = wiki(source, name) / path.with_suffix(f".{name}").name
        text = other.read_text(encoding="utf-8")
        assert cells_of(text) == expected, path.name
        found += len(expected)
    assert found


def test_hostile_text_is_shown_and_nothing_runs(wiki: Wiki) -> None:
    pages = [
        html.document_fromstring(path.read_bytes())
        for path in sorted(wiki("hostile", "html").glob("*.html"))
    ]
    shown = plain("".join("".join(page.itertext()) for page in pages))
    for word in (WORDS | FOREIGN).values():
        assert plain(word) in shown, word
    assert WORDS["Main hub"] in {page.findtext(".//title") for page in pages}
    assert not [page for page in pages if page.xpath("//script | //b | //i")]


def test_a_row_leads_to_the_chart_and_the_chart_to_the_row(wiki: Wiki) -> None:
    leaves = followed(wiki("small", "html"))
    page = html.parse(wiki("small", "html") / "mode-edged.html").getroot()
    (row,) = page.xpath("//tr[@id='medulla-flow-hub-to-edge']")
    assert row.xpath("td[1]/a/@href") == ["#medulla-chart-edged"]
    (chart,) = page.xpath("//*[@id='medulla-chart-edged']//img")
    assert chart.get("src") == "mode-edged.svg"
    assert chart.get("alt") == "Flowchart – With an edge"
    assert "mode-edged.html#medulla-flow-hub-to-edge" in leaves["mode-edged.svg"].links
    assert "role-hub.html" in leaves["mode-edged.svg"].links
    assert "ports.html#medulla-service-ssh" in leaves["role-edge.html"].links


def test_a_role_has_a_chart_of_each_mode(wiki: Wiki) -> None:
    leaves = followed(wiki("small", "html"))

    def charts(role: str) -> dict[str, str]:
        page = html.parse(wiki("small", "html") / f"role-{role}.html").getroot()
        return {image.get("src"): image.get("alt") for image in page.iter("img")}

    assert charts("hub") == {
        "role-hub_plain.svg": "Flowchart – Without an edge (from or to: Main hub)",
        "role-hub_edged.svg": "Flowchart – With an edge (from or to: Main hub)",
    }
    assert charts("edge").keys() == {"role-edge_edged.svg"}
    assert charts("clock").keys() == {"role-clock.svg"}  # the same in every mode
    page = html.parse(wiki("small", "html") / "role-edge.html").getroot()
    (row,) = page.xpath("//tr[@id='medulla-flow-hub-to-edge']")
    assert row.xpath("td[1]/a/@href") == ["#medulla-chart-edged"]  # the page's own
    assert "role-edge.html#medulla-flow-hub-to-edge" in leaves["role-edge_edged.svg"].links


def test_a_role_has_the_flows_of_each_mode_that_has_some(wiki: Wiki) -> None:
    def titles(role: str) -> list[str]:
        page = html.parse(wiki("small", "html") / f"role-{role}.html").getroot()
        return [title.text or "" for title in page.iter("h2")]

    assert titles("hub") == ["Without an edge", "With an edge"]
    assert titles("edge") == ["With an edge"]
    assert titles("clock") == []  # its flows are the same in every mode


def test_markdown_marks_only_the_places_that_something_links_to(wiki: Wiki) -> None:
    leaves = followed(wiki("small", "md"))
    links = {
        (link.partition("#")[0] or name, link.partition("#")[2])
        for name, found in leaves.items()
        for link in found.links
    }
    ids = {(name, one) for name, found in leaves.items() for one in found.ids}
    charts = {(name, one) for name, one in ids if one.startswith("medulla-chart")}
    assert charts
    assert ids - charts <= links


def test_the_alternative_text_of_a_picture_is_the_text_itself() -> None:
    alt = "a@example.org, @user [x](y) <b> & `c` https://evil.example"
    written = markdown_writer.Markdown([]).picture(Picture("chart.svg", alt, "chart"))
    github = cmarkgfm.github_flavored_markdown_to_html(written, Options.CMARK_OPT_UNSAFE)
    for made in (github, MarkdownIt("gfm-like").render(written)):
        page = html.fromstring(made)
        assert page.xpath("//img/@alt") == [alt]
        assert page.xpath("//@href") == ["chart.svg"]
