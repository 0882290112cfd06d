"""Whatever text a dataset holds stands in the chart as it is, in labels, tooltips and pages."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from lxml import etree

from sphinx_medulla.bidirectional import isolated
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.diagram.chart_model import Look, chart_model
from sphinx_medulla.diagram.dot import chart_dot
from sphinx_medulla.diagram.layout import lay_out
from sphinx_medulla.diagram.svg import as_file, normalise, place

TEXTS = {
    "markup": "<b>bold</b>",
    "half a tag": "<font color=",
    "table": "<<table><tr><td>x</td></tr></table>>",
    "quotes": "\"double\" 'single'",
    "backslash": "\\",
    "backslash at the end": "path\\",
    "backslashes": "\\\\host\\new",
    "placeholders": "\\N \\G \\T \\H \\E \\L",
    "line ends": "\\n \\l \\r",
    "ampersand": "AT&T &",
    "entities": "&lt; &amp; &copy; &#38; &#x26;",
    "end of cdata": "]]> --> <!--",
    "attributes": 'x xlink:href= xlink:title= id="a" "black"',
    "braces": "{a|b} [c] ; // # /* */",
    "percent": "100 % %(number)s %s",
    "emoji": "a 🙂 b",
    "right to left": "שלום עולם",
    "far east": "服务器",
    "long word": "x" * 80,
}

ENGINES = [
    "embedded",
    pytest.param(
        "system",
        marks=pytest.mark.skipif(not shutil.which("dot"), reason="dot is not installed"),
    ),
]


def hostile(text: str) -> str:
    """A dataset that has a text wherever a chart shows any."""
    word = json.dumps(text, ensure_ascii=False)
    return f"""\
format: 1
product: {{name: P}}
revision: 1
defaults: {{protocol: tcp}}
zones: {{z: {{name: {word}}}, y: {{name: Y}}}}
roles: {{a: {{name: {word}, zone: z}}, b: {{name: B, zone: y, host: {word}}}}}
services: {{s: {{name: {word}, ports: [10000-10001/tcp, 20000-20001/tcp]}}}}
flows: [{{id: f, from: a, to: b, ports: [10000-10001, 20000-20001]}}]
"""


def shown(svg: bytes, kind: str, place: int | None = None) -> list[str]:
    """What a reader sees in things of a class (or in one of them), line by line."""
    groups = [
        group for group in etree.fromstring(svg).iter("{*}g") if kind in group.get("class", "")
    ]
    if place is not None:
        groups = groups[place : place + 1]
    texts = [text for group in groups for text in group.iter("{*}text")]
    return [" ".join("".join(text.itertext()).split()) for text in texts]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", TEXTS)
def test_text_stands_as_it_is(name: str, engine: str) -> None:
    text = TEXTS[name]
    view = Queries(load_text(hostile(text), "flows.yaml").dataset).select(Selection())
    look = Look(ports="compact", legend=True)
    svg = lay_out(chart_dot(chart_model(view, look)), "svg", engine)
    template = normalise(svg)
    title = f"Flow 1: {isolated(text)} → B"
    found = as_file(template, links={}, title=text, description=text)
    for made in (svg, found):
        zone, chip = shown(made, "cluster"), shown(made, "medulla-chip")
        assert text in zone
        ports = ["tcp 10000-10001", "tcp 20000-20001"]  # of which a long name takes the place
        assert chip == ["↓ 1", text] or (len(text) > 15 and chip == ["↓ 1", *ports])
        assert text in shown(made, "graph")  # in the legend
        first, second = (shown(made, "medulla-role", place) for place in (0, 1))
        assert second[0] == "B"
        for wrapped in (first, second[1:]):  # over several lines
            assert " ".join(wrapped).replace(" ", "") == text.replace(" ", "")
    tree = etree.fromstring(found)
    assert tree.find("{*}title").text == text
    assert tree.find("{*}desc").text == text
    assert {text, title, "B"} <= {node.text for node in tree.iter("{*}title")}


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_holds_it_without_a_new_element_or_attribute(name: str) -> None:
    text = TEXTS[name]
    queries = [
        Queries(load_text(hostile(words), "flows.yaml").dataset).select(Selection())
        for words in (text, "harmless")
    ]
    bones = []
    for view, words in zip(queries, (text, "harmless"), strict=True):
        template = normalise(lay_out(chart_dot(chart_model(view)), "svg"))
        links = {"medulla:flow:f": f"#{words}", "medulla:role:a": f'"{words}'}
        page = place(template, prefix="p-", links=links, title=words, description=words)
        tree = etree.fromstring(page)
        assert [link.get("href") for link in tree.iter("a")] == [f'"{words}', f"#{words}"]
        elements = [node for node in tree.iter() if node.tag != "text"]  # names wrap
        bones.append([(node.tag, sorted(node.attrib)) for node in elements])
    assert bones[0] == bones[1]


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_reaches_a_pdf_as_a_link(name: str) -> None:
    view = Queries(load_text(hostile(TEXTS[name]), "flows.yaml").dataset).select(Selection())
    pdf = lay_out(chart_dot(chart_model(view), links=False), "pdf")
    assert pdf.startswith(b"%PDF-")
    assert not re.search(rb"/URI|medulla:", pdf)
