"""The links and the pictures of a set of pages, followed by parsers that are not ours."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from docutils import nodes
from docutils.core import publish_doctree
from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token

XLINK = "{http://www.w3.org/1999/xlink}href"


class Leaf(NamedTuple):
    """What a file links to, the pictures that it shows, and the ids that it has."""

    links: list[str]
    images: list[str]
    ids: list[str]


def leaf(path: Path) -> Leaf:
    """Read a page or a picture."""
    return {".html": _html, ".md": _md, ".rst": _rst, ".svg": _svg}[path.suffix](path)


def followed(folder: Path) -> dict[str, Leaf]:
    """All pages and pictures of a folder; each link and each image leads to what is there."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix not in {".css", ".json"}]
    leaves = {path.name: leaf(path) for path in paths}
    for name, found in leaves.items():
        assert [one for one, count in Counter(found.ids).items() if count > 1] == [], name
        for image in found.images:
            assert unquote(image) in leaves, (name, image)
        for link in found.links:
            if "://" in link:
                continue
            file, _, place = unquote(link).partition("#")
            assert (file or name) in {*leaves, "medulla-flows.css"}, (name, link)
            assert not place or place in leaves[file or name].ids, (name, link)
    return leaves


class Item(NamedTuple):
    """Where an inventory says that something is, and what it is called."""

    uri: str
    title: str


def inventory_of(path: Path) -> dict[str, dict[str, Item]]:
    """What other manuals may link to, by kind and name: an ``objects.inv`` as its format says."""
    head, _, packed = path.read_bytes().partition(b"zlib.\n")
    assert head.startswith(b"# Sphinx inventory version 2\n")
    found: dict[str, dict[str, Item]] = {}
    for line in zlib.decompress(packed).decode().splitlines():
        match = re.fullmatch(r"(.+?) (\S+) -?\d+ (\S*) (.*)", line)
        assert match, line
        name, kind, uri, title = match.groups()
        place = uri.removesuffix("$") + name if uri.endswith("$") else uri
        found.setdefault(kind, {})[name] = Item(place, name if title == "-" else title)
    return found


def reached(leaves: dict[str, Leaf], first: str) -> set[str]:
    """The files to which links lead from one on."""
    found, waiting = {first}, [first]
    while waiting:
        links = {link.partition("#")[0] for link in leaves[waiting.pop()].links}
        new = {link for link in links if link in leaves} - found
        found |= new
        waiting += new
    return found


def _html(path: Path) -> Leaf:
    tree = html.document_fromstring(path.read_bytes())
    assert not tree.xpath("//script | //style | //*[@style] | //*[@onerror] | //*[@onload]")
    links = [str(link) for link in tree.xpath("//a/@href | //link/@href")]
    assert all(tree.xpath("//img/@alt"))
    return Leaf(links, tree.xpath("//img/@src"), tree.xpath("//@id"))


def _svg(path: Path) -> Leaf:
    tree = etree.parse(path).getroot()
    links = [found for node in tree.iter() if (found := node.get(XLINK)) is not None]
    return Leaf(links, [], tree.xpath("//@id"))


def _md(path: Path) -> Leaf:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(path.read_text(encoding="utf-8"))
    assert not [token for token in tokens if token.type == "html_block"]
    inside = [*_inside(tokens)]
    ids = [
        token.content.removeprefix('<a id="').removesuffix('">')
        for token in inside
        if token.type == "html_inline" and token.content.startswith("<a id=")
    ]
    links = [str(token.attrs["href"]) for token in inside if token.type == "link_open"]
    return Leaf(links, [str(one.attrs["src"]) for one in inside if one.type == "image"], ids)


def _inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _inside(token.children or [])


def _rst(path: Path) -> Leaf:
    settings = {"halt_level": 1, "report_level": 1}
    document = publish_doctree(path.read_text(encoding="utf-8"), settings_overrides=settings)
    links = [node["refuri"] for node in document.findall(nodes.reference)]
    return Leaf(links, [node["uri"] for node in document.findall(nodes.image)], [])
