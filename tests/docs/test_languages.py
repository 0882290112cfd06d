"""Medulla's flows in every language of the site: translated whole, each page with its sisters."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from babel.messages.catalog import Catalog
from docs_extensions import DOCS, extension
from docutils.nodes import make_id
from lxml import html

from sphinx_medulla.dataset.messages import read
from tools import tool

ROOT = DOCS.parent
_NAME = re.compile(r"%\(\w+\)s")
"""A name of the dataset in a title, such as those of two modes."""

TOOL = tool("pages")
LANGUAGES: tuple[str, ...] = TOOL.LANGUAGES


def words(path: Path) -> dict[str, str]:
    """The translations of a catalog, by their texts."""
    return {str(each.id): str(each.string) for each in read(path) if each.id}


@pytest.fixture(scope="module")
def asked() -> Catalog:
    catalog: Catalog = TOOL.asked()
    return catalog


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """The English text of each page, by its name."""
    found: dict[str, str] = extension("flow_pages").pages(ROOT / "data" / "medulla.yaml")
    return {name.removesuffix(".md"): text for name, text in found.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The flows in each language but English; a process for each, as Sphinx keeps catalogs."""
    root = tmp_path_factory.mktemp("site")
    for language in LANGUAGES:
        doctrees = str(root / "doctrees" / language)
        options = ["-q", "-W", "-t", language, "-d", doctrees]
        command = [sys.executable, "-m", "sphinx", *options, str(DOCS), str(root / language)]
        subprocess.run(command, check=True)
    return root


def test_the_site_has_the_languages_that_are_shipped() -> None:
    folders = [DOCS / "locale", ROOT / "data" / "locale"]
    assert [{path.name for path in folder.iterdir()} for folder in folders] == [set(LANGUAGES)] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_nothing_is_stale(asked: Catalog, language: str) -> None:
    assert TOOL.differences(asked, language) == []


def test_a_missing_and_a_stale_translation_are_found() -> None:
    wanted = Catalog()
    wanted.add("A new text.")
    found = TOOL.differences(wanted, "fr")

    assert "docs/locale/fr/LC_MESSAGES/flows.po does not translate 'A new text.'" in found
    assert "docs/locale/fr/LC_MESSAGES/flows.po has too much 'Other servers'" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_the_same_as_in_the_dataset(language: str) -> None:
    """Else the catalog of the pages, which goes first, would give the tables other words."""
    dataset = words(ROOT / "data" / "locale" / language / "LC_MESSAGES" / "medulla.po")
    pages = words(TOOL.path_of(language))
    shared = dataset.keys() & pages.keys()

    assert {name: pages[name] for name in shared} == {name: dataset[name] for name in shared}


@pytest.mark.each_sphinx
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_title_and_no_word_of_the_theme_is_left_in_english(
    site: Path, sources: dict[str, str], language: str
) -> None:
    package = words(TOOL.PACKAGE_LOCALE / language / "LC_MESSAGES" / "sphinx_medulla.po")
    pages = words(TOOL.path_of(language))
    theme = words(TOOL.path_of(language).with_name("sphinx.po"))
    dataset = words(ROOT / "data" / "locale" / language / "LC_MESSAGES" / "medulla.po")
    titles = {*pages.values(), *package.values(), *dataset.values()}
    patterns = [
        re.compile(".+".join(map(re.escape, _NAME.split(title))))
        for title in titles
        if _NAME.search(title)
    ]
    english = {text for text, new in (pages | theme).items() if text != new}
    for name in sources:
        page = html.parse(site / language / f"{name}.html").getroot()
        (title, *_permalink) = page.xpath("//h1/text()")
        assert title in titles or any(pattern.fullmatch(title) for pattern in patterns), name
        # names of columns stand as code
        own = {text.strip() for text in page.xpath("//text()[not(ancestor::code)] | //@title")}
        assert own & english == set(), name
        assert page.get("lang") == language


@pytest.mark.each_sphinx
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_places_of_a_page_are_the_same_in_every_language(
    site: Path, sources: dict[str, str], language: str
) -> None:
    for name, text in sources.items():
        page = html.parse(site / language / f"{name}.html").getroot()
        titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        assert page.xpath("//article//section/@id") == [make_id(title) for title in titles], name


@pytest.mark.each_sphinx
@pytest.mark.parametrize("language", LANGUAGES)
def test_links_within_a_page_lead_somewhere(
    site: Path, sources: dict[str, str], language: str
) -> None:
    for name in sources:
        page = html.parse(site / language / f"{name}.html").getroot()
        links = page.xpath("//article//a/@href[starts-with(., '#')]")
        assert {link.removeprefix("#") for link in links} <= set(page.xpath("//@id")), name


@pytest.mark.each_sphinx
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_itself_in_the_other_languages(
    site: Path, sources: dict[str, str], language: str
) -> None:
    for name in (*sources, "medulla-portindex"):
        page = html.parse(site / language / f"{name}.html").getroot()
        (switch,) = page.xpath("//nav[@class='languages']")
        links = {
            link.get("hreflang"): urljoin(f"/{language}/{name}.html", link.get("href"))
            for link in switch.iter("a")
        }
        others = {code: f"/{code}/{name}.html" for code in LANGUAGES if code != language}
        assert links == {"en": f"/{name}.html", **others}
        assert [each.text for each in switch.xpath(".//*[@aria-current]")] != []
