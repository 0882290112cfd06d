"""Attacks in the texts of a dataset: no builder makes an element, a link or a command of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from attack_datasets import COUNT, attacked
from attack_texts import attack_texts, harmless_texts
from lxml import etree, html
from manuals import CONF, Manual, page, rst

MAN = 'man_pages = [("index", "manual", "", [], 1)]\n'
COLUMNS = (
    "no id from to zones ports protocol service purpose need feature setting notes source mode"
)
PAGES = {
    "index.rst": page(
        "Manual",
        rst("flows", "one-0, two-0", errata="notes", columns=COLUMNS, download="csv json"),
        rst("flows", "two-0", role="hub-0"),
        rst("flowchart", "one-0"),
        rst("ports", errata="notes"),
        rst("ports", layout="table"),
        rst("modes"),
        rst("flow-rules"),
        rst("errata"),
        rst("findings"),
        rst("lookup"),
        rst("changes"),
        rst("diff", "one-0, two-0"),
    )
}
IN_CHARTS = {"svg", "g", "a", "title", "desc", "text", "path", "polygon", "polyline", "ellipse"}
"""The elements of a chart; their number depends on the length of texts."""

BREAKS = {"span", "wbr", *IN_CHARTS} - {"a", "title"}
LATEX = "input include write immediate openin openout catcode csname def href url special end"


def of_tree(tree: etree._Element) -> Counter[str]:
    """The elements, except those that break lines, and where they lead; no handler of events."""
    found: Counter[str] = Counter()
    for element in tree.iter(etree.Element):
        name = etree.QName(element).localname
        found[name] += name not in BREAKS
        for attribute, value in element.attrib.items():
            short = etree.QName(attribute).localname.lower()
            assert not short.startswith("on"), (name, attribute)
            if short in {"href", "src", "refuri", "uri", "action", "data"}:
                found[f"{name} {value}"] += 1
    return +found


def of_text(text: str, pattern: str, *nothing: str) -> Counter[str]:
    """What a pattern finds in a text without some of its escapes."""
    for escape in nothing:
        text = text.replace(escape, "")
    return Counter(re.findall(pattern, text, re.MULTILINE))


def structure(path: Path) -> Counter[str]:
    """What a file of an output does besides showing text."""
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".html":
            return of_tree(html.document_fromstring(text))
        case ".fjson":
            return of_tree(html.fragment_fromstring(json.loads(text)["body"], "div"))
        case ".xhtml" | ".xml" | ".svg":
            return of_tree(etree.fromstring(text.encode()))
        case ".tex":
            return of_text(text, rf"\\(?:{'|'.join(LATEX.split())})\b.?", r"\\")
        case ".texi":
            return of_text(text, r"@(?!w\b|comma\b)[a-z]+", "@@", "@{", "@}")
        case _:
            return of_text(text, r"^['.]\w+|\\[X!*n]", r"\e", r"\(aq")


@pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")  # which Sphinx warns of
@pytest.mark.parametrize(
    ("builder", "name"),
    [
        ("html", "index.html"),
        ("singlehtml", "index.html"),
        ("json", "index.fjson"),
        ("epub", "index.xhtml"),
        ("epub", "_images/medulla-chart-index-3.svg"),
        ("xml", "index.xml"),
        ("latex", "manual.tex"),
        ("texinfo", "manual.texi"),
        ("man", "manual.1"),
    ],
)
def test_attacks_are_texts(tmp_path: Path, builder: str, name: str) -> None:
    texts = attack_texts(COUNT)
    found = []
    for folder, words in (("attack", texts), ("harmless", harmless_texts(texts))):
        manual = Manual(tmp_path / folder, PAGES | {"flows.yaml": attacked(words)}, CONF + MAN)
        built = manual.build(builder)
        assert built.warnings == []
        found.append(structure(built.out / name))
    attack, harmless = found
    assert attack - harmless == Counter()
    assert harmless - attack == Counter()
