"""The palette: enough contrast on light and on dark, the same in the stylesheet, and by turns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sphinx_medulla
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.diagram.palette import GREY, LIGHT, slots

STYLESHEET = Path(sphinx_medulla.__file__).parent / "sphinxext" / "static" / "medulla.css"
DARK_PAGES = ("#131416", "#14181e", "#000000")
"""The backgrounds of Furo, of the PyData theme, and black."""

_VARIABLE = re.compile(r"--medulla-(slot-\d|grey): (#[0-9a-f]{6});")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")


def colours_of(selector: str) -> dict[str, str]:
    """The variables that the stylesheet sets in the first rule with a selector."""
    css = re.sub(r"/\*.*?\*/", "", STYLESHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    rules = [(where, what) for where, what in _RULE.findall(css) if _VARIABLE.search(what)]
    return dict(_VARIABLE.findall(next(what for where, what in rules if selector in where)))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", [*LIGHT, GREY])
def test_text_can_be_read_on_white(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 4.5


@pytest.mark.parametrize("selector", ['[data-theme="dark"]', '[data-theme="auto"]'])
@pytest.mark.parametrize("page", DARK_PAGES)
def test_text_can_be_read_on_dark_pages(selector: str, page: str) -> None:
    colours = colours_of(selector)
    assert len(colours) == 6
    assert {
        name: contrast(colour, page) >= 4.5 for name, colour in colours.items()
    } == dict.fromkeys(colours, True)


def test_the_stylesheet_has_the_light_colours_too() -> None:
    expected = {f"slot-{slot}": colour for slot, colour in enumerate(LIGHT, 1)}
    assert colours_of(":root") == {**expected, "grey": GREY}
    assert colours_of('[data-theme="light"]') == colours_of(":root")


def test_both_ways_to_a_dark_theme_have_the_same_colours() -> None:
    assert colours_of('[data-theme="dark"]') == colours_of('[data-theme="auto"]')


def test_roles_without_a_slot_take_turns_initiators_first() -> None:
    names = [f"r{number}" for number in range(8)]
    text = "format: 1\nproduct: {name: P}\nrevision: 1\ndefaults: {protocol: tcp}\nroles:\n"
    text += "".join(f"  {name}: {{name: {name}}}\n" for name in names)
    text = text.replace("{name: r1}", "{name: r1, slot: 5}") + "flows:\n"
    for name in ("r7", "r1", "r3"):
        text += f"  - {{id: {name}-to-r0, from: {name}, to: r0, ports: [22]}}\n"
    found = slots(Queries(load_text(text, "flows.yaml").dataset))
    assert found == {"r7": 1, "r1": 5, "r3": 3, "r0": 4, "r2": 5, "r4": 1, "r5": 2, "r6": 3}
