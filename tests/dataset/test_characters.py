"""Which characters are refused."""

from __future__ import annotations

import pytest

from sphinx_medulla.dataset.characters import advice, refused, replaced
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.problem import DatasetError

UNSEEN = "\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
DATASET = """\
format: 1
product: {{name: Example}}
revision: 1
roles: {{a: {{name: {name}}}, b: {{name: Client}}}}
flows:
  - {{id: f, from: b, to: a, ports: [22/tcp]}}
"""


@pytest.mark.parametrize("character", UNSEEN)
def test_what_nobody_sees_is_refused(character: str):
    for text in (f"Ser{character}ver", f"{character}Server", f"Server{character}"):
        assert [match[0] for match in refused(text)] == [character]
        assert replaced(text) == text.replace(character, "\ufffd")
        with pytest.raises(DatasetError, match=rf"MED003.*U\+{ord(character):04X}"):
            load_text(DATASET.format(name=f"S{text}"), "d.yaml")
    escaped = f'"Ser\\u{ord(character):04x}ver"'
    with pytest.raises(DatasetError, match="MED003"):
        load_text(DATASET.format(name=escaped), "d.yaml")
    assert advice(character).startswith("Remove it; ")


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: "I want", with a non-joiner
        "क्\u200dष",  # Hindi: a half letter, with a joiner
        "ක්\u200dෂ",  # Sinhala
        "র\u200d্য",  # Bengali
    ],
)
def test_joiners_between_letters_that_need_them_are_kept(text: str):
    assert list(refused(text)) == []
    loaded = load_text(DATASET.format(name=text), "d.yaml")
    assert loaded.dataset.roles["a"].name == text


@pytest.mark.parametrize(
    "text",
    [
        "می\u200c",
        "\u200cمی",
        "می\u200c\u200cخواهم",
        "می\u200c خواهم",
        "می\u200cServer",
        "١\u200c٢",
        "Ser\u200dver",
        "\U0001f469\u200d\U0001f4bb",
    ],
)
def test_joiners_elsewhere_are_refused(text: str):
    assert list(refused(text))


def test_line_breaks_and_ordinary_text_are_not_hidden():
    assert list(refused("Größe – 100 %\n\tа́ 服务器 👍🏽 ✔\ufe0f\r\n")) == []
    assert "line break" in advice("\u2028")
    assert advice("\0") == "Remove it."
