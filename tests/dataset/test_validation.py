"""Each file in refused/ is refused for exactly what the .txt beside it says.

A line of it is a problem: start and end of its place, its code, its sentences. An indented line is
the related place of the problem above it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_medulla.dataset.codes import Code
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.problem import DatasetError, Location

FOLDER = Path(__file__).parent / "refused"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def span(place: Location) -> str:
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"


def report(error: DatasetError) -> str:
    lines = []
    for problem in error.problems:
        lines.append(f"{span(problem.location)} {problem.code} {problem.sentence}")
        lines += [f"  {span(other.location)} {other.message}" for other in problem.related]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_refused_for_exactly_this(name: str) -> None:
    with pytest.raises(DatasetError) as caught:
        load(FOLDER / f"{name}.yaml", shown_as="refused.yaml")
    assert report(caught.value) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert {problem.location.path for problem in caught.value.problems} == {"refused.yaml"}


def test_every_code_is_shown_by_a_file_or_by_a_test_of_its_own() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt"))
    elsewhere = {"MED001", "MED002", "MED004"}  # test_yaml_reader.py: no text files
    assert {code.code for code in Code if code.code not in shown} == elsewhere


def test_codes_and_names_are_unique() -> None:
    assert len({code.code for code in Code}) == len({code.label for code in Code}) == len(Code)


def test_problems_tell_their_name_and_print_as_file_line_and_column() -> None:
    with pytest.raises(DatasetError) as caught:
        load(FOLDER / "merge-key.yaml", shown_as="d.yaml")
    (problem,) = caught.value.problems
    assert problem.name == "merge-key"
    assert str(problem) == str(caught.value)
    assert str(problem).startswith("d.yaml:12:5: MED010 The merge key << is not allowed. Write ")
