"""The official site in a browser: its frame, its search, and nothing wider than the window."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from browsers import opened, served
from measuring import FAINT
from playwright.sync_api import Browser, FloatRect, Locator, Page

from sphinx_medulla.dataset.loading import load

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).parents[2]
MEDULLA = load(ROOT / "data" / "medulla.yaml").dataset
PAGES = (
    "index",
    *(f"flows/{mode}" for mode in MEDULLA.modes),
    "flows/index",
    "flows/ports",
    "flows/lookup",
    "flows/borders",
    "flows/corrections",
    "flows/firewall-form",
    "manual/directives/flows",
    "manual/dataset",
    "manual/downloads",
    "howto/change-the-dataset",
    "contributing/architecture",
    "genindex",
    "search",
)
WIDTHS = (320, 400, 800, 1400, 1920)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BACKGROUND = "(element) => getComputedStyle(element.closest('body')).backgroundColor"
BOTTOM = "(element) => element.getBoundingClientRect().bottom"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The English site on a server."""
    root = tmp_path_factory.mktemp("site")
    options = ["-q", "-W", "-d", str(root / "doctrees")]
    command = [sys.executable, "-m", "sphinx", *options, str(ROOT / "docs"), str(root / "html")]
    subprocess.run(command, check=True)
    with served(root / "html") as address:
        yield address


@pytest.fixture
def first_page(browser: Browser, site: str) -> Iterator[Page]:
    with opened(browser, f"{site}/index.html") as tab:
        yield tab


def bottoms(tab: Page, selector: str) -> list[float]:
    """Where the elements end, in pixels from the top of the window."""
    return [element.evaluate(BOTTOM) for element in tab.locator(selector).all()]


def boxes(found: Locator) -> list[FloatRect]:
    """Where elements are."""
    return [box for element in found.all() if (box := element.bounding_box())]


def test_the_first_window_has_the_choice_of_installation(first_page: Page) -> None:
    cards = first_page.locator("#choose-your-installation section h3")
    titles = [text.removesuffix("¶") for text in cards.all_text_contents()]
    assert titles == [mode.title for mode in MEDULLA.modes.values()]
    assert max(bottoms(first_page, "#choose-your-installation section")) <= 920
    assert first_page.locator("#choose-your-installation svg.pictogram").count() == len(titles)
    assert first_page.locator("#what-brings-you-here section").count() == 4


