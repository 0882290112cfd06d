"""Finished pages of HTML: neither the page nor a table is wider than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsers import WIDTHS
from playwright.sync_api import Browser

from sphinx_medulla.cli import main as cli
from sphinx_medulla.dataset.packaged import packaged_dataset

pytestmark = pytest.mark.heavy

WIDE = """() => [document.documentElement, ...document.querySelectorAll(".medulla-block")]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent.slice(0, 60))"""


def test_nothing_is_wider_than_the_screen(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wiki = tmp_path / "wiki"
    arguments = ["--format", "html", "--dataset", str(packaged_dataset())]
    assert cli.main(["generate", str(wiki), *arguments]) == 0
    capsys.readouterr()
    pages = sorted(wiki.glob("*.html"))
    assert pages
    for width in WIDTHS:
        tab = browser.new_page(viewport={"width": width, "height": 900})
        for page in pages:
            tab.goto(page.as_uri())
            assert tab.evaluate(WIDE) == [], (page.name, width)
        tab.close()
