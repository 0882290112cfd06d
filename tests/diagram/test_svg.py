"""SVG for pages and for files: one document each, that follows the page and needs nothing else."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from lxml import etree

import sphinx_medulla
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.queries import Queries, View
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.diagram.chart_model import Look, chart_model
from sphinx_medulla.diagram.chip import CHIP_SIZE
from sphinx_medulla.diagram.dot import chart_dot
from sphinx_medulla.diagram.layout import lay_out
from sphinx_medulla.diagram.palette import GREY, LIGHT
from sphinx_medulla.diagram.svg import PX_PER_PT, STEPS, as_file, normalise, place
from sphinx_medulla.diagram.text_width import text_width

SMALL = Path(__file__).parents[1] / "manuals" / "small.yaml"
LINKS = {
    "medulla:flow:hub-to-edge": "page.html?a=1&b=2#flow-hub-to-edge",
    "medulla:role:edge": "#role-edge",
}
FILE = {"title": "A <title>", "description": 'Two "lines"\nof words & more'}


@pytest.fixture(scope="module")
def view() -> View:
    return Queries(load(SMALL).dataset).select(Selection(modes=("edged",)))


@pytest.fixture(scope="module")
def template(view: View) -> str:
    return normalise(lay_out(chart_dot(chart_model(view)), "svg"))


def placed(template: str, prefix: str = "p-") -> str:
    return place(template, prefix=prefix, links=LINKS, **FILE)


def shown(tree: etree._Element) -> list[str]:
    return ["".join(text.itertext()) for text in tree.iter("{*}text")]


def test_ids_are_unique_on_a_page_with_the_same_chart_twice(template: str) -> None:
    page = etree.fromstring(f"<div>{placed(template, 'a-')}{placed(template, 'b-')}</div>")
    ids = page.xpath("//@id")
    assert sorted(ids) == ["a-desc", "a-title", "b-desc", "b-title"]
    named = page.xpath("//@aria-labelledby") + page.xpath("//@aria-describedby")
    assert sorted(named) == sorted(ids)


def test_it_says_what_it_is_and_hides_no_link_from_screen_readers(template: str) -> None:
    svg = etree.fromstring(placed(template))
    assert svg.get("role") == "group"  # img would hide them
    assert [child.tag for child in svg[:2]] == ["title", "desc"]
    assert svg[0].text == FILE["title"]
    assert svg[1].text == FILE["description"]
    assert svg.get("aria-labelledby") == svg[0].get("id")
    assert svg.get("aria-describedby") == svg[1].get("id")


def test_links_lead_where_they_are_told_and_say_so(template: str) -> None:
    svg = etree.fromstring(placed(template))
    links = {link.get("href"): link for link in svg.iter("a")}
    assert set(links) == set(LINKS.values())
    chip = links[LINKS["medulla:flow:hub-to-edge"]]
    assert chip.find("title").text == "Flow 3: Main hub → Edge relay"
    assert "".join(chip.itertext("text")).startswith("↑ 3")
    assert [text.text for text in links["#role-edge"].iter("text")] == ["Edge relay"]


def test_what_has_no_address_is_text(template: str) -> None:
    with_links, without = placed(template), place(template, prefix="p-", links={}, **FILE)
    assert "<a " not in without
    assert "medulla:" not in without
    assert "medulla:" not in with_links
    assert shown(etree.fromstring(without)) == shown(etree.fromstring(with_links))


def test_without_tags_texts_are_words_of_their_own(template: str, view: View) -> None:
    page = placed(template)
    words = set(unescape(re.sub("<[^<]+?>", "", page)).split())  # as Sphinx's search takes them
    for text in etree.fromstring(page).itertext():
        assert set(text.split()) <= words


def test_every_role_and_every_number_is_shown(template: str, view: View) -> None:
    words = shown(etree.fromstring(placed(template)))
    names = {view.dataset.roles[role].name for role in view.roles}
    assert names <= set(words)
    numbers = {word.split()[1] for word in words if word[0] in "↑↓"}
    assert numbers == {str(row.number) for row in view.rows}


def test_a_strict_policy_can_stand_and_the_page_gives_the_colours(template: str) -> None:
    page = placed(template)
    svg = etree.fromstring(page)
    names = {name for node in svg.iter() for name in node.attrib}
    assert "style" not in names
    assert not [name for name in names if name.startswith(("on", "{", "xmlns"))]
    assert not {"script", "style", "foreignObject", "image"} & {node.tag for node in svg.iter()}
    paints = {
        value
        for node in svg.iter()
        for name, value in node.attrib.items()
        if name in ("fill", "stroke")
    }
    variables = {
        f"var(--medulla-slot-{slot}, {colour})" for slot, colour in enumerate(LIGHT, 1)
    } | {f"var(--medulla-grey, {GREY})", "var(--medulla-page, none)"}
    assert paints <= {"none", "currentColor"} | variables
    assert "currentColor" in paints
    assert len(paints & variables) > 2


def test_there_is_no_prolog_comment_or_namespace(template: str) -> None:
    page = placed(template)
    assert page.startswith("<svg ")
    assert page.endswith("</svg>")
    assert not re.search(r"<[!?]|xmlns|xlink|xml:", page)


def test_it_scales_and_has_the_size_of_its_drawing(template: str) -> None:
    svg = etree.fromstring(template)
    width, height = map(float, svg.get("viewBox").split()[2:])
    assert float(svg.get("width")) == pytest.approx(width * PX_PER_PT, abs=0.51)
    assert float(svg.get("height")) == pytest.approx(height * PX_PER_PT, abs=0.51)


@pytest.mark.parametrize(
    ("width", "wide"), [(365, ""), (366, " medulla-wide-5"), (99999, " medulla-wide-40")]
)
def test_a_wide_one_says_how_narrow_it_may_become(template: str, width: int, wide: str) -> None:
    svg = placed(re.sub('width="[0-9]+"', f'width="{width}"', template, count=1))
    assert f'class="medulla-svg{wide}"' in svg


def test_boxes_keep_their_text_on_a_page_that_runs_from_right_to_left(template: str) -> None:
    assert etree.fromstring(placed(template)).get("direction") == "ltr"


def test_the_stylesheet_has_each_step() -> None:
    css = Path(sphinx_medulla.__file__).parent / "sphinxext" / "static" / "medulla-screen.css"
    found = re.findall(r"\.medulla-wide-(\d+) \{ --medulla-wide: (\d+); \}", css.read_text())
    assert f"  --medulla-wide: {STEPS[0] - 1};" in css.read_text()  # without a step
    assert found == [(str(step), str(step)) for step in STEPS]


def test_a_pdf_has_no_margin_that_makes_the_chart_smaller(view: View) -> None:
    dot = chart_dot(chart_model(view), links=False)
    box = re.search(rb"/MediaBox ?\[ ?([0-9. ]+)\]", lay_out(dot, "pdf"))
    size = re.search(rb'width="(\d+)pt" height="(\d+)pt"', lay_out(dot, "svg"))
    assert box
    assert size
    _, _, width, height = map(float, box[1].split())
    assert (width, height) == pytest.approx([float(side) for side in size.groups()], abs=2)


def test_a_file_stands_alone(template: str) -> None:
    file = as_file(template, links=LINKS, **FILE)
    svg = etree.fromstring(file)
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert svg.find("{*}title").text == FILE["title"]
    assert svg.find("{*}desc").text == FILE["description"]
    href = "{http://www.w3.org/1999/xlink}href"
    assert {link.get(href) for link in svg.iter("{*}a")} == set(LINKS.values())
    assert b"currentColor" not in file
    assert b"var(" not in file
    assert b"medulla:" not in file
    strokes = {node.get("stroke") for node in svg.iter()} - {None}
    assert strokes <= {"none", "black", GREY, *LIGHT}
    assert len(strokes & set(LIGHT)) > 1
    assert {node.get("fill") for node in svg.iter("{*}path")} <= {"none", "white", *LIGHT}


def test_transparent_which_svg_does_not_know_is_none() -> None:
    drawn = b'<svg viewBox="0.00 0.00 9.00 9.00"><path fill="transparent" stroke="black"/></svg>'
    assert '<path fill="none" stroke="currentColor"/>' in normalise(drawn)


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(ValueError, match="not an SVG"):
        normalise(b"digraph {}")


def _box(group: etree._Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a rounded box."""
    numbers = [float(part) for part in re.findall(r"-?[0-9.]+", group.find(".//path").get("d"))]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


