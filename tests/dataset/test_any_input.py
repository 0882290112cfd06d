"""Whatever a file holds, it loads or is refused at file:line:column; nothing else happens."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_medulla.dataset.codes import Code
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.problem import DatasetError, Location

FOLDER = Path(__file__).parent
WHOLE = (FOLDER / "whole.yaml").read_text(encoding="utf-8")
CODES = {code.code for code in Code}

settings.register_profile(
    "any input", deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
SETTINGS = settings(settings.get_profile("any input"), max_examples=1000)

PIECES = st.sampled_from(
    ["\t", "'", '"', ": ", ":", "- ", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "!t ", "<<: ",
     "---\n", "...\n", "|\n", ">-\n", "%", "@", "`", "\\", "\0", "\x85", "\u2028", "\r", "\r\n",
     "#", "\n", " ", "  ", "\ufeff", "true", "no", "22:22", "010", "~", "", "é", "\U0001f600",
     "[" * 40, "id", "ports", "from: ", "70000", "80/443", "\ud800"]
)  # fmt: skip


def check(content: str | bytes) -> None:
    """Load it, or hold every problem of it to what a problem must be."""
    try:
        loaded = load_text(content, "f.yaml")
    except DatasetError as error:
        problems = error.problems
    else:
        assert loaded.dataset.format == "1"
        return
    text = content if isinstance(content, str) else content.decode(errors="replace")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert problems
    for problem in problems:
        assert problem.code in CODES
        assert problem.message
        assert problem.hint
        assert "\n" not in problem.sentence
        for place in (problem.location, *(related.location for related in problem.related)):
            check_place(place, lines)
    places = [problem.location for problem in problems]
    assert places == sorted(places)
    assert len(set(map(str, problems))) == len(problems)


def check_place(place: Location, lines: list[str]) -> None:
    assert place.path == "f.yaml"
    assert 1 <= place.line <= place.end_line <= len(lines)
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    assert 1 <= place.end_column <= len(lines[place.end_line - 1]) + 1
    assert (place.line, place.column) <= (place.end_line, place.end_column)


@SETTINGS
@given(
    st.text(max_size=60)
    | st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join)
    | st.binary(max_size=40)
)
@example("a: b\r\nc: &x d\r")
@example('a: "\\UFFFFFFFF"')
@example("[,")
@example("format: 1\nrules: |\n  One.\n  Two.\n")
def test_any_text_loads_or_is_refused(content: str | bytes) -> None:
    check(content)


@SETTINGS
@given(st.data())
def test_a_dataset_with_mistakes_loads_or_is_refused(data: st.DataObject) -> None:
    lines = WHOLE.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        column = data.draw(st.integers(0, len(line)))
        match data.draw(st.sampled_from(["insert", "cut", "drop", "double", "indent", "swap"])):
            case "insert":
                lines[at] = line[:column] + data.draw(PIECES) + line[column:]
            case "cut":
                lines[at] = line[:column] + line[column + data.draw(st.integers(1, 6)) :]
            case "drop":
                lines[at] = ""
            case "double":
                lines[at] = line + line
            case "indent":
                lines[at] = " " * data.draw(st.integers(0, 9)) + line.lstrip(" ")
            case _:
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
    check("".join(lines))


def test_every_cut_off_dataset_is_refused() -> None:
    for end in range(0, WHOLE.index("flows:"), 7):
        try:
            load_text(WHOLE[:end], "f.yaml")
        except DatasetError:
            check(WHOLE[:end])
        else:
            raise AssertionError(f"The first {end} characters load.")
