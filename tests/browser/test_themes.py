"""In each theme: nothing wider than the page, nothing that cannot be read, charts that follow."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from browsers import DARK, LOOKS, STRICT, THEMES, WIDTHS, opened, served
from manuals import SMALL, Manual, page, rst
from measuring import BROKEN, FAINT, FAINT_LINES, PALE, PAPER, SHARES, WIDE
from playwright.sync_api import Browser
from pypdf import PdfReader

from sphinx_medulla.diagram.svg import READABLE_ON_SCREEN

pytestmark = pytest.mark.heavy

A4 = 720
"""The pixels between the margins of a page."""

CHART = "getComputedStyle(document.querySelector('.medulla-svg text')).fill"
BOX = "getComputedStyle(document.querySelector('.medulla-svg [fill*=medulla-page]')).fill"
INK = "getComputedStyle(document.querySelector('.medulla-svg')).color"
CANVAS_TEXT = """() => {
  const element = document.body.appendChild(document.createElement("i"));
  element.style.color = "CanvasText";
  return getComputedStyle(element).color;
}"""
SLOT_OF_CHART = (
    "getComputedStyle(document.querySelector('.medulla-svg [stroke*=medulla-slot]')).stroke"
)


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_wider_than_the_page(browser: Browser, built: Any, theme: str) -> None:
    with served(built(theme)) as address:
        for width in WIDTHS:
            with opened(browser, f"{address}/index.html", width=width) as tab:
                # a theme may still wrap tables after the page was loaded
                tab.wait_for_function(f"({WIDE})().stuck === 0")
                found = tab.evaluate(WIDE)
                assert found["page"] == 0, width
                assert found["notes"] == [], width
                assert found["captions"] == 0, width
                assert found["numbers"] == 0, width
                assert found["scrolls"] is False or width < max(WIDTHS)
                assert tab.evaluate(BROKEN) == [], width


@pytest.mark.parametrize(("theme", "side"), LOOKS)
def test_paper_has_every_column_in_black(
    browser: Browser, built: Any, theme: str, side: str
) -> None:
    with (
        served(built(theme)) as address,
        opened(browser, f"{address}/index.html", side, A4) as tab,
    ):
        tab.emulate_media(media="print")
        assert tab.evaluate(PAPER) == []
        assert tab.evaluate(PALE) == []
        assert tab.evaluate(INK) == "rgb(0, 0, 0)"


@pytest.mark.parametrize("theme", THEMES)
def test_columns_are_as_wide_as_the_author_says(browser: Browser, built: Any, theme: str) -> None:
    with (
        served(built(theme), STRICT) as address,
        opened(browser, f"{address}/index.html") as tab,
    ):
        assert tab.evaluate(SHARES, "shares") == pytest.approx([60, 20, 20], abs=2)
        numbers, _ports = tab.evaluate(SHARES, "few")
        assert numbers < 30  # not what the ports leave of the page
        assert tab.evaluate(SHARES, "everything")[0] < 10
        assert tab.evaluate(SHARES, "findings") == pytest.approx([26, 28, 46], abs=8)


@pytest.mark.parametrize(("theme", "side"), LOOKS)
def test_all_text_and_all_lines_can_be_seen(
    browser: Browser, built: Any, theme: str, side: str
) -> None:
    with served(built(theme)) as address, opened(browser, f"{address}/index.html", side) as tab:
        for what in (FAINT, FAINT_LINES):
            result = tab.evaluate(what)
            assert result["found"] == []
            assert result["measured"] > 40


def test_paper_is_full_in_a_theme_that_keeps_tables_whole(browser: Browser, built: Any) -> None:
    """As sphinx-book-theme does: a long table would begin on the second page."""
    with (
        served(built("alabaster")) as address,
        opened(browser, f"{address}/index.html") as tab,
    ):
        tab.add_style_tag(
            content="@media print { div.body table.docutils { break-inside: avoid } }"
        )
        pages = [page.extract_text() for page in PdfReader(BytesIO(tab.pdf(format="A4"))).pages]
    assert "Wake on LAN" in pages[0]  # the second row


@pytest.mark.parametrize("theme", THEMES)
def test_paper_has_the_end_of_the_page(browser: Browser, built: Any, theme: str) -> None:
    with (
        served(built(theme)) as address,
        opened(browser, f"{address}/index.html", "dark") as tab,
    ):
        pages = [page.extract_text() for page in PdfReader(BytesIO(tab.pdf(format="A4"))).pages]
    assert "The feature “Backup” uses it." in " ".join("\n".join(pages).split())


def test_paper_is_black_in_a_theme_with_pale_links_and_definitions(
    browser: Browser, built: Any
) -> None:
    """A theme that was never measured may keep the colours of its dark side on paper."""
    with (
        served(built("alabaster")) as address,
        opened(browser, f"{address}/index.html", "dark") as tab,
    ):
        tab.add_style_tag(
            content="html :is(caption, p, strong, dt, dd, li, figcaption, figcaption span) "
            "{ color: #ddd; } div.body svg a, div.body svg a:visited { color: #7af; }"
        )
        assert tab.evaluate(PALE) != []
        tab.emulate_media(media="print")
        assert tab.evaluate(PALE) == []
        assert tab.evaluate(BOX) == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("theme", "side"), LOOKS)
def test_all_can_be_seen_in_a_browser_without_light_dark(
    browser: Browser, built: Any, theme: str, side: str
) -> None:
    style = Path(built(theme), "_static", "medulla-screen.css").read_text(encoding="utf-8")
    assert "light-dark(" in style
    older = style.replace("light-dark(", "unknown-function(")
    with served(built(theme)) as address, opened(browser, "about:blank", side) as tab:
        tab.route("**/medulla-screen.css*", lambda route: route.fulfill(body=older))
        tab.goto(f"{address}/index.html")
        for what in (FAINT, FAINT_LINES):
            result = tab.evaluate(what)
            assert result["found"] == []
            assert result["measured"] > 40


@pytest.mark.parametrize("theme", DARK)
@pytest.mark.parametrize("system", ["light", "dark"])
def test_charts_follow_the_switch_of_the_theme(
    browser: Browser, built: Any, theme: str, system: str
) -> None:
    with served(built(theme)) as address:
        colours = {}
        for chosen in ("light", "dark", "auto"):
            with opened(browser, f"{address}/index.html", system) as tab:
                tab.evaluate(
                    f"localStorage.setItem('theme', '{chosen}');"
                    f"localStorage.setItem('mode', '{chosen}')"
                )
                tab.reload()
                colours[chosen] = (tab.evaluate(CHART), tab.evaluate(SLOT_OF_CHART))
        assert colours["light"] != colours["dark"]
        assert colours["auto"] == colours[system]


@pytest.mark.parametrize("system", ["light", "dark"])
def test_charts_follow_a_theme_that_leaves_color_scheme_to_the_system(
    browser: Browser, built: Any, system: str
) -> None:
    """A theme that was never measured may switch its colours only, in a stylesheet after ours."""
    with (
        served(built("alabaster")) as address,
        opened(browser, f"{address}/index.html", system) as tab,
    ):
        tab.add_style_tag(
            content=":root { color-scheme: light dark; --ink: #000; --page: #fff; }"
            "[data-theme=dark] { --ink: #eee; --page: #111; }"
            "body, div.body { color: var(--ink) !important; background: var(--page) !important; }"
        )
        for chosen, slot in (("light", "rgb(179, 71, 0)"), ("dark", "rgb(255, 138, 61)")) * 2:
            tab.evaluate(f"document.documentElement.dataset.theme = '{chosen}'")
            assert tab.evaluate(SLOT_OF_CHART) == slot
            ink = tab.evaluate("getComputedStyle(document.body).color")
            mixed = tab.evaluate(
                "getComputedStyle(document.querySelector('.medulla-port-groups dt')).color"
            )
            assert (ink, mixed.split("/")[0]) in {
                ("rgb(0, 0, 0)", "color(srgb 0 0 0 "),
                ("rgb(238, 238, 238)", "color(srgb 0.933333 0.933333 0.933333 "),
            }


@pytest.mark.parametrize("theme", sorted(set(THEMES) - set(DARK)))
def test_a_theme_without_a_dark_side_stays_light(browser: Browser, built: Any, theme: str) -> None:
    seen = set()
    for system in ("light", "dark"):
        with (
            served(built(theme)) as address,
            opened(browser, f"{address}/index.html", system) as tab,
        ):
            seen.add((tab.evaluate(CHART), tab.evaluate(SLOT_OF_CHART)))
    assert len(seen) == 1


@pytest.mark.parametrize("theme", THEMES)
def test_the_search_finds_ports_by_their_numbers(browser: Browser, built: Any, theme: str) -> None:
    with served(built(theme)) as address:
        for number, text in (
            ("22", "22/tcp SSH SSH port used by Medulla"),  # a description
            ("4375", "4370-4380/tcp Erlang distribution"),
            ("22067", "22067/tcp Syncthing relay"),  # in the look-up
            ("67", "67/udp DHCP"),
            ("67/udp", "67/udp DHCP"),
        ):
            with opened(browser, f"{address}/search.html?q={number}") as tab:
                result = tab.locator("ul.search li").first
                result.locator(".context").wait_for()
                assert text in " ".join(result.inner_text().split())
                result.locator("a").click()
                assert text in " ".join(tab.locator(":target").inner_text().split())


CHAIN = "format: 1\nproduct: {name: A}\nrevision: 1\nroles:\n" + "".join(
    f"  role-{n}: {{name: The role {n}}}\n" for n in range(12)
)
CHAIN += "flows:\n" + "".join(
    f"  - {{id: flow-{n}, from: role-{n}, to: role-{n + 1}, ports: [8000/tcp]}}\n"
    for n in range(11)
)


def test_a_wide_chart_stays_readable_and_scrolls(browser: Browser, tmp_path: Path) -> None:
    files = {
        "index.rst": page("A", rst("flowchart", direction="LR")),
        "flows.yaml": CHAIN,
    }
    built = Manual(tmp_path, files).build("html", conf={"html_theme": "alabaster"})
    with served(built.out) as address:
        for width in WIDTHS:
            with opened(browser, f"{address}/index.html", width=width) as tab:
                shown, drawn, beyond = tab.evaluate(
                    """() => {
                      const svg = document.querySelector(".medulla-svg");
                      const root = document.documentElement;
                      return [svg.getBoundingClientRect().width, Number(svg.getAttribute("width")),
                        root.scrollWidth - root.clientWidth];
                    }"""
                )
                assert drawn > 1500
                assert shown / drawn >= READABLE_ON_SCREEN
                assert beyond == 0


RANGES = """\
format: 1
product: {name: Acme}
revision: 1
roles: {one: {name: One}, other: {name: Other}}
services:
""" + "".join(
    f"  s{first}: {{name: A service, ports: [{first}-{first + 1}/tcp+udp]}}\n"
    f"  t{first}: {{name: A service, ports: [{first + 2}-{first + 3}/tcp]}}\n"
    for first in (10, 100, 1000, 10000)
)


@pytest.mark.parametrize("theme", THEMES)
def test_a_line_ends_between_a_range_and_its_protocol_or_not_at_all(
    browser: Browser, tmp_path: Path, theme: str
) -> None:
    flows = "flows: [{id: f, from: one, to: other, ports: [1-65535/tcp+udp]}]\n"
    files = {"index.rst": page("A", rst("ports")), "flows.yaml": RANGES + flows}
    built = Manual(tmp_path, files).build("html", conf={"html_theme": theme})
    with served(built.out) as address:
        for width in WIDTHS:
            with opened(browser, f"{address}/index.html", width=width) as tab:
                assert tab.locator(".medulla-port-number").count() == 8
                assert tab.evaluate(BROKEN) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("side", ["light", "dark"])
def test_forced_colours_are_those_of_charts(
    browser: Browser, built: Any, theme: str, side: str
) -> None:
    """A reader's own colours may lie on a page that the theme calls light."""
    with (
        served(built(theme)) as address,
        opened(browser, f"{address}/index.html", side) as tab,
    ):
        tab.emulate_media(forced_colors="active")
        assert tab.evaluate(FAINT)["found"] == []
        assert tab.evaluate(SLOT_OF_CHART) == tab.evaluate(CANVAS_TEXT)