@pytest.mark.parametrize(
    "look", [Look(), Look(direction="LR"), Look(ports="compact"), Look(ports="none")]
)
def test_text_stays_in_its_box_in_a_wide_font_and_boxes_stay_apart(view: View, look: Look) -> None:
    svg = etree.fromstring(normalise(lay_out(chart_dot(chart_model(view, look)), "svg")))
    boxes = []
    for group in svg.iter("g"):
        if "medulla-chip" not in group.get("class", "") and (
            "medulla-role" not in group.get("class", "")
        ):
            continue
        left, top, right, bottom = _box(group)
        boxes.append((left, top, right, bottom))
        for text in group.iter("text"):
            size = float(text.get("font-size"))
            wide = text_width("".join(text.itertext()), size)
            x, y = float(text.get("x")), float(text.get("y"))
            start = x if text.get("text-anchor") == "start" else x - wide / 2
            assert left <= start
            assert start + wide <= right
            assert top <= y - 0.72 * size  # a capital's height
            assert y <= bottom
    assert len(boxes) == len(view.rows) + len(view.roles)
    for place_, one in enumerate(boxes):
        for other in boxes[:place_]:
            assert (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )


def test_chips_are_shown_at_the_size_that_boxes_were_not_measured_at(template: str) -> None:
    sizes = {float(text.get("font-size")) for text in etree.fromstring(template).iter("text")}
    assert CHIP_SIZE in sizes
    assert 10.4 not in sizes
