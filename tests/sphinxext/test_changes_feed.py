"""What revisions changed: on pages, and as an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import etree
from manuals import CONF, SMALL, Manual, difference, page, rst

Make = Callable[..., Manual]

CHANGES = """\
changes:
  - {revision: "3.2", date: 2026-11-28, change: The clock & 'others'., flows: [hub-to-clock]}
  - {revision: 2026-11-20, change: The first revision.}
"""
NAMED = CONF + 'medulla_changes_feed = "news/changes.xml"\n'
FEED = NAMED + 'html_baseurl = "https://docs.example.com/manual"\nlanguage = "fr"\n'
INDEX = page("Manual", rst("changes"), rst("flows", "plain"), rst("diff", "plain edged"))
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def make(manual: Make) -> Make:
    """Makes a project whose dataset has changes."""

    def make(conf: str = FEED, changes: str = CHANGES) -> Manual:
        return manual({"index.rst": INDEX, "flows.yaml": SMALL + changes}, conf)

    return make


def test_the_page_and_the_feed_have_the_changes(make: Make):
    project = make()
    built = project.build()
    assert built.warnings == []
    text = built.text("index.html")
    assert 'id="medulla-change-3.2"' in text
    assert "3.2 (28/11/2026)" in text
    assert re.search(r"The clock &amp; .{1,6}others.{1,6}\. .*Flux", text)
    assert re.search(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" '
        r'href="news/changes\.xml" />',
        text,
    )
    assert "Ouvrir avant" in text

    content = (built.out / "news/changes.xml").read_bytes()
    feed = etree.fromstring(content)
    address = "https://docs.example.com/manual/news/changes.xml"
    found = {name: feed.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "updated")}
    assert found == {"id": address, "updated": "2026-11-28T00:00:00Z"}
    assert feed.xpath("string(a:author/a:name)", namespaces=ATOM) == "The authors"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    first, second = feed.findall("a:entry", ATOM)
    assert first.findtext("a:content", namespaces=ATOM) == (
        "The clock & 'others'.\nMain hub → time.example.org\u00a0: 123/udp"
    )
    assert [link.get("href") for link in feed.iterfind(".//a:entry/a:link", ATOM)] == [
        "https://docs.example.com/manual/index.html#medulla-change-3.2",
        "https://docs.example.com/manual/index.html#medulla-change-2026-11-20",
    ]
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in (first, second)]
    assert len({*ids}) == 2

    project.edit("flows.yaml", "The first revision.", "The very first revision.")
    again = project.build()
    assert again.read == ["index"]
    feed = again.text("news/changes.xml")
    assert "very first" in feed
    assert re.findall("<id>(.+)</id>", feed) == [address, *ids]


def test_without_an_author_the_feed_is_of_the_product(make: Make):
    built = make(FEED.replace("author = copyright", "copyright")).build()
    assert "<name>Acme</name>" in built.text("news/changes.xml")


def test_a_feed_that_cannot_be_written_is_a_warning(make: Make):
    project = make(NAMED, CHANGES.replace(" date: 2026-11-28,", ""))
    (line,) = project.build().warnings
    assert re.search(
        r"conf\.py:\d+: WARNING: MED716 medulla_changes_feed needs the address of the manual, .*"
        r"Set html_baseurl, as in .* \[medulla\.MED716\]$",
        line,
    )
    address = {"html_baseurl": "https://docs.example.com/"}
    (line,) = project.build(conf=address).warnings
    assert "MED716 The feed lacks the changes of 3.2, which have no date." in line
    (line,) = project.build(conf=address | {"medulla_changes_feed": "../a.xml"}).warnings
    assert "MED716 medulla_changes_feed is '../a.xml'. Write a path within" in line
    built = project.build("text")
    assert built.warnings == []
    assert "The first revision." in built.text("index.txt")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (CHANGES, ""),
        ("{name: Acme,", "{name: Acme & Sons,"),
        ("format: 1", "format: none"),
    ],
    ids=["changes", "name of the product", "dataset"],
)
def test_the_heads_of_all_pages_follow_the_feed(old: str, new: str, manual: Make):
    """They name it by its title; a page with nothing of the dataset, too."""
    text = SMALL + CHANGES
    files = {"index.rst": INDEX, "other.rst": ":orphan:\n\n" + page("Other"), "flows.yaml": text}
    made = manual(files, FEED)
    assert "changes.xml" in made.build().text("other.html")
    for changed in (text.replace(old, new), text):
        made.write({"flows.yaml": changed})
        assert difference(made.build(), made.cold()) == []
