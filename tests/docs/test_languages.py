"""Medulla's flows in every language of the site: translated whole, each page with its sisters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from babel.messages.catalog import Catalog
from lxml import html

from sphinx_medulla.dataset.messages import read
from tools import tool

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FLOWS = sorted(path.relative_to(DOCS).with_suffix("") for path in (DOCS / "flows").rglob("*.md"))


TOOL = tool("pages")
LANGUAGES: tuple[str, ...] = TOOL.LANGUAGES


@pytest.fixture(scope="module")
def asked() -> Catalog:
    catalog: Catalog = TOOL.asked()
    return catalog


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
    assert "docs/locale/fr/LC_MESSAGES/flows.po has too much 'The chart'" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_the_same_as_in_the_dataset(language: str) -> None:
    """Else the catalog of the pages, which goes first, would give the tables other words."""
    folder = ROOT / "data" / "locale" / language / "LC_MESSAGES"
    dataset = {each.id: each.string for each in read(folder / "medulla.po") if each.id}
    pages = {each.id: each.string for each in read(TOOL.path_of(language)) if each.id}
    shared = dataset.keys() & pages.keys()

    assert len(shared) > 5
    assert {name: pages[name] for name in shared} == {name: dataset[name] for name in shared}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_title_and_no_word_of_the_theme_is_left_in_english(site: Path, language: str) -> None:
    catalogs = [TOOL.path_of(language), TOOL.path_of(language).with_name("sphinx.po")]
    english = {
        str(each.id)
        for catalog in catalogs
        for each in read(catalog)
        if each.id and each.id != each.string
    }
    words = {str(each.string) for each in read(TOOL.path_of(language)) if each.id}
    for name in FLOWS:
        page = html.parse(site / language / f"{name}.html").getroot()
        assert page.xpath("//h1/text()")[0] in words, name
        # names of columns stand as code
        own = {text.strip() for text in page.xpath("//text()[not(ancestor::code)] | //@title")}
        assert own & english == set(), name
        assert page.get("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_itself_in_the_other_languages(site: Path, language: str) -> None:
    for name in (*FLOWS, "medulla-portindex"):
        page = html.parse(site / language / f"{name}.html").getroot()
        (switch,) = page.xpath("//nav[@class='languages']")
        links = {
            link.get("hreflang"): urljoin(f"/{language}/{name}.html", link.get("href"))
            for link in switch.iter("a")
        }
        others = {code: f"/{code}/{name}.html" for code in LANGUAGES if code != language}
        assert links == {"en": f"/{name}.html", **others}
        assert [each.text for each in switch.xpath(".//*[@aria-current]")] != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folder_of_a_language_has_an_entrance(site: Path, language: str) -> None:
    page = html.parse(site / language / "index.html").getroot()

    assert page.get("lang") == language
    assert [link.get("href") for link in page.iter("a")] == ["flows/index.html"]
