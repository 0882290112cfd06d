"""Defects of the kinds that a maintainer makes: how many of them the checker finds.

``pytest -s`` prints the table.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from checking import rules_of

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load, load_text
from sphinx_medulla.dataset.problem import DatasetError

pytestmark = pytest.mark.heavy

RELEASE = Path(__file__).parents[1] / "release" / "medulla.yaml"
TEXT = RELEASE.read_text(encoding="utf-8")


class Defect(NamedTuple):
    """A line of semantic_defects.txt: the first ``old`` after ``where`` becomes ``new``."""

    kind: str
    where: str
    old: str
    new: str

    @property
    def catalog(self) -> str:
        """The catalog that has the defect; empty if the dataset has it."""
        language, is_catalog, _rest = self.kind.partition(": ")
        return f"locale/{language}/LC_MESSAGES/medulla.po" if is_catalog else ""

    def apply(self, text: str = TEXT) -> str:
        """The dataset, or the text of a catalog, with the defect."""
        at = text.index(self.old, text.index(self.where))
        return f"{text[:at]}{self.new}{text[at + len(self.old) :]}"


def defects() -> list[Defect]:
    lines = RELEASE.parents[1].joinpath("checker", "semantic_defects.txt").read_text("utf-8")
    return [
        Defect(*(part.replace("\\n", "\n") for part in f"{line} ".split(" | ")))._replace(
            new=line.rpartition(" | ")[2].replace("\\n", "\n") if not line.endswith("|") else ""
        )
        for line in lines.splitlines()
        if line and not line.startswith("#")
    ]


def codes(text: str) -> list[str]:
    """The codes of what loading or checking says of a dataset."""
    try:
        loaded = load_text(text, str(RELEASE))
    except DatasetError as error:
        return [problem.code for problem in error.problems]
    return [finding.problem.code for finding in check(loaded).findings]


def codes_with(defect: Defect, folder: Path) -> list[str]:
    """The codes of what is found with a defect, apart from texts that are not translated."""
    if not defect.catalog:
        return codes(defect.apply())
    catalog = folder / defect.catalog
    catalog.parent.mkdir(parents=True, exist_ok=True)
    text = (RELEASE.parent / defect.catalog).read_text(encoding="utf-8")
    (folder / RELEASE.name).write_text(TEXT, encoding="utf-8")
    catalog.write_text(defect.apply(text), encoding="utf-8")
    found = check(load(folder / RELEASE.name), rules_of("MED525")).findings
    catalog.write_text(text, encoding="utf-8")
    before = check(load(folder / RELEASE.name), rules_of("MED525")).findings
    assert not before, str(before[0].problem)
    return [finding.problem.code for finding in found]


def test_most_defects_are_found(tmp_path: Path) -> None:
    assert codes(TEXT) == []
    table = [(defect, codes_with(defect, tmp_path)) for defect in defects()]
    for defect, found in table:
        change = f"{defect.old!r} -> {defect.new!r}"
        print(f"{'found ' if found else 'MISSED'} {defect.kind}: {change}: {' '.join(found)}")
    missed = [defect for defect, found in table if not found]
    print(f"{len(table) - len(missed)} of {len(table)} found")
    assert len(table) > 100
    assert len(missed) < len(table) / 10
