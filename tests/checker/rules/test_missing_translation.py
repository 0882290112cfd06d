"""The rule missing-translation."""

from __future__ import annotations

from pathlib import Path

from catalog_datasets import MISSING, RULES, found

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.problem import Severity


def test_the_bad_example_is_found_and_the_good_one_is_not(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, MISSING.bad, MISSING)
    assert finding.problem.code == MISSING.code
    assert finding.problem.severity is Severity.INFO
    assert found(tmp_path, MISSING.good, MISSING) == ()


def test_each_place_is_named_in_the_dataset_and_in_the_catalog(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, MISSING.bad, MISSING)
    assert finding.problem.message == "1 text is not translated for the language 'fr'."
    assert str(finding.problem.location) == "some/flows.yaml:6:18"
    places = [str(each.location) for each in finding.problem.related]
    assert places == ["some/locale/fr/LC_MESSAGES/flows.po:1:1"]


def test_a_text_that_is_marked_as_unsure_is_not_translated(tmp_path: Path) -> None:
    found(tmp_path, MISSING.good, MISSING)
    path = next(tmp_path.rglob("*.po"))
    text = path.read_text(encoding="utf-8").replace('msgid "Server"', '#, fuzzy\nmsgid "Server"')
    path.write_text(text, encoding="utf-8")
    (finding,) = check(load(tmp_path / "flows.yaml"), RULES).findings
    assert finding.problem.code == "MED513"


def test_without_catalogs_there_is_nothing_to_say(tmp_path: Path) -> None:
    path = tmp_path / "flows.yaml"
    path.write_text(MISSING.bad, encoding="utf-8")
    assert check(load(path), RULES).findings == ()
    (tmp_path / "locale" / "fr" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "locale" / "fr" / "LC_MESSAGES" / "other.po").write_text("no", encoding="utf-8")
    assert check(load(path), RULES).findings == ()


def test_a_catalog_that_is_none_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "flows.yaml"
    path.write_text(MISSING.bad, encoding="utf-8")
    catalog = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "flows.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid "a\nnonsense', encoding="utf-8")
    assert check(load(path), RULES).findings == ()