@pytest.mark.parametrize("theme", THEMES)
def test_on_a_phone_each_row_is_a_card(browser: Browser, built: Any, theme: str) -> None:
    with (
        served(built(theme), STRICT) as address,
        opened(browser, f"{address}/index.html", width=400) as tab,
    ):
        table = tab.get_by_role("table", name="Network flows – With a DMZ relay server").first
        rows = table.get_by_role("rowheader")
        count = rows.count()
        assert count > 9
        assert table.get_by_role("columnheader", name="Destination ports").count() == 1
        card = tab.locator("#everything tbody tr:not(.medulla-heading)").first
        assert card.evaluate("(row) => getComputedStyle(row).display") == "grid"
        sides = "(cell) => [cell.getBoundingClientRect().left, cell.getBoundingClientRect().right]"
        left, right = card.evaluate(sides)
        number, _connection, ports, notes = (
            cell.evaluate(sides) for cell in card.locator("td, th").all()
        )
        assert left < number[0] == ports[0] == notes[0]
        assert ports[1] == notes[1] < right
        labelled = tab.locator("table.medulla-table .medulla-cell-need").first
        label = labelled.evaluate("(cell) => getComputedStyle(cell, '::before').content")
        assert label == f'"{labelled.get_attribute("data-label")}"'
        tab.locator("#everything-port").fill("67")
        assert tab.locator("#everything tbody tr:not(.medulla-heading):visible").count() < count


