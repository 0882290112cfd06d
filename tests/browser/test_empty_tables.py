"""A table that shows no flow says so on one line, as wide as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from manuals import Manual

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = """\
Manual
======

.. medulla-flows:: lan
   :port: 22
   :empty: ok
"""
DATASET = """\
format: 1
product: {name: Example}
revision: 1
roles: {server: {name: Server}, client: {name: Client}}
modes: {lan: {title: LAN}, wan: {title: WAN}}
flows:
  - {id: web, from: client, to: server, modes: [lan], ports: [443/tcp]}
  - {id: shell, from: client, to: server, modes: [wan], ports: [22/tcp]}
"""


@pytest.mark.parametrize("width", [1400, 800, 400])
def test_the_sentence_of_an_empty_table_is_on_one_line(
    width: int, tmp_path: Path, browser: Browser
):
    from browsers import served

    manual = Manual(tmp_path, {"index.rst": PAGE, "flows.yaml": DATASET})
    built = manual.build("html")
    with served(built.out) as address:
        tab = browser.new_page(viewport={"width": width, "height": 600})
        tab.set_default_timeout(5000)
        tab.goto(f"{address}/index.html")
        sentence = tab.locator(".medulla-empty strong")
        lines = sentence.evaluate("one => new Set([...one.getClientRects()].map(r => r.top)).size")
        assert (sentence.inner_text(), lines) == ("No flow matches.", 1)
        tab.close()
