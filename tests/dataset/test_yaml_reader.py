"""Strict YAML: what is read as what, where it stands, and what never makes the reader fall over."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sphinx_medulla.dataset.loading import load, load_text
from sphinx_medulla.dataset.problem import DatasetError, Location
from sphinx_medulla.dataset.yaml_reader import MOST_BYTES, PARSER, read_yaml

MEDULLA = Path(__file__).parents[2] / "data" / "medulla.yaml"


def found(content: str | bytes) -> list[str]:
    """Line, column and code of everything that reading refuses."""
    problems = read_yaml(content, "f").problems
    return [f"{one.location.line}:{one.location.column} {one.code}" for one in problems]


def span(place: Location) -> tuple[int, int, int, int]:
    return place.line, place.column, place.end_line, place.end_column


def test_a_scalar_is_the_string_that_was_typed() -> None:
    typed = ["no", "22:22", "010", "2026-01-01", "~", "null", "Null", "True", "yes", "1e3", "0x10"]
    typed += [".inf", "1_000", "-1", "="]
    text = "".join(f"- {one}\n" for one in typed)
    assert read_yaml(text, "f").data == typed
    assert read_yaml(f"[{', '.join(typed)}]", "f").data == typed


def test_only_plain_true_and_false_are_booleans() -> None:
    assert read_yaml("[true, false, 'true', \"false\"]", "f").data == [True, False, "true", "false"]
    assert read_yaml("true: true", "f").data == {"true": True}
    assert read_yaml("a: |-\n  true\n", "f").data == {"a": "true"}


def test_an_empty_value_is_an_empty_text() -> None:
    assert read_yaml("a:\nb: {c}\nd:\n-\n- e\n", "f").data == {
        "a": "",
        "b": {"c": ""},
        "d": ["", "e"],
    }


def test_quotes_and_text_blocks_read_as_yaml_has_them() -> None:
    text = "a: >-\n  one\n  two\nb: |\n  one\n  two\nc: 'it''s'\nd: \"tab\\tend\"\n"
    assert read_yaml(text, "f").data == {
        "a": "one two",
        "b": "one\ntwo\n",
        "c": "it's",
        "d": "tab\tend",
    }


def test_places_of_keys_and_values_start_and_end() -> None:
    text = (
        "one: 1\n"
        "'two': {a: [x, 'y z'], b: }\n"
        "three:\n"
        "  - k: |\n"
        "      text\n"
        "\n"
        "    l:\n"
        "  - last   # a comment\n"
        "\n"
        "four: z\n"
    )
    tree = read_yaml(text, "f")
    assert not tree.problems
    assert span(tree.locate()) == (1, 1, 10, 8)
    assert span(tree.locate("one")) == (1, 6, 1, 7)
    assert span(tree.locate_key("one")) == (1, 1, 1, 4)
    assert span(tree.locate_key("two")) == (2, 1, 2, 6)
    assert span(tree.locate("two")) == (2, 8, 2, 28)
    assert span(tree.locate("two", "a")) == (2, 12, 2, 22)
    assert span(tree.locate("two", "a", 1)) == (2, 16, 2, 21)
    assert span(tree.locate("two", "b")) == (2, 27, 2, 27)
    assert span(tree.locate("three")) == (4, 3, 8, 9)
    assert span(tree.locate("three", 0)) == (4, 5, 7, 7)
    assert span(tree.locate("three", 0, "k")) == (4, 8, 5, 11)
    assert span(tree.locate_key("three", 0, "l")) == (7, 5, 7, 6)
    assert span(tree.locate("three", 1)) == span(tree.locate_key("three", 1)) == (8, 5, 8, 9)
    assert tree.locate("three", 1).path == "f"


def test_the_place_of_what_is_not_there_is_the_nearest_one_on_the_way() -> None:
    tree = read_yaml("a: [b, {c: d}]\n", "f")
    assert tree.locate("a", 7) == tree.locate("a")
    assert tree.locate("a", 0, "port") == tree.locate("a", 0)
    assert tree.locate("x", "y") == tree.locate()
    assert tree.get("a", 1, "c") == "d"
    assert tree.get("a", 7) is tree.get("x", "y") is tree.get("a", 0, "z") is None
    assert tree.get("a", 0, 0) is None


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_columns_count_code_points_whatever_the_line_break(line_break: str, mark: str) -> None:
    text = mark + line_break.join(["# é", "é𝔘: [ü, b]", "c: &x d", ""])
    tree = read_yaml(text.encode(), "f")
    assert tree.data == {"é𝔘": ["ü", "b"], "c": "d"}
    assert span(tree.locate_key("é𝔘")) == (2, 1, 2, 3)
    assert span(tree.locate("é𝔘", 1)) == (2, 9, 2, 10)
    assert found(text) == ["3:4 MED008"]


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_line_breaks_that_only_some_know_are_refused_and_count_as_characters(
    character: str,
) -> None:
    assert found(f"a: b{character}c: &x d\n")[0] == "1:5 MED003"
    assert found(f"# {character}\na: &x b\n") == ["1:3 MED003", "2:4 MED008"]


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x1b", "\x7f", "\x9f", "\ufeff", "\uffff", "\u202e", "\u2066"]
)
def test_control_characters_are_refused_where_they_stand(character: str) -> None:
    assert found(f"a: b\nc: x{character}y\nd: {character}\n") == ["2:5 MED003", "3:4 MED003"]


def test_half_a_character_is_refused() -> None:
    assert found("a: \ud800\n") == ["1:4 MED003"]


def test_bytes_that_are_not_utf_8_are_refused_where_they_stand() -> None:
    assert found("a: é\n".encode() + b"b: \xe9\n") == ["2:4 MED002"]
    assert found(b"\xef\xbb\xbfa: \xff\n") == ["1:4 MED002"]
    assert found("a: b".encode("utf-16")) == ["1:1 MED002"]
    (problem,) = read_yaml(b"\xff", "f").problems
    assert problem.sentence == "The byte 0xFF is not UTF-8 here. Save the file as UTF-8."


def test_a_file_over_16_mib_is_refused_and_one_of_16_mib_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: b\n#".ljust(MOST_BYTES, b"x"))
    with pytest.raises(DatasetError, match="MED102"):
        load(path)
    path.write_bytes(b"a: b\n#".ljust(MOST_BYTES + 1, b"x"))
    with pytest.raises(DatasetError) as caught:
        load(path)
    assert str(caught.value) == (
        f"{path}:1:1: MED004 The file is larger than 16 MiB. "
        "Keep a dataset smaller; a flow takes about 200 bytes."
    )


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        load(tmp_path / "none.yaml", shown_as="none.yaml")
    assert str(caught.value) == (
        "none.yaml:1:1: MED001 The file cannot be read: No such file or directory. "
        "Check its path and its permissions."
    )
    for path in (tmp_path, "a\0b"):
        with pytest.raises(DatasetError, match="MED001 The file cannot be read: "):
            load(path)


@pytest.mark.parametrize("content", ["", " \n", "# only\n", "---\n", "---\n...\n", "''\n"])
def test_a_file_that_says_nothing_is_refused(content: str) -> None:
    assert found(content) == ["1:1 MED005"]


def test_a_document_may_be_marked_as_such() -> None:
    tree = read_yaml("---\na: b\n...\n", "f")
    assert (tree.data, tree.problems) == ({"a": "b"}, [])


def test_thirty_two_levels_are_read_and_thirty_three_refused() -> None:
    assert found("[" * 32 + "]" * 32) == []
    assert found("[" * 33 + "]" * 33) == ["1:33 MED013"]
    assert found("- " * 32 + "a") == []
    assert found("- " * 33 + "a") == ["1:65 MED013"]


def steps(content: str) -> int:
    """How many functions are called to read a text: its cost, the same on every machine."""
    called = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal called
        called += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_yaml(content, "f")
    finally:
        sys.setprofile(before)
    return called


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "[{", "&a [", "!a {"])
def test_what_is_nested_without_end_is_refused_at_once(opening: str) -> None:
    assert "MED013" in found(opening * 100_000)[-1]
    assert steps(opening * 100_000) < 2 * steps(opening * 1_000)


@pytest.mark.parametrize(
    "content",
    [
        lambda many: "a: 1\n" * many,
        lambda many: "".join(f"k{i}: 1\nk{i}: 2\n" for i in range(many)),
        lambda many: "a: " + "'" * (2 * many + 1),
        lambda many: "- &a b\n" * many,
        lambda many: "\0" * many,
    ],
    ids=["one key", "each key twice", "quotes", "anchors", "controls"],
)
def test_many_problems_take_no_more_than_their_number_asks_for(
    content: Callable[[int], str],
) -> None:
    assert found(content(50_000))
    assert steps(content(4_000)) < 4.4 * steps(content(1_000))


def test_what_was_found_before_a_syntax_error_is_told_too() -> None:
    assert found("a: &x b\na: c\nd: {\ne: f: g\n") == ["1:4 MED008", "2:1 MED007", "4:5 MED006"]


def test_what_a_refused_value_lacks_is_not_complained_about_again() -> None:
    text = "format: 1\nproduct: *x\nrevision: \0\n<<: {roles: {}}\n"
    with pytest.raises(DatasetError) as caught:
        load_text(text, "f")
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["MED009", "MED003", "MED010"]


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML has no C parser here")
@pytest.mark.parametrize(
    "content",
    [
        MEDULLA.read_text(encoding="utf-8"),
        "a: &x b\nc: *x\n<<: d\ne: !t f\na: g\n? [h]\n: i\n",
        "a: 'b\n",
        "a: [b\nc: d",
        "a: b: c",
        "a:\n\t- b",
        "a: b\n---\nc: d\n",
        "[" * 40,
    ],
    ids=lambda content: content[:12],
)
def test_the_parser_in_python_reads_the_same(content: str) -> None:
    trees = [read_yaml(content, "f", parser) for parser in parsers()]
    assert trees[0].data == trees[1].data
    assert trees[0].problems == trees[1].problems
    assert trees[0].starts == trees[1].starts
    assert [trees[0].node_location(node) for node in range(len(trees[0].starts))] == [
        trees[1].node_location(node) for node in range(len(trees[1].starts))
    ]


def parsers() -> list[Callable[[str], Any]]:
    assert PARSER is yaml.CSafeLoader
    return [PARSER, yaml.SafeLoader]
