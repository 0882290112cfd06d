"""The palette: enough contrast on light and on dark, the same in the stylesheet, and by turns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sphinx_medulla
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.diagram.palette import GREY, LIGHT, slots

STATIC = Path(sphinx_medulla.__file__).parent / "sphinxext" / "static"
DARK_PAGES = ("#131416", "#14181e", "#000000")
"""The backgrounds of Furo, of the PyData theme, and black."""

_NAME = r"--medulla-(slot-\d|grey): "
_COLOUR = r"(#[0-9a-f]{6})"


def light_colours() -> dict[str, str]:
    """The variables that every reader's stylesheet sets."""
    css = (STATIC / "medulla.css").read_text(encoding="utf-8")
    return dict(re.findall(f"{_NAME}{_COLOUR};", css))


def both_colours() -> dict[str, tuple[str, str]]:
    """The same on a screen: on light and on dark pages."""
    css = (STATIC / "medulla-screen.css").read_text(encoding="utf-8")
    found = re.findall(rf"{_NAME}light-dark\({_COLOUR}, {_COLOUR}\);", css)
    return {name: (light, dark) for name, light, dark in found}


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


@pytest.mark.parametrize("page", DARK_PAGES)
def test_text_can_be_read_on_dark_pages(page: str) -> None:
    unreadable = [name for name, (_, dark) in both_colours().items() if contrast(dark, page) < 4.5]
    assert unreadable == []


def test_the_stylesheets_have_the_colours_of_the_charts() -> None:
    expected = {f"slot-{slot}": colour for slot, colour in enumerate(LIGHT, 1)} | {"grey": GREY}
    assert light_colours() == expected
    assert {name: light for name, (light, _) in both_colours().items()} == expected


def test_roles_without_a_slot_take_turns_initiators_first() -> None:
    names = [f"r{number}" for number in range(8)]
    text = "format: 1\nproduct: {name: P}\nrevision: 1\ndefaults: {protocol: tcp}\nroles:\n"
    text += "".join(f"  {name}: {{name: {name}}}\n" for name in names)
    text = text.replace("{name: r1}", "{name: r1, slot: 5}") + "flows:\n"
    for name in ("r7", "r1", "r3"):
        text += f"  - {{id: {name}-to-r0, from: {name}, to: r0, ports: [22]}}\n"
    found = slots(Queries(load_text(text, "flows.yaml").dataset))
    assert found == {"r7": 1, "r1": 5, "r3": 3, "r0": 4, "r2": 5, "r4": 1, "r5": 2, "r6": 3}
