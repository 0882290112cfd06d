"""Web addresses in texts are links, blank lines make paragraphs, and nothing else is markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from formats import md_text, text_of, written
from lxml import html

from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.render.document import Break, WebLink
from sphinx_medulla.render.prose import linked, prose

WIKI = "https://example.org/a_b"
DATASET = f"""\
format: 1
product: {{name: Acme}}
revision: 1
roles:
  client: {{name: "https://example.net client_"}}
  server: {{name: Server}}
services:
  web:
    name: Web
    ports: [443/tcp]
    description: "First, see {WIKI}.\\n\\n*Second* `x <y>`_ (https://e.org/)."
flows:
  - id: f
    from: client
    to: server
    ports: [443/tcp]
    note: |-
      Read https://example.org/?a=1&b=2
      first.

      Then ask.
    errata:
      - at: row
        published: "https://example.net"
        reason: "Not {WIKI}!\\n\\nSo."
        undecided: true
questions:
  - {{id: q, question: "Is https://example.org/q open?\\n\\nAnd 22?"}}
"""
ADDRESSES = {
    "ports": {WIKI, "https://e.org/"},
    "flows": {"https://example.org/?a=1&b=2", WIKI},
    "errata": {WIKI, "https://example.org/q"},
    "findings": {WIKI, "https://example.org/q"},
}
"""The addresses that each block links to."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flows.yaml"
    path.write_text(DATASET, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://example.org/a_b.", "https://example.org/a_b"),
        ("(http://example.org/x_(y))", "http://example.org/x_(y)"),
        ("[https://example.org/?q=[1]],", "https://example.org/?q=[1]"),
        ("„https://example.org“", "https://example.org"),
        ("« https://example.org/é » :", "https://example.org/é"),
        ("<https://example.org>;", "https://example.org"),
        ("https://[2001:db8::1]:8443/!", "https://[2001:db8::1]:8443/"),
        ("https://example.org/a…", "https://example.org/a"),
    ],
)
def test_an_address_ends_before_what_follows_it(text: str, address: str) -> None:
    (found,) = (part for part in linked(text) if isinstance(part, WebLink))
    assert found == WebLink(address, address)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "ftp://example.org",
        "xhttps://example.org",
        "https://",
        "https:///etc",
        "https://).",
        "example.org",
    ],
)
def test_nothing_else_is_an_address(text: str) -> None:
    assert linked(text) == [text]


def test_blank_lines_separate_paragraphs() -> None:
    assert prose("One\ntwo.\n \n\nThree.\n") == ["One\ntwo.", Break(), "Three."]


@pytest.mark.parametrize("style", [">-", "", "|-", "'", '"'])
def test_a_blank_line_in_the_file_is_one_in_every_style(style: str) -> None:
    mark = style if style in {"'", '"'} else ""
    lines = [style if not mark else "", f"{mark}One", "", f"two.{mark}"]
    note = "\n      ".join(lines)
    text = DATASET[: DATASET.index("    note:")] + f"    note: {note}\n"
    dataset = load_text(text, "f").dataset
    expected = ["One\ntwo."] if style == '"' else ["One", Break(), "two."]
    assert prose(dataset.flows[0].note) == expected


@pytest.mark.parametrize("kind", ADDRESSES)
def test_html_links_to_addresses_and_nowhere_else(kind: str, file: Path) -> None:
    tree = html.fragment_fromstring(text_of("html", written(kind, file=file)))
    links = {link.get("href"): link.text for link in tree.iter("a") if link.get("href")[0] != "#"}
    assert links == {address: address for address in ADDRESSES[kind]}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_restructuredtext_links_to_addresses_and_nowhere_else(kind: str, file: Path) -> None:
    text = text_of("rst", written(kind, file=file))
    document = publish_doctree(text, settings_overrides={"halt_level": 1, "report_level": 1})
    links = {link["refuri"]: link.astext() for link in document.findall(nodes.reference)}
    assert links == {address: address for address in ADDRESSES[kind]}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_markdown_and_text_show_addresses(kind: str, file: Path) -> None:
    markdown = text_of("md", written(kind, file=file))
    text = text_of("text", written(kind, file=file))
    for address in ADDRESSES[kind]:
        assert f"](<{address}>)" in markdown
        assert address in md_text(markdown)
        assert address in "".join(text.split()) or address in text
        assert f"<{address}>" not in text
    assert "](<https://example.net" not in markdown


@pytest.mark.parametrize(
    ("name", "between"),
    [("html", "</p>\n<p>"), ("md", "\n\n  "), ("rst", "\n\n   "), ("text", "\n\n    ")],
)
def test_descriptions_have_paragraphs(name: str, between: str, file: Path) -> None:
    text = text_of(name, written("ports", file=file))
    first, second = text.index("First"), text.index("Second")
    assert text[first:second].count(between) == 1


@pytest.mark.parametrize(
    ("name", "between"),
    [("html", "</p><p>"), ("md", "<br><br>"), ("rst", "\n       |\n       | ")],
)
def test_cells_have_paragraphs(name: str, between: str, file: Path) -> None:
    text = text_of(name, written("flows", options={"columns": "notes"}, file=file))
    assert f"first.{between}Then ask." in text


@pytest.mark.parametrize(
    ("name", "note", "item"),
    [
        ("html", '</p>\n<p class="medulla-note">So.', "</p><p>And 22?"),
        ("md", "!\n\nSo.", "?\n\n  And 22?"),
        ("rst", "!\n\nSo.", "?\n\n  And 22?"),
        ("text", "!\n\n    So.", "?\n\n  And 22?"),
    ],
)
def test_notes_and_items_have_paragraphs(name: str, note: str, item: str, file: Path) -> None:
    assert note in text_of(name, written("flows", file=file))
    assert item in text_of(name, written("errata", file=file))