def test_modes_side_by_side(browser: Browser, tmp_path: Path) -> None:
    files = {"index.rst": page("A", rst("flows", "plain edged", errata="notes"))}
    manual = Manual(tmp_path, {**files, "flows.yaml": SMALL})
    wide = {"page_width": "1400px", "body_max_width": "none"}
    conf = {"html_theme": "alabaster", "html_theme_options": wide}
    built = manual.build("html", conf=conf)
    with served(built.out, STRICT) as address:
        with opened(browser, f"{address}/index.html", width=1400) as tab:
            dashes = tab.locator(".medulla-value-none")
            assert dashes.count() == 2
            assert all(dash.is_visible() for dash in dashes.all())
            lefts = "(all) => new Set(all.map((one) => one.getBoundingClientRect().left)).size"
            assert tab.locator("tr dl > dd").first.locator("li").evaluate_all(lefts) == 2
            edges = "(note) => getComputedStyle(note).borderInlineStartColor"
            inks = "(mark) => getComputedStyle(mark).color"
            for kind, is_ink in (("open-question", True), ("corrected", False)):
                note = tab.locator(f".medulla-note:has(.medulla-mark-{kind})").first
                mark = note.locator(".medulla-mark")
                assert (note.evaluate(edges) == mark.evaluate(inks)) is is_ink
            width = "(element) => Math.round(element.getBoundingClientRect().width)"
            key, table = (
                tab.locator(f".medulla-{one}").evaluate(width) for one in ("key", "table")
            )
            assert key == table
        with opened(browser, f"{address}/index.html", width=400) as tab:
            dashes = tab.locator(".medulla-value-none")
            assert not any(dash.is_visible() for dash in dashes.all())
            assert tab.locator('[class*="medulla-value-number"]').first.is_visible()


