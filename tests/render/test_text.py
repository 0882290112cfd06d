"""How plain text is wrapped and aligned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_medulla.render.writers.text_writer import LONGEST_WORD, columns, fitted, wrapped


def test_wide_and_combining_characters_count_as_terminals_show_them() -> None:
    assert columns("abc") == 3
    assert columns("主机") == 4
    assert columns("e\N{COMBINING ACUTE ACCENT}") == 1


def test_lines_are_as_long_as_words_allow() -> None:
    assert list(wrapped("one two three", 7)) == ["one two", "three"]
    assert list(wrapped("one\ntwo", 80)) == ["one", "two"]
    assert list(wrapped("abcdefgh", 3)) == ["abc", "def", "gh"]
    assert list(wrapped("主机主机", 5)) == ["主机", "主机"]
    assert list(wrapped("主", 1)) == ["主"]
    assert list(wrapped("", 5)) == [""]


@given(st.text("ab 主\n", max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(columns, lines)) <= width


def test_columns_share_a_line() -> None:
    rows = [("No.", "Words", "More words"), ("1", "word " * 30, "short")]
    widths = fitted(rows, [4, 30, 30], 60)
    assert widths[0] == 3
    assert widths[2] == len("More words")
    assert sum(widths) + 4 <= 60
    assert fitted(rows, [4, 30, 30], 400) == [3, 150, 10]


def test_no_column_is_narrower_than_its_words() -> None:
    assert fitted([("a-long-word", "x" * 50)], [1, 1], 10) == [11, LONGEST_WORD]
