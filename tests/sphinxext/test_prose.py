"""Addresses and paragraphs in texts of a dataset, on the pages of a manual."""

from __future__ import annotations

from pathlib import Path

from manuals import Manual, page, rst

DATASET = """\
format: 1
product: {name: Acme}
revision: 1
roles: {a: {name: "https://example.net"}, b: {name: B}}
services:
  web: {name: Web, ports: [443/tcp], description: "See https://e.org/x.\\n\\nThen."}
flows:
  - id: f
    from: a
    to: b
    ports: [443/tcp]
    note: "First.\\n\\nSee https://e.org/y_z."
    errata: [{at: row, published: "https://example.net", reason: "One.\\n\\nTwo.", undecided: true}]
"""


def link(address: str) -> str:
    return f'<a class="reference external" href="{address}">{address}</a>'


def test_addresses_are_links_and_blank_lines_make_paragraphs(tmp_path: Path) -> None:
    index = page("Manual", rst("flows"), rst("ports"), rst("errata"))
    built = Manual(tmp_path, {"index.rst": index, "flows.yaml": DATASET}).build()
    assert built.warnings == []
    html = built.text("index.html")
    assert f"<p>See {link('https://e.org/x')}.</p>\n<p>Then.</p>" in html
    assert f"First.</p>\n<p>See {link('https://e.org/y_z')}." in html
    assert 'One.</p>\n<p class="medulla-note">Two.</p>' in html
    assert "One.</p>\n<p>Two.</p>" in html
    assert link("https://example.net") not in html