@pytest.mark.parametrize("side", ["light", "dark"])
def test_charts_are_as_dark_as_the_page_without_a_script(
    browser: Browser, built: Any, side: str
) -> None:
    """Furo is as dark as the system where nothing says otherwise, also under a strict policy."""
    with served(built("furo"), STRICT) as address:
        with opened(browser, f"{address}/index.html", side) as tab:
            strict = tab.evaluate(SLOT_OF_CHART)
            assert tab.evaluate(FAINT_LINES)["found"] == []
            assert tab.evaluate(FAINT)["found"] == []
        with opened(browser, f"{address}/index.html", side, scripts=False) as tab:
            assert tab.evaluate(SLOT_OF_CHART) == strict
    assert strict == {"light": "rgb(179, 71, 0)", "dark": "rgb(255, 138, 61)"}[side]


def test_paper_is_full_and_nothing_covers_its_text(browser: Browser, built: Any) -> None:
    """Furo keeps lists with what is above them, which would keep all rows of a table together."""
    with (
        served(built("furo")) as address,
        opened(browser, f"{address}/index.html") as tab,
    ):
        pages = [page.extract_text() for page in PdfReader(BytesIO(tab.pdf(format="A4"))).pages]
    assert "Wake on LAN" in pages[0]  # the second row
    assert not any("Skip to content" in text for text in pages)
