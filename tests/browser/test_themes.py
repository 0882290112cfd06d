"""In each theme: nothing wider than the page, nothing that cannot be read, charts that follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsers import DARK, LOOKS, STRICT, THEMES, WIDTHS, opened, served
from manuals import Manual, page, rst
from playwright.sync_api import Browser

from sphinx_medulla.diagram.svg import READABLE_ON_SCREEN

pytestmark = pytest.mark.heavy

FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) =>
    [0, 1, 2].map((part) => top[part] * top[3] + under[part] * (1 - top[3]));
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      layers.unshift(rgba(getComputedStyle(node).backgroundColor));
    }
    return layers.reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const found = [];
  let measured = 0;
  for (const block of document.querySelectorAll("[class*=medulla]")) {
    for (const element of [block, ...block.querySelectorAll("*")]) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || element.closest("title, desc, option, .headerlink, .medulla-unseen")) continue;
      if (element.matches(":disabled")) continue;
      const style = getComputedStyle(element);
      const paint = element.closest("svg") ? style.fill : style.color;
      const back = behind(element);
      const front = over(rgba(paint), back);
      const [high, low] = [luminance(front), luminance(back)].sort((a, b) => b - a);
      const contrast = (high + 0.05) / (low + 0.05);
      measured += 1;
      if (contrast < 4.5) found.push([contrast.toFixed(2), paint, element.outerHTML.slice(0, 120)]);
    }
  }
  return {found, measured};
}"""

WIDE = """() => {
  const root = document.documentElement;
  const boxes = (block) => [block, ...block.querySelectorAll("div")].filter(
    (box) => box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== "visible");
  const blocks = [...document.querySelectorAll(".medulla-block, .medulla-chart")];
  const everything = document.getElementById("everything").closest(".medulla-block");
  return {
    page: root.scrollWidth - root.clientWidth,
    stuck: blocks.filter((block) => boxes(block).some((box) => box.tabIndex < 0)).length,
    scrolls: boxes(everything).length > 0,
    captions: blocks.filter((block) => {
      const caption = block.querySelector(".caption-text").getBoundingClientRect();
      return caption.right > block.getBoundingClientRect().right + 1;
    }).length,
    numbers: blocks.filter((block) => {
      const tops = [...block.querySelectorAll(".caption-number, .caption-text")].slice(0, 2)
        .map((part) => part.getBoundingClientRect().top);
      return tops[0] > tops[1] + 4;
    }).length,
    notes: [...document.querySelectorAll(".medulla-note, .medulla-errata li")].filter(
      (note) => note.scrollWidth > note.clientWidth).map((note) => note.textContent),
  };
}"""

BROKEN = """() => {
  const broken = [];
  for (const body of document.querySelectorAll("table.medulla-table:not(#shares) tbody")) {
    const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\d]+/gu)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((line) => line.top)).size > 1) {
          broken.push(word[0]);
        }
      }
    }
  }
  return broken;
}"""

PAPER = """() => {
  const blocks = [...document.querySelectorAll(".medulla-block, .medulla-chart")];
  return blocks.flatMap((block) => {
    const edge = block.getBoundingClientRect().right + 1;
    const scrolls = [block, ...block.querySelectorAll("div")].filter(
      (box) => getComputedStyle(box).overflowX !== "visible");
    const beyond = [...block.querySelectorAll("th, svg")].filter(
      (cell) => cell.getBoundingClientRect().right > edge);
    return [...scrolls, ...beyond].map((element) => element.outerHTML.slice(0, 120));
  });
}"""

SHARES = """(id) => {
  const table = document.getElementById(id);
  const all = table.getBoundingClientRect().width;
  return [...table.querySelectorAll("thead th")].map(
    (head) => Math.round(100 * head.getBoundingClientRect().width / all));
}"""

A4 = 720
"""The pixels between the margins of a page."""

CHART = "getComputedStyle(document.querySelector('.medulla-svg text')).fill"
INK = "getComputedStyle(document.querySelector('.medulla-svg')).color"
SLOT_OF_CHART = (
    "getComputedStyle(document.querySelector('.medulla-svg')).getPropertyValue('--medulla-slot-1')"
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
def test_all_text_can_be_read(browser: Browser, built: Any, theme: str, side: str) -> None:
    with served(built(theme)) as address, opened(browser, f"{address}/index.html", side) as tab:
        result = tab.evaluate(FAINT)
        assert result["found"] == []
        assert result["measured"] > 150


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
            ("22067", "22067 Syncthing relay"),  # only in a row
            ("67", "67 DHCP"),
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
        assert tab.evaluate(SLOT_OF_CHART) == "CanvasText"