def test_the_heads_of_modes_have_pictures(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/flows/index.html") as tab:
        heads = tab.locator("th.medulla-column-mode")
        assert heads.all_inner_texts() == [mode.short for mode in MEDULLA.modes.values()]
        pictures = heads.locator("svg.pictogram[aria-hidden=true]")
        assert pictures.count() == heads.count()
        assert len({picture.inner_html() for picture in pictures.all()}) == heads.count()


def test_filter_and_key_are_a_line_each_in_a_wide_window(browser: Browser, site: str) -> None:
    mode = [*MEDULLA.modes][-1]
    with opened(browser, f"{site}/flows/{mode}.html") as tab:
        controls = tab.locator(".medulla-filter :is(input, select, button:visible, a)")
        middles = [box["y"] + box["height"] / 2 for box in boxes(controls)]
        assert max(middles) - min(middles) < 5
        (key,) = boxes(tab.locator(".medulla-key"))
        assert key["height"] < 45


def test_a_card_leads_to_its_mode(first_page: Page) -> None:
    mode = [*MEDULLA.modes][-1]
    card = first_page.locator("#choose-your-installation section").last
    card.click(position={"x": 5, "y": 5})
    assert first_page.url.partition("#")[0].endswith(f"/flows/{mode}.html")


@pytest.mark.parametrize("script", [True, False])
def test_a_number_on_the_first_page_is_looked_up(browser: Browser, site: str, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    tab = context.new_page()
    tab.goto(f"{site}/index.html")
    tab.get_by_label("Which port?").fill("4375")
    tab.get_by_role("button", name="Find").click()
    tab.wait_for_url("**/flows/lookup.html?port=4375")
    shown = tab.locator(".medulla-lookup .medulla-entry:visible").all_inner_texts()
    assert [text for text in shown if text.startswith("4370-4380/tcp Erlang distribution")]
    assert (len(shown) == 1) is script  # without a script, every port is there
    context.close()


def test_the_sidebar_has_a_part_for_each_reader_and_fits(first_page: Page) -> None:
    captions = first_page.locator(".sidebar-tree .caption").all_inner_texts()
    assert captions == ["Open ports", "Write a manual", "Maintain the dataset", "Develop"]
    first_page.set_viewport_size({"width": 1400, "height": 900})
    assert max(bottoms(first_page, ".sidebar-tree a:visible")) <= 900


def test_every_page_has_a_description_and_the_logo(browser: Browser, site: str) -> None:
    for name in ("index", "flows/ports", "manual/dataset"):
        with opened(browser, f"{site}/{name}.html") as tab:
            assert tab.locator("meta[name=description]").get_attribute("content")
            icon = tab.locator("link[rel~=icon]").get_attribute("href")
            assert icon is not None
            assert icon.endswith("_static/logo.svg")
            assert tab.evaluate("document.querySelector('.sidebar-logo').naturalWidth") > 0


def test_no_page_is_wider_than_the_window(browser: Browser, site: str) -> None:
    wide = []
    with opened(browser, f"{site}/index.html") as tab:
        for name in PAGES:
            tab.goto(f"{site}/{name}.html")
            for width in WIDTHS:
                tab.set_viewport_size({"width": width, "height": 900})
                if tab.evaluate(TOO_WIDE) > 0:
                    wide.append((name, width))
    assert wide == []


@pytest.mark.parametrize("side", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_all_text_can_be_read(browser: Browser, site: str, side: str, width: int) -> None:
    faint = []
    with opened(browser, f"{site}/index.html", side, width) as tab:
        for name in PAGES:
            tab.goto(f"{site}/{name}.html")
            result = tab.evaluate(FAINT, "body")
            assert result["measured"] > 20
            faint += [(name, *found) for found in result["found"]]
    assert faint == []


def test_without_a_script_the_site_is_dark_where_the_system_is(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/index.html", "dark") as tab:
        expected = tab.locator(".page").evaluate(BACKGROUND)
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    bare = context.new_page()
    bare.goto(f"{site}/index.html")
    page = bare.locator(".page")
    assert page.evaluate(BACKGROUND) == expected
    context.close()


def filtered(tab: Page) -> list[str]:
    """The services that are shown, without how they are encrypted."""
    texts = tab.locator(".medulla-services > dt:visible").all_text_contents()
    return [text.partition(" Encryption: ")[0] for text in texts]


def test_the_ports_page_has_a_filter(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/flows/ports.html") as tab:
        everything = filtered(tab)
        assert len(everything) == len(MEDULLA.services)
        field = tab.get_by_label("Filter")
        field.fill("4375")
        assert filtered(tab) == ["4370-4380/tcp – Erlang distribution"]
        status = tab.locator(".port-filter [role=status]")
        assert status.inner_text() == f"Services shown: 1 of {len(everything)}."
        field.fill("relay  SYNCTHING")
        assert "22067/tcp – Syncthing relay" in filtered(tab)
        field.fill("Gopher")
        assert filtered(tab) == []
        field.fill("")
        assert filtered(tab) == everything


@pytest.mark.parametrize("width", [1400, 400])
def test_the_ports_page_lists_its_ports(browser: Browser, site: str, width: int) -> None:
    with opened(browser, f"{site}/flows/ports.html", width=width) as tab:
        links = tab.locator(".port-contents a")
        assert links.count() == sum(len(service.ports) for service in MEDULLA.services.values())
        links.filter(has_text="22067").click()
        assert tab.locator(":target").text_content() == "22067/tcp – Syncthing relay"


def test_numbers_of_ports_are_as_dark_as_their_text(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/flows/ports.html") as tab:
        colours = tab.evaluate(
            """[".medulla-services dt", ".medulla-services dd p"].map(
                 (part) => getComputedStyle(document.querySelector(part)).color)"""
        )
    assert colours[0] == colours[1]


FOUND = {
    "nftables": {"manual/downloads.html", "flows/firewall-form.html"},
    "clear text": {"flows/borders.html"},
    "spreadsheet": {"manual/downloads.html", "flows/firewall-form.html"},
    "22067": {"flows/ports.html"},
    "8443": {"flows/ports.html"},
    "Wake on LAN": {"flows/ports.html", "flows/features.html"},
}


@pytest.mark.parametrize("text", FOUND)
def test_the_search_finds_the_page_that_helps(browser: Browser, site: str, text: str) -> None:
    with opened(browser, f"{site}/search.html?q={quote(text)}") as tab:
        tab.get_by_text("Search finished").first.wait_for()
        results = tab.locator("ul.search li > a")
        leads = [link.get_attribute("href") or "" for link in results.all()[:3]]
    assert FOUND[text] & {address.partition("#")[0] for address in leads}
