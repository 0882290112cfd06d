"""The rule stale-translation."""

from __future__ import annotations

from pathlib import Path

from catalog_datasets import STALE, found

from sphinx_medulla.dataset.problem import Severity


def test_the_bad_example_is_found_and_the_good_one_is_not(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, STALE.bad, STALE)
    assert finding.problem.code == STALE.code
    assert finding.problem.severity is Severity.INFO
    assert found(tmp_path, STALE.good, STALE) == ()


def test_each_place_is_named_in_the_catalog(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, STALE.bad, STALE)
    places = [str(each.location) for each in finding.problem.related]
    assert places == ["some/locale/fr/LC_MESSAGES/flows.po:7:1"]
